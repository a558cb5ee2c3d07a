import { integer, type JsonObject, scalar } from '../../json/lossless.ts';
import { noData } from '../answer.ts';
import { CdpError } from '../cdp-error.ts';
import type { RequestOf } from '../contract.ts';
import { type FolderId, folderId, type GroupId, groupId } from '../ids.ts';
import type { Call } from './caller.ts';
import { everyRecord, type Page, type PageRequest, readPage } from './page.ts';
import { queryOf, withRawIds } from './sendable.ts';

export interface CustomerGroup {
  readonly id: GroupId;
  readonly name?: string;
  readonly description?: string;
  /** The folder in which it stands. */
  readonly groupId?: FolderId;
  /** 1 = static, 2 = smart. */
  readonly type?: number;
  readonly customerTotal?: number;
}

export interface CustomerGroupFilter {
  /** A part of the name. */
  readonly searchKey?: string;
  /** A folder, not a group (Q19). */
  readonly groupId?: FolderId;
}

/** G1 to G4. */
export function groupCalls(call: Call) {
  async function customerGroupSimpleQuery(request: CustomerGroupFilter & PageRequest): Promise<Page<CustomerGroup>> {
    const data = await call('customerGroupSimpleQuery', { query: queryOf({ ...request }), mayFindNothing: true });
    return readPage(data, request.size, readGroup);
  }

  return {
    /**
     * G1. Creates a static group; never repeated on its own, because two groups may have one name. Q30: no tag fields are sent.
     * @returns the new group's id
     * @throws CdpError
     */
    async addSingleGroup(
      request: Pick<RequestOf<'addSingleGroup'>, 'name' | 'description' | 'groupId'>,
    ): Promise<GroupId> {
      const endpoint = 'addSingleGroup';
      const id = groupId(await call(endpoint, { body: withRawIds({ ...request, type: 1 }) }));
      if (!id) throw new CdpError('unavailable', { endpoint, message: 'the answer holds no group id' });
      return id;
    },

    /**
     * G2. Deletes a group, static or smart, with its memberships. Never repeated once it may have been applied (Q07).
     * @returns false when there was no such group, where the CDP's refusal says so
     * @throws CdpError
     */
    async deleteCustomerGroup(request: RequestOf<'deleteCustomerGroup'>): Promise<boolean> {
      return (await call('deleteCustomerGroup', { query: queryOf(request), mayFindNothing: true })) !== noData;
    },

    /** G3. Renames, describes or moves a group; `type` is the one it has (Q32). @throws CdpError */
    async updateCustomerGroup(request: RequestOf<'updateCustomerGroup'>): Promise<void> {
      await call('updateCustomerGroup', { body: withRawIds(request) });
    },

    /** G4. One page of the groups. @throws CdpError */
    customerGroupSimpleQuery,

    /** G4, all pages, asked for as they are read. @throws CdpError */
    customerGroups(filter: CustomerGroupFilter = {}, size?: number): AsyncGenerator<CustomerGroup, void, undefined> {
      return everyRecord((page) => customerGroupSimpleQuery({ ...filter, ...page }), size);
    },
  };
}

/** A group, or nothing where there is no id. Q38: numbers and texts are read alike. */
export function readGroup(record: JsonObject): readonly CustomerGroup[] {
  const id = groupId(record['id']);
  if (!id) return [];
  const name = scalar(record['name']);
  const description = scalar(record['description']);
  const folder = folderId(record['groupId']);
  const type = integer(record['type']);
  const customerTotal = integer(record['customerTotal']);
  return [
    {
      id,
      ...(name === undefined ? {} : { name }),
      ...(description === undefined ? {} : { description }),
      ...(folder && { groupId: folder }),
      ...(type === undefined ? {} : { type }),
      ...(customerTotal === undefined ? {} : { customerTotal }),
    },
  ];
}
