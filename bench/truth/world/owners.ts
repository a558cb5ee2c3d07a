import { chinaTime } from '../platforms/message.ts';
import { type Identity, keyOf } from '../statement.ts';
import type { Ownership } from '../truth-records.ts';
import type { Person } from './person.ts';
import { msOf } from './time.ts';

/** What is whose, and when. */
export class Owners {
  readonly #owned = new Map<string, Ownership[]>();

  /** @param to absent: to the end */
  add(identity: Identity, person: Person, from: number, to?: number): void {
    const owners = this.#owned.get(keyOf(identity)) ?? [];
    this.#owned.set(keyOf(identity), owners);
    const end = to === undefined ? {} : { to: chinaTime(msOf(to)) };
    owners.push({ person: person.id, from: chinaTime(msOf(from)), ...end });
  }

  of(key: string): readonly Ownership[] {
    return this.#owned.get(key) ?? [];
  }

  at(identity: Identity, ms: number): readonly string[] {
    return this.of(keyOf(identity))
      .filter(({ from, to }) => Date.parse(from) <= ms && (to === undefined || ms <= Date.parse(to)))
      .map(({ person }) => person);
  }
}
