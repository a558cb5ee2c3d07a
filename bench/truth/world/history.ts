import { accounts } from '../platforms/accounts.ts';
import { chinaTime, type Message } from '../platforms/message.ts';
import type { Random } from '../random.ts';
import { type EventLine, type Identity, isContact, keyOf } from '../says.ts';
import { DAY_MS, type EventTruth, type HistoryTruth, type IdentityTruth, type Ownership } from '../truth-records.ts';
import { ambiguitiesIn, type Announcement } from './ambiguities.ts';
import { cities, givenNames, surnames } from './names.ts';
import { inventPerson, type Person } from './person.ts';

export const DAYS = 500;
const START = Date.parse('2025-01-01T00:00:00+08:00');

/** How the people of a history live. */
export interface Settings {
  /** Acts of a person in a year, beside the first ones. */
  readonly rate: number;
  /** Do log-ins at the brand's own systems carry the person's name? */
  readonly names: boolean;
}

export interface Written {
  readonly lines: readonly EventLine[];
  readonly truth: HistoryTruth;
}

interface Happened {
  readonly ms: number;
  readonly person: Person | undefined;
  readonly message: Message;
  readonly expect: EventTruth['expect'];
  readonly delaySeconds: number | undefined;
}

/** How long an event is on its way, and after how long it comes again. In seconds. */
export type Transport = (random: Random) => { readonly delay: number; readonly repeats: readonly number[] };

const promptly: Transport = (random) => ({ delay: random.int(1, 60), repeats: [] });

/** A history while it is being written: who there is, what is whose, and what happens. Days count from 0. */
export class History {
  readonly id: string;
  readonly hazard: string;
  readonly random: Random;
  readonly settings: Settings;
  readonly #people: Person[] = [];
  readonly #owned = new Map<string, { readonly identity: Identity; readonly owners: Ownership[] }>();
  readonly #happened: Happened[] = [];
  readonly #announcements: Announcement[] = [];
  readonly #seconds = new Set<number>();
  readonly #names: string[];
  readonly #cities: string[];
  #transport: Transport = promptly;

  constructor(id: string, hazard: string, random: Random, settings: Settings) {
    this.id = id;
    this.hazard = hazard;
    this.random = random;
    this.settings = settings;
    this.#names = random.shuffled(surnames.flatMap((family) => givenNames.map((given) => family + given)));
    this.#cities = random.shuffled(cities);
  }

  /** Somebody new; every platform id of theirs is theirs from the first day. */
  person(named: { readonly name?: string } = {}): Person {
    const number = this.#people.length;
    // No two people of a history share a name or a city: a field of another person is recognised by its value.
    const name = named.name ?? this.newName();
    const person = inventPerson(`${this.id}#${number + 1}`, { name, city: this.newCity() }, this.random);
    this.#people.push(person);
    for (const identity of [...Object.values(person.ids), person.unionId]) this.own(identity, person, 0);
    return person;
  }

  /** A name that nobody has had so far. */
  newName(): string {
    return this.#names.pop() ?? '';
  }

  /** A city where nobody has lived so far. */
  newCity(): string {
    return this.#cities.pop() ?? '';
  }

  own(identity: Identity, person: Person, from: number, to?: number): void {
    const owned = this.#owned.get(keyOf(identity)) ?? { identity, owners: [] };
    this.#owned.set(keyOf(identity), owned);
    const end = to === undefined ? {} : { to: timeOf(msOf(to)) };
    owned.owners.push({ person: person.id, from: timeOf(msOf(from)), ...end });
  }

  /** It is known that a contact has left its owner: nobody is in doubt about who proves it next. */
  announce(contact: Identity, day: number): void {
    this.#announcements.push({ identity: keyOf(contact), ms: msOf(day) });
  }

  /** How all events of the history travel from now on. */
  travels(transport: Transport): void {
    this.#transport = transport;
  }

