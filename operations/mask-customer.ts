import { isJsonObject, type Json } from '../functions/shared/json/lossless.ts';
import { mask } from '../functions/shared/identity/mask.ts';
import type { MaskedCustomer } from './customers.ts';

/** Members of the CDP's customer that say nothing of a person. */
const PLAIN = new Set(['id', 'customerId', 'identityType', 'attrName', 'createTime', 'updateTime']);
const CONTACTS: Readonly<Record<string, string>> = { mobile: 'mobile', phone: 'mobile', email: 'email' };

/** A customer without a personal value: identities and contacts masked, every other leaf stars. */
export function maskCustomer({ data, ...customer }: MaskedCustomer): MaskedCustomer {
  return {
    ...customer,
    data: Object.fromEntries(Object.entries(data).map(([name, value]) => [name, masked(name, value)])),
  };
}

function masked(name: string, value: unknown): Json {
  if (Array.isArray(value)) return value.map((member: unknown) => masked(name, member));
  if (isJsonObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([inner, member]) => [inner, masked(inner, member)]));
  }
  if (PLAIN.has(name) || value === null || value === '' || typeof value === 'boolean') return value as Json;
  if (name === 'identityValue' && typeof value === 'string') return mask('', value);
  const kind = CONTACTS[name];
  return kind !== undefined && typeof value === 'string' ? mask(kind, value) : '***';
}
