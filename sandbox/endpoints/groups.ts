import * as z from 'zod/mini';
import { contract } from '../../functions/shared/cdp/contract/contract.ts';
import { groupType } from '../../functions/shared/cdp/contract/vocabulary.ts';
import { rawInteger } from '../../functions/shared/json/lossless.ts';
import { success } from '../protocol/message.ts';
import { decline } from '../declined.ts';
import type { Group } from '../store/groups.ts';
import { newId } from '../tenant.ts';
import { documentedEndpoint, lenientEndpoint } from './endpoint.ts';
import { byPageSize, sliceOf } from './paging.ts';

// Q19: here groupId is a folder, and a group's id is no folder's.
const unknownFolder = decline('E_FOLDER_UNKNOWN', 'groupId is not a group folder');
const unknownGroup = decline('E_GROUP_UNKNOWN', 'customerGroupId is not a customer group');

export function typeOf({ smart }: Group): number {
  return smart ? groupType.smart : groupType.static;
}

/** G1. Q30: tagName and tagNameList are leftovers of a tag endpoint, accepted and ignored. */
export const addGroupEndpoint = documentedEndpoint('addSingleGroup', (tenant, { name, description, groupId }) => {
  const { store } = tenant;
  return store.transact(() => {
    const folder = groupId ?? undefined;
    if (folder !== undefined && !store.folders.exists(folder)) return unknownFolder;
    const id = newId(tenant);
    store.groups.create({ id, name, description: description ?? '', smart: false, computing: false, folder });
    return success(rawInteger(id));
  });
});

/** G2, for static and smart groups. */
export const deleteGroupEndpoint = documentedEndpoint('deleteCustomerGroup', ({ store }, { customerGroupId }) =>
  store.transact(() => {
    if (store.groups.get(customerGroupId) === undefined) return unknownGroup;
    const members = store.groups.remove(customerGroupId);
    return success(null, { 'x-sandbox-members': String(members) });
  }),
);

/** G3. Q32: the type must be said and cannot be changed. What is left out stays. */
export const updateGroupEndpoint = documentedEndpoint(
  'updateCustomerGroup',
  ({ store }, { customerGroupId, type, name, description, groupId }) =>
    store.transact(() => {
      const group = store.groups.get(customerGroupId);
      if (group === undefined) return unknownGroup;
      if (type !== typeOf(group)) return decline('E_GROUP_TYPE', `type is ${typeOf(group)} and cannot be changed`);
      if (groupId && !store.folders.exists(groupId)) return unknownFolder;
      store.groups.update({
        ...group,
        name: name ?? group.name,
        description: description ?? group.description,
        folder: groupId ?? group.folder,
      });
      return success(null);
    }),
);

/** G4: groups whose name contains the search key. */
export const queryGroupsEndpoint = lenientEndpoint(
  'customerGroupSimpleQuery',
  byPageSize((size) => z.extend(contract.customerGroupSimpleQuery.request, { size })),
  ({ store }, { searchKey, groupId, ...page }) => {
    if (groupId && !store.folders.exists(groupId)) return unknownFolder;
    const { offset, limit } = sliceOf(page);
    const { total, groups } = store.groups.find(searchKey ?? '', groupId ?? undefined, offset, limit);
    const records = groups.map((group) => ({
      id: rawInteger(group.id),
      name: group.name,
      description: group.description,
      ...(group.folder !== undefined && { groupId: rawInteger(group.folder) }),
      type: typeOf(group),
      customerTotal: group.members,
    }));
    return success({ ...page, total, records });
  },
);