  happen(
    day: number,
    person: Person | undefined,
    message: Message,
    more: { readonly expect?: EventTruth['expect']; readonly delaySeconds?: number } = {},
  ): void {
    this.#happened.push({
      ms: this.#secondOf(day),
      person,
      message,
      expect: more.expect ?? 'placed',
      delaySeconds: more.delaySeconds,
    });
  }

  /** No two events happen in the same second, so that one of two is always the later. */
  #secondOf(day: number): number {
    let ms = msOf(day);
    while (this.#seconds.has(ms)) ms += 1000;
    this.#seconds.add(ms);
    return ms;
  }

  finish(): Written {
    const inTime = this.#happened.toSorted((one, other) => one.ms - other.ms);
    const events: EventTruth[] = [];
    const arrivals: { readonly line: EventLine; readonly ms: number }[] = [];
    for (const [index, happened] of inTime.entries()) {
      const id = `${this.id}/${index + 1}`;
      const { delay, repeats } = this.#transport(this.random);
      const arrives = happened.ms + (happened.delaySeconds ?? delay) * 1000;
      for (const ms of [arrives, ...repeats.map((after) => arrives + after * 1000)]) {
        arrivals.push({ line: this.#lineOf(id, index + 1, happened, ms), ms });
      }
      events.push(this.#truthOf(id, happened));
    }
    const erasures = inTime.flatMap(({ message, person, ms }) =>
      message.act === 'erase' && person
        ? [
            {
              person: person.id,
              time: timeOf(ms),
              everywhere: message.everywhere === true,
              named: message.identities.filter(({ grade }) => grade === 'proved').map(keyOf),
            },
          ]
        : [],
    );
    return {
      lines: arrivals.toSorted((one, other) => one.ms - other.ms).map(({ line }) => line),
      truth: {
        history: this.id,
        hazard: this.hazard,
        people: this.#people.map(({ id }) => id),
        events,
        identities: this.#identities(),
        erasures,
        ambiguities: ambiguitiesIn(events, this.#announcements),
      },
    };
  }

  #identities(): readonly IdentityTruth[] {
    const said = this.#happened.flatMap(({ message }) => [...message.identities, ...(message.released ?? [])]);
    const all = new Map(said.map(({ kind, scope, value }) => [keyOf({ kind, scope, value }), { kind, scope, value }]));
    return [...all].map(([key, identity]) => ({ ...identity, owners: this.#owned.get(key)?.owners ?? [] }));
  }

  #lineOf(id: string, sequence: number, { ms, message }: Happened, arrives: number): EventLine {
    const { source } = accounts[message.account];
    const { account, type, act, subject, identities, released, everywhere, fields = {} } = message;
    const { name, ...others } = fields;
    const times = { time: timeOf(ms), receivedtime: timeOf(arrives) };
    return {
      history: this.id,
      event: {
        specversion: '1.0',
        id,
        source: `/${source}/${account}`,
        type,
        ...(subject === undefined ? { partitionkey: `order:${sequence}` } : { subject }),
        ...times,
        datacontenttype: 'application/json',
        data: message.data({ ms, sequence }),
        connection: account,
      },
      says: {
        time: times.time,
        arrives: times.receivedtime,
        channel: source,
        account,
        act,
        identities,
        ...(released && { released }),
        ...(everywhere !== undefined && { everywhere }),
        ...(name !== undefined && { name }),
        ...(Object.keys(others).length > 0 && { fields: others }),
      },
    };
  }

  #truthOf(id: string, { ms, person, message, expect }: Happened): EventTruth {
    const own = message.identities.filter(({ role }) => role === 'own');
    const isTheirs = (identity: Identity) => person !== undefined && this.#ownersAt(identity, ms).includes(person.id);
    return {
      id,
      time: timeOf(ms),
      about: person?.id ?? null,
      proves: own.filter((identity) => identity.grade === 'proved' && isTheirs(identity)).map(keyOf),
      typed: Object.fromEntries(
        own
          .filter((identity) => identity.grade !== 'proved' && isContact(identity))
          .map((identity) => {
            const owners = this.#ownersAt(identity, ms);
            return [keyOf(identity), isTheirs(identity) ? (person?.id ?? null) : (owners[0] ?? null)];
          }),
      ),
      states: message.fields ?? {},
      untrue: message.untrue ?? [],
      expect,
    };
  }

  #ownersAt(identity: Identity, ms: number): readonly string[] {
    const owners = this.#owned.get(keyOf(identity))?.owners ?? [];
    return owners
      .filter(({ from, to }) => Date.parse(from) <= ms && (to === undefined || ms <= Date.parse(to)))
      .map(({ person }) => person);
  }
}

export function msOf(day: number): number {
  return START + Math.round((day * DAY_MS) / 1000) * 1000;
}

const timeOf = chinaTime;
