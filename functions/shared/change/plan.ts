import type { CreateCustomerByIdentity, IdentityPair } from '../cdp/contract.ts';
import { digest } from '../envelope/digest.ts';
import type { IdentityConfig } from '../identity/identity-config.ts';
import { type Identity, identityKey } from '../identity/identity.ts';
import { kindOf } from '../identity/kinds.ts';
import { anchors, inOrder } from '../identity/order.ts';
import { toPair } from '../identity/to-pair.ts';
import type { Profile, Upsert } from './customer-change.ts';
import type { GroupMoves } from './group-rules.ts';
import type { LedgerItem } from './ledger-item.ts';

/** An identity with the pair that the CDP knows it by. */
export interface KnownIdentity {
  readonly identity: Identity;
  readonly pair: IdentityPair;
  /** What the ledger remembers it by: its kind and a digest. */
  readonly ledgerKey: string;
  readonly contact: boolean;
  /** May its kind connect two customers? */
  readonly mayLink: boolean;
}

/** The identities of an upsert that this tenant can know, in their final order. */
export function knownIdentities(identities: readonly Identity[], cdp: IdentityConfig): KnownIdentity[] {
  return inOrder(identities, cdp).flatMap((identity) => {
    const pair = toPair(identity, cdp.identityTypes, cdp.foreignMobile);
    if (!pair) return [];
    const { contact = false, mayLink = false } = kindOf(identity.kind, cdp) ?? {};
    return [{ identity, pair, ledgerKey: `${identity.kind}:${digest(identityKey(identity))}`, contact, mayLink }];
  });
}

/** What says who the event is about, and what is only said beside it. */
export interface Sides {
  readonly anchors: readonly KnownIdentity[];
  readonly beside: readonly KnownIdentity[];
}

export function sides(known: readonly KnownIdentity[]): Sides {
  const first = new Set(anchors(known.map(({ identity }) => identity)));
  return {
    anchors: known.filter(({ identity }) => first.has(identity)),
    beside: known.filter(({ identity }) => !first.has(identity)),
  };
}

/** One event proves several identities of one person, all of kinds that may link, and not all were sent for them before. */
export function mayConnect(identities: readonly KnownIdentity[], item: LedgerItem | undefined): boolean {
  const proved = identities.filter(({ identity }) => identity.evidence.grade === 'verified');
  if (proved.length < 2 || !proved.every(({ mayLink }) => mayLink)) return false;
  return proved.some(({ ledgerKey }) => !item?.identities.includes(ledgerKey));
}

/** The contacts that this event has proved to be the person's. */
export function provedContacts(send: readonly KnownIdentity[]): readonly KnownIdentity[] {
  return send.filter(({ identity, contact }) => contact && identity.evidence.grade === 'verified');
}

export interface PlannedCreate {
  readonly call: 'createCustomerByIdentity';
  readonly request: CreateCustomerByIdentity;
}

/** One call to the CDP, decided before any is made. */
export type PlannedCall =
  | PlannedCreate
  | { readonly call: 'updateCustomerAttr'; readonly attrName: 'name'; readonly attrValue: string }
  | { readonly call: 'customerAddGroups' | 'customerDeleteGroups'; readonly groups: readonly string[] };

export interface UpsertPlan {
  /** Finds or makes the customer by the identities that say who it is. */
  readonly find: PlannedCreate;
  /**
   * Links what was only claimed, once the first call has settled whose event it is: the top of the list then has an owner, so
   * that the rest can only be linked where it is nobody's, and never decides or connects anything.
   */
  readonly link: (beside: readonly KnownIdentity[]) => PlannedCreate;
  readonly after: readonly Exclude<PlannedCall, PlannedCreate>[];
  /** Writes the name; for a customer who may not have it yet, whatever the ledger remembers. */
  readonly name?: Exclude<PlannedCall, PlannedCreate>;
  /** What the ledger will remember when all calls have succeeded. */
  readonly written: {
    readonly fields: readonly string[];
    readonly groups: readonly string[];
    readonly identities: readonly string[];
    readonly contacts: Readonly<Record<string, string>>;
    readonly name?: string;
    /** A state of the platform's own record: does it speak for a customer whom the record has made? */
    readonly record?: { readonly made: boolean };
  };
}

/** May a call connect two customers? `verified`: only where this one event proved every identity in it. */
export type MergePolicy = 'never' | 'verified' | 'always';

