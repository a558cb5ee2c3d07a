import * as z from 'zod/mini';
import { describeField } from './describe.ts';
import { must, optional, required } from './field.ts';
import { customerPageField, paging } from './page.ts';
import {
  computation,
  customerIdField,
  groupIdField,
  groupType,
  listField,
  objectField,
  textField,
} from './vocabulary.ts';

const customer = required(customerIdField, "The customer's id.", 'Q06');

/** G9 to G11: one customer, several static groups. */
const memberships = (description: string) =>
  z.object({
    customerId: customer,
    customerGroupIdList: required(listField(groupIdField), description, 'Q06', 'Q19', 'Q39'),
  });

const typeTexts = [String(groupType.static), String(groupType.smart)] as const;

/** G9 to G13: which customers are in which groups. */
export const groupMembership = {
  customerAddGroups: describeField('customerAddGroups', {
    summary: 'Puts a customer into static groups.',
    quirks: ['Q39'],
    input: 'body',
    request: memberships('Static groups to join.'),
    data: z.null(),
  }),

  customerDeleteGroups: describeField('customerDeleteGroups', {
    summary: 'Takes a customer out of static groups.',
    quirks: ['Q39'],
    input: 'body',
    request: memberships('Static groups to leave.'),
    data: z.null(),
  }),

  customerUpdateGroups: describeField('customerUpdateGroups', {
    summary: 'Makes these the only static groups of a customer.',
    quirks: ['Q39'],
    input: 'body',
    request: memberships('All static groups that the customer is to be in; empty: none.'),
    data: z.null(),
  }),

  getCustomerPageByGroupId: describeField('getCustomerPageByGroupId', {
    summary: 'The customers of a group, in pages.',
    quirks: ['Q19', 'Q22'],
    input: 'query',
    request: z.object({
      customerGroupId: required(groupIdField, 'Id of the customer group.', 'Q06', 'Q19'),
      ...paging,
    }),
    data: customerPageField,
  }),

  getGroupsByCustomerId: describeField('getGroupsByCustomerId', {
    summary: 'The groups of a customer, either the static or the smart ones.',
    quirks: ['Q05', 'Q38'],
    input: 'query',
    request: z.object({
      customerId: customer,
      type: required(z.enum(typeTexts, must('1 or 2')), '1 = static groups, 2 = smart groups.', 'Q38'),
    }),
    data: z.nullable(
      listField(
        objectField({
          code: required(textField, 'Code of the group.', 'Q38'),
          id: required(groupIdField, 'Id of the customer group.', 'Q06', 'Q38'),
          name: required(textField, 'Name of the group.', 'Q37'),
          groupId: optional(textField, 'Folder in which the group stands, as text.', 'Q19', 'Q38'),
          status: optional(
            z.enum(Object.values(computation), must('0 or 1')),
            'Is the membership of a smart group computed? 0 = being computed, 1 = done.',
          ),
          type: optional(z.enum(typeTexts), '1 = static, 2 = smart; a text here, a number elsewhere.', 'Q38'),
        }),
      ),
    ),
  }),
};
