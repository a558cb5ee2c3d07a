import {
  copyOf,
  groupsOf,
  locate,
  refused,
  setMember,
  unlocated,
  type Expected,
  type ModelGroup,
  type Ref,
  type World,
} from './world.ts';

type Change = { after: World; expected: Expected };

const unchanged = (world: World, refusal: string): Change => ({ after: world, expected: refused(refusal) });
const changed = (after: World, data: unknown = null): Change => ({ after, expected: { data } });

export interface GroupFields {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly folder?: Ref | undefined;
}

/** G1, and the sandbox's order of a smart group with its members. */
export function addGroup(
  world: World,
  { name = '', description = '', folder }: GroupFields,
  members?: readonly Ref[],
): Change {
  if (folder !== undefined && !world.folders.has(folder)) return unchanged(world, 'E_FOLDER_UNKNOWN');
  const after = copyOf(world);
  const id = `@g${(after.made += 1)}`;
  after.groups.set(id, { name, description, folder, smart: members !== undefined, computing: false });
  after.members.set(id, new Set(members));
  return changed(after, members === undefined ? id : { id });
}

/** The sandbox's new result of a smart group. */
export function recompute(world: World, id: Ref, members: readonly Ref[], computing: boolean): Change {
  const group = world.groups.get(id);
  if (group?.smart !== true) return unchanged(world, 'E_GROUP_UNKNOWN');
  const after = copyOf(world);
  after.groups.set(id, { ...group, computing });
  after.members.set(id, new Set(members));
  return changed(after, { id });
}

/** G2 */
export function deleteGroup(world: World, id: Ref): Change {
  if (!world.groups.has(id)) return unchanged(world, 'E_GROUP_UNKNOWN');
  const after = copyOf(world);
  after.groups.delete(id);
  after.members.delete(id);
  return changed(after);
}

const typeOf = ({ smart }: ModelGroup) => (smart ? 2 : 1);

/** G3 */
export function updateGroup(world: World, id: Ref, type: number, { name, description, folder }: GroupFields): Change {
  const group = world.groups.get(id);
  if (group === undefined) return unchanged(world, 'E_GROUP_UNKNOWN');
  if (type !== typeOf(group)) return unchanged(world, 'E_GROUP_TYPE');
  if (folder !== undefined && !world.folders.has(folder)) return unchanged(world, 'E_FOLDER_UNKNOWN');
  const after = copyOf(world);
  after.groups.set(id, {
    ...group,
    name: name ?? group.name,
    description: description ?? group.description,
    folder: folder ?? group.folder,
  });
  return changed(after);
}

/** G4 */
export function queryGroups(
  world: World,
  { text, folder, current, size }: { text: string; folder: Ref | undefined; current: number; size: number },
): Expected {
  if (folder !== undefined && !world.folders.has(folder)) return refused('E_FOLDER_UNKNOWN');
  const matches = [...world.groups]
    .filter(([, group]) => group.name.toLowerCase().includes(text.toLowerCase()))
    .filter(([, group]) => folder === undefined || group.folder === folder);
  const records = matches.slice((current - 1) * size, current * size).map(([id, group]) => ({
    id,
    name: group.name,
    description: group.description,
    ...(group.folder !== undefined && { groupId: group.folder }),
    type: typeOf(group),
    customerTotal: world.members.get(id)?.size ?? 0,
  }));
  return { data: { current, size, total: matches.length, records } };
}

/** G5 */
export function addFolder(world: World, name: string, parent: Ref | undefined): Change {
  if (parent !== undefined && !world.folders.has(parent)) return unchanged(world, 'E_FOLDER_UNKNOWN');
  const after = copyOf(world);
  const id = `@f${(after.made += 1)}`;
  after.folders.set(id, { name, parent });
  return changed(after, id);
}

/** G6 */
export function deleteFolder(world: World, id: Ref): Change {
  if (!world.folders.has(id)) return unchanged(world, 'E_FOLDER_UNKNOWN');
  const isUsed =
    [...world.folders.values()].some(({ parent }) => parent === id) ||
    [...world.groups.values()].some(({ folder }) => folder === id);
  if (isUsed) return unchanged(world, 'E_FOLDER_NOT_EMPTY');
  const after = copyOf(world);
  after.folders.delete(id);
  return changed(after);
}

/** G7 */
export function renameFolder(world: World, id: Ref, name: string): Change {
  const folder = world.folders.get(id);
  if (folder === undefined) return unchanged(world, 'E_FOLDER_UNKNOWN');
  const after = copyOf(world);
  after.folders.set(id, { ...folder, name });
  return changed(after);
}

/** G8. The code of a folder is written `@code:@f1`. */
export function folderTree(world: World): Expected {
  const below = (parent: Ref | undefined): unknown[] =>
    [...world.folders]
      .filter(([, folder]) => folder.parent === parent)
      .map(([id, { name }]) => ({
        code: `@code:${id}`,
        id,
        name,
        parentCode: parent === undefined ? '' : `@code:${parent}`,
        subList: below(id),
      }));
  return { data: below(undefined) };
}

/** G9 to G11 */
export function changeGroups(
  world: World,
  id: Ref,
  listed: readonly Ref[],
  change: 'join' | 'leave' | 'replace',
): Change {
  if (listed.length === 0 && change !== 'replace') return unchanged(world, 'E_FIELD');
  const found = locate(world, id);
  if (typeof found === 'string') return { after: world, expected: unlocated(world, found, 'write') };
  for (const group of listed) {
    const known = world.groups.get(group);
    if (known === undefined) return unchanged(world, 'E_GROUP_UNKNOWN');
    if (known.smart) return unchanged(world, 'E_GROUP_SMART');
  }
  const after = copyOf(world);
  for (const [group, { smart }] of world.groups) {
    const isListed = listed.includes(group);
    if (smart || (change === 'join' && !isListed) || (change === 'leave' && !isListed)) continue;
    setMember(after, group, found.customer, change === 'leave' ? false : isListed);
  }
  return { after, expected: { data: null, headers: found.header } };
}

/** G13 */
export function groupsOfCustomer(world: World, id: Ref, type: string): Expected {
  const found = locate(world, id);
  if (typeof found === 'string') return unlocated(world, found, 'read');
  const data = groupsOf(world, found.customer).flatMap((group) => {
    const known = world.groups.get(group);
    if (known === undefined || String(typeOf(known)) !== type) return [];
    const status = known.smart && known.computing ? '0' : '1';
    return [{ code: group, id: group, name: known.name, groupId: known.folder ?? '', status, type }];
  });
  return { data, headers: found.header };
}
