/** The types of a platform's events that a source knows, by what it makes of a person in them. */
export interface KnownEvents {
  /** Name a customer, and are taken. */
  readonly customer: readonly string[];
  /** Name nobody, or change nobody who is a customer. */
  readonly nobody: readonly string[];
  /** May name a customer, and no document confirms whom: left out, or taken by an option that is off. */
  readonly unconfirmed: readonly string[];
}

type Sort = keyof KnownEvents;

/** Sorts a table of events, each type once. */
export function knownEvents<Kind>(
  events: Iterable<readonly [string, Kind]>,
  sortOf: (kind: Kind, type: string) => Sort,
): KnownEvents {
  const sorted: Readonly<Record<Sort, Set<string>>> = {
    customer: new Set(),
    nobody: new Set(),
    unconfirmed: new Set(),
  };
  for (const [type, kind] of events) sorted[sortOf(kind, type)].add(type);
  return { customer: [...sorted.customer], nobody: [...sorted.nobody], unconfirmed: [...sorted.unconfirmed] };
}
