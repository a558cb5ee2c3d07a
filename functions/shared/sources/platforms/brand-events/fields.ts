import type { ProfileFields } from '../../../change/customer-change.ts';
import { discard, discardWithoutScope } from '../../../identity/discard.ts';
import type { DiscardedValue, DiscardReason } from '../../../identity/discarded-value.ts';
import type { Evidence, Identity } from '../../../identity/identity.ts';
import { type ConfiguredKinds, isKnownKind, kindOf, kinds } from '../../../identity/kinds.ts';
import { normalise } from '../../../identity/normalise.ts';
import type { ScopeType } from '../../../identity/scope-type.ts';
import { isJsonObject, type Json, type JsonObject, scalar } from '../../../json/lossless.ts';
import { nearestSpelling } from '../../../text/nearest-spelling.ts';
import { contactCandidate, discardedCandidate } from '../../contact-candidate.ts';
import type { Basis } from '../../evidence-rule.ts';
import { isPresent } from '../../present.ts';
import { birthdayOf, genderOf, plainText, profileOf } from '../../profile-fields.ts';

export interface ReadIdentities {
  readonly identities: readonly Identity[];
  readonly discarded: readonly DiscardedValue[];
}

/** A brand may have one open-platform account and one member centre, and leave their names out; of these there are many. */
const needsName: ReadonlySet<ScopeType> = new Set(['wechat-app', 'corp', 'shop', 'app-key', 'app-key-shop']);

const KIND = /^[a-z][a-z0-9-]{0,62}$/;
/** What an entry may have; `countryCode` only beside a phone. */
const MEMBERS = ['kind', 'scope', 'value', 'grade', 'basis', 'countryCode'] as const;
/** A member's name may be somebody's data, if it does not look like one. */
const MEMBER_NAME = /^[A-Za-z][A-Za-z_-]{0,30}$/;

export function isContactEntry({ kind }: Pick<Identity, 'kind'>, ownKinds?: ConfiguredKinds['identityKinds']): boolean {
  return kindOf(kind, ownKinds ? { identityKinds: ownKinds } : {})?.contact === true;
}

export interface Listing {
  /** Where the list stands. */
  readonly path: string;
  /** ISO 3166 code of the country whose national phone numbers are read. */
  readonly region: string | undefined;
  /** Kinds of the tenant's own: of a contact no number is read. */
  readonly ownKinds?: ConfiguredKinds['identityKinds'] | undefined;
  /** On what the proof of a contact rests where its entry does not say. */
  readonly basis: Basis;
}

/**
 * The identities of a list of kind, scope, value; each is judged by itself. The brand answers for the proof of all of which it does
 * not say that they were only typed. Undefined when there is no list.
 */
export function identitiesIn(list: Json | undefined, listing: Listing): ReadIdentities | undefined {
  if (!Array.isArray(list)) return undefined;
  const entries = list.map((entry: Json, index) =>
    normaliseEntry(entry, { ...listing, path: `${listing.path}[${index}]` }),
  );
  return {
    identities: entries.flatMap(({ identities }) => identities),
    discarded: entries.flatMap(({ discarded }) => discarded),
  };
}

function normaliseEntry(entry: Json, listing: Listing): ReadIdentities {
  const { path } = listing;
  if (!isJsonObject(entry)) return none('unknown', path, entry, 'wrong-type');
  const { kind, value: given } = entry;
  const field = `${path}.value`;
  // Its values are made by delivery alone, and whoever could name one could name anybody.
  if (kind === 'guiyi-subject') return none(kind, field, given, 'wrong-type');
  // A kind is a word of the configuration; anything else may be a person's data, and must not be repeated as a name.
  if (typeof kind !== 'string' || !KIND.test(kind)) return none('unknown', field, given, 'wrong-type');
  const unknown = unknownMember(entry, kind);
  if (unknown !== undefined) return notRead(kind, path, unknown, given);
  return identityOf(kind, entry, listing);
}

/** An entry of a known form. */
function identityOf(
  kind: string,
  entry: JsonObject,
  { path, region, ownKinds, basis: usual }: Listing,
): ReadIdentities {
  const { scope: rawScope, value: given, basis, grade, countryCode: givenCode } = entry;
  const field = `${path}.value`;
  const { value, countryCode } = ofPhone(kind, given, givenCode);
  const scope = isNumber(rawScope) ? String(rawScope) : (rawScope ?? '');
  const evidence = evidenceOf(kind, field, { basis: basis ?? usual, grade: grade ?? 'verified' });
  if (typeof scope !== 'string' || !evidence) return none(kind, field, value, 'wrong-type');
  if (typeof value === 'number' && isContactEntry({ kind }, ownKinds)) return numberFor(kind, field, value);
  // Numbers that a JSON number cannot hold have come as text.
  const text = isNumber(value) ? String(value) : value;
  const contact = normalise(kind, text, {
    region,
    countries: countryCode === undefined ? undefined : [countryCode],
    foreignMobile: 'plus',
  });
  if (!contact.ok) return none(kind, field, value, contact.reason);
  const name = scope.trim();
  // The same openid is another person in another app.
  if (name === '' && belongsSomewhere(kind)) {
    return { identities: [], discarded: discardWithoutScope(kind, field, value, '`scope` beside it') };
  }
  return { identities: [{ kind, scope: name, value: contact.value, evidence }], discarded: [] };
}

