import * as z from 'zod/mini';
import { describeField } from './describe.ts';
import { must, namedField, optional, required } from './field.ts';
import type { QuirkId } from './quirks.ts';
import { folderIdField, listField, nonEmptyText, textField } from './vocabulary.ts';

/** Which tree of folders is meant. */
function businessType<Value extends string>(value: Value, ...quirks: readonly QuirkId[]) {
  return required(z.literal(value, must(value)), `Always ${value}.`, ...quirks);
}

const folder = required(folderIdField, 'Id of the folder.', 'Q06', 'Q19', 'Q35');

/** Q37: `name` is typed int in the documents. */
const folderInTree = namedField(
  'Folder',
  z.object(
    {
      code: required(textField, 'Code of the folder, by which G5 names a parent.', 'Q34'),
      id: required(folderIdField, 'Id of the folder.', 'Q06', 'Q19'),
      name: required(textField, 'Name of the folder.', 'Q37'),
      parentCode: required(textField, 'Code of the folder above; empty for a root.', 'Q37'),
      get subList() {
        return optional(listField(folderInTree), 'The folders in this one.');
      },
    },
    must('an object'),
  ),
);

/** G5 to G8: the folders in which customer groups stand. The documents call them groups of groups. */
export const groupFolders = {
  groupAdd: describeField('groupAdd', {
    summary: 'Creates a folder.',
    quirks: ['Q19', 'Q34'],
    input: 'body',
    request: z.object({
      businessType: businessType('customer_group'),
      name: required(nonEmptyText, 'Name of the folder.'),
      parentCode: optional(textField, 'Code of the folder above; left out for a root.', 'Q34'),
    }),
    data: required(folderIdField, 'Id of the new folder; its code is in G8 only.', 'Q06', 'Q34'),
  }),

  groupDelete: describeField('groupDelete', {
    summary: 'Deletes a folder that holds neither groups nor folders.',
    quirks: ['Q19', 'Q33', 'Q36', 'Q40'],
    input: 'body',
    request: z.object({ businessType: businessType('customer_label', 'Q33'), commonGroupId: folder }),
    data: z.null(),
  }),

  groupUpdate: describeField('groupUpdate', {
    summary: 'Renames a folder.',
    quirks: ['Q19', 'Q35', 'Q40'],
    input: 'body',
    request: z.object({
      businessType: businessType('customer_group'),
      commonGroupId: folder,
      name: required(nonEmptyText, 'New name of the folder.'),
    }),
    data: z.null(),
  }),

  queryTreeFormList: describeField('queryTreeFormList', {
    summary: 'All folders as a tree.',
    quirks: ['Q37'],
    input: 'query',
    request: z.object({ businessType: businessType('customer_group') }),
    data: listField(folderInTree),
  }),
};
