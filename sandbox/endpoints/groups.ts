import * as z from 'zod/mini';
import { rawInteger } from '../../functions/shared/json/lossless.ts';
import * as field from '../protocol/fields.ts';
import { success } from '../protocol/message.ts';
import { refuse } from '../refusal.ts';
import { bodyEndpoint, queryEndpoint } from './endpoint.ts';

/** The group type of the API: static. Smart ones (2) are made by rules, never through the API. */
export const STATIC_GROUP = 1;

// Q19: here groupId is a folder, and no endpoint of the sandbox creates one.
const unknownFolder = refuse('E_FOLDER_UNKNOWN', 'groupId is not a group folder');

/** G1. Q30: tagName and tagNameList are leftovers of a tag endpoint, accepted and ignored. */
export const addGroupEndpoint = bodyEndpoint(
  z.object({
    name: field.nonEmptyText,
    type: z.literal(STATIC_GROUP, field.must('1, a static group')),
    description: z.nullish(field.text),
    groupId: field.optionalId,
    tagName: z.nullish(field.text),
    tagNameList: z.nullish(z.array(field.text, field.must('a list'))),
  }),
  ({ store, now }, { name, description, groupId }) => {
    if (groupId !== undefined) return unknownFolder;
    const id = store.newId(now());
    store.transact(() => store.groups.create({ id, name, description: description ?? '' }));
    return success(rawInteger(id));
  },
);

/** G4: groups whose name contains the search key. */
export const queryGroupsEndpoint = queryEndpoint(
  z.object({
    searchKey: z.optional(field.text),
    groupId: field.optionalId,
    current: field.pageNumber,
    size: field.pageSize,
  }),
  ({ store }, { searchKey = '', groupId, current, size }) => {
    if (groupId !== undefined) return unknownFolder;
    const { total, groups } = store.groups.find(searchKey, (current - 1) * size, size);
    const records = groups.map(({ id, name, description, members }) => ({
      id: rawInteger(id),
      name,
      description,
      type: STATIC_GROUP,
      customerTotal: members,
    }));
    return success({ current, size, total, records });
  },
);
