import { refuse, type Refusal } from '../refusal.ts';
import { sameIdentity, type Identity, type IdentityTypes } from './identity.ts';

/** Limits published for the product family; the tenant's own are unknown. */
const MAX_PAIRS = 20;
const MAX_TYPE_LENGTH = 32;
const MAX_VALUE_LENGTH = 128;

/** An entry of `identityList` as it was sent. */
export interface SentPair {
  readonly identityType?: string | null | undefined;
  readonly identityValue?: string | null | undefined;
}

/** The identities of a request in listed order, each once; or why the list is refused. */
export function normaliseIdentities(
  pairs: readonly SentPair[],
  types: IdentityTypes,
): { readonly ok: true; readonly identities: readonly Identity[] } | Refusal {
  if (pairs.length > MAX_PAIRS) return refuse('E_IDENTITY_COUNT', `identityList holds more than ${MAX_PAIRS} pairs`);
  const identities: Identity[] = [];
  for (const [index, pair] of pairs.entries()) {
    const code = pair.identityType?.trim() ?? '';
    const sentValue = pair.identityValue?.trim() ?? '';
    // Q13: "either both or neither".
    if (code === '' && sentValue === '') continue;
    const at = `identityList[${index}]`;
    if (sentValue === '') return refuse('E_IDENTITY_PAIR', `${at}.identityValue is missing beside its identityType`);
    if (code === '') return refuse('E_IDENTITY_PAIR', `${at}.identityType is missing beside its identityValue`);
    if (code.length > MAX_TYPE_LENGTH)
      return refuse('E_IDENTITY_LENGTH', `${at}.identityType is longer than ${MAX_TYPE_LENGTH} characters`);
    if (sentValue.length > MAX_VALUE_LENGTH)
      return refuse('E_IDENTITY_LENGTH', `${at}.identityValue is longer than ${MAX_VALUE_LENGTH} characters`);
    // The database would store two different malformed values as one.
    if (!sentValue.isWellFormed()) return refuse('E_IDENTITY_PAIR', `${at}.identityValue is not well-formed text`);
    const type = types.get(code);
    // Q14: identity types are configured, never created by use.
    if (type === undefined) return refuse('E_IDENTITY_TYPE', `${at}.identityType is not a configured identity type`);
    const identity = { type: code, value: type.lowerCase === true ? sentValue.toLowerCase() : sentValue };
    if (!identities.some((listed) => sameIdentity(listed, identity))) identities.push(identity);
  }
  if (identities.length === 0) return refuse('E_IDENTITY_LIST', 'identityList holds no identity');
  return { ok: true, identities };
}
