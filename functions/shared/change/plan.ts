import type { CreateCustomerByIdentity, IdentityPair } from '../cdp/contract.ts';
import type { CustomerId } from '../cdp/ids.ts';
import type { CandidateIdentity } from './candidate.ts';
import type { ProfileFields } from './customer-change.ts';
import {
  type CustomerItem,
  emptyCustomerItem,
  type GroupStamp,
  isLater,
  type Stamp,
  uniteCustomers,
} from './customer-item.ts';
import type { GroupMoves } from './group-rules.ts';

export interface PlannedCreate {
  readonly call: 'createCustomerByIdentity';
  readonly request: CreateCustomerByIdentity;
}

/** One call to the CDP, decided before any is made. */
export type PlannedCall =
  | PlannedCreate
  | { readonly call: 'updateCustomerAttr'; readonly attrName: 'name'; readonly attrValue: string }
  | { readonly call: 'customerAddGroups' | 'customerDeleteGroups'; readonly groups: readonly string[] };

/** May a call connect two customers? `verified`: only on the word of one event that has proved what connects them. */
export type MergePolicy = 'never' | 'verified' | 'always';

/** What the CDP tells of a customer's fields; absent where nothing is known. */
export interface KnownFields extends Omit<ProfileFields, 'name' | 'gender' | 'emailVerified'> {
  readonly gender?: number;
  readonly emailVerified?: number;
}

/** A customer as the plan needs them: what is remembered, and what the CDP has. */
export interface PlannedCustomer {
  readonly id: CustomerId;
  readonly item: CustomerItem | undefined;
  readonly fields: KnownFields;
}

export interface PlanInput {
  /** The identities that lead to the person, in order. */
  readonly leading: readonly CandidateIdentity[];
  /** Identities of customers who are known by memory alone. */
  readonly handles: readonly IdentityPair[];
  /** The customers that the person is so far; empty: somebody new. */
  readonly customers: readonly PlannedCustomer[];
  /** Whom each leading identity belongs to. */
  readonly ownerOf: (candidate: CandidateIdentity) => CustomerId | undefined;
  /** What they hold or the configuration says that they are not one. */
  readonly contradictory: boolean;
  /** What each event says of the person, in the order of their coming. */
  readonly statements: readonly Statement[];
  readonly merge: MergePolicy;
  /** Unix ms. */
  readonly now: number;
  /** For so many ms what the CDP was sent of a group is trusted: it shows nobody its groups beside the profile. */
  readonly groupsTrustedMs: number;
  /** Keyed hash of a name as it is written. */
  readonly hashName: (name: string) => string;
  /** Short keyed hash of a field's value. */
  readonly hashField: (field: string, value: string | number) => string;
}

/** What one event says of its person. */
export interface Statement {
  readonly profile: ProfileFields;
  readonly moves: GroupMoves;
  readonly stamp: Stamp;
}

export interface UpsertPlan {
  /** Whom the calls are expected to reach: undefined where they make somebody new. */
  readonly target: CustomerId | undefined;
  /** Finds or makes the customer by the identities that say who it is. */
  readonly find: PlannedCreate;
  /**
   * Links what was only claimed, once the first call has settled whose event it is: the top of the list then has an owner, so
   * that the rest can only be linked where it is nobody's, and never decides or connects anything.
   */
  readonly link: (secondary: readonly CandidateIdentity[]) => PlannedCreate;
  readonly after: readonly Exclude<PlannedCall, PlannedCreate>[];
  /** What memory says that the target has already: for a customer who turns out to be another one. */
  readonly trusted: readonly Exclude<PlannedCall, PlannedCreate>[];
  /** The fields that the first call writes: those that no later event has set. */
  readonly fields: ProfileFields;
  /** Fields of them whose value is not the one that the target was last sent. */
  readonly newFields: readonly string[];
  /** What to remember of the customer once all calls have succeeded. */
  readonly item: CustomerItem;
  /** The customers who become part of the target, if the CDP takes them for one as well. */
  readonly merged: readonly CustomerId[];
}

/**
 * What an upsert asks the CDP to do, given who the event is about. Fields and groups that a later event has set are left out;
 * identities are added however old the event is.
 */
