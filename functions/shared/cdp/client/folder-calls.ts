import { type Json, type JsonObject, objectsIn, scalar } from '../../json/lossless.ts';
import { CdpError } from '../cdp-error.ts';
import type { RequestOf } from '../contract.ts';
import { type FolderId, folderId } from '../ids.ts';
import type { Call } from './caller.ts';
import { withRawIds } from './sendable.ts';

/** A folder of customer groups. */
export interface Folder {
  readonly id: FolderId;
  /** By which G5 names a parent (Q34). */
  readonly code?: string;
  readonly name?: string;
  /** Absent for a root (Q37). */
  readonly parentCode?: string;
  readonly subList: readonly Folder[];
}

type BusinessType = 'customer_group' | 'customer_label';

/** G5 to G8. */
export function folderCalls(call: Call) {
  /** Q33, Q35: sends the type that the documents name; rejected, once the other, and remembers which one worked. */
  function businessTypes(name: 'groupDelete' | 'groupUpdate', documented: BusinessType, other: BusinessType) {
    let working: BusinessType | undefined;
    const send = (fields: Readonly<Record<string, unknown>>, businessType: BusinessType) =>
      call(name, { body: withRawIds({ businessType, ...fields }) });
    return async (fields: Readonly<Record<string, unknown>>): Promise<void> => {
      if (working !== undefined) {
        await send(fields, working);
        return;
      }
      try {
        await send(fields, documented);
        working = documented;
      } catch (error) {
        if (!(error instanceof CdpError) || error.kind !== 'rejected') throw error;
        await send(fields, other).catch((second: unknown) => {
          throw bothRejected(error, second, other);
        });
        working = other;
      }
    };
  }

  const remove = businessTypes('groupDelete', 'customer_label', 'customer_group');
  const rename = businessTypes('groupUpdate', 'customer_group', 'customer_label');

  return {
    /**
     * G5. Creates a folder, by its parent's code from G8 in another one (Q34); never repeated on its own, because two folders may
     * have one name.
     * @returns the new folder's id
     * @throws CdpError
     */
    async groupAdd(request: Pick<RequestOf<'groupAdd'>, 'name' | 'parentCode'>): Promise<FolderId> {
      const endpoint = 'groupAdd';
      const id = folderId(await call(endpoint, { body: { businessType: 'customer_group', ...request } }));
      if (!id) throw new CdpError('unavailable', { endpoint, message: 'the answer holds no folder id' });
      return id;
    },

    /**
     * G6. Deletes a folder that holds neither groups nor folders (Q36). Never repeated once it may have been applied.
     * @throws CdpError
     */
    async groupDelete(request: Pick<RequestOf<'groupDelete'>, 'commonGroupId'>): Promise<void> {
      await remove(request);
    },

    /** G7. Renames a folder. @throws CdpError */
    async groupUpdate(request: Pick<RequestOf<'groupUpdate'>, 'commonGroupId' | 'name'>): Promise<void> {
      await rename(request);
    },

    /** G8. All folders: the roots, each with what is in it. @throws CdpError */
    async queryTreeFormList(): Promise<readonly Folder[]> {
      const data = await call('queryTreeFormList', { query: { businessType: 'customer_group' } });
      return typeof data === 'symbol' ? [] : readFolders(data);
    },
  };
}

/** The CDP's words about the documented type, and what it said to the other. */
function bothRejected(first: CdpError, second: unknown, other: BusinessType): unknown {
  if (!(second instanceof CdpError) || second.kind !== 'rejected') return second;
  const { endpoint, code, msg, requestId, permanent } = first;
  return new CdpError('rejected', {
    endpoint,
    message: `${msg ?? ''} (with businessType ${other}: ${second.msg ?? ''})`,
    permanent,
    requestId,
    cause: second,
    ...(code !== undefined && { code }),
    ...(msg !== undefined && { msg }),
  });
}

function readFolders(list: Json | undefined): readonly Folder[] {
  return objectsIn(list).flatMap(readFolder);
}

function readFolder(folder: JsonObject): readonly Folder[] {
  const id = folderId(folder['id']);
  if (!id) return [];
  const code = scalar(folder['code']);
  const name = scalar(folder['name']);
  const parentCode = scalar(folder['parentCode']);
  return [
    {
      id,
      ...(code === undefined ? {} : { code }),
      ...(name === undefined ? {} : { name }),
      ...(parentCode ? { parentCode } : {}),
      subList: readFolders(folder['subList']),
    },
  ];
}
