import { rawInteger } from '../../json/lossless.ts';
import { CdpError } from '../cdp-error.ts';
import { type EndpointName, type IdentityPair, profileIntegerFields } from '../contract.ts';

const INT32_MAX = 2 ** 31 - 1;

/** Q13: the pairs that have both parts. @throws CdpError of kind unsendable when there is none. */
export function sendablePairs(endpoint: EndpointName, pairs: readonly IdentityPair[]): readonly IdentityPair[] {
  const whole = pairs.filter(({ identityType, identityValue }) => identityType !== '' && identityValue !== '');
  if (whole.length === 0) throw unsendable(endpoint, 'identityList holds no pair with both a type and a value (Q13)');
  return whole;
}

/** Q16. @throws CdpError of kind unsendable for a number that is no integer of 32 bits. */
export function refuseLargeNumbers(endpoint: EndpointName, fields: Readonly<Record<string, unknown>>): void {
  for (const name of profileIntegerFields) {
    const value = fields[name];
    if (value === undefined || (Number.isInteger(value) && Math.abs(Number(value)) <= INT32_MAX)) continue;
    throw unsendable(endpoint, `${name} is no integer of 32 bits (Q16)`);
  }
}

export function unsendable(endpoint: EndpointName, message: string): CdpError {
  return new CdpError('unsendable', { endpoint, message });
}

/** Q06: a body whose ids, digit strings here, are bare numbers on the wire. */
export function withRawIds(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, ID_FIELDS.has(name) ? raw(value) : value]),
  );
}

const ID_FIELDS: ReadonlySet<string> = new Set([
  'customerId',
  'groupId',
  'customerGroupId',
  'commonGroupId',
  'customerGroupIdList',
  'userIdList',
]);

function raw(value: unknown): unknown {
  return typeof value === 'string' ? rawInteger(value) : Array.isArray(value) ? value.map(raw) : value;
}

/** The query of what is given; what is undefined is left out. */
export function queryOf(fields: Readonly<Record<string, string | number | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}
