import { readNumber } from '../../functions/shared/journal/order-numbers.ts';
import type { RequestCountView, Unknown } from '../../operations/why.ts';
import { DELIVERY_KEY, type JournalRow, ORDER_KEY } from '../store/journal.ts';
import type { RequestCount } from '../store/request-counts.ts';
import { type WholeEventView, wholeEventView } from './event-view.ts';
import type { Host } from './host.ts';
import { journalQueries } from './identity-text.ts';
import { type Merge, mergesOf, withMerged } from './merges.ts';

/** Everything that this machine can say about an identity, a customer or an event. */
export interface ExplainedEvents {
  readonly about: string;
  readonly kind: 'event' | 'customer' | 'order' | 'delivery' | 'identity';
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
export async function explainEvents(
  about: string,
  source: string | undefined,
  { journal, sandbox, config }: Host,
): Promise<ExplainedEvents | undefined> {
  const ofId = journal.find(about, source);
  if (source !== undefined && ofId.length === 0) return undefined;
  const merges = await mergesOf(sandbox);
  const number = readNumber(about);
  const known = merges.some(({ loser, survivor }) => loser === about || survivor === about);
  const parts = [...withMerged(about, merges)];
  const ofCustomer = parts.flatMap((key) => journal.findBy({ kind: '', scope: '', key }, NEWEST));
  const ofOrder = number === undefined ? [] : journal.findBy({ kind: ORDER_KEY, key: number }, NEWEST);
  const ofDelivery = journal.findBy({ kind: DELIVERY_KEY, key: about }, NEWEST);
  const byKeys = () => journalQueries(about, config).flatMap((query) => journal.findBy(query, NEWEST));
  const kind = kindOf([
    ['event', ofId.length > 0],
    ['customer', known || ofCustomer.length > 0],
    ['order', ofOrder.length > 0],
    ['delivery', ofDelivery.length > 0],
  ]);
  const found = {
    event: () => ofId,
    customer: () => ofCustomer,
    // The same digits may be somebody's member number.
    order: byKeys,
    delivery: byKeys,
    identity: byKeys,
  }[kind]();
  if (found.length === 0 && !known) return undefined;
  const events = newestFirst(found).slice(0, NEWEST).map(wholeEventView);
  const customers = [
    ...new Set([...(kind === 'customer' ? parts : []), ...events.flatMap(({ report }) => report?.customers ?? [])]),
  ];
  const concerned = merges.filter(({ loser, survivor }) => customers.includes(loser) || customers.includes(survivor));
  return { about, kind, events, customers, merges: concerned };
}

/** A count as the API shows it. */
export function requestView({ first, last, ...count }: RequestCount): RequestCountView {
  return { ...count, first: new Date(first).toISOString(), last: new Date(last).toISOString() };
}

function kindOf(kinds: readonly (readonly [ExplainedEvents['kind'], boolean])[]): ExplainedEvents['kind'] {
  return kinds.find(([, isIt]) => isIt)?.[0] ?? 'identity';
}

/** What was looked at where nothing is known, and the requests of that time that became no event. */
export function nothingKnown(
  about: string,
  { since, connection }: { readonly since: number; readonly connection?: string },
  { journal, requests, queues }: Pick<Host, 'journal' | 'requests' | 'queues'>,
): Unknown {
  const { events, since: oldest } = journal.extent();
  return {
    error: `nothing is known about ${JSON.stringify(about.slice(0, 200))}`,
    looked: {
      at: ['event ids', 'order numbers', 'delivery ids', 'identities', 'customers'],
      events,
      ...(oldest !== undefined && { oldest }),
      deadLetters: queues.events.deadLetters.depth().waiting + queues.inlet.deadLetters.depth().waiting,
    },
    since: new Date(since).toISOString(),
    requests: requests.list(since, connection).map(requestView),
  };
}

/** Each once. */
export function newestFirst(rows: readonly JournalRow[]): JournalRow[] {
  const byPosition = new Map(rows.map((row) => [row.position, row]));
  return [...byPosition.values()].toSorted((one, other) => other.position - one.position);
}
