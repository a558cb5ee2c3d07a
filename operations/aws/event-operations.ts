import { identityHash, textHash } from '../../functions/shared/identity/keyed-hash.ts';
import { readNumber } from '../../functions/shared/journal/order-numbers.ts';
import { recentPartition } from '../../functions/shared/ports/journal-keys.ts';
import type { EventView } from '../event-view.ts';
import type { EventOperations } from '../events.ts';
import { possibleIdentities } from '../identity-text.ts';
import { maskAbout } from '../mask-about.ts';
import { isObjection, type Objection } from '../objection.ts';
import { type CountedRequests, isUnknown, type RequestsRequest, type Unknown, type Why } from '../why.ts';
import { clearViewOf, type JournalItem, keyAt, keyIn, viewOf } from './journal-item.ts';
import type { JournalReader } from './journal-reader.ts';
import { daysFrom, listStageEvents, longestAgo, NEWEST_READ, newestItemFirst } from './list-events.ts';
import { depthOf, messagesIn } from './queue-depth.ts';
import { countQuarantinedSince } from './quarantined-keys.ts';
import type { NoteDeployedReveal } from './reveals.ts';
import { ifAllowed } from './if-allowed.ts';
import type { StageContext } from './stage-context.ts';

/** The events of a stage, from its journal; what was written before it was switched off is found for its time. */
export function stageEvents(
  context: StageContext,
  journal: JournalReader,
  noteReveal: NoteDeployedReveal,
): EventOperations {
  const events = journalledEvents(context, journal, noteReveal);
  if (context.config.journal?.off !== true) return events;
  const found = async <T extends object>(asked: Promise<T | Objection>) => {
    const answer = await asked;
    return isObjection(answer) && answer.problem === 'not-found' ? journalOff : answer;
  };
  return {
    ...events,
    async list(request) {
      const page = await events.list(request);
      return isObjection(page) || page.events.length > 0 ? page : journalOff;
    },
    get: (event) => found(events.get(event)),
    open: (event, asker) => found(events.open(event, asker)),
    async why(request, asker) {
      const answer = await events.why(request, asker);
      return isUnknown(answer) ? { ...answer, error: journalOff.error } : answer;
    },
  };
}

const journalOff: Objection = {
  problem: 'conflict',
  error: 'journal.off: what becomes of an event is written down nowhere, but in the log',
};

function journalledEvents(
  context: StageContext,
  journal: JournalReader,
  noteReveal: NoteDeployedReveal,
): EventOperations {
  const operations: EventOperations = {
    list: (request) => listStageEvents(request, context, journal),

    async get({ id, source }) {
      const position = keyAt(id);
      const keys = position ? [position] : await journal.keysOf([textHash('event', [id], await context.hashKey())]);
      const items = (await journal.items(keys)).filter((item) => source === undefined || item['source']?.S === source);
      const [item] = items;
      if (item && items.length === 1) return viewOf(item);
      if (item) {
        const error = `events of ${items.length} sources have this id: say which one is meant, as ${item['source']?.S}`;
        return { problem: 'conflict', error };
      }
      return position ? noSuchEvent : lookThrough(id, source, context, journal);
    },

    async open(event, asker) {
      const view = await operations.get(event);
      if (isObjection(view)) return view;
      const position = keyAt(view.place ?? '');
      const [item] = position ? await journal.items([position]) : [];
      if (!item) return noSuchEvent;
      await noteReveal(asker, 'event', view.id);
      // The request itself is not kept on AWS.
      return { event: clearViewOf(item, (await journal.bodies([item])).get(keyIn(item).sk)) };
    },

    async why({ about, source, connection, since }, asker) {
      const found = await explain(about, source, context, journal);
      if (!found) return nothingKnown(about, { connection, since }, context, journal);
      const { kind, items } = found;
      const newest = [...items].toSorted(newestItemFirst).slice(0, NEWEST_READ);
      if (asker) await noteReveal(asker, kind, kind === 'identity' ? maskAbout(about) : about);
      const bodies = asker ? await journal.bodies(newest) : new Map<string, string>();
      const events = newest.map((item) => clearViewOf(item, bodies.get(keyIn(item).sk)));
      const customers = [
        ...new Set([
          ...(kind === 'customer' ? [about] : []),
          ...events.flatMap(({ report }) => report?.customers ?? []),
        ]),
      ];
      return { about, kind, events, customers, merges: [] };
    },

    requests: (asked) => requestsOf(asked, context),
    discarded: () => context.metrics.discarded(context.clock() - WEEK_MS),
  };
  return operations;
}

