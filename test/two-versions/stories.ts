import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import { type Events, type Listed, pairOf, person, type Person, type Stamp } from './people.ts';

/** Whole numbers below `n`, from a seed (mulberry32). */
export type Random = (n: number) => number;

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return (n) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % n;
  };
}

/** Who may take the events of a story. */
export type Takers = 'former' | 'today' | 'both';

/** One event, and what is true of it. Identities as `type=value`. */
export interface Told {
  readonly event: Envelope;
  readonly takers: Takers;
  /** Whose it is, by index. */
  readonly who: number;
  /** Ids of the person that it proves. */
  readonly ids: readonly string[];
  /** What may be known again after an erase, because of this event, by the rules of either version. */
  readonly returns: readonly string[];
  /** Contacts that it names, and when the person did so (Unix ms). */
  readonly names?: { readonly contacts: readonly string[]; readonly acted: number };
  /** What must be forgotten from now on. */
  readonly erases: readonly string[];
  /** City that it writes, by its time. */
  readonly city?: string;
  readonly follows?: boolean;
}

/** What comes at one moment, in order of arrival. */
export type Burst = readonly Told[];

export interface Plan {
  readonly bursts: readonly Burst[];
  /** Unix ms of each burst. */
  readonly times: readonly number[];
  readonly people: readonly Person[];
  /** Ids that one event, or two events of one moment with one new contact, have proved to be one person's. */
  readonly twins: readonly (readonly [string, string])[];
}

/** A step of a story: the events of one moment. */
type Step = (stamp: (lateMs?: number) => Stamp) => readonly Omit<Told, 'takers'>[];

