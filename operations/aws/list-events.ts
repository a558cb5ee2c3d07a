import { identityHash, textHash } from '../../functions/shared/identity/keyed-hash.ts';
import { readNumber } from '../../functions/shared/journal/order-numbers.ts';
import { recentPartition } from '../../functions/shared/ports/journal-keys.ts';
import type { EventView } from '../event-view.ts';
import { type EventsRequest, publicState } from '../events.ts';
import { possibleIdentities } from '../identity-text.ts';
import type { Objection } from '../objection.ts';
import { type JournalItem, keyAt, keyIn, placeOf, viewOf } from './journal-item.ts';
import type { JournalReader } from './journal-reader.ts';
import type { StageContext } from './stage-context.ts';

const PAGE = 50;
/** Events that are read where nothing narrows the choice. */
export const NEWEST_READ = 100;
const DAY_MS = 24 * 3_600_000;
/** Without a beginning so far back is looked. */
const DAYS_BACK = 3;
/** Queries side by side. */
const AT_ONCE = 64;

export async function listStageEvents(
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
    const items = keyed.filter((item) => fits(item, request)).toSorted(newestItemFirst);
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
    const items = (await journal.items(list.map(keyIn)))
      .filter((item) => fits(item, request))
      .toSorted(newestItemFirst);
    return { events: items.slice(0, size).map(viewOf) };
  }
  return recentEvents(request, size, context, journal);
}

/** Back from the newest day, all connections of a day side by side; of days in which little is, several at once. */
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
  const since = request.since === undefined ? longestAgo(Math.min(clock(), until)) : Date.parse(request.since);
  const connections = request.connection === undefined ? Object.keys(config.connections) : [request.connection];
  const before = after ? after.sk : new Date(until).toISOString();
  const found: JournalItem[] = [];
  const range = { from: new Date(since).toISOString(), before };
  const days = daysFrom(since, Math.min(until, clock() + DAY_MS)).filter(
    (day) => !after || day.slice(0, 10) <= after.sk.slice(0, 10),
  );
  for (const some of growing(days, Math.ceil(AT_ONCE / Math.max(connections.length, 1)))) {
    const ofDays = await Promise.all(
      some.flatMap((day) =>
        connections.map(async (connection) => {
          const items: JournalItem[] = [];
          await journal.recent(recentPartition(connection, day), range, (item) => {
            if (keyIn(item).sk !== after?.sk && fits(item, request)) items.push(item);
            return items.length <= size;
          });
          return items;
        }),
      ),
    );
    found.push(...ofDays.flat().toSorted(newestItemFirst));
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
  const byWho = async (who: readonly string[]) =>
    journal.ofPartitions(await journal.partitionsOf(who), who, NEWEST_READ);
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

export function newestItemFirst(one: JournalItem, other: JournalItem): number {
  return keyIn(one).sk < keyIn(other).sk ? 1 : -1;
}

/** In order, one at first and then twice as many each time, up to so many. */
function* growing<T>(all: readonly T[], most: number): Generator<readonly T[]> {
  for (let start = 0, size = 1; start < all.length; start += size, size = Math.min(size * 2, most)) {
    yield all.slice(start, start + size);
  }
}

/** Times in the days of a range, the newest day first. */
export function daysFrom(since: number, until: number): readonly string[] {
  const days: string[] = [];
  for (let day = Math.floor(until / DAY_MS); day >= Math.floor(since / DAY_MS); day -= 1) {
    days.push(new Date(day * DAY_MS).toISOString());
  }
  return days;
}

/** Unix ms from which is looked without a beginning. */
export function longestAgo(now: number): number {
  return now - DAYS_BACK * DAY_MS;
}
