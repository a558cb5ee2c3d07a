import * as z from 'zod/mini';
import type { CustomerItem } from '../shared/change/customer-item.ts';
import type { SubjectItem } from '../shared/change/subject-item.ts';
import type { IdentityItem } from '../shared/identity/identity-item.ts';
import { PortError } from '../shared/ports/port-error.ts';
import type { LedgerRecord } from '../shared/ports/ports.ts';

/** One event works on this item; others wait until it is done, or until this time (Unix ms). */
export interface Hold {
  readonly by: string;
  readonly until: number;
}

// An optional member that is not there stays away, as the exact types of the items want it; zod's own types allow undefined.
const number = z.number();
const text = z.string();
const Held = z.object({ hold: z.optional(z.object({ by: text, until: number })) });

const Identity = z.object({
  owner: z.optional(text),
  claims: z.array(
    z.object({
      customer: z.optional(text),
      by: z.array(text),
      alone: z.optional(z.literal(true)),
      proved: z.optional(z.array(z.tuple([number, number]))),
      first: z.optional(number),
      recorded: z.optional(number),
      renewed: z.optional(number),
      typed: z.optional(z.object({ from: number, to: number, event: text })),
      paid: z.optional(number),
    }),
  ),
  released: z.array(z.object({ customer: text, at: number })),
  marks: z.optional(
    z.object({
      erased: z.optional(number),
      suppressed: z.optional(number),
      withdrawn: z.optional(number),
      returned: z.optional(number),
      lifted: z.optional(number),
    }),
  ),
});

const stamp = { t: number, e: text };
const Customer = z.object({
  alias: z.optional(text),
  fields: z.record(text, z.object({ ...stamp, h: z.optional(text) })),
  groups: z.record(text, z.object({ ...stamp, in: z.boolean(), sent: z.optional(number) })),
  seen: z.optional(number),
  first: z.optional(z.object({ at: number, acted: z.optional(number), isReturn: z.optional(z.literal(true)) })),
  name: z.optional(text),
  names: z.array(
    z.object({
      hash: text,
      script: z.enum(['han', 'words']),
      parts: z.array(text),
      said: z.array(z.array(text)),
    }),
  ),
  contacts: z.record(text, z.object({ key: text, at: number })),
  claimed: z.optional(z.record(text, z.array(text))),
  neverOne: z.optional(z.array(text)),
  neverTheirs: z.optional(z.array(text)),
});

const Subject = z.object({
  done: z.array(text),
  customer: z.optional(text),
  kinds: z.array(text),
  recorded: z.record(text, z.object({ key: text, since: number, until: number })),
  record: z.optional(z.object({ time: number, made: z.boolean() })),
  returned: z.optional(number),
  failing: z.optional(z.object({ event: text, receives: number, since: number })),
  salt: z.optional(text),
  paired: z.optional(z.object({ quarter: number, keys: z.array(text) })),
  begun: z.optional(z.object({ event: text, made: z.array(text) })),
});

/** How one sort of item is kept: under which keys, in what form, for how long. */
export interface ItemKind<T> {
  readonly prefix: string;
  decode(state: unknown): T;
  /** Does what it says never end? */
  staysForEver(item: T): boolean;
  /** Do operators list it? */
  isListed?(item: T): boolean;
}

export const identityItems: ItemKind<IdentityItem> = {
  prefix: 'i:',
  decode: (state) => Identity.parse(state) as IdentityItem,
  // The CDP keeps a contact as long as its customer. Whoever forgot that it was only typed, or proved years ago, would take it for
  // one of unknown age, which joins.
  staysForEver: ({ claims, released, marks }) =>
    claims.length > 0 || released.length > 0 || (marks !== undefined && Object.keys(marks).length > 0),
  isListed: ({ marks: { erased, suppressed, withdrawn } = {} }) =>
    erased !== undefined || suppressed !== undefined || withdrawn !== undefined,
};

export const customerItems: ItemKind<CustomerItem> = {
  prefix: 'c:',
  decode: (state) => Customer.parse(state) as CustomerItem,
  staysForEver: ({ neverOne = [], neverTheirs = [] }) => neverOne.length > 0 || neverTheirs.length > 0,
};

export const subjectItems: ItemKind<SubjectItem> = {
  prefix: 's2:',
  decode: (state) => Subject.parse(state) as SubjectItem,
  staysForEver: () => false,
};

const EXPIRES_AFTER_SECONDS = 400 * 24 * 3600;

export function encodeItem<T extends object>(
  kind: ItemKind<T>,
  item: T,
  { v, hold, now }: { readonly v: number; readonly hold: Hold | undefined; readonly now: number },
): LedgerRecord {
  const expires = Math.floor(now / 1000) + EXPIRES_AFTER_SECONDS;
  return {
    v,
    ...(!kind.staysForEver(item) && { expires }),
    state: JSON.stringify(hold ? { ...item, hold } : item),
    ...(kind.isListed?.(item) && { isListed: true }),
  };
}

/** @throws PortError when the record is not one of ours. */
export function decodeItem<T>(kind: ItemKind<T>, { state }: LedgerRecord): { item: T; hold: Hold | undefined } {
  try {
    const json: unknown = JSON.parse(state);
    return { item: kind.decode(json), hold: Held.parse(json).hold };
  } catch (cause) {
    throw new PortError('ledger', `the stored item is not of the sort ${kind.prefix}`, false, cause);
  }
}