interface Story {
  readonly steps: readonly Step[];
  readonly twins?: readonly (readonly [string, string])[];
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A former version forgot after 30 days that a contact has changed hands. */
const SPAN = 25 * DAY;

/** Stories of invented people, told side by side until there are so many events. */
export function planStories(events: Events, random: Random, size: number, start: number): Plan {
  const telling = tellers(events, random);
  const people: Person[] = [];
  const twins: (readonly [string, string])[] = [];
  const told: { readonly at: number; readonly step: Step; readonly takers: Takers }[] = [];
  let planned = 0;
  while (planned < size) {
    const tell = pick(telling, random);
    const newcomer = () => {
      const next = person(people.length);
      people.push(next);
      return next;
    };
    const { steps, twins: found = [] } = tell(newcomer);
    twins.push(...found);
    const takers = pick<Takers>(['both', 'both', 'both', 'both', 'today', 'former'], random);
    // In order, spread over the whole time.
    const places = steps.map(() => random(1_000_000)).toSorted((one, other) => one - other);
    steps.forEach((step, index) => told.push({ at: places[index] ?? 0, step, takers }));
    planned += steps.length;
  }
  const inOrder = told.toSorted((one, other) => one.at - other.at);
  const bursts: Burst[] = [];
  const times: number[] = [];
  const perBurst = 8;
  const count = Math.ceil(inOrder.length / perBurst);
  let sequence = 0;
  for (let burst = 0; burst < count; burst++) {
    const received = start + Math.floor((burst / count) * SPAN);
    times.push(received);
    bursts.push(
      inOrder.slice(burst * perBurst, (burst + 1) * perBurst).flatMap(({ step, takers }) => {
        const stamp = (lateMs = 0) => {
          sequence += 1;
          return { id: `event ${sequence}`, time: received - lateMs - 1, received };
        };
        return step(stamp).map((one) => ({ ...one, takers }));
      }),
    );
  }
  return { bursts, times, people, twins };
}

/** One more event of everybody who is meant, which says nothing new. */
export function afterwards(
  events: Events,
  people: readonly Person[],
  isMeant: (pair: string) => boolean,
  received: number,
): Burst {
  return people.flatMap((who) => {
    const stamp = (what: string) => ({ id: `afterwards ${what} ${who.index}`, time: received - 1, received });
    const told = [
      { id: who.openid, event: events.push('click', who, stamp('click')) },
      { id: who.member, event: events.updated([who.member], stamp('updated'), {}) },
    ];
    return told
      .filter(({ id }) => isMeant(pairOf(id)))
      .map(({ id, event }) => ({ ...plain, event, takers: 'both' as const, who: who.index, ids: [pairOf(id)] }));
  });
}

function pick<T>(list: readonly T[], random: Random): T {
  const chosen = list[random(list.length)];
  if (chosen === undefined) throw new Error('nothing to choose from');
  return chosen;
}

const CITIES = ['杭州', '成都', '南京', '青岛', '厦门'];
const plain = { ids: [], returns: [], erases: [] } as const;

function tellers(events: Events, random: Random): readonly ((newcomer: () => Person) => Story)[] {
  const late = () => (random(4) === 0 ? random(6 * HOUR) : 0);
  const pairs = (identities: readonly Listed[]) => identities.map(pairOf);
  const isId = ({ kind }: Listed) => kind !== 'mobile' && kind !== 'email';

  const follow =
    (who: Person): Step =>
    (stamp) => [
      {
        ...plain,
        event: events.push('follow', who, stamp(late())),
        who: who.index,
        follows: true,
        ids: pairs([who.openid]),
        returns: pairs([who.openid]),
      },
    ];
  const unfollow =
    (who: Person): Step =>
    (stamp) => [
      {
        ...plain,
        event: events.push('unfollow', who, stamp(late())),
        who: who.index,
        follows: false,
        ids: pairs([who.openid]),
      },
    ];
  const click =
    (who: Person): Step =>
    (stamp) => [{ ...plain, event: events.push('click', who, stamp()), who: who.index, ids: pairs([who.openid]) }];
  const bound =
    (who: Person, identities: readonly Listed[], connection = 'brand-demo', isLate = true): Step =>
    (stamp) => {
      const city = pick(CITIES, random);
      const event = events.bound(identities, stamp(isLate ? late() : 0), { connection, name: who.name, city });
      const ids = pairs(identities.filter(isId));
      const names = { contacts: pairs(identities.filter((one) => !isId(one))), acted: Date.parse(event.time) };
      return [{ ...plain, event, who: who.index, ids, returns: pairs(identities), names, city }];
    };
  const updated =
    (who: Person, identity: Listed): Step =>
    (stamp) => {
      const city = pick(CITIES, random);
      const event = events.updated([identity], stamp(late()), { city });
      return [{ ...plain, event, who: who.index, ids: pairs([identity]), city }];
    };
  const ordered =
    (
      who: Person,
      typed: { readonly phone?: Listed; readonly mail?: Listed; readonly name?: string },
      agoMs = 0,
    ): Step =>
    (stamp) => {
      const one = stamp();
      const event = events.order(who, typed, one, one.time - agoMs);
      // A new order is a return to one of the two versions.
      const returns = agoMs === 0 ? pairs([who.account]) : [];
      const contacts = pairs([typed.phone, typed.mail].filter((contact) => contact !== undefined));
      const names = { contacts, acted: one.time - agoMs };
      return [{ ...plain, event, who: who.index, ids: pairs([who.account]), returns, names }];
    };
  const ordinary = (who: Person): Step =>
    pick(
      [
        follow(who),
        unfollow(who),
        click(who),
        updated(who, who.member),
        bound(who, [who.member, who.phone]),
        bound(who, [who.openid, who.phone], 'crm-demo'),
        bound(who, [who.member, who.mail]),
        ordered(who, { phone: who.phone, name: who.name }),
        ordered(who, { mail: who.mail, name: who.name }),
        ordered(who, {}),
      ],
      random,
    );
  const some = (count: number, make: () => Step): Step[] => Array.from({ length: count }, make);

  return [
    // Somebody as most are.
    (newcomer) => {
      const who = newcomer();
      return { steps: [follow(who), ...some(14, () => ordinary(who))] };
    },
    // Two channels meet a new phone at the same moment.
    (newcomer) => {
      const who = newcomer();
      const [one, other] = [bound(who, [who.openid, who.phone], 'crm-demo'), bound(who, [who.member, who.phone])];
      const together: Step = (stamp) => [...one(stamp), ...other(stamp)];
      return {
        steps: [together, ...some(6, () => pick([click(who), updated(who, who.member), follow(who)], random))],
        twins: [[pairOf(who.openid), pairOf(who.member)]],
      };
    },
    // A phone is given up, and somebody else has it afterwards.
    (newcomer) => {
      const [before, after] = [newcomer(), newcomer()];
      const number = before.phone;
      const owned = [bound(before, [before.openid, number], 'crm-demo'), bound(before, [before.member, number])];
      const handing: Step = (stamp) => [
        {
          ...plain,
          event: events.released([before.member], number, stamp()),
          who: before.index,
          ids: pairs([before.member]),
        },
      ];
      const next = () =>
        pick(
          [
            // Nobody proves a phone before it is theirs.
            bound(after, [after.member, number], 'brand-demo', false),
            bound(after, [after.openid, number], 'crm-demo', false),
            ordered(after, { phone: number, name: after.name }),
            click(before),
            click(after),
            updated(before, before.member),
          ],
          random,
        );
      return { steps: [...owned, ...some(2, () => click(before)), handing, ...some(9, next)] };
    },
    // Somebody types another's phone, by mistake or for a gift; its owner proves it, before or afterwards.
    (newcomer) => {
      const [typist, owner] = [newcomer(), newcomer()];
      const named = pick([typist.name, owner.name], random);
      const typing = ordered(typist, { phone: owner.phone, name: named });
      const proving = () =>
        pick(
          [bound(owner, [owner.openid, owner.phone], 'crm-demo'), bound(owner, [owner.member, owner.phone])],
          random,
        );
      const first = random(3) === 0 ? [proving(), typing] : [typing, proving()];
      const next = () => pick([proving(), proving(), typing, click(owner), ordered(typist, {})], random);
      return { steps: [...first, ...some(7, next)] };
    },
    // A guest types a phone.
    (newcomer) => {
      const who = newcomer();
      const typing: Step = (stamp) => [
        { ...plain, event: events.order(undefined, { phone: who.phone, name: who.name }, stamp()), who: who.index },
      ];
      return { steps: [typing, ...some(3, () => pick([typing, bound(who, [who.member, who.phone])], random))] };
    },
    // Somebody wants to be forgotten; what is still under way does not bring them back; perhaps they do it themselves.
    (newcomer) => {
      const who = newcomer();
      const all = [who.member, who.openid, who.account, who.phone, who.mail];
      const asking: Step = (stamp) => [
        { ...plain, event: events.erased(all, stamp()), who: who.index, erases: pairs(all) },
      ];
      const stray = () =>
        pick(
          [
            click(who),
            unfollow(who),
            updated(who, who.member),
            updated(who, who.openid),
            updated(who, who.account),
            ordered(who, { phone: who.phone, mail: who.mail, name: who.name }, SPAN),
          ],
          random,
        );
      // Whatever is on its way at the same moment.
      const atOnce: Step = (stamp) => {
        const others = some(1 + random(2), stray).flatMap((step) => step(stamp));
        const erase = asking(stamp);
        return random(2) === 0 ? [...erase, ...others] : [...others, ...erase];
      };
      const back = random(2) === 0 ? [] : [pick([follow(who), bound(who, [who.member])], random)];
      const after = back.length > 0 ? some(4, () => ordinary(who)) : some(2, stray);
      return { steps: [...some(5, () => ordinary(who)), atOnce, ...some(4, stray), ...back, ...after] };
    },
  ];
}
