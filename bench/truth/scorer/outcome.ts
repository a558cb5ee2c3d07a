import type { ProductCustomer, ProductResult } from '../products/product.ts';
import { type Identity, isContact, keyOf } from '../statement.ts';
import type { EventTruth, HistoryTruth, IdentityTruth } from '../truth-records.ts';
import { effectiveErasures, type EffectiveErasure } from './erasures.ts';

/** A truth and a result, side by side. */
export interface Outcome {
  readonly truth: HistoryTruth;
  readonly result: ProductResult;
  readonly identities: ReadonlyMap<string, IdentityTruth>;
  readonly customers: readonly PlacedCustomer[];
  /** Event id to a customer that is there at the end. */
  readonly liveOf: (event: EventTruth) => string | undefined;
  /** The last request of a person to be forgotten that had to be followed. */
  readonly erasures: ReadonlyMap<string, EffectiveErasure>;
}

export interface PlacedCustomer extends ProductCustomer {
  readonly keys: ReadonlySet<string>;
  readonly events: readonly EventTruth[];
  /** Whoever has a platform id here, or has proved something in an event that came here. */
  readonly standing: readonly string[];
  /** The person of most events. */
  readonly owner: string | undefined;
}

export function outcomeOf(truth: HistoryTruth, result: ProductResult): Outcome {
  const identities = new Map(truth.identities.map((identity) => [keyOf(identity), identity]));
  const live = new Set(result.customers.map(({ id }) => id));
  const liveOf = ({ id }: EventTruth) => {
    const customer = result.placements.get(id);
    return customer !== undefined && live.has(customer) ? customer : undefined;
  };
  const byCustomer = Map.groupBy(truth.events, liveOf);
  const customers = result.customers.map((customer): PlacedCustomer => {
    const events = byCustomer.get(customer.id) ?? [];
    const keys = new Set(customer.identities.map(keyOf));
    const holders = customer.identities
      .filter(isPrimary)
      .flatMap((identity) => ownersOf(identities.get(keyOf(identity))));
    const provers = events.flatMap(({ about, proves }) => (about !== null && proves.length > 0 ? [about] : []));
    return { ...customer, keys, events, standing: [...new Set([...holders, ...provers])], owner: ownerOf(events) };
  });
  return { truth, result, identities, customers, liveOf, erasures: effectiveErasures(truth) };
}

const isPrimary = (identity: Identity): boolean => !isContact(identity);

export function ownersOf(identity: IdentityTruth | undefined): readonly string[] {
  return identity?.owners.map(({ person }) => person) ?? [];
}

/** The first of those with most events: the events of a truth are in order of time. */
function ownerOf(events: readonly EventTruth[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { about } of events) if (about !== null) counts.set(about, (counts.get(about) ?? 0) + 1);
  return [...counts].reduce<readonly [string | undefined, number]>(
    (most, one) => (one[1] > most[1] ? one : most),
    [undefined, 0],
  )[0];
}
