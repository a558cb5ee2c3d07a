import type { JournalRow } from '../store/journal.ts';
import { type WholeEventView, wholeEventView } from './event-view.ts';
import type { Host } from './host.ts';
import { journalQueries } from './identity-text.ts';
import { type Merge, mergesOf, withMerged } from './merges.ts';

/** Everything that this machine can say about an identity, a customer or an event. */
export interface Why {
  readonly about: string;
  readonly kind: 'event' | 'customer' | 'identity';
  /** The newest first. */
  readonly events: readonly WholeEventView[];
  /** The customers that the events led to. */
  readonly customers: readonly string[];
  /** Merges in which one of them survived or ended, oldest first. */
  readonly merges: readonly Merge[];
}

const NEWEST = 100;

/**
 * Undefined when nothing is known. An id of events that several sources have sent means all of them.
 * @param source of the event; undefined: `about` may be anything, and an event of any source
 */
export function explain(
  about: string,
  source: string | undefined,
  { journal, sandbox, config }: Host,
): Why | undefined {
  const ofId = journal.find(about, source);
  if (source !== undefined && ofId.length === 0) return undefined;
  const merges = mergesOf(sandbox);
  const known = merges.some(({ loser, survivor }) => loser === about || survivor === about);
  const parts = [...withMerged(about, merges)];
  const ofCustomer = parts.flatMap((key) => journal.findBy({ kind: '', scope: '', key }, NEWEST));
  const kind = ofId.length > 0 ? 'event' : known || ofCustomer.length > 0 ? 'customer' : 'identity';
  const found = {
    event: () => ofId,
    customer: () => ofCustomer,
    identity: () => journalQueries(about, config).flatMap((query) => journal.findBy(query, NEWEST)),
  }[kind]();
  if (found.length === 0 && !known) return undefined;
  const events = newestFirst(found).slice(0, NEWEST).map(wholeEventView);
  const customers = [
    ...new Set([...(kind === 'customer' ? parts : []), ...events.flatMap(({ report }) => report?.customers ?? [])]),
  ];
  const concerned = merges.filter(({ loser, survivor }) => customers.includes(loser) || customers.includes(survivor));
  return { about, kind, events, customers, merges: concerned };
}

/** Each once. */
export function newestFirst(rows: readonly JournalRow[]): JournalRow[] {
  const byPosition = new Map(rows.map((row) => [row.position, row]));
  return [...byPosition.values()].toSorted((one, other) => other.position - one.position);
}
