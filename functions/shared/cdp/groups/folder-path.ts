import { CdpError } from '../cdp-error.ts';
import type { Folder } from '../client/folder-calls.ts';
import type { FolderId } from '../ids.ts';
import type { OneCreator } from './one-creator.ts';

export interface FolderApi {
  queryTreeFormList(): Promise<readonly Folder[]>;
  groupAdd(request: { name: string; parentCode?: string }): Promise<FolderId>;
}

/** The folder at a path of exact names from the root; undefined where it is not there. */
export async function findFolder(api: FolderApi, path: readonly string[]): Promise<FolderId | undefined> {
  const { found, missing } = walk(await api.queryTreeFormList(), path);
  return missing.length === 0 ? found?.id : undefined;
}

/** The folder at a path, created with the folders above it where they are missing. @throws CdpError */
export async function ensureFolder(api: FolderApi, path: readonly string[], once: OneCreator): Promise<FolderId> {
  const there = await findFolder(api, path);
  if (there) return there;
  // Held by the first name: two paths may share the folder that is missing in both.
  return once(`folder ${path[0] ?? ''}`, async () => {
    for (let left = path.length + 1; ;) {
      const { found, missing } = walk(await api.queryTreeFormList(), path);
      if (missing.length >= left) throw notYet();
      left = missing.length;
      const [name] = missing;
      if (name === undefined && found) return found.id;
      if (name === undefined) throw new RangeError('a folder path has no name');
      const parent = found && codeOf(found);
      const id = await api.groupAdd({ name, ...(parent === undefined ? {} : { parentCode: parent }) });
      if (missing.length === 1) return id;
    }
  });
}

/** Creating it once more would make a second one. */
function notYet(): CdpError {
  const message = 'a folder that was just created is not in the tree yet';
  return new CdpError('unavailable', { endpoint: 'queryTreeFormList', message });
}

/** Q34: a parent is named by its code, and only the tree tells it. */
function codeOf({ code }: Folder): string {
  if (code !== undefined) return code;
  throw new CdpError('unavailable', { endpoint: 'queryTreeFormList', message: 'a folder without a code' });
}

/** How far down the tree has the path, and what is missing of it. */
function walk(
  roots: readonly Folder[],
  path: readonly string[],
): { readonly found: Folder | undefined; readonly missing: readonly string[] } {
  let found: Folder | undefined;
  let here = roots;
  for (const [depth, name] of path.entries()) {
    const next = here.find((folder) => folder.name === name);
    if (!next) return { found, missing: path.slice(depth) };
    found = next;
    here = next.subList;
  }
  return { found, missing: [] };
}
