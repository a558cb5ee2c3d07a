import type { UpsertPlan } from './plan.ts';
import type { LedgerItem } from './ledger-item.ts';

const DONE_KEPT = 32;
const IDENTITIES_KEPT = 64;
const EXPIRES_AFTER_SECONDS = 400 * 24 * 3600;

const empty = (item: LedgerItem | undefined, nowMs: number): LedgerItem => ({
  v: (item?.v ?? 0) + 1,
  fields: item?.fields ?? {},
  groups: item?.groups ?? {},
  done: item?.done ?? [],
  identities: item?.identities ?? [],
  ...(item?.contacts === undefined ? {} : { contacts: item.contacts }),
  ...(item?.customer === undefined ? {} : { customer: item.customer }),
  ...(item?.name === undefined ? {} : { name: item.name }),
  ...(item?.record === undefined ? {} : { record: item.record }),
  expires: Math.floor(nowMs / 1000) + EXPIRES_AFTER_SECONDS,
});

/** The ledger item after an event was done. */
export function rememberDone(
  item: LedgerItem | undefined,
  event: { readonly digest: string; readonly time: number; readonly customer?: string | undefined },
  written: readonly UpsertPlan['written'][],
  nowMs: number,
): LedgerItem {
  const next = empty(item, nowMs);
  const times = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, event.time]));
  const contacts = Object.fromEntries(
    [next.contacts ?? {}, ...written.map((part) => part.contacts)].flatMap((part) => Object.entries(part)),
  );
  const name = written.findLast((part) => part.name !== undefined)?.name ?? next.name;
  const record = written.findLast((part) => part.record !== undefined)?.record;
  return {
    ...next,
    fields: { ...next.fields, ...times(written.flatMap(({ fields }) => fields)) },
    groups: { ...next.groups, ...times(written.flatMap(({ groups }) => groups)) },
    done: newest(next.done, [event.digest], DONE_KEPT),
    identities: newest(
      next.identities,
      written.flatMap(({ identities }) => identities),
      IDENTITIES_KEPT,
    ),
    ...(Object.keys(contacts).length === 0 ? {} : { contacts }),
    ...(event.customer === undefined ? {} : { customer: event.customer }),
    ...(name === undefined ? {} : { name }),
    ...(record && { record: { ...record, time: Math.max(event.time, next.record?.time ?? -Infinity) } }),
  };
}

/**
 * The ledger item without what was known of a customer who was erased: a contact of theirs must be asked after again, and
 * their name written again, should they come back.
 */
export function forgetPerson(item: LedgerItem): LedgerItem {
  const { name: _name, contacts: _contacts, customer: _customer, ...kept } = item;
  return { ...kept, identities: [] };
}

/** The ledger item after an attempt that nobody can judge failed once more. */
export function rememberFailure(item: LedgerItem | undefined, event: string, nowMs: number): LedgerItem {
  const before = item?.failing?.event === event ? item.failing : { event, attempts: 0, since: nowMs };
  return { ...empty(item, nowMs), failing: { ...before, attempts: before.attempts + 1 } };
}

function newest(list: readonly string[], added: readonly string[], kept: number): readonly string[] {
  return [...new Set([...list, ...added].toReversed())].slice(0, kept).toReversed();
}
