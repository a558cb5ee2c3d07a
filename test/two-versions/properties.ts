import type { Customer } from './customers.ts';
import { pairOf } from './people.ts';
import type { Burst, Plan, Told } from './stories.ts';
import type { Item, Write } from './table.ts';
import type { LogLine } from './thread.ts';

// What must hold, each as a list of what is wrong.

/** Customers who hold proved ids of two people. */
export function strangersJoined(customers: readonly Customer[], { people }: Plan): readonly string[] {
  const owners = new Map(people.flatMap((who) => [who.openid, who.member, who.account].map((id) => [pairOf(id), who])));
  return customers.flatMap(({ id, identities }) => {
    const held = new Set(identities.flatMap((pair) => owners.get(pair)?.index ?? []));
    return held.size > 1 ? [`${id}: ${[...held].join(', ')} (${identities.join(' ')})`] : [];
  });
}

const BLOCK_MS = 14 * 24 * 3_600_000;

/** Follows what must be forgotten, burst by burst: what either version would let in again may be there. */
export function forgetting() {
  const forgotten = new Map<string, number>();
  return {
    after(burst: Burst): void {
      for (const { event, erases, returns, names } of burst) {
        erases.forEach((pair) => forgotten.set(pair, Date.parse(event.time)));
        returns.forEach((pair) => forgotten.delete(pair));
        for (const pair of names?.contacts ?? []) {
          const since = forgotten.get(pair) ?? Infinity;
          if ((names?.acted ?? 0) > since + BLOCK_MS) forgotten.delete(pair);
        }
      }
    },
    isForgotten: (pair: string): boolean => forgotten.has(pair),
    foundAgain: (customers: readonly Customer[]): readonly string[] =>
      customers.flatMap(({ identities }) => identities.filter((pair) => forgotten.has(pair))),
  };
}

/** Ids of one person that must have one customer, and have not. */
export function twinsApart(customers: readonly Customer[], { twins }: Plan): readonly string[] {
  const ownerOf = (pair: string) => customers.find(({ identities }) => identities.includes(pair))?.id;
  return twins.flatMap(([one, other]) => {
    const [a, b] = [ownerOf(one), ownerOf(other)];
    return a !== undefined && a === b ? [] : [`${one} ${a} and ${other} ${b}`];
  });
}

/** Events that ended otherwise than the one or the other version would have ended them. */
export function endedWrongly(bursts: readonly Burst[], log: readonly LogLine[]): readonly string[] {
  const ends = new Map<string, LogLine>();
  for (const line of log) {
    if (line.event !== undefined && ['done', 'ignored', 'refused', 'dead-lettered'].includes(line.message ?? ''))
      ends.set(line.event, line);
  }
  const erased = new Set(bursts.flat().flatMap(({ erases, who }) => (erases.length > 0 ? [who] : [])));
  return bursts.flat().flatMap(({ event, who, ids }) => {
    const { message = 'lost', reason = '' } = ends.get(event.id) ?? {};
    const isRight =
      message === 'done' ||
      (reason === 'suppressed' && erased.has(who)) ||
      // Of whom nothing is known but a phone that another has, or that has just changed hands.
      (reason === 'event-without-customer' && ids.length === 0);
    return isRight ? [] : [`${event.type} of ${who}: ${message} ${reason}`];
  });
}

/** Ids of events that were done, and that nobody has. */
export function idsLost(
  customers: readonly Customer[],
  bursts: readonly Burst[],
  log: readonly LogLine[],
): readonly string[] {
  const done = new Set(log.flatMap(({ message, event }) => (message === 'done' && event !== undefined ? [event] : [])));
  const known = new Set(customers.flatMap(({ identities }) => identities));
  const all = bursts.flat();
  const erased = new Set(all.flatMap(({ erases, who }) => (erases.length > 0 ? [who] : [])));
  return all
    .filter(({ event, who }) => done.has(event.id) && !erased.has(who))
    .flatMap(({ ids }) => ids.filter((pair) => !known.has(pair)));
}

/** Of people of whom today's version alone has told: fields and groups that are not those of the latest event. */
export function fieldsNotNewest(customers: readonly Customer[], bursts: readonly Burst[]): readonly string[] {
  const all = bursts.flat();
  const erased = new Set(all.flatMap(({ erases, who }) => (erases.length > 0 ? [who] : [])));
  const own = all.filter(({ takers, who }) => takers === 'today' && !erased.has(who));
  const mixed = new Set(all.filter(({ takers }) => takers !== 'today').flatMap(({ ids }) => ids));
  return customers.flatMap(({ id, identities, city, groups }) => {
    if (identities.some((pair) => mixed.has(pair))) return [];
    const told = own.filter(({ ids }) => ids.some((pair) => identities.includes(pair)));
    const cities = latest(told, (one) => one.city);
    const follows = latest(told, (one) => one.follows);
    const isFollower = groups.includes('WeChat followers');
    return [
      ...(cities.length > 0 && !cities.includes(String(city))
        ? [`${id}: ${String(city)} and not ${cities.join()}`]
        : []),
      ...(follows.length > 0 && !follows.includes(isFollower) ? [`${id}: follower ${isFollower}`] : []),
    ];
  });
}

/** What the latest events say; several where they are of one moment. */
function latest<T>(told: readonly Told[], read: (one: Told) => T | undefined): readonly T[] {
  const said = told.flatMap((one) => {
    const value = read(one);
    return value === undefined ? [] : [{ value, time: Date.parse(one.event.time) }];
  });
  const newest = Math.max(...said.map(({ time }) => time));
  return said.filter(({ time }) => time === newest).map(({ value }) => value);
}

const SUBJECT = /^[0-9a-f]{64}$/;

/** Items of subjects that do not stand as a function of the former version has left them. */
export function subjectsRewritten(items: ReadonlyMap<string, Item>, formerWrites: readonly Write[]): readonly string[] {
  const left = new Map(formerWrites.filter(({ key }) => SUBJECT.test(key)).map(({ key, item }) => [key, item]));
  const stored = [...items].filter(([key]) => SUBJECT.test(key));
  return [
    ...stored.flatMap(([key, item]) => (JSON.stringify(item) === JSON.stringify(left.get(key)) ? [] : [key])),
    ...[...left.keys()].filter((key) => !items.has(key)),
  ];
}

/** Whose the keys are that this version writes for itself; `case:` are the cases, `create:` the leases of group creation. */
const OF_TODAY = /^(i|c|s2):|^case|^inbox|^lease:create:/;
/** What it writes for the former version. */
const OF_FORMER = /^(suppressed|typed|claim|lease):/;

/** Writes of this version under keys that are not its own. */
export function foreignWrites(writes: readonly Write[], { compat }: { readonly compat: boolean }): readonly string[] {
  const keys = new Set(writes.map(({ key }) => key));
  return [...keys].filter((key) => !OF_TODAY.test(key) && !(compat && OF_FORMER.test(key)));
}

/** Leases and holds that nobody has given back. */
export function leftHeld(items: ReadonlyMap<string, Item>): readonly string[] {
  return [...items].flatMap(([key, item]) =>
    (key.startsWith('lease:') && !key.startsWith('lease:create:')) || item['state']?.S?.includes('"hold":')
      ? [key]
      : [],
  );
}

/** Which identities are together. */
export function partition(customers: readonly Customer[]): readonly string[] {
  return customers.map(({ identities }) => identities.join(' ')).toSorted();
}
