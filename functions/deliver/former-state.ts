import * as z from 'zod/mini';
import type { IdentityPair } from '../shared/cdp/contract.ts';
import { type CustomerItem, emptyCustomerItem } from '../shared/change/customer-item.ts';
import { emptySubjectItem, type SubjectItem } from '../shared/change/subject-item.ts';
import type { CandidateIdentity } from '../shared/change/candidate.ts';
import type { GuiyiConfig } from '../shared/config/define-config.ts';
import { digest } from '../shared/envelope/digest.ts';
import { type Identity, identityKey } from '../shared/identity/identity.ts';
import { claimOf, emptyIdentityItem, type IdentityItem, withRelease } from '../shared/identity/identity-item.ts';
import { identitiesOfPair, identityHash, keyedHash } from '../shared/identity/keyed-hash.ts';
import type { LedgerRecord } from '../shared/ports/ports.ts';
import type { LedgerSession } from './ledger-session.ts';

// What versions before 0.2 wrote into the ledger stands under other keys, and is read and never written: an old worker that runs
// beside a new one during a deployment would drop what it does not know.

const times = z.record(z.string(), z.number());
const FormerSubject = z.object({
  fields: times,
  groups: times,
  done: z.array(z.string()),
  identities: z.array(z.string()),
  contacts: z.optional(z.record(z.string(), z.string())),
  customer: z.optional(z.string()),
  record: z.optional(z.object({ time: z.number(), made: z.boolean() })),
});
const Mark = z.object({ since: z.coerce.number() });
const Claims = z.record(z.string(), z.coerce.number());

const EXPIRES_AFTER_MS = 400 * 24 * 3_600_000;

export interface FormerSubjectState {
  readonly subject: SubjectItem;
  /** What it knew of the customer whom the subject was. */
  readonly customer: CustomerItem;
  /** Kind of contact to the one that the subject had proved last, by the keys of then. */
  readonly contacts: Readonly<Record<string, string>>;
  /** Unix ms of its last write. */
  readonly written: number;
}

/** What a former version knew of a subject; undefined where it knew nothing. */
export function formerSubject(record: LedgerRecord | undefined): FormerSubjectState | undefined {
  if (!record) return undefined;
  const parsed = FormerSubject.safeParse(parse(record.state));
  if (!parsed.success) return undefined;
  const { fields, groups, done, identities, contacts = {}, customer, record: platformRecord } = parsed.data;
  const stamp = (t: number) => ({ t, e: '' });
  const stamped = (of: Readonly<Record<string, number>>) =>
    Object.entries(of).map(([name, t]) => [name, stamp(t)] as const);
  return {
    subject: {
      ...emptySubjectItem,
      done,
      kinds: [...new Set(identities.map((key) => key.slice(0, key.lastIndexOf(':'))))],
      ...(customer !== undefined && { customer }),
      ...(platformRecord && { record: platformRecord }),
    },
    customer: {
      ...emptyCustomerItem,
      fields: Object.fromEntries(stamped(fields)),
      // Whether it was joined or left was not kept: that it was set at that time is.
      groups: Object.fromEntries(stamped(groups).map(([name, at]) => [name, { ...at, in: true }])),
    },
    contacts,
    written: (record.expires ?? 0) * 1000 - EXPIRES_AFTER_MS,
  };
}

type IdentityName = Pick<Identity, 'kind' | 'scope' | 'value'>;

/** The key under which a former version knew an identity. */
export function formerKeyOf(identity: IdentityName): string {
  return `${identity.kind}:${digest(identityKey(identity))}`;
}

/** Where it kept that somebody with this identity must be forgotten. */
export function markKey(pair: IdentityPair, hashKey: string): string {
  return `suppressed:${keyedHash(pair, hashKey)}`;
}

/** Where it kept that whoever has this contact in the CDP has it on the word of whoever typed it. */
export function typedKey(pair: IdentityPair, hashKey: string): string {
  return `typed:${keyedHash(pair, hashKey)}`;
}

/** Where it counted who claims a contact, and kept that it had changed hands. */
export function claimKey(identity: IdentityName): string {
  return `claim:${formerKeyOf(identity)}`;
}

/** The keys of former versions that say something of an identity. */
export function formerKeys({ identity, pair, contact }: CandidateIdentity, hashKey: string): readonly string[] {
  const mark = markKey(pair, hashKey);
  return contact ? [mark, typedKey(pair, hashKey), claimKey(identity)] : [mark];
}

/** What the subject had proved, of which no item of today stands. */
export function formerIdentity(
  { identity }: CandidateIdentity,
  subject: FormerSubjectState | undefined,
): IdentityItem | undefined {
  const customer = subject?.subject.customer;
  if (customer === undefined || subject?.contacts[identity.kind] !== formerKeyOf(identity)) return undefined;
  return { ...emptyIdentityItem, owner: customer, claims: [{ customer, by: [], recorded: subject.written }] };
}

/**
 * The item of a contact with what a former version knew of whoever has it in the CDP: that they have only typed it, and that it has left
 * them. Until that was heard nobody knew of it: what is done at `time` (Unix ms) comes after it.
 */
export function withFormerContact(
  item: IdentityItem,
  { identity, pair, contact }: CandidateIdentity,
  { owner, time }: { readonly owner: string | undefined; readonly time: number },
  { session, hashKey }: { readonly session: Pick<LedgerSession, 'former'>; readonly hashKey: string },
): IdentityItem {
  if (!contact || owner === undefined) return item;
  const typed = markOf(session.former(typedKey(pair, hashKey)));
  const disputed = disputedAt(session.former(claimKey(identity)));
  const isTyped = typed !== undefined && claimOf(item, owner) === undefined;
  const claim = isTyped && { customer: owner, by: ['former'], typed: { from: typed, to: typed, event: '' } };
  const known = claim ? { ...item, claims: [...item.claims, claim] } : item;
  return disputed === undefined ? known : withRelease(known, { customer: owner, at: Math.min(disputed, time) });
}

/** To a former version a contact that had changed hands was one that too many had claimed; of all claimants it kept the newest. */
function disputedAt(record: LedgerRecord | undefined): number | undefined {
  const claims = record && Claims.safeParse(parse(record.state));
  if (!claims?.success) return undefined;
  const disputes = Object.entries(claims.data).flatMap(([name, at]) => (name.startsWith('by:disputed ') ? [at] : []));
  return disputes.length > 0 ? Math.max(...disputes) : undefined;
}

interface FormerContext {
  readonly former: FormerSubjectState | undefined;
  readonly config: GuiyiConfig;
  readonly hashKey: string;
}

/** The contact that a former version knew as the subject's, by its key of today; found among what its customer holds. */
export function formerContactKey(
  kind: string,
  held: readonly IdentityPair[],
  { former, config, hashKey }: FormerContext,
): string | undefined {
  const known = former?.contacts[kind];
  const heldIdentities = known === undefined ? [] : held.flatMap((pair) => identitiesOfPair(pair, config.cdp));
  const contact = heldIdentities.find((identity) => formerKeyOf(identity) === known);
  return contact && identityHash(contact, config.cdp, hashKey);
}

/** Since when a former version had marked something (Unix ms). */
export function markOf(record: LedgerRecord | undefined): number | undefined {
  const parsed = record && Mark.safeParse(parse(record.state));
  return parsed?.success ? parsed.data.since : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
