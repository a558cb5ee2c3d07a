import * as z from 'zod/mini';
import { type CustomerItem, emptyCustomerItem } from '../shared/change/customer-item.ts';
import { emptySubjectItem, type SubjectItem } from '../shared/change/subject-item.ts';
import type { Candidate } from '../shared/change/candidate.ts';
import { digest } from '../shared/envelope/digest.ts';
import { identityKey } from '../shared/identity/identity.ts';
import { emptyIdentityItem, type IdentityItem } from '../shared/identity/identity-item.ts';
import type { LedgerRecord } from '../shared/ports/ports.ts';

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

const EXPIRES_AFTER_MS = 400 * 24 * 3_600_000;

export interface FormerSubjectState {
  readonly subject: SubjectItem;
  /** What it knew of the customer whom the subject was. */
  readonly customer: CustomerItem;
  /** What the subject had proved last, by the keys of then. */
  readonly contacts: readonly string[];
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
    contacts: Object.values(contacts),
    written: (record.expires ?? 0) * 1000 - EXPIRES_AFTER_MS,
  };
}

/** The key under which a former version knew an identity. */
export function formerKey({ identity }: Candidate): string {
  return `${identity.kind}:${digest(identityKey(identity))}`;
}

/** What is known of an identity that no item of today stands for. */
export function formerIdentity(
  candidate: Candidate,
  { typed, subject }: { readonly typed: LedgerRecord | undefined; readonly subject: FormerSubjectState | undefined },
): IdentityItem | undefined {
  const typedAt = markOf(typed);
  if (typedAt !== undefined) {
    return { ...emptyIdentityItem, claims: [{ by: ['former'], typed: { from: typedAt, to: typedAt, event: '' } }] };
  }
  const customer = subject?.subject.customer;
  if (customer === undefined || !subject?.contacts.includes(formerKey(candidate))) return undefined;
  return { ...emptyIdentityItem, owner: customer, claims: [{ customer, by: [], recorded: subject.written }] };
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
