import * as z from 'zod/mini';
import { describeField } from './describe.ts';
import { namedField, optional, required } from './field.ts';
import { customerPageField, paging } from './page.ts';
import { extendAttrList, identityPair, identityPairFields, profile, strategyFields } from './profile.ts';
import {
  bool,
  customerIdField,
  dateTime,
  genderCode,
  groupIdField,
  listField,
  nonEmptyText,
  objectField,
  opaqueIdField,
  orEmpty,
  textField,
  zeroOrOne,
} from './vocabulary.ts';

const joinGroup = optional(
  orEmpty(groupIdField),
  'Static customer group to join, not a folder. Empty: the customer joins none.',
  'Q06',
  'Q19',
);

const id = required(customerIdField, "The customer's id.", 'Q06');
const identityList = listField(identityPair);

/** C3 and C5 answer alike. Q22: the id is not among the fields. */
const customer = namedField(
  'Customer',
  objectField({
    ...profile,
    extendAttrList,
    identityList: required(identityList, "The customer's identities.", 'Q13'),
  }),
);

/** C1 to C9: the customers. */
export const customers = {
  customerAdd: describeField('customerAdd', {
    summary: 'Creates a customer whose identity is a mobile number. One identity only, and nothing is merged.',
    quirks: ['Q12'],
    input: 'body',
    request: z.object({
      name: required(textField, "The customer's name."),
      mobile: required(textField, "Mobile number; becomes the customer's identity.", 'Q12'),
      mobileVerified: required(zeroOrOne, 'Is the mobile number verified? 0 = no, 1 = yes.', 'Q15'),
      province: optional(textField, 'Province, as 安徽省.'),
      city: optional(textField, 'City.'),
      district: optional(textField, 'District of the city.'),
      email: required(textField, 'Email address; empty where unknown.', 'Q10'),
      emailVerified: required(zeroOrOne, 'Is the email address verified? 0 = no, 1 = yes.', 'Q10', 'Q15'),
      gender: required(genderCode, '0 = unknown, 1 = male, 2 = female.', 'Q10'),
      groupId: joinGroup,
    }),
    data: required(customerIdField, 'Id of the created customer.', 'Q06', 'Q12'),
  }),

  createCustomerByIdentity: describeField('createCustomerByIdentity', {
    summary:
      'Finds the customer whom the identities speak of, or creates one; links identities that are free, merges other customers if asked, and updates the fields.',
    quirks: ['Q02', 'Q10', 'Q11', 'Q13', 'Q14', 'Q25', 'Q29'],
    input: 'body',
    request: z.object({
      ...profile,
      groupId: joinGroup,
      deptCodeList: optional(listField(textField), 'Codes of units of the organisation; opaque.', 'Q20'),
      extendAttrList,
      identityList: required(
        identityList,
        'Who the customer is. Under the strategy custom the most trusted identity goes first.',
        'Q13',
        'Q14',
      ),
      userIdList: optional(listField(opaqueIdField), 'Ids of users of the platform; opaque.', 'Q06', 'Q20'),
      ...strategyFields,
    }),
    data: required(customerIdField, 'Id of the target customer, new or old.', 'Q06', 'Q25'),
  }),

  customerInfo: describeField('customerInfo', {
    summary: 'What is known of a customer, by id.',
    quirks: ['Q05', 'Q22'],
    input: 'query',
    request: z.object({ customerId: id }),
    data: z.nullable(customer),
  }),

  getCustomerIdByIdentityList: describeField('getCustomerIdByIdentityList', {
    summary: 'The id of the customer who has these identities.',
    quirks: ['Q05', 'Q23', 'Q24', 'Q25'],
    input: 'body',
    request: z.object({
      identityList: required(identityList, 'The identities to look for.', 'Q23'),
      // Q23: printed beside the list, where a lone pair may stand too.
      identityType: required(
        z.nullish(textField),
        'Type of a lone identity beside or instead of the list.',
        'Q14',
        'Q23',
      ),
      identityValue: required(z.nullish(textField), 'Value of a lone identity beside or instead of the list.', 'Q23'),
    }),
    data: z.nullable(required(customerIdField, 'Id of the customer found.', 'Q05', 'Q06', 'Q24', 'Q25')),
  }),

  getCustomerIdByCustomerIdentity: describeField('getCustomerIdByCustomerIdentity', {
    summary: 'What is known of the customer who has this identity. Not the id, whatever the name says.',
    quirks: ['Q05', 'Q22'],
    input: 'body',
    request: z.object(identityPairFields),
    data: z.nullable(customer),
  }),

  singleDelete: describeField('singleDelete', {
    summary: 'Deletes a customer logically.',
    quirks: ['Q05', 'Q07'],
    input: 'query',
    request: z.object({ customerId: id }),
    data: z.null(),
  }),

  customerSimpleQuery: describeField('customerSimpleQuery', {
    summary: 'Customers created within a window of time, by group or by a part of mobile, nickname or name, in pages.',
    quirks: ['Q22', 'Q26'],
    input: 'query',
    request: z.object({
      groupId: optional(orEmpty(groupIdField), 'Only customers of this customer group.', 'Q06', 'Q19'),
      searchKey: optional(textField, 'A part of the mobile number, nickname or name.', 'Q11'),
      startTime: required(dateTime, 'Created at this time or later: yyyy-MM-dd HH:mm:ss.', 'Q26'),
      endTime: required(dateTime, 'Created at this time or earlier: yyyy-MM-dd HH:mm:ss.', 'Q26'),
      ...paging,
    }),
    data: customerPageField,
  }),

  updateCustomerAttr: describeField('updateCustomerAttr', {
    summary: "Writes one attribute of a customer. The only way to write the customer's name.",
    quirks: ['Q11', 'Q27', 'Q29'],
    input: 'body',
    request: z.object({
      customerId: id,
      attrName: required(nonEmptyText, "The attribute's key, as name.", 'Q11', 'Q27'),
      attrValue: required(textField, 'The new value, always as text. Empty clears the attribute.', 'Q27', 'Q29'),
      isExtendAttr: required(bool, 'true: an attribute that the tenant declared; false: one of the system.', 'Q27'),
    }),
    data: z.null(),
  }),

  queryAttrValuesByCustomerId: describeField('queryAttrValuesByCustomerId', {
    summary: 'Some attributes of a customer.',
    quirks: ['Q05', 'Q28'],
    input: 'body',
    request: z.object({
      customerId: id,
      attrKeyList: required(listField(nonEmptyText), 'Keys of the attributes, as name.', 'Q27'),
    }),
    data: z.nullable(
      listField(
        objectField({
          attrList: required(
            listField(
              objectField({
                attrKey: required(textField, "The attribute's key."),
                attrName: required(textField, 'Its label.'),
                attrValue: required(textField, 'Its value, always as text.'),
              }),
            ),
            'The attributes.',
            'Q28',
          ),
          customerId: required(customerIdField, "The customer's id.", 'Q06', 'Q28'),
        }),
      ),
    ),
  }),
};