/** Undefined where the entry says something of its proof that nobody knows. What was typed has none. */
function evidenceOf(
  kind: string,
  field: string,
  { basis, grade }: { readonly basis: Json; readonly grade: Json },
): Evidence | undefined {
  if ((basis !== 'act' && basis !== 'record') || (grade !== 'verified' && grade !== 'claimed')) return undefined;
  // A kind of the tenant's own may be a contact.
  const repeats = grade === 'verified' && basis === 'record' && (kindOf(kind)?.contact ?? true);
  return { grade, field, ...(repeats && { basis }) };
}

/** A member that nobody reads may have meant another person: `{"value": "1523…", "countrycode": "49"}`. */
function unknownMember(entry: JsonObject, kind: string): string | undefined {
  return Object.keys(entry).find((name) => {
    if (entry[name] === null || entry[name] === '') return false;
    return !MEMBERS.some((known) => known === name) || (name === 'countryCode' && kind !== 'mobile');
  });
}

function notRead(kind: string, path: string, name: string, value: Json | undefined): ReadIdentities {
  const isName = MEMBER_NAME.test(name);
  const nearest = isName && name !== 'countryCode' ? nearestSpelling(name, MEMBERS) : undefined;
  const [discarded] = none(kind, `${path}.${isName ? name : '(member)'}`, value ?? '', 'unknown-member').discarded;
  const hint =
    name === 'countryCode'
      ? 'only a mobile has one'
      : nearest === undefined
        ? `known are ${MEMBERS.join(', ')}`
        : `did you mean "${nearest}"?`;
  return { identities: [], discarded: discarded ? [{ ...discarded, hint }] : [] };
}

/** WeChat's phone object names its country itself: another code beside it would be a contradiction. */
function ofPhone(kind: string, value: Json | undefined, countryCode: Json | undefined) {
  const isObject = kind === 'mobile' && isJsonObject(value) && (countryCode ?? '') === '';
  return (isObject ? wechatPhone(value) : undefined) ?? { value, countryCode };
}

/** A national number begins with a 0 abroad: without it `015235557109` would be somebody's in the mainland. */
function numberFor(kind: string, field: string, value: number): ReadIdentities {
  const [discarded] = none(kind, field, value, 'wrong-type').discarded;
  return {
    identities: [],
    discarded: discarded ? [{ ...discarded, hint: 'send it as text: a number has no leading 0' }] : [],
  };
}

function isNumber(value: Json | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0;
}

function belongsSomewhere(kind: string): boolean {
  return isKnownKind(kind) && needsName.has(kinds[kind].scope);
}

function none(kind: string, field: string, value: Json | undefined, reason: DiscardReason | 'empty'): ReadIdentities {
  return { identities: [], discarded: discard(kind, field, value, reason) };
}

/**
 * What a member of `data` may mean that stands there in place of one that is missing: `relased`. An event without it says something else:
 * that nothing was released, that one channel alone forgets the person.
 */
export function misspelledMember(data: JsonObject, needed: string): string | undefined {
  if (Object.hasOwn(data, needed)) return undefined;
  const found = Object.keys(data).find(
    (name) => MEMBER_NAME.test(name) && nearestSpelling(name, [needed]) !== undefined,
  );
  return found === undefined ? undefined : `data has "${found}": did you mean "${needed}"?`;
}

/** The profile fields of an event. An `email` here is a field and no identity: only a list says what was proved. */
export function profileIn(
  data: JsonObject,
  identities: readonly Identity[],
  time: string,
): { readonly profile: ProfileFields; readonly discarded: readonly DiscardedValue[] } {
  const email = contactCandidate('email', 'email', data['email']);
  const address = email.normalized.ok ? email.normalized.value : undefined;
  const isProved = identities.some(
    ({ kind, value, evidence }) => kind === 'email' && value === address && evidence.grade === 'verified',
  );
  return {
    profile: profileOf({
      name: plainText(data['name']),
      gender: genderOf(data['gender']),
      birthday: birthdayOf(data['birthday'], time),
      province: plainText(data['province']),
      city: plainText(data['city']),
      district: plainText(data['district']),
      email: address,
      emailVerified: isProved ? 1 : undefined,
    }),
    discarded: [discardedCandidate(email)].filter(isPresent),
  };
}

const PHONE_MEMBERS: ReadonlySet<string> = new Set(['phoneNumber', 'purePhoneNumber', 'countryCode', 'watermark']);

/**
 * The number in WeChat's phone object (`phone_info` of `getuserphonenumber`) and the calling code that belongs to it; undefined where
 * the object is another. Without the code the number of another country would be somebody's in the mainland.
 */
function wechatPhone(phone: JsonObject): { readonly value: Json; readonly countryCode: Json } | undefined {
  const { phoneNumber, purePhoneNumber, countryCode } = phone;
  const code = scalar(countryCode);
  if (typeof purePhoneNumber !== 'string' || code === undefined || code === '') return undefined;
  if (!Object.keys(phone).every((name) => PHONE_MEMBERS.has(name))) return undefined;
  // The same number with its code; another one would be somebody else's.
  const isSame =
    phoneNumber === undefined || (typeof phoneNumber === 'string' && phoneNumber.endsWith(purePhoneNumber.trim()));
  return isSame ? { value: purePhoneNumber, countryCode: code } : undefined;
}
