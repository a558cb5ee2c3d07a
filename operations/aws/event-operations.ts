import { identityHash, textHash } from '../../functions/shared/identity/keyed-hash.ts';
import { readNumber } from '../../functions/shared/journal/order-numbers.ts';
import { recentPartition } from '../../functions/shared/ports/journal-keys.ts';
import { type EventOperations, type EventsRequest, publicState } from '../events.ts';
import type { EventView } from '../event-view.ts';
import { possibleIdentities } from '../identity-text.ts';
import { maskAbout } from '../mask-about.ts';
import type { Objection } from '../objection.ts';
import type { Unknown, Why } from '../why.ts';
import { clearViewOf, type JournalItem, keyAt, keyIn, placeOf, viewOf } from './journal-item.ts';
import type { JournalReader } from './journal-reader.ts';
import type { NoteDeployedReveal } from './reveals.ts';
import type { StageContext } from './stage-context.ts';

const PAGE = 50;
const NEWEST = 100;
const DAY_MS = 24 * 3_600_000;
/** Without a beginning so far back is looked. */
const DAYS_BACK = 3;

/** The events of a stage, from its journal. */
export function stageEvents(
  context: StageContext,
  journal: JournalReader,
  noteReveal: NoteDeployedReveal,
): EventOperations {
  return {
    list: (request) => listEvents(request, context, journal),

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

    async why({ about, source }, asker) {
      const found = await explain(about, source, context, journal);
      if (!found) return nothingKnown(about, context, journal);
      const { kind, items } = found;
      const newest = [...items].toSorted(newestFirst).slice(0, NEWEST);
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
  };
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
  for (const day of daysFrom(context.clock() - DAYS_BACK * DAY_MS, context.clock())) {
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
    const items = partitions.length === 0 ? [] : await journal.ofPartitions(partitions, hashes, NEWEST);
    const theirs = items.filter(isOf(source));
    if (theirs.length > 0) return { kind, items: theirs };
  }
  return undefined;
}

function isOf(source: string | undefined) {
  return (item: JournalItem) => source === undefined || item['source']?.S === source;
}

async function nothingKnown(about: string, { config }: StageContext, journal: JournalReader): Promise<Unknown> {
  const dead = await journal.open('dead', 1000);
  return {
    error: `nothing is known about ${JSON.stringify(about.slice(0, 200))}`,
    looked: {
      at: ['event ids', 'order numbers', 'delivery ids', 'identities', 'customers'],
      events: 0,
      deadLetters: dead.length,
      ...(config.journal?.days !== undefined && { days: config.journal.days }),
    },
    since: new Date(0).toISOString(),
    requests: [],
  };
}

async function listEvents(
  request: EventsRequest,
  context: StageContext,
  journal: JournalReader,
): Promise<{ events: EventView[]; next?: string } | Objection> {
  const size = Number(request.limit ?? PAGE);
  if (request.before !== undefined) {
    return { problem: 'invalid', error: 'pages of a stage lead on by after, and not back by before' };
  }
  const keyed = await keyedItems(request, context, journal);
  if (keyed) {
    const items = keyed.filter((item) => fits(item, request)).toSorted(newestFirst);
    const start = request.after === undefined ? 0 : items.findIndex((item) => place(item) === request.after) + 1;
    const page = items.slice(start, start + size);
    const last = page.at(-1);
    return {
      events: page.map(viewOf),
      ...(last && items.length > start + size && { next: place(last) }),
    };
  }
  if (request.state === 'waiting' || request.state === 'dead-lettered') {
    const list = await journal.open(request.state === 'waiting' ? 'waiting' : 'dead', 1000);
    const items = (await journal.items(list.map(keyIn))).filter((item) => fits(item, request)).toSorted(newestFirst);
    return { events: items.slice(0, size).map(viewOf) };
  }
  return recentEvents(request, size, context, journal);
}

/** Day by day back, all connections of a day side by side. */
async function recentEvents(
  request: EventsRequest,
  size: number,
  { config, clock }: StageContext,
  journal: JournalReader,
): Promise<{ events: EventView[]; next?: string } | Objection> {
  const after = request.after === undefined ? undefined : keyAt(request.after);
  if (request.after !== undefined && !after)
    return { problem: 'invalid', error: 'after must be the position of an event' };
  const until = request.until === undefined ? clock() + DAY_MS : Date.parse(request.until);
  const since = request.since === undefined ? Math.min(clock(), until) - DAYS_BACK * DAY_MS : Date.parse(request.since);
  const connections = request.connection === undefined ? Object.keys(config.connections) : [request.connection];
  const before = after ? after.sk : new Date(until).toISOString();
  const found: JournalItem[] = [];
  for (const day of daysFrom(since, Math.min(until, clock() + DAY_MS))) {
    if (after && day.slice(0, 10) > after.sk.slice(0, 10)) continue;
    const ofDay = await Promise.all(
      connections.map(async (connection) => {
        const items: JournalItem[] = [];
        const range = { from: new Date(since).toISOString(), before };
        await journal.recent(recentPartition(connection, day), range, (item) => {
          if (keyIn(item).sk !== after?.sk && fits(item, request)) items.push(item);
          return items.length <= size;
        });
        return items;
      }),
    );
    found.push(...ofDay.flat().toSorted(newestFirst));
    if (found.length > size) break;
  }
  const page = found.slice(0, size);
  const whole = new Map((await journal.items(page.map(keyIn))).map((item) => [keyIn(item).sk, item]));
  const last = page.at(-1);
  return {
    events: page.flatMap((item) => {
      const read = whole.get(keyIn(item).sk);
      return read ? [viewOf(read)] : [];
    }),
    ...(last && found.length > size && { next: place(last) }),
  };
}

/** What has all the keys that are asked for; undefined where none is. */
async function keyedItems(
  { identity, customer, order, delivery }: EventsRequest,
  { config, hashKey }: StageContext,
  journal: JournalReader,
): Promise<readonly JournalItem[] | undefined> {
  if (identity === undefined && customer === undefined && order === undefined && delivery === undefined)
    return undefined;
  const key = await hashKey();
  const byKey = async (hash: string) => journal.items(await journal.keysOf([hash]));
  const byWho = async (who: readonly string[]) => journal.ofPartitions(await journal.partitionsOf(who), who, NEWEST);
  const sets = await Promise.all([
    ...(identity === undefined
      ? []
      : [byWho(possibleIdentities(identity, config).map((one) => identityHash(one, config.cdp, key)))]),
    ...(customer === undefined ? [] : [byWho([textHash('customer', [customer], key)])]),
    ...(order === undefined ? [] : [byKey(textHash('order', [readNumber(order) ?? ''], key))]),
    ...(delivery === undefined ? [] : [byKey(textHash('delivery', [delivery], key))]),
  ]);
  const [first = [], ...rest] = sets;
  const places = rest.map((items) => new Set(items.map(place)));
  return first.filter((item) => places.every((known) => known.has(place(item))));
}

function place(item: JournalItem): string {
  return placeOf(keyIn(item));
}

function fits(item: JournalItem, { connection, source, type, state, reason, since, until }: EventsRequest): boolean {
  const received = keyIn(item).sk.split('#')[0] ?? '';
  return (
    (connection === undefined || item['source']?.S?.split('/')[2] === connection) &&
    (source === undefined || item['source']?.S === source) &&
    (type === undefined || item['type']?.S === type) &&
    (state === undefined || item['state']?.S === publicState(state)) &&
    (reason === undefined || item['reason']?.S === reason) &&
    (since === undefined || received >= new Date(since).toISOString()) &&
    (until === undefined || received < new Date(until).toISOString())
  );
}

function newestFirst(one: JournalItem, other: JournalItem): number {
  return keyIn(one).sk < keyIn(other).sk ? 1 : -1;
}

/** Times in the days of a range, the newest day first. */
function daysFrom(since: number, until: number): readonly string[] {
  const days: string[] = [];
  for (let day = Math.floor(until / DAY_MS); day >= Math.floor(since / DAY_MS); day -= 1) {
    days.push(new Date(day * DAY_MS).toISOString());
  }
  return days;
}
