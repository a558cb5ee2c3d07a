import * as z from 'zod/mini';
import {
  profileIntegerFields,
  profileStringFields,
  type Profile,
  type ProfileField,
} from '../../functions/shared/cdp/contract.ts';
import { profile as profileSchemas } from '../../functions/shared/cdp/contract/profile.ts';
import { fitsExtendedAttribute } from '../extended-attribute.ts';
import { decline, type Declined } from '../declined.ts';
import type { CustomerFields } from '../resolution/fields.ts';
import type { AttributeTable } from '../store/attributes.ts';

type Written = { readonly ok: true; readonly fields: CustomerFields } | Declined;

/** A customer's fields after one system attribute was set; the empty text clears it (Q29). */
export function setSystemAttribute(fields: CustomerFields, name: string, value: string): Written {
  if (name === 'name') {
    const { name: _, ...rest } = fields;
    return { ok: true, fields: value === '' ? rest : { ...rest, name: value } };
  }
  const profile: Profile = { ...fields.profile };
  if (isOneOf(profileStringFields, name)) {
    if (!z.safeParse(profileSchemas[name], value).success) return badValue(name);
    if (value === '') delete profile[name];
    else profile[name] = value;
  } else if (isOneOf(profileIntegerFields, name)) {
    const number = z.safeParse(profileSchemas[name], /^-?\d{1,10}$/.test(value) ? Number(value) : value);
    if (value !== '' && !number.success) return badValue(name);
    // Gender 0 means unknown, which is how a missing gender reads.
    if (typeof number.data !== 'number' || (name === 'gender' && number.data === 0)) delete profile[name];
    else profile[name] = number.data;
  } else return decline('E_ATTRIBUTE_UNKNOWN', 'attrName names no system attribute');
  return { ok: true, fields: { ...fields, profile } };
}

/** The same for an extended attribute, found by key, then by label (Q27). */
export function setExtendedAttribute(
  fields: CustomerFields,
  declared: AttributeTable,
  name: string,
  value: string,
): Written {
  const definition = declared.find(name);
  if (definition === undefined) return decline('E_ATTRIBUTE_UNKNOWN', 'attrName names no extended attribute');
  if (!fitsExtendedAttribute(definition, value)) return badValue(definition.key);
  const { [definition.key]: _, ...rest } = fields.attributes;
  return { ok: true, fields: { ...fields, attributes: value === '' ? rest : { ...rest, [definition.key]: value } } };
}

export interface AttributeValue {
  readonly attrKey: string;
  readonly attrName: string;
  readonly attrValue: string;
}

/** An attribute's value as text, empty where there is none: a system attribute, or an extended one by its key. */
export function attributeValue(
  fields: CustomerFields,
  declared: AttributeTable,
  key: string,
): AttributeValue | undefined {
  if (key === 'name' || key === 'mobile' || key === 'mobileVerified')
    return { attrKey: key, attrName: key, attrValue: String(fields[key] ?? '') };
  if (isOneOf(profileStringFields, key) || isOneOf(profileIntegerFields, key))
    return { attrKey: key, attrName: key, attrValue: String(fields.profile[key] ?? '') };
  const definition = declared.get(key);
  if (definition === undefined) return undefined;
  return { attrKey: key, attrName: definition.label ?? key, attrValue: fields.attributes[key] ?? '' };
}

function badValue(name: string): Declined {
  return decline('E_ATTRIBUTE_VALUE', `attrValue does not fit the type of ${encodeURIComponent(name)}`);
}

function isOneOf<F extends ProfileField>(names: readonly F[], name: string): name is F {
  return names.some((known) => known === name);
}