export interface UpsertContext {
  readonly item: LedgerItem | undefined;
  /** Unix ms of the event. */
  readonly time: number;
  readonly moves: GroupMoves;
  readonly merge: MergePolicy;
  /** What the CDP has of the fields that every call must carry. */
  readonly known: RequiredFields;
}

/** The fields that the documents require although most events know none of them (Q10); absent where nothing is known. */
export interface RequiredFields {
  readonly email?: string;
  readonly emailVerified?: number;
  readonly gender?: number;
}

/**
 * What an upsert asks the CDP to do, given the identities that say who it is about. Fields and groups that a newer event has set
 * are left out; identities are added however old the event is.
 */
export function planUpsert(change: Upsert, send: readonly KnownIdentity[], context: UpsertContext): UpsertPlan {
  const { item, time, moves, merge, known } = context;
  const { name, ...profile } = newerFields(change.profile, item, time);
  const nameDigest = name === undefined ? undefined : digest('name', name);
  const newer = (groups: readonly string[]) => groups.filter((group) => time >= (item?.groups[group] ?? -Infinity));
  const join = newer(moves.join);
  const leave = newer(moves.leave);

  const after: Exclude<PlannedCall, PlannedCreate>[] = [];
  const naming =
    name === undefined ? undefined : ({ call: 'updateCustomerAttr', attrName: 'name', attrValue: name } as const);
  if (naming && nameDigest !== item?.name) after.push(naming);
  if (join.length > 0) after.push({ call: 'customerAddGroups', groups: join });
  if (leave.length > 0) after.push({ call: 'customerDeleteGroups', groups: leave });
  const create = (identities: readonly KnownIdentity[], autoMerge: boolean) =>
    ({ call: 'createCustomerByIdentity', request: createRequest(profile, identities, autoMerge, known) }) as const;
  return {
    find: create(send, mayMerge(send, item, merge)),
    link: (beside) => create([...send, ...beside], false),
    after,
    ...(naming && { name: naming }),
    written: {
      fields: [...Object.keys(profile), ...(name === undefined ? [] : ['name'])],
      groups: [...join, ...leave],
      identities: send.map(({ ledgerKey }) => ledgerKey),
      contacts: Object.fromEntries(provedContacts(send).map(({ identity, ledgerKey }) => [identity.kind, ledgerKey])),
      ...(nameDigest === undefined ? {} : { name: nameDigest }),
    },
  };
}

function newerFields(profile: Profile, item: LedgerItem | undefined, time: number): Profile {
  const entries = Object.entries(profile).filter(([field]) => time >= (item?.fields[field] ?? -Infinity));
  const { emailVerified, ...newer }: Profile = Object.fromEntries(entries);
  // It speaks of the email beside it: an older address's proof is none of a newer address.
  return newer.email === undefined || emailVerified === undefined ? newer : { ...newer, emailVerified };
}

/** All three strategies on every call, and the three fields that the documents require (Q02, Q10). */
function createRequest(
  profile: Omit<Profile, 'name'>,
  send: readonly KnownIdentity[],
  autoMerge: boolean,
  known: RequiredFields,
): CreateCustomerByIdentity {
  return {
    ...requiredFields(profile, known),
    ...profile,
    identityList: send.map(({ pair }) => pair),
    identityPriorityStrategy: 'custom',
    targetCustomerStrategy: 'identityFirst',
    autoMerge,
  };
}

/** Never a zero over a known value: what the event does not say is sent as the CDP has it. */
function requiredFields(profile: Omit<Profile, 'name'>, known: RequiredFields) {
  const email = profile.email ?? known.email ?? '';
  // The proof belongs to the address: another address starts unproved.
  const emailVerified = email === known.email ? (known.emailVerified ?? 0) : 0;
  return { email, emailVerified, gender: known.gender ?? 0 };
}

/**
 * Two customers become one only on the word of one event that has proved each identity that may connect them. What was only
 * claimed connects nobody: it is sent only if nobody else owns it.
 */
function mayMerge(send: readonly KnownIdentity[], item: LedgerItem | undefined, merge: MergePolicy): boolean {
  switch (merge) {
    case 'never':
      return false;
    case 'always':
      return send.length > 1;
    case 'verified':
      return mayConnect(send, item);
  }
}
