import { type EventLine, type Fields, type Identity, keyOf } from '../statement.ts';
import type { ProductResult } from './product.ts';

export interface Profile {
  readonly id: string;
  readonly identities: Map<string, Identity>;
  readonly events: Set<string>;
  fields: Fields;
}

/** A plain store of profiles for the baselines: whoever comes later writes, and the oldest profile of a merge stays. */
export class Profiles {
  readonly #owners = new Map<string, Profile>();
  readonly #profiles = new Set<Profile>();
  readonly #gone: Profile[] = [];
  #made = 0;

  /** Whoever has any of the identities, the oldest first. */
  matching(identities: readonly Identity[]): readonly Profile[] {
    const found = new Set(identities.flatMap((identity) => this.#owners.get(keyOf(identity)) ?? []));
    return [...this.#profiles].filter((profile) => found.has(profile));
  }

  /** The event and its identities become the first profile's, as everything that the others have; without any, a new one's. */
  attach({ event, says }: EventLine, identities: readonly Identity[], found: readonly Profile[]): void {
    const [survivor = this.#create(), ...others] = found;
    for (const other of others) {
      for (const event of other.events) survivor.events.add(event);
      survivor.fields = { ...survivor.fields, ...other.fields };
      this.#profiles.delete(other);
    }
    for (const identity of [...others.flatMap((other) => [...other.identities.values()]), ...identities]) {
      survivor.identities.set(keyOf(identity), identity);
      this.#owners.set(keyOf(identity), survivor);
    }
    survivor.events.add(event.id);
    survivor.fields = { ...survivor.fields, ...says.fields, ...(says.name !== undefined && { name: says.name }) };
  }

  /** A request to be forgotten deletes the profiles that it names. */
  remove(found: readonly Profile[]): void {
    for (const profile of found) {
      this.#profiles.delete(profile);
      this.#gone.push(profile);
      for (const key of profile.identities.keys()) this.#owners.delete(key);
    }
  }

  result(): ProductResult {
    return {
      placements: new Map(
        [...this.#gone, ...this.#profiles].flatMap(({ id, events }) =>
          [...events].map((event) => [event, id] as const),
        ),
      ),
      customers: [...this.#profiles].map(({ id, identities, fields }) => ({
        id,
        identities: [...identities.values()],
        fields,
      })),
      cases: [],
      deadLetters: 0,
    };
  }

  #create(): Profile {
    this.#made += 1;
    const profile = { id: String(this.#made), identities: new Map(), events: new Set<string>(), fields: {} };
    this.#profiles.add(profile);
    return profile;
  }
}

/** The identities that an event gives as the person's own. */
export function ownIdentities({ says }: EventLine): readonly Identity[] {
  return says.identities.filter(({ role }) => role === 'own').map(({ kind, scope, value }) => ({ kind, scope, value }));
}
