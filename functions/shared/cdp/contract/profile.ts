import * as z from 'zod/mini';
import { inProse, must, namedField, onWire, optional, required } from './field.ts';
import type { ProfileField } from './profile-fields.ts';
import {
  birthdayField,
  editableCode,
  genderCode,
  int32,
  isEmployeeCode,
  listField,
  nonEmptyText,
  objectField,
  textField,
  zeroOrOne,
} from './vocabulary.ts';

const tenantSource = (number: number) =>
  optional(
    textField,
    `Source ${number} of 8 that the tenant defines itself, for a customer who came through several channels.`,
  );

/** The fields that describe a customer: the body of C2, the data of C3 and C5, the records of C7 and G12. */
export const profile = {
  annualRevenue: optional(int32, "Yearly revenue of the customer's company.", 'Q16'),
  appId: optional(textField, 'App id of the official account or mini program. For display; it matches nobody.', 'Q17'),
  birthday: optional(birthdayField, 'Birthday as yyyy-MM-dd.'),
  campaignId: optional(int32, 'Id of a marketing campaign in the platform.', 'Q16'),
  chargeId: optional(textField, 'Member of staff in charge of the customer; opaque.', 'Q20'),
  province: optional(textField, 'Province, as 安徽省.'),
  city: optional(textField, 'City.'),
  district: optional(textField, 'District of the city.'),
  company: optional(textField, "The customer's company."),
  createMethod: optional(textField, 'How the customer was created.'),
  editable: optional(editableCode, 'May the customer be edited? 0 = yes, 1 = no.', 'Q15'),
  employeeNumber: optional(int32, "Number of employees of the customer's company.", 'Q16'),
  email: required(textField, 'Email address; empty where unknown.', 'Q10'),
  emailVerified: required(zeroOrOne, 'Is the email address verified? 0 = no, 1 = yes.', 'Q10', 'Q15'),
  gender: required(genderCode, '0 = unknown, 1 = male, 2 = female.', 'Q10'),
  hobby: optional(textField, 'Hobbies.'),
  img: optional(textField, "URL of the customer's picture."),
  industry: optional(textField, "Industry of the customer's company."),
  isEmployee: optional(isEmployeeCode, "Is the customer one of the brand's own employees? 0 = yes, 1 = no.", 'Q15'),
  language: optional(textField, 'Language set in WeChat.'),
  location: optional(textField, 'Address in full.'),
  nickName: optional(textField, 'Nickname in WeChat.'),
  openId: optional(textField, 'WeChat openid. For display; only an identity matches.', 'Q17'),
  position: optional(textField, "The customer's position in the company."),
  referrer: optional(textField, 'Id of the promoter who brought the customer.'),
  referrerName: optional(textField, 'Name of that promoter.'),
  remark: optional(textField, 'Remark.'),
  source: optional(
    textField,
    'Where the event came from, one of the sources defined in the platform, as Taobao.',
    'Q18',
  ),
  source1: tenantSource(1),
  source2: tenantSource(2),
  source3: tenantSource(3),
  source4: tenantSource(4),
  source5: tenantSource(5),
  source6: tenantSource(6),
  source7: tenantSource(7),
  source8: tenantSource(8),
  subscribeSource: optional(textField, 'How the customer came to follow the official account.'),
  unionId: optional(textField, 'WeChat unionid. For display; only an identity matches.', 'Q17'),
  website: optional(textField, "Website of the customer's company."),
} as const satisfies Record<ProfileField, z.ZodMiniType>;

export const extendedAttribute = namedField(
  'ExtendedAttribute',
  objectField({
    attrKey: required(nonEmptyText, 'Key of an attribute that the tenant has declared.', 'Q21'),
    attrName: optional(textField, 'Its label.', 'Q21'),
    attrValue: required(textField, 'Its value, always as text.', 'Q21'),
  }),
);

const EXTENDED = 'Attributes that the tenant has declared beside the fields above.';
export const extendAttrList = optional(listField(extendedAttribute), EXTENDED, 'Q21');

const TYPE = "Code of the identity's type; the tenant configures which there are. At most 32 characters.";
const VALUE = 'Value of the identity. At most 128 characters.';

/** An identity as the documents write it. */
export const identityPairFields = {
  identityType: required(textField, TYPE, 'Q13', 'Q14'),
  identityValue: required(textField, VALUE, 'Q13'),
};

export const identityPair = namedField('IdentityPair', objectField(identityPairFields));

/** Q02: in no parameter table. In the query the booleans are the texts `true` and `false`. */
export const strategyFields = {
  identityPriorityStrategy: inProse(
    z.enum(['system', 'custom'], must('system or custom')),
    'Which identity counts more: system = by the rank that the tenant gave its types; custom = in the order of identityList.',
    'Q02',
  ),
  targetCustomerStrategy: inProse(
    z.enum(['identityFirst', 'customerFirst'], must('identityFirst or customerFirst')),
    'Which of several customers found is the target: identityFirst passes over an owner that conflicts with an identity of higher priority; customerFirst takes the first one found.',
    'Q02',
  ),
  autoMerge: inProse(
    z
      .pipe(
        z.union([z.boolean(), z.enum(['true', 'false'])], must('true or false')),
        z.transform((value) => value === true || value === 'true'),
      )
      .check(onWire({ type: 'boolean' })),
    'true merges the other customers found into the target, where no unique identity conflicts; false leaves them.',
    'Q02',
  ),
};
