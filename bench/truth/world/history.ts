import type { Message } from '../platforms/message.ts';
import type { Random } from '../random.ts';
import { type EventLine, type Identity, keyOf } from '../statement.ts';
import type { EventTruth, HistoryTruth, IdentityTruth } from '../truth-records.ts';
import { ambiguitiesIn, type Announcement } from './ambiguities.ts';
import { fieldsIn } from './fields.ts';
import { erasureOf, eventTruthOf, type Happened, lineOf } from './happened.ts';
import { cities, givenNames, surnames } from './names.ts';
import { Owners } from './owners.ts';
import { inventPerson, type Person } from './person.ts';
import { msOf } from './time.ts';

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

/** How long an event is on its way, and after how long it comes again. In seconds. */
export type Transport = (random: Random) => { readonly delay: number; readonly repeats: readonly number[] };

const promptly: Transport = (random) => ({ delay: random.int(1, 60), repeats: [] });

interface Told {
  readonly ms: number;
  readonly person: Person | undefined;
  readonly message: Message;
  readonly expect: EventTruth['expect'];
  readonly delaySeconds: number | undefined;
}

/** A history while it is being written: who there is, what is whose, and what happens. Days count from 0. */
export class History {
  readonly id: string;
  readonly hazard: string;
  readonly random: Random;
  readonly settings: Settings;
  readonly #people: Person[] = [];
  readonly #owners = new Owners();
  readonly #told: Told[] = [];
  readonly #announcements: Announcement[] = [];
  readonly #seconds = new Set<number>();
  readonly #names: string[];
  readonly #cities: string[];
  /** Every second brand orders its events by its own id of the person, the others by the first identity. */
  readonly #hasOwnIds: boolean;
  #transport: Transport = promptly;

  constructor(id: string, hazard: string, random: Random, settings: Settings) {
    this.id = id;
    this.hazard = hazard;
    this.random = random;
    this.settings = settings;
    this.#names = random.shuffled(surnames.flatMap((family) => givenNames.map((given) => family + given)));
    this.#cities = random.shuffled(cities);
    this.#hasOwnIds = random.chance(0.5);
  }

  /** Somebody new; every platform id of theirs is theirs from the first day. */
  person(named: { readonly name?: string } = {}): Person {
    // No two people of a history share a name or a city: a field of another person is recognised by its value.
    const name = named.name ?? this.newName();
    const id = `${this.id}#${this.#people.length + 1}`;
    const person = inventPerson(id, { name, city: this.newCity() }, this.random);
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
    this.#owners.add(identity, person, from, to);
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
    {
      expect = 'placed',
      delaySeconds,
    }: { readonly expect?: EventTruth['expect']; readonly delaySeconds?: number } = {},
  ): void {
    this.#told.push({ ms: this.#secondOf(day), person, message, expect, delaySeconds });
  }

  /** No two events happen in the same second, so that one of two is always the later. */
  #secondOf(day: number): number {
    let ms = msOf(day);
    while (this.#seconds.has(ms)) ms += 1000;
    this.#seconds.add(ms);
    return ms;
  }

  finish(): Written {
    const inTime = this.#told.toSorted((one, other) => one.ms - other.ms);
    const happened = inTime.map(({ ms, person, message, expect }, index): Happened => {
      const sequence = index + 1;
      return {
        id: `${this.id}/${sequence}`,
        sequence,
        ms,
        person,
        message,
        subject: this.#subjectOf(message, person),
        expect,
      };
    });
    const arrivals = happened.flatMap((one, index) => {
      const { delay, repeats } = this.#transport(this.random);
      const arrives = one.ms + (inTime[index]?.delaySeconds ?? delay) * 1000;
      const all = [arrives, ...repeats.map((after) => arrives + after * 1000)];
      return all.map((ms) => ({ line: lineOf(this.id, one, ms), ms }));
    });
    const events = happened.map((one) => eventTruthOf(one, this.#owners));
    return {
      lines: arrivals.toSorted((one, other) => one.ms - other.ms).map(({ line }) => line),
      truth: {
        history: this.id,
        hazard: this.hazard,
        people: this.#people.map(({ id }) => id),
        events,
        identities: this.#identities(),
        fields: fieldsIn(events),
        erasures: happened.map(erasureOf).filter((erasure) => erasure !== undefined),
        ambiguities: ambiguitiesIn(events, this.#announcements),
      },
    };
  }

  #subjectOf({ account }: Message, person: Person | undefined): string | undefined {
    return account === 'crm' && this.#hasOwnIds && person ? `user-${this.#people.indexOf(person) + 1}` : undefined;
  }

  #identities(): readonly IdentityTruth[] {
    const said = this.#told.flatMap(({ message }) => [...message.identities, ...(message.released ?? [])]);
    const all = new Map(said.map(({ kind, scope, value }) => [keyOf({ kind, scope, value }), { kind, scope, value }]));
    return [...all].map(([key, identity]) => ({ ...identity, owners: this.#owners.of(key) }));
  }
}
