import * as z from 'zod/mini';
import { describeField } from './describe.ts';
import { must, namedField, onWire, optional, required } from './field.ts';
import { page, paging } from './page.ts';
import {
  folderIdField,
  groupIdField,
  groupType,
  groupTypeCode,
  int32,
  listField,
  nonEmptyText,
  objectField,
  orEmpty,
  textField,
} from './vocabulary.ts';

const description = optional(textField, 'Description of the group.');
const folder = optional(orEmpty(folderIdField), 'Folder in which the group stands, not a group.', 'Q06', 'Q19');
const group = required(groupIdField, 'Id of the customer group.', 'Q06', 'Q19');

/** G1 to G4: the customer groups. */
export const customerGroups = {
  addSingleGroup: describeField('addSingleGroup', {
    summary: 'Creates a static customer group. Smart groups are made in the platform only.',
    quirks: ['Q19', 'Q30'],
    input: 'body',
    request: z.object({
      name: required(nonEmptyText, 'Name of the group. Nothing says that it must be its only one.'),
      type: required(
        z
          .literal(groupType.static, must('1, a static group'))
          .check(onWire({ type: 'integer', format: 'int32', enum: [groupType.static] })),
        '1 = static.',
      ),
      description,
      groupId: folder,
      tagName: optional(textField, 'Left over from an endpoint for tags; without effect.', 'Q30'),
      tagNameList: optional(listField(textField), 'Left over from an endpoint for tags; without effect.', 'Q30'),
    }),
    data: required(groupIdField, 'Id of the new group.', 'Q06'),
  }),

  deleteCustomerGroup: describeField('deleteCustomerGroup', {
    summary: 'Deletes a customer group, static or smart, and all its memberships.',
    quirks: ['Q07', 'Q19'],
    input: 'query',
    request: z.object({ customerGroupId: group }),
    data: z.null(),
  }),

  updateCustomerGroup: describeField('updateCustomerGroup', {
    summary: 'Renames, describes or moves a customer group, static or smart.',
    quirks: ['Q19', 'Q32'],
    input: 'body',
    request: z.object({
      customerGroupId: group,
      description,
      groupId: folder,
      name: optional(nonEmptyText, 'New name of the group.'),
      type: required(groupTypeCode, 'The type that the group has: 1 = static, 2 = smart. It cannot be changed.', 'Q32'),
    }),
    data: z.null(),
  }),

  customerGroupSimpleQuery: describeField('customerGroupSimpleQuery', {
    summary: 'The customer groups, by folder or by a part of the name, in pages.',
    quirks: ['Q19', 'Q31'],
    input: 'query',
    request: z.object({
      searchKey: optional(textField, "A part of the group's name."),
      groupId: optional(orEmpty(folderIdField), 'Only groups in this folder.', 'Q06', 'Q19'),
      ...paging,
    }),
    data: page(
      namedField(
        'CustomerGroup',
        objectField({
          id: required(groupIdField, 'Id of the customer group.', 'Q06'),
          description,
          groupId: folder,
          name: optional(textField, 'Name of the group.'),
          type: required(groupTypeCode, '1 = static, 2 = smart.'),
          customerTotal: required(int32, 'Customers in the group.'),
        }),
      ),
    ),
  }),
};
