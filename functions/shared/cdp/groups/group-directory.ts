import type { FolderId, GroupId } from '../ids.ts';
import { ensureFolder, findFolder, type FolderApi } from './folder-path.ts';
import type { OneCreator } from './one-creator.ts';

const PAGE = 100;

export interface FoundGroup {
  readonly id: GroupId;
  readonly name: string;
  readonly folder?: FolderId;
}

export interface GroupApi extends FolderApi {
  /** Static groups whose name holds a text. */
  customerGroupSimpleQuery(
    searchKey: string,
    current: number,
    size: number,
  ): Promise<{ readonly records: readonly FoundGroup[]; readonly total: number }>;
  addSingleGroup(name: string, folder?: FolderId): Promise<GroupId>;
}

/** Finds static groups by their exact name, creates what is missing, and remembers both; one search a name at a time. */
export interface GroupDirectory {
  /** @throws CdpError */
  idOf(name: string): Promise<GroupId>;
  /** A call with the remembered id failed: the group may have been deleted in the CDP. */
  forget(name: string): void;
}

/** @param folderOf the folder that a group is created in, by the names from the root */
export function groupDirectory(
  api: GroupApi,
  once: OneCreator,
  folderOf: (name: string) => readonly string[] = () => [],
): GroupDirectory {
  const known = new Map<string, Promise<GroupId>>();

  const create = (name: string, path: readonly string[]): Promise<GroupId> =>
    once(`group ${name}`, async () => {
      // Somebody may have created it since the search that did not find it.
      const there = await find(api, name, path);
      if (there) return there;
      const folder = path.length > 0 ? await ensureFolder(api, path, once) : undefined;
      return api.addSingleGroup(name, folder);
    });

  return {
    idOf(name) {
      const running = known.get(name);
      if (running) return running;
      const path = folderOf(name);
      const search = find(api, name, path).then((id) => id ?? create(name, path));
      known.set(name, search);
      search.catch(() => known.delete(name));
      return search;
    },
    forget(name) {
      known.delete(name);
    },
  };
}

/**
 * A group of exactly this name. A group that somebody has moved is still the group; of several the one in the configured
 * folder, else the oldest, so that every instance chooses the same.
 */
async function find(api: GroupApi, name: string, path: readonly string[]): Promise<GroupId | undefined> {
  const exact: FoundGroup[] = [];
  for (let current = 1; ; current++) {
    const { records, total } = await api.customerGroupSimpleQuery(name, current, PAGE);
    exact.push(...records.filter((group) => group.name === name));
    if (current * PAGE >= total) break;
  }
  const folder = exact.length > 1 && path.length > 0 ? await findFolder(api, path) : undefined;
  const [first] = exact.toSorted(
    (a, b) => Number(b.folder === folder) - Number(a.folder === folder) || olderFirst(a.id, b.id),
  );
  return first?.id;
}

/** Ids of 64 bits are in order of time, and compared as digits. */
function olderFirst(a: GroupId, b: GroupId): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