const noSuchEvent: Objection = { problem: 'not-found', error: 'no such event' };

/** An event that was done at once is found by its place alone: by the connection and day of it. */
async function lookThrough(
  id: string,
  source: string | undefined,
  context: StageContext,
  journal: JournalReader,
): Promise<EventView | Objection> {
  const connection = source?.split('/')[2];
  if (connection === undefined) {
    const error = 'no such event; of one that was done at once say the source too, as /shopify/shop';
    return { problem: 'not-found', error };
  }
  let found: JournalItem | undefined;
  for (const day of daysFrom(longestAgo(context.clock()), context.clock())) {
    await journal.recent(recentPartition(connection, day), { from: '', before: '~' }, (item) => {
      if (item['id']?.S === id && item['source']?.S === source) found = item;
      return found === undefined;
    });
    if (found) break;
  }
  const [item] = found ? await journal.items([keyIn(found)]) : [];
  return item ? viewOf(item) : noSuchEvent;
}

/** Everything that a text may mean, in three rounds of requests: the key, where it stands, what stands there. */
async function explain(
  about: string,
  source: string | undefined,
  { config, hashKey }: StageContext,
  journal: JournalReader,
): Promise<{ readonly kind: Why['kind']; readonly items: readonly JournalItem[] } | undefined> {
  const position = keyAt(about);
  if (position) {
    const items = await journal.items([position]);
    return items.length > 0 ? { kind: 'event', items } : undefined;
  }
  const key = await hashKey();
  const number = readNumber(about);
  const who = possibleIdentities(about, config).map((identity) => identityHash(identity, config.cdp, key));
  const customer = textHash('customer', [about], key);
  const [events, orders, deliveries, customers, identities] = await Promise.all([
    journal.keysOf([textHash('event', [about], key)]),
    number === undefined ? [] : journal.keysOf([textHash('order', [number], key)]),
    journal.keysOf([textHash('delivery', [about], key)]),
    journal.partitionsOf([customer]),
    journal.partitionsOf(who),
  ]);
  for (const [kind, keys] of [
    ['event', events],
    ['order', orders],
    ['delivery', deliveries],
  ] as const) {
    const items = keys.length === 0 ? [] : (await journal.items(keys)).filter(isOf(source));
    if (items.length > 0) return { kind, items };
  }
  for (const [kind, partitions, hashes] of [
    ['customer', customers, [customer]],
    ['identity', identities, who],
  ] as const) {
    const items = partitions.length === 0 ? [] : await journal.ofPartitions(partitions, hashes, NEWEST_READ);
    const theirs = items.filter(isOf(source));
    if (theirs.length > 0) return { kind, items: theirs };
  }
  return undefined;
}

function isOf(source: string | undefined) {
  return (item: JournalItem) => source === undefined || item['source']?.S === source;
}

const WEEK_MS = 7 * 24 * 3_600_000;

async function nothingKnown(
  about: string,
  asked: RequestsRequest,
  context: StageContext,
  journal: JournalReader,
): Promise<Unknown> {
  const [dead, deadInlet, counts] = await Promise.all([
    journal.open('dead', 1000),
    depthOf(context.deployed.queues.inletDeadLetters),
    requestsOf(asked, context),
  ]);
  return {
    error: `nothing is known about ${JSON.stringify(about.slice(0, 200))}`,
    looked: {
      at: ['event ids', 'order numbers', 'delivery ids', 'identities', 'customers'],
      deadLetters: dead.length + messagesIn(deadInlet),
    },
    ...counts,
  };
}

async function requestsOf(
  { connection, since }: RequestsRequest,
  { deployed, clock, metrics }: StageContext,
): Promise<CountedRequests> {
  const from = since === undefined ? clock() - WEEK_MS : Date.parse(since);
  const [rejected, quarantined] = await Promise.all([
    ifAllowed(metrics.rejected(from)),
    ifAllowed(countQuarantinedSince(deployed, from, connection)),
  ]);
  const asked = rejected?.filter((one) => connection === undefined || one.connection === connection);
  return {
    since: new Date(from).toISOString(),
    requests: [...(asked ?? []), ...(quarantined ?? [])],
    ...(!(rejected && quarantined) && { isUncounted: true }),
  };
}
