import {
  profileIntegerFields,
  profileStringFields,
  type ExtendedAttribute,
  type Profile,
} from '../../functions/shared/cdp/contract.ts';

/** What is stored about a customer beside identities and groups. A blank field is absent. */
export interface CustomerFields {
  readonly name?: string;
  /** Shown and searched; only an identity matches. */
  readonly mobile?: string;
  readonly mobileVerified?: number;
  readonly profile: Readonly<Profile>;
  /** Extended attributes by key. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Q20: staff and organisation, kept without interpretation. */
  readonly deptCodes?: readonly string[];
  readonly userIds?: readonly string[];
}

export const noFields: CustomerFields = { profile: {}, attributes: {} };

/** The fields that a request may write. */
export interface SentFields {
  readonly name?: string | null | undefined;
  readonly mobile?: string | null | undefined;
  readonly mobileVerified?: number | null | undefined;
  readonly profile: { readonly [field in keyof Profile]: Profile[field] | null | undefined };
  readonly extendAttrList?: readonly ExtendedAttribute[] | undefined;
  readonly deptCodes?: readonly string[] | undefined;
  readonly userIds?: readonly string[] | undefined;
}

/**
 * The part of a request that overwrites what is stored: empty text never does (Q29). Whether a zero that the documents
 * require does is a switch (Q10); where it does not, gender 0 means unknown, and `emailVerified: 0` without an email says
 * nothing.
 */
export function fieldWrites(sent: SentFields, zeroOverwrites: boolean): CustomerFields {
  const profile: Profile = {};
  for (const name in sent.profile) {
    if (isStringField(name)) {
      const value = sent.profile[name];
      if (value) profile[name] = value;
    } else if (isIntegerField(name)) {
      const value = sent.profile[name];
      if (value === undefined || value === null) continue;
      if (value === 0 && !zeroOverwrites && saysNothing(name, sent.profile)) continue;
      profile[name] = value;
    }
  }
  const attributes: Record<string, string> = {};
  for (const { attrKey, attrValue } of sent.extendAttrList ?? []) if (attrValue !== '') attributes[attrKey] = attrValue;
  const { name, mobile, mobileVerified } = sent;
  const saysVerified =
    typeof mobileVerified === 'number' && (mobileVerified !== 0 || zeroOverwrites || Boolean(mobile));
  return {
    ...(name && { name }),
    ...(mobile && { mobile }),
    ...(saysVerified && { mobileVerified }),
    profile,
    attributes,
    ...(sent.deptCodes !== undefined && sent.deptCodes.length > 0 && { deptCodes: sent.deptCodes }),
    ...(sent.userIds !== undefined && sent.userIds.length > 0 && { userIds: sent.userIds }),
  };
}

type StringField = (typeof profileStringFields)[number];
type IntegerField = (typeof profileIntegerFields)[number];

const stringFields: ReadonlySet<string> = new Set(profileStringFields);
const integerFields: ReadonlySet<string> = new Set(profileIntegerFields);

function isStringField(name: string): name is StringField {
  return stringFields.has(name);
}

function isIntegerField(name: string): name is IntegerField {
  return integerFields.has(name);
}

function saysNothing(field: IntegerField, { email }: SentFields['profile']): boolean {
  return field === 'gender' || (field === 'emailVerified' && !email);
}

/** The customer's fields after a request's writes. @param keepSource Q18: a source that is known stays */
export function overwrite(stored: CustomerFields, writes: CustomerFields, keepSource: boolean): CustomerFields {
  const profile: Profile = { ...stored.profile, ...writes.profile };
  if (keepSource && stored.profile.source !== undefined) profile.source = stored.profile.source;
  return {
    ...stored,
    ...writes,
    profile: withoutBlanks(profile),
    attributes: { ...stored.attributes, ...writes.attributes },
  };
}

/** A gender that was overwritten with 0 is unknown, and so is the state of no email. */
function withoutBlanks(profile: Profile): Profile {
  if (profile.gender === 0) {
    const { gender: _, ...known } = profile;
    return withoutBlanks(known);
  }
  if (profile.emailVerified !== 0 || profile.email !== undefined) return profile;
  const { emailVerified: _, ...known } = profile;
  return known;
}

/** The survivor's fields after a merge: its own win, its blanks are filled from the loser, lists are united. */
export function fillBlanks(survivor: CustomerFields, loser: CustomerFields): CustomerFields {
  const { mobile: _lent, mobileVerified: _lentState, ...lent } = loser;
  const { mobile: _own, mobileVerified: _ownState, ...own } = survivor;
  const mobileOwner = survivor.mobile === undefined && loser.mobile !== undefined ? loser : survivor;
  const deptCodes = union(survivor.deptCodes, loser.deptCodes);
  const userIds = union(survivor.userIds, loser.userIds);
  return {
    ...lent,
    ...own,
    ...mobileOf(mobileOwner),
    profile: filledProfile(survivor.profile, loser.profile),
    attributes: { ...loser.attributes, ...survivor.attributes },
    ...(deptCodes.length > 0 && { deptCodes }),
    ...(userIds.length > 0 && { userIds }),
  };
}

/** mobileVerified speaks about its own mobile, as emailVerified about its own email: the two travel together. */
function mobileOf({ mobile, mobileVerified }: CustomerFields): Pick<CustomerFields, 'mobile' | 'mobileVerified'> {
  return { ...(mobile !== undefined && { mobile }), ...(mobileVerified !== undefined && { mobileVerified }) };
}

function filledProfile(survivor: Readonly<Profile>, loser: Readonly<Profile>): Profile {
  const filled: Profile = { ...loser, ...survivor };
  const emailOwner = survivor.email === undefined && loser.email !== undefined ? loser : survivor;
  if (emailOwner.emailVerified === undefined) delete filled.emailVerified;
  else filled.emailVerified = emailOwner.emailVerified;
  return filled;
}

function union(one: readonly string[] = [], other: readonly string[] = []): readonly string[] {
  return [...new Set([...one, ...other])];
}
