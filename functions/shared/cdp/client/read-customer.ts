import { integer, isJsonObject, type Json, type JsonObject, objectsIn, scalar } from '../../json/lossless.ts';
import { noData } from '../answer.ts';
import {
  type DataOf,
  type ExtendedAttribute,
  type IdentityPair,
  type Profile,
  profileIntegerFields,
  profileStringFields,
} from '../contract.ts';
import { customerId, type CustomerId } from '../ids.ts';

/** What a list says of a customer: the fields that the CDP has, and an id only where an answer has one (Q22). */
export type CustomerRecord = Partial<Omit<DataOf<'customerSimpleQuery'>['records'][number], 'extendAttrList'>> & {
  readonly extendAttrList: readonly ExtendedAttribute[];
  readonly id?: CustomerId;
};

/** What C3 and C5 say of a customer. */
export type Customer = CustomerRecord & { readonly identityList: readonly IdentityPair[] };

/** Some attributes of a customer. */
export interface AttributeValues {
  readonly customerId?: CustomerId;
  readonly attrList: readonly ExtendedAttribute[];
}

/** Reads whatever of a customer is there; what is null, missing or of another type is left out. */
export function readCustomerRecord(data: JsonObject): CustomerRecord {
  const profile: Profile = {};
  for (const name of profileStringFields) {
    const text = scalar(data[name]);
    if (text !== undefined) profile[name] = text;
  }
  for (const name of profileIntegerFields) {
    const number = integer(data[name]);
    if (number !== undefined) profile[name] = number;
  }
  const id = customerId(data['id']) ?? customerId(data['customerId']);
  return { ...(id && { id }), ...profile, extendAttrList: readAttributes(data['extendAttrList']) };
}

/** Undefined: there is no such customer (Q05). */
export function readCustomer(data: Json | typeof noData): Customer | undefined {
  if (data === noData || !isJsonObject(data)) return undefined;
  return { ...readCustomerRecord(data), identityList: objectsIn(data['identityList']).flatMap(readPair) };
}

/** Q28: an object or a list of one; Q05: undefined where there is nobody. */
export function readAttributeValues(data: Json | typeof noData): AttributeValues | undefined {
  const [first] = data === noData ? [] : Array.isArray(data) ? objectsIn(data) : objectsIn([data]);
  if (!first) return undefined;
  const id = customerId(first['customerId']);
  return { ...(id && { customerId: id }), attrList: readAttributes(first['attrList']) };
}

function readPair(pair: JsonObject): readonly IdentityPair[] {
  const identityType = scalar(pair['identityType']);
  const identityValue = scalar(pair['identityValue']);
  return identityType !== undefined && identityValue !== undefined ? [{ identityType, identityValue }] : [];
}

function readAttributes(list: Json | undefined): readonly ExtendedAttribute[] {
  return objectsIn(list).flatMap((attribute) => {
    const attrKey = scalar(attribute['attrKey']);
    const attrName = scalar(attribute['attrName']);
    const attrValue = scalar(attribute['attrValue']) ?? '';
    return attrKey === undefined ? [] : [{ attrKey, ...(attrName === undefined ? {} : { attrName }), attrValue }];
  });
}
