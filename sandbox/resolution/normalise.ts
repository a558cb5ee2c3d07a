import { decline, type Declined } from '../declined.ts';
import type { Switches } from '../switches.ts';
import { sameIdentity, type Identity, type IdentityTypes } from './identity.ts';
import { isPlaceholder } from './placeholder.ts';

/** Limits published for the product family; the tenant's own are unknown. */
const MAX_PAIRS = 20;
const MAX_TYPE_LENGTH = 32;
const MAX_VALUE_LENGTH = 128;

/** An entry of `identityList` as it was sent. */
export interface SentPair {
  readonly identityType?: string | null | undefined;
  readonly identityValue?: string | null | undefined;
}

export interface NormalisedList {
  readonly ok: true;
  /** In listed order, each once. */
  readonly identities: readonly Identity[];
  /** Codes that are not configured (Q14). */
  readonly unknownTypes: readonly string[];
}

/** The identities of a request; or why the list is refused. */
export function normaliseIdentities(
  pairs: readonly SentPair[],
  types: IdentityTypes,
  { unknownIdentityType, placeholderValues }: Pick<Switches, 'unknownIdentityType' | 'placeholderValues'>,
): NormalisedList | Declined {
  if (pairs.length > MAX_PAIRS) return decline('E_IDENTITY_COUNT', `identityList holds more than ${MAX_PAIRS} pairs`);
  const identities: Identity[] = [];
  const unknownTypes = new Set<string>();
  for (const [index, pair] of pairs.entries()) {
    const code = pair.identityType?.trim() ?? '';
    const sentValue = pair.identityValue?.trim() ?? '';
    // Q13: "either both or neither".
    if (code === '' && sentValue === '') continue;
    const at = `identityList[${index}]`;
    if (sentValue === '') return decline('E_IDENTITY_PAIR', `${at}.identityValue is missing beside its identityType`);
    if (code === '') return decline('E_IDENTITY_PAIR', `${at}.identityType is missing beside its identityValue`);
    if (code.length > MAX_TYPE_LENGTH)
      return decline('E_IDENTITY_LENGTH', `${at}.identityType is longer than ${MAX_TYPE_LENGTH} characters`);
    if (sentValue.length > MAX_VALUE_LENGTH)
      return decline('E_IDENTITY_LENGTH', `${at}.identityValue is longer than ${MAX_VALUE_LENGTH} characters`);
    // The database would store two different malformed values as one.
    if (!sentValue.isWellFormed()) return decline('E_IDENTITY_PAIR', `${at}.identityValue is not well-formed text`);
    if (!code.isWellFormed()) return decline('E_IDENTITY_PAIR', `${at}.identityType is not well-formed text`);
    const type = types.get(code);
    if (type === undefined) {
      if (unknownIdentityType === 'refuse')
        return decline('E_IDENTITY_TYPE', `${at}.identityType is not a configured identity type`);
      unknownTypes.add(code);
    }
    if (placeholderValues === 'refuse' && isPlaceholder(sentValue))
      return decline('E_IDENTITY_PLACEHOLDER', `${at}.identityValue stands for nobody`);
    const identity = { type: code, value: type?.lowerCase === true ? sentValue.toLowerCase() : sentValue };
    if (!identities.some((listed) => sameIdentity(listed, identity))) identities.push(identity);
  }
  if (identities.length === 0) return decline('E_IDENTITY_LIST', 'identityList holds no identity');
  return { ok: true, identities, unknownTypes: [...unknownTypes] };
}
