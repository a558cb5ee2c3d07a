import type { CreateCustomerByIdentity, IdentityPair } from '../cdp/contract.ts';
import type { CdpConfig } from '../config/define-config.ts';
import { digest } from '../envelope/digest.ts';
import { type Identity, identityKey } from '../identity/identity.ts';
import { anchors, inOrder } from '../identity/order.ts';
import { toPair } from '../identity/to-pair.ts';
import type { Profile, Upsert } from './customer-change.ts';
import type { GroupMoves } from './group-rules.ts';
import type { LedgerItem } from './ledger-item.ts';

/** An identity with the pair that the CDP knows it by. */
export interface KnownIdentity {
  readonly identity: Identity;
  readonly pair: IdentityPair;
  /** What the ledger remembers it by. */
  readonly digest: string;
}

/** The identities of an upsert that this tenant can know, in their final order. */
export function knownIdentities(identities: readonly Identity[], types: CdpConfig['identityTypes']): KnownIdentity[] {
  return inOrder(identities).flatMap((identity) => {
    const pair = toPair(identity, types);
    return pair ? [{ identity, pair, digest: digest(identityKey(identity)) }] : [];
  });
}

/** Who must be asked after before the plan can be made: the contacts that are not proved, beside what is. */
export interface OwnershipQuestion {
  readonly anchors: readonly KnownIdentity[];
  readonly doubtful: readonly KnownIdentity[];
}

/**
 * A contact that somebody merely typed travels beside the identities that say who it is about only if nobody else is known
 * to own it; one that the CDP has accepted for this subject before needs no question.
 */
export function ownershipQuestion(known: readonly KnownIdentity[], item: LedgerItem | undefined): OwnershipQuestion {
  const first = new Set(anchors(known.map(({ identity }) => identity)));
  const accepted = new Set(item?.identities);
  return {
    anchors: known.filter(({ identity }) => first.has(identity)),
    doubtful: known.filter(({ identity, digest: remembered }) => !first.has(identity) && !accepted.has(remembered)),
  };
}

/** One call to the CDP, decided before any is made. */
export type PlannedCall =
  | { readonly call: 'createCustomerByIdentity'; readonly request: CreateCustomerByIdentity }
  | { readonly call: 'updateCustomerAttr'; readonly attrName: 'name'; readonly attrValue: string }
  | { readonly call: 'customerAddGroups' | 'customerDeleteGroups'; readonly groups: readonly string[] };

export interface UpsertPlan {
  readonly calls: readonly PlannedCall[];
  /** What the ledger will remember when all calls have succeeded. */
  readonly written: {
    readonly fields: readonly string[];
    readonly groups: readonly string[];
    readonly identities: readonly string[];
    readonly name?: string;
  };
}

export interface UpsertContext {
  readonly item: LedgerItem | undefined;
  /** Unix ms of the event. */
  readonly time: number;
  readonly moves: GroupMoves;
  readonly merge: NonNullable<CdpConfig['merge']>;
}

/**
 * What an upsert asks the CDP to do, given the identities that may be sent. Fields and groups that a newer event has set
 * are left out; identities are added however old the event is.
 */
export function planUpsert(change: Upsert, send: readonly KnownIdentity[], context: UpsertContext): UpsertPlan {
  const { item, time, moves, merge } = context;
  const { name, ...profile } = newerFields(change.profile, item, time);
  const nameDigest = name === undefined ? undefined : digest('name', name);
  const newer = (groups: readonly string[]) => groups.filter((group) => time >= (item?.groups[group] ?? -Infinity));
  const join = newer(moves.join);
  const leave = newer(moves.leave);

  const calls: PlannedCall[] = [{ call: 'createCustomerByIdentity', request: createRequest(profile, send, merge) }];
  if (name !== undefined && nameDigest !== item?.name) {
    calls.push({ call: 'updateCustomerAttr', attrName: 'name', attrValue: name });
  }
  if (join.length > 0) calls.push({ call: 'customerAddGroups', groups: join });
  if (leave.length > 0) calls.push({ call: 'customerDeleteGroups', groups: leave });
  return {
    calls,
    written: {
      fields: [...Object.keys(profile), ...(name === undefined ? [] : ['name'])],
      groups: [...join, ...leave],
      identities: send.map(({ digest: remembered }) => remembered),
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
  merge: NonNullable<CdpConfig['merge']>,
): CreateCustomerByIdentity {
  return {
    email: '',
    emailVerified: 0,
    gender: 0,
    ...profile,
    identityList: send.map(({ pair }) => pair),
    identityPriorityStrategy: 'custom',
    targetCustomerStrategy: 'identityFirst',
    autoMerge: mayMerge(send, merge),
  };
}

/** Two customers become one only on the word of one event that has proved every identity it lists. */
function mayMerge(send: readonly KnownIdentity[], merge: NonNullable<CdpConfig['merge']>): boolean {
  switch (merge) {
    case 'never':
      return false;
    case 'always':
      return send.length > 1;
    case 'verified':
      return send.length > 1 && send.every(({ identity }) => identity.evidence.grade === 'verified');
  }
}
