import { isJsonObject, type JsonObject } from '../json/lossless.ts';
import { type MessagePatterns, noData } from './answer.ts';
import { caller, type Explain, type Observe } from './client/caller.ts';
import { customerCalls, type CustomerDialect } from './client/customer-calls.ts';
import { type Folder, folderCalls } from './client/folder-calls.ts';
import { type CustomerGroup, groupCalls } from './client/group-calls.ts';
import { membershipCalls } from './client/membership-calls.ts';
import type { Page as FullPage } from './client/page.ts';
import type { CreateCustomerByIdentity, IdentityPair, Profile } from './contract.ts';
import type { CustomerId, FolderId, GroupId } from './ids.ts';
import type { FoundGroup } from './groups/group-directory.ts';
import type { TokenProvider } from './token.ts';
import type { Transport } from './transport.ts';

export interface DeliveryClientOptions {
  /** Under the cap on calls. */
  readonly transport: Transport;
  readonly token: TokenProvider;
  readonly patterns: MessagePatterns;
  readonly strategyPlacement: NonNullable<CustomerDialect['strategyPlacement']>;
  readonly observe?: Observe | undefined;
}

/** The fields that delivery writes, and so may have to write again; the CDP tells nobody a name. */
const fieldsRead = [
  'email',
  'emailVerified',
  'gender',
  'nickName',
  'birthday',
  'province',
  'city',
  'district',
  'language',
  'source',
  'subscribeSource',
  'openId',
  'unionId',
  'appId',
] as const;

export interface CustomerInfo {
  readonly identityList: readonly IdentityPair[];
  /** What is known of them; a field without a value is absent. */
  readonly fields: Partial<Pick<Profile, (typeof fieldsRead)[number]>>;
}

type StaticOrSmart = Pick<CustomerGroup, 'id' | 'name' | 'type'> & { readonly groupId?: FolderId };

export type PartialPage<T> = Pick<FullPage<T>, 'records' | 'total'>;

/**
 * The calls that delivery makes, with as little of the answers as it needs: what is not read is not kept anywhere. Nothing is
 * repeated here, because the queue repeats. Every method throws CdpError; not found is a value.
 */
export type DeliveryClient = ReturnType<typeof deliveryClient>;

export function deliveryClient({ transport, token, patterns, strategyPlacement, observe }: DeliveryClientOptions) {
  const call = caller({ transport, token, patterns, retry: undefined, observe });
  const customers = customerCalls(call, { strategyPlacement });
  const groups = groupCalls(call);
  const folders = folderCalls(call);
  const memberships = membershipCalls(call);

  return {
    /** C2. The id of the target customer, new or old (Q25). */
    createCustomerByIdentity(request: CreateCustomerByIdentity, explain?: Explain): Promise<CustomerId> {
      return customers.createCustomerByIdentity(request, explain);
    },

    /** C4 */
    getCustomerIdByIdentityList(identityList: readonly IdentityPair[]): Promise<CustomerId | undefined> {
      return customers.getCustomerIdByIdentityList({ identityList });
    },

    /** C3 */
    async customerInfo(customerId: CustomerId): Promise<CustomerInfo | undefined> {
      const customer = await customers.customerInfo({ customerId });
      if (!customer) return undefined;
      const known = fieldsRead.filter((field) => customer[field] !== undefined && customer[field] !== '');
      return {
        identityList: customer.identityList,
        fields: Object.fromEntries(known.map((field) => [field, customer[field]])),
      };
    },

    /** C3, all that the CDP tells. */
    async customerRecord(customerId: CustomerId): Promise<JsonObject | undefined> {
      const data = await call('customerInfo', { query: { customerId }, mayFindNothing: true });
      return data === noData || !isJsonObject(data) ? undefined : data;
    },

    /** C8 for a profile field (Q11: the only way to write the name). */
    updateCustomerAttr(customerId: CustomerId, attrName: string, attrValue: string): Promise<void> {
      return customers.updateCustomerAttr({ attrName, attrValue, customerId, isExtendAttr: false });
    },

    /** C6. Who is not there need not be deleted. */
    async singleDelete(customerId: CustomerId): Promise<void> {
      await customers.singleDelete({ customerId });
    },

    /** G1 */
    addSingleGroup(name: string, folder?: FolderId): Promise<GroupId> {
      return groups.addSingleGroup({ name, ...(folder && { groupId: folder }) });
    },

    /** G5, G8 */
    groupAdd(request: Parameters<typeof folders.groupAdd>[0]): Promise<FolderId> {
      return folders.groupAdd(request);
    },
    queryTreeFormList(): Promise<readonly Folder[]> {
      return folders.queryTreeFormList();
    },

    /** G4: fuzzy by name. Only static groups come back, the only ones that the API changes. */
    async customerGroupSimpleQuery(searchKey: string, current: number, size: number): Promise<PartialPage<FoundGroup>> {
      const { records, total } = await groups.customerGroupSimpleQuery({ searchKey, current, size });
      return { total, records: records.flatMap(staticGroup) };
    },

    /** G13 for the static groups. */
    async getGroupsByCustomerId(customerId: CustomerId): Promise<readonly FoundGroup[]> {
      return (await memberships.getGroupsByCustomerId({ customerId, type: 1 })).flatMap(staticGroup);
    },

    /** G9 */
    customerAddGroups(customerId: CustomerId, customerGroupIdList: readonly GroupId[]): Promise<void> {
      return memberships.customerAddGroups({ customerId, customerGroupIdList });
    },

    /** G10 */
    customerDeleteGroups(customerId: CustomerId, customerGroupIdList: readonly GroupId[]): Promise<void> {
      return memberships.customerDeleteGroups({ customerId, customerGroupIdList });
    },
  };
}

function staticGroup({ id, name, type, groupId: folder }: StaticOrSmart): readonly FoundGroup[] {
  return type === 1 && name !== undefined ? [{ id, name, ...(folder && { folder }) }] : [];
}
