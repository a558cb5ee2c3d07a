import { readNumber } from '../../functions/shared/journal/order-numbers.ts';
import { type EventsRequest, journalState, type Waiting } from '../../operations/events.ts';
import type { LocalQueue } from '../queue/queue.ts';
import {
  DELIVERY_KEY,
  type LocalJournal,
  type JournalFilter,
  type JournalQuery,
  type JournalRow,
  ORDER_KEY,
} from '../store/journal.ts';
import { maskedEventView } from './event-view.ts';
import type { Host } from './host.ts';
import { journalQueries } from './identity-text.ts';
import { newestFirst } from './why.ts';

const PAGE = 50;

/** A page of events, the newest first; `next` where older ones follow, `previous` where newer ones do. */
interface EventPage<Row> {
  readonly events: readonly Row[];
  readonly next?: string;
  readonly previous?: string;
}

export function listEvents(
  request: EventsRequest,
  kept: Pick<Host, 'journal' | 'config'>,
): EventPage<ReturnType<typeof maskedEventView>> {
  const { events, ...pages } = selectEvents(request, kept);
  return { events: events.map(maskedEventView), ...pages };
}

export function selectEvents(
  { identity, customer, order, delivery, state, limit, after, before, ...others }: EventsRequest,
  { journal, config }: Pick<Host, 'journal' | 'config'>,
): EventPage<JournalRow> {
  const size = limit === undefined ? PAGE : Number(limit);
  const filter: JournalFilter = {
    ...others,
    ...(state !== undefined && { state: journalState(state) }),
    ...(after !== undefined && { after: Number(after) }),
    ...(before !== undefined && { before: Number(before) }),
  };
  // What is asked for by several keys has all of them.
  const keyed: (readonly JournalQuery[])[] = [
    ...(identity === undefined ? [] : [journalQueries(identity, config)]),
    ...(customer === undefined ? [] : [[{ kind: '', scope: '', key: customer }]]),
    ...(order === undefined ? [] : [[{ kind: ORDER_KEY, key: readNumber(order) ?? '' }]]),
    ...(delivery === undefined ? [] : [[{ kind: DELIVERY_KEY, key: delivery }]]),
  ];
  const found = keyed.length === 0 ? journal.select(filter, size + 1) : withAllKeys(keyed, filter, size + 1, journal);
  const isBackwards = before !== undefined;
  const hasMore = found.length > size;
  const rows = isBackwards ? found.slice(-size) : found.slice(0, size);
  const hasOlder = isBackwards ? rows.length > 0 : hasMore;
  const hasNewer = isBackwards ? hasMore : after !== undefined && rows.length > 0;
  const [first, last] = [rows.at(0), rows.at(-1)];
  return {
    events: rows,
    ...(hasOlder && last && { next: String(last.position) }),
    ...(hasNewer && first && { previous: String(first.position) }),
  };
}

/** A person has so many events at most: more are looked through only where several keys are asked for. */
const MANY = 10_000;

function withAllKeys(
  [first = [], ...rest]: readonly (readonly JournalQuery[])[],
  filter: JournalFilter,
  limit: number,
  journal: LocalJournal,
): JournalRow[] {
  const size = rest.length === 0 ? limit : MANY;
  const found = newestFirst(first.flatMap((key) => journal.select({ ...filter, key }, size)));
  const sets = rest.map(
    (keys) => new Set(keys.flatMap((key) => journal.select({ ...filter, key }, MANY)).map(({ position }) => position)),
  );
  const all = found.filter(({ position }) => sets.every((positions) => positions.has(position)));
  return filter.before === undefined ? all.slice(0, limit) : all.slice(-limit);
}

/** How many messages wait in a queue. What was given back to come again later is in flight for SQS, and waits for everybody else. */
export function waitingIn(queue: LocalQueue, journal?: LocalJournal): Waiting {
  const { waiting, inFlight } = queue.depth();
  const later = Math.min(queue.returned(), inFlight);
  const byReason = [...(journal?.waiting() ?? [])];
  const oldest = queue.oldest();
  return {
    waiting: waiting + later,
    inFlight: inFlight - later,
    later,
    ...(oldest !== undefined && { oldest: new Date(oldest).toISOString() }),
    byReason,
  };
}
