import {
  profileIntegerFields,
  profileStringFields,
  type ExtendedAttribute,
  type Profile,
} from '../../functions/shared/cdp/contract.ts';

/** What is stored about a customer beside identities and groups. A blank field is absent. */
export interface CustomerFields {
  readonly name?: string;
  readonly profile: Readonly<Profile>;
  /** Extended attributes by key. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Q20: staff and organisation, kept without interpretation. */
  readonly deptCodes?: readonly string[];
  readonly userIds?: readonly string[];
}

export const noFields: CustomerFields = { profile: {}, attributes: {} };

/** The fields of a createCustomerByIdentity request. */
export interface SentFields {
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
  for (const field of profileStringFields) {
    const value = sent.profile[field];
    if (value !== undefined && value !== null && value !== '') profile[field] = value;
  }
  for (const field of profileIntegerFields) {
    const value = sent.profile[field];
    if (value === undefined || value === null) continue;
    if (value === 0 && !zeroOverwrites && saysNothing(field, profile)) continue;
    profile[field] = value;
  }
  const attributes: Record<string, string> = {};
  for (const { attrKey, attrValue } of sent.extendAttrList ?? []) if (attrValue !== '') attributes[attrKey] = attrValue;
  return {
    profile,
    attributes,
    ...(sent.deptCodes !== undefined && sent.deptCodes.length > 0 && { deptCodes: sent.deptCodes }),
    ...(sent.userIds !== undefined && sent.userIds.length > 0 && { userIds: sent.userIds }),
  };
}

function saysNothing(field: (typeof profileIntegerFields)[number], profile: Profile): boolean {
  return field === 'gender' || (field === 'emailVerified' && profile.email === undefined);
}

/** The customer's fields after a request's writes. */
export function overwrite(stored: CustomerFields, writes: CustomerFields): CustomerFields {
  return {
    ...stored,
    ...writes,
    profile: withoutBlanks({ ...stored.profile, ...writes.profile }),
    attributes: { ...stored.attributes, ...writes.attributes },
  };
}

/** A gender that was overwritten with 0 is unknown, and so is the state of no email. */
function withoutBlanks(profile: Profile): Profile {
  if (profile.gender === 0) delete profile.gender;
  if (profile.emailVerified === 0 && profile.email === undefined) delete profile.emailVerified;
  return profile;
}

/** The survivor's fields after a merge: its own win, its blanks are filled from the loser, lists are united. */
export function fillBlanks(survivor: CustomerFields, loser: CustomerFields): CustomerFields {
  const deptCodes = union(survivor.deptCodes, loser.deptCodes);
  const userIds = union(survivor.userIds, loser.userIds);
  return {
    ...loser,
    ...survivor,
    profile: filledProfile(survivor.profile, loser.profile),
    attributes: { ...loser.attributes, ...survivor.attributes },
    ...(deptCodes.length > 0 && { deptCodes }),
    ...(userIds.length > 0 && { userIds }),
  };
}

function filledProfile(survivor: Readonly<Profile>, loser: Readonly<Profile>): Profile {
  const filled: Profile = { ...loser, ...survivor };
  // emailVerified speaks about its own email: the two travel together.
  const emailOwner = survivor.email === undefined && loser.email !== undefined ? loser : survivor;
  if (emailOwner.emailVerified === undefined) delete filled.emailVerified;
  else filled.emailVerified = emailOwner.emailVerified;
  return filled;
}

function union(one: readonly string[] = [], other: readonly string[] = []): readonly string[] {
  return [...new Set([...one, ...other])];
}
