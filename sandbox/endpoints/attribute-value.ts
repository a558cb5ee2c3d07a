import {
  profileIntegerFields,
  profileStringFields,
  type Profile,
  type ProfileField,
} from '../../functions/shared/cdp/contract.ts';
import * as z from 'zod/mini';
import * as field from '../protocol/fields.ts';
import { isCalendarDate } from '../protocol/time.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { CustomerFields } from '../resolution/fields.ts';
import type { ExtendedAttributeDefinition } from '../tenant.ts';

const EXTENDED_VALUE: Record<ExtendedAttributeDefinition['type'], (value: string) => boolean> = {
  string: () => true,
  integer: (value) => /^-?\d{1,18}$/.test(value),
  decimal: (value) => /^-?\d{1,18}(\.\d{1,18})?$/.test(value),
  date: isCalendarDate,
};

/** Whether a text is a value of the attribute's declared type. The empty text always is: no value. */
export function fitsExtendedAttribute({ type }: ExtendedAttributeDefinition, value: string): boolean {
  return value === '' || EXTENDED_VALUE[type](value);
}

/** The type of each integer field. */
export const integerField = {
  annualRevenue: field.int32,
  campaignId: field.int32,
  editable: field.zeroOrOne,
  employeeNumber: field.int32,
  emailVerified: field.zeroOrOne,
  gender: field.gender,
  isEmployee: field.zeroOrOne,
} as const satisfies Record<(typeof profileIntegerFields)[number], z.ZodMiniType>;

type Written = { readonly ok: true; readonly fields: CustomerFields } | Refusal;

/** A customer's fields after one system attribute was set; the empty text clears it (Q29). */
export function setSystemAttribute(fields: CustomerFields, name: string, value: string): Written {
  if (name === 'name') {
    const { name: _, ...rest } = fields;
    return { ok: true, fields: value === '' ? rest : { ...rest, name: value } };
  }
  const profile: Profile = { ...fields.profile };
  if (isOneOf(profileStringFields, name)) {
    if (name === 'birthday' && value !== '' && !isCalendarDate(value)) return badValue(name);
    if (value === '') delete profile[name];
    else profile[name] = value;
  } else if (isOneOf(profileIntegerFields, name)) {
    const number = z.safeParse(integerField[name], /^-?\d{1,10}$/.test(value) ? Number(value) : value);
    if (value !== '' && !number.success) return badValue(name);
    // Gender 0 means unknown, which is how a missing gender reads.
    if (!number.success || (name === 'gender' && number.data === 0)) delete profile[name];
    else profile[name] = number.data;
  } else return refuse('E_ATTRIBUTE_UNKNOWN', 'attrName names no system attribute');
  return { ok: true, fields: { ...fields, profile } };
}

/** The same for an extended attribute, found by key, then by label (Q27). */
export function setExtendedAttribute(
  fields: CustomerFields,
  definitions: readonly ExtendedAttributeDefinition[],
  name: string,
  value: string,
): Written {
  const definition = definitions.find(({ key }) => key === name) ?? definitions.find(({ label }) => label === name);
  if (definition === undefined) return refuse('E_ATTRIBUTE_UNKNOWN', 'attrName names no extended attribute');
  if (!fitsExtendedAttribute(definition, value)) return badValue(definition.key);
  const { [definition.key]: _, ...rest } = fields.attributes;
  return { ok: true, fields: { ...fields, attributes: value === '' ? rest : { ...rest, [definition.key]: value } } };
}

function badValue(name: string): Refusal {
  return refuse('E_ATTRIBUTE_VALUE', `attrValue does not fit the type of ${encodeURIComponent(name)}`);
}

function isOneOf<F extends ProfileField>(names: readonly F[], name: string): name is F {
  return names.some((known) => known === name);
}