export function planUpsert(input: PlanInput): UpsertPlan {
  const { handles, now, groupsTrustedMs, hashName, hashField } = input;
  const { autoMerge, customers, leading } = mergeOf(input);
  const [target, ...others] = customers;
  const merged = autoMerge ? others : [];
  const before = unitedBefore(target, merged);
  const summed = sumOf(input.statements, before.item);
  const { name, ...fields } = summed.profile;
  const nameHash = name === undefined ? undefined : hashName(name);

  const isNamed = nameHash !== undefined && nameHash === before.item.name && merged.length === 0;
  const naming = name === undefined ? [] : [{ call: 'updateCustomerAttr', attrName: 'name', attrValue: name } as const];
  const isTrusted = (group: string, isIn: boolean) => {
    const known = before.item.groups[group];
    return known?.in === isIn && (known.sent ?? -Infinity) > now - groupsTrustedMs && merged.length === 0;
  };
  const { sent, trusted } = groupsToMove(summed.moved, before.groupsToLeave, isTrusted);
  const hashes = new Map(Object.entries(fields).map(([field, value]) => [field, hashField(field, value)]));

  const request = { ...before.fieldsOfLost, ...fields };
  const known = knownFields(customers);
  const create = (pairs: readonly IdentityPair[], mayMerge: boolean): PlannedCreate => ({
    call: 'createCustomerByIdentity',
    request: createRequest(request, pairs, mayMerge, known),
  });
  const first = [...handles, ...leading.map(({ pair }) => pair)];
  return {
    target: target?.id,
    find: create(first, autoMerge),
    link: (secondary) => create([...first, ...secondary.map(({ pair }) => pair)], false),
    after: [...(isNamed ? [] : naming), ...moving(sent)],
    trusted: [...(isNamed ? naming : []), ...moving(trusted)],
    fields,
    newFields: [...hashes].flatMap(([field, hash]) => (before.item.fields[field]?.h === hash ? [] : [field])),
    item: {
      ...summed.item,
      fields: mapValues(summed.item.fields, (stamp, field) => {
        const h = hashes.get(field);
        return h === undefined ? stamp : { ...stamp, h };
      }),
      groups: withSent(summed.item.groups, sent, now),
      ...(nameHash !== undefined && { name: nameHash }),
    },
    merged: merged.map(({ id }) => id),
  };
}

/** What is sent, and what the CDP was sent so lately that it is not. */
function groupsToMove(
  moved: ReadonlyMap<string, boolean>,
  leftByUnion: readonly string[],
  isTrusted: (group: string, isIn: boolean) => boolean,
): { readonly sent: GroupMoves; readonly trusted: GroupMoves } {
  const join = [...moved].flatMap(([group, isIn]) => (isIn ? [group] : []));
  const left = [...moved].flatMap(([group, isIn]) => (isIn ? [] : [group]));
  const leave = [...new Set([...left, ...leftByUnion.filter((group) => !join.includes(group))])];
  const chosen = (isChosen: (group: string, isIn: boolean) => boolean): GroupMoves => ({
    join: join.filter((group) => isChosen(group, true)),
    leave: leave.filter((group) => isChosen(group, false)),
  });
  return { sent: chosen((group, isIn) => !isTrusted(group, isIn)), trusted: chosen(isTrusted) };
}

function withSent(groups: CustomerItem['groups'], { join, leave }: GroupMoves, now: number): CustomerItem['groups'] {
  const isSent = (group: string) => join.includes(group) || leave.includes(group);
  return mapValues(groups, (stamp, group) => (isSent(group) ? { ...stamp, sent: now } : stamp));
}

function moving({ join, leave }: GroupMoves): Exclude<PlannedCall, PlannedCreate>[] {
  return [
    ...(join.length > 0 ? [{ call: 'customerAddGroups', groups: join } as const] : []),
    ...(leave.length > 0 ? [{ call: 'customerDeleteGroups', groups: leave } as const] : []),
  ];
}

function mapValues<T, U>(
  record: Readonly<Record<string, T>>,
  change: (value: T, key: string) => U,
): Readonly<Record<string, U>> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value, key)]));
}

/**
 * What several events say together: of each field and each group the latest by the events' own times. That is what the CDP has after
 * being told of one after the other.
 */
function sumOf(statements: readonly Statement[], before: CustomerItem) {
  let item = before;
  let profile: ProfileFields = {};
  const moved = new Map<string, boolean>();
  for (const { profile: said, moves, stamp } of statements) {
    const later = laterFields(said, item, stamp);
    const { emailVerified: _proofOfAnother, ...others } = profile;
    const isSameEmail = later.email === undefined || later.email === profile.email;
    profile = { ...(isSameEmail ? profile : others), ...later };
    const join = moves.join.filter((group) => isLater(stamp, item.groups[group]));
    const leave = moves.leave.filter((group) => isLater(stamp, item.groups[group]));
    for (const group of join) moved.set(group, true);
    for (const group of leave) moved.set(group, false);
    const groupStamp = (group: string, isIn: boolean): [string, GroupStamp] => {
      const known = item.groups[group];
      return [
        group,
        { ...stamp, in: isIn, ...(known?.in === isIn && known.sent !== undefined && { sent: known.sent }) },
      ];
    };
    item = {
      ...item,
      fields: { ...item.fields, ...stamped(Object.keys(later), stamp) },
      groups: {
        ...item.groups,
        ...Object.fromEntries([
          ...join.map((group) => groupStamp(group, true)),
          ...leave.map((group) => groupStamp(group, false)),
        ]),
      },
    };
  }
  return { item, profile, moved };
}

