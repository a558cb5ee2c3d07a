import type { ProductCustomer, ProductResult } from '../../../bench/truth/products/product.ts';
import { type Fields, type Identity, keyOf } from '../../../bench/truth/statement.ts';
import { fieldsIn } from '../../../bench/truth/world/fields.ts';
import type { EventTruth, HistoryTruth, IdentityTruth } from '../../../bench/truth/truth-records.ts';

/** A truth that is small enough to be read: events by person and day, and what each proves. */
export interface SmallEvent {
  readonly about: string;
  readonly day: number;
  readonly proves?: readonly string[];
  readonly typed?: readonly string[];
  readonly states?: Fields;
  readonly untrue?: EventTruth['untrue'];
  readonly expect?: EventTruth['expect'];
}

/** `mobile 1`, `email 1` are contacts, everything else is a platform's id; the owner is whoever proves it first, unless given. */
export function smallTruth(
  events: readonly SmallEvent[],
  more: { readonly owners?: Readonly<Record<string, readonly string[]>> } & Partial<HistoryTruth> = {},
): HistoryTruth {
  const { owners = {}, ...changes } = more;
  const written = events.map(
    ({ about, day, proves = [], typed = [], states = {}, untrue = [], expect = 'placed' }, index): EventTruth => ({
      id: `e${index + 1}`,
      time: timeOf(day),
      about,
      proves: proves.map((name) => keyOf(identityOf(name))),
      typed: Object.fromEntries(typed.map((name) => [keyOf(identityOf(name)), null])),
      states,
      untrue,
      expect,
    }),
  );
  const names = [...new Set(events.flatMap(({ proves = [], typed = [] }) => [...proves, ...typed]))];
  const ownersOf = (name: string): readonly string[] =>
    owners[name] ??
    events
      .filter(({ proves = [] }) => proves.includes(name))
      .slice(0, 1)
      .map(({ about }) => about);
  const identities = names.map((name): IdentityTruth => ({
    ...identityOf(name),
    owners: ownersOf(name).map((person) => ({ person, from: timeOf(0) })),
  }));
  return {
    history: 'small',
    hazard: 'none',
    people: [...new Set(events.map(({ about }) => about))],
    events: written,
    identities,
    fields: fieldsIn(written),
    erasures: [],
    ambiguities: [],
    ...changes,
  };
}

/** `mobile 1` as an identity. */
export function identityOf(name: string): Identity {
  const [kind = '', value = ''] = name.split(' ');
  return { kind, scope: '', value };
}

export const keyNamed = (name: string): string => keyOf(identityOf(name));

export function timeOf(day: number): string {
  return new Date(Date.UTC(2025, 0, 1) + day * 24 * 3_600_000).toISOString();
}

/** A result by customer: which events came to it, what it holds. */
export function smallResult(
  customers: Readonly<
    Record<string, { readonly events: readonly string[]; readonly holds: readonly string[]; readonly fields?: Fields }>
  >,
  more: Partial<ProductResult> = {},
): ProductResult {
  return {
    placements: new Map(
      Object.entries(customers).flatMap(([id, { events }]) => events.map((event) => [event, id] as const)),
    ),
    customers: Object.entries(customers).map(([id, { holds, fields = {} }]): ProductCustomer => ({
      id,
      identities: holds.map(identityOf),
      fields,
    })),
    cases: [],
    deadLetters: 0,
    ...more,
  };
}