function stamped(names: readonly string[], stamp: Stamp): Readonly<Record<string, Stamp>> {
  return Object.fromEntries(names.map((name) => [name, stamp]));
}

/** The profile without the fields that a later event has set. */
function laterFields(profile: ProfileFields, item: CustomerItem, stamp: Stamp): ProfileFields {
  const entries = Object.entries(profile).filter(([field]) => isLater(stamp, item.fields[field]));
  const { emailVerified, ...later }: ProfileFields = Object.fromEntries(entries);
  // It speaks of the email beside it: an older address's proof is none of a newer address.
  return later.email === undefined || emailVerified === undefined ? later : { ...later, emailVerified };
}

/**
 * Two customers become one only on the word of one event that has proved what connects them, each identity of a kind that may.
 * The CDP keeps the surviving customer's name, and tells nobody a name: whoever has the later one survives.
 */
function mergeOf({ leading, handles, customers, ownerOf, contradictory, merge, statements }: PlanInput) {
  const connecting = leading.filter((candidate) => ownerOf(candidate) !== undefined);
  const mayConnect = connecting.every(({ mayLink }) => mayLink);
  const isMerge = merge === 'verified' && !contradictory && mayConnect;
  const autoMerge = merge === 'always' ? leading.length + handles.length > 1 : isMerge && customers.length > 1;
  const writesName = statements.some(
    ({ profile, stamp }) =>
      profile.name !== undefined && customers.every(({ item }) => isLater(stamp, item?.fields['name'])),
  );
  if (!autoMerge || customers.length < 2 || handles.length > 0 || writesName) {
    return { autoMerge, customers, leading };
  }
  const survivor = customers.reduce((kept, other) => {
    const [one, two] = [kept.item?.fields['name'], other.item?.fields['name']];
    return two && isLater(two, one) && !(one && isLater(one, two)) ? other : kept;
  });
  const isFirst = (candidate: CandidateIdentity) => ownerOf(candidate) === survivor.id;
  return {
    autoMerge,
    customers: [survivor, ...customers.filter(({ id }) => id !== survivor.id)],
    leading:
      survivor === customers[0] ? leading : [...leading.filter(isFirst), ...leading.filter((each) => !isFirst(each))],
  };
}

/** What is remembered of the target and of whoever becomes part of it, and what the CDP would lose by making them one. */
function unitedBefore(target: PlannedCustomer | undefined, merged: readonly PlannedCustomer[]) {
  let item = target?.item ?? emptyCustomerItem;
  const groupsToLeave = new Set<string>();
  const fieldsOfLost: Record<string, unknown> = {};
  for (const lost of merged) {
    const united = uniteCustomers(item, lost.item ?? emptyCustomerItem);
    for (const field of united.fieldsOfLost) {
      const value = Reflect.get(lost.fields, field) as unknown;
      if (value !== undefined && value !== '') fieldsOfLost[field] = value;
    }
    united.groupsToLeave.forEach((group) => groupsToLeave.add(group));
    item = united.item;
  }
  const { alias: _alias, ...own } = item;
  return { item: own, groupsToLeave: [...groupsToLeave], fieldsOfLost: fieldsOfLost as Omit<KnownFields, 'name'> };
}

/**
 * The fields that the documents require although most events know none of them (Q10). Where several customers may become one,
 * what any of them has must not be lost to a zero: of two addresses the one that was set later counts, else the survivor's.
 */
function knownFields(customers: readonly PlannedCustomer[]) {
  const withEmail = customers.filter(({ fields }) => fields.email !== undefined && fields.email !== '');
  const email = withEmail.reduce<PlannedCustomer | undefined>((kept, other) => {
    if (!kept) return other;
    const [one, two] = [kept.item?.fields['email'], other.item?.fields['email']];
    return two && (!one || (isLater(two, one) && !isLater(one, two))) ? other : kept;
  }, undefined);
  const gender = customers.find(({ fields }) => fields.gender)?.fields.gender;
  return {
    ...(email?.fields.email !== undefined && { email: email.fields.email }),
    ...(email?.fields.emailVerified !== undefined && { emailVerified: email.fields.emailVerified }),
    ...(gender !== undefined && { gender }),
  };
}

/** All three strategies on every call, and the three fields that the documents require (Q02, Q10). */
function createRequest(
  fields: KnownFields,
  identityList: readonly IdentityPair[],
  autoMerge: boolean,
  known: Pick<KnownFields, 'email' | 'emailVerified' | 'gender'>,
): CreateCustomerByIdentity {
  const email = fields.email ?? known.email ?? '';
  // The proof belongs to the address: another address starts unproved.
  const emailVerified = email === known.email ? (known.emailVerified ?? 0) : 0;
  return {
    email,
    emailVerified,
    gender: known.gender ?? 0,
    ...fields,
    identityList: [...identityList],
    identityPriorityStrategy: 'custom',
    targetCustomerStrategy: 'identityFirst',
    autoMerge,
  };
}
