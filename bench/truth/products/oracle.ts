import { effectiveErasures } from '../scorer/erasures.ts';
import type { Fields } from '../says.ts';
import type { HistoryTruth } from '../truth-records.ts';
import type { ProductResult } from './product.ts';

/** What a product would make that knows the truth; it is made from the truth and from no event. */
export function oracle(truth: HistoryTruth): ProductResult {
  const erasures = effectiveErasures(truth);
  const sinceOf = (person: string) => erasures.get(person)?.ms ?? -Infinity;
  const placed = truth.events.filter(
    ({ about, expect, time }) => about !== null && expect !== 'unplaced' && Date.parse(time) > sinceOf(about),
  );
  const people = new Set(placed.filter(({ expect }) => expect === 'placed').map(({ about }) => about ?? ''));
  const known = new Map<string, Set<string>>();
  for (const { about, proves } of placed)
    known.set(about ?? '', new Set([...(known.get(about ?? '') ?? []), ...proves]));
  return {
    placements: new Map(
      placed.flatMap(({ id, about }) => (about !== null && people.has(about) ? [[id, about] as const] : [])),
    ),
    customers: [...people].map((person) => ({
      id: person,
      // Of an identity that changed hands its last owner has it.
      identities: truth.identities.filter(
        (identity) =>
          identity.owners.at(-1)?.person === person &&
          known.get(person)?.has(`${identity.kind}|${identity.scope}|${identity.value}`),
      ),
      fields: fieldsOf(person),
    })),
    cases: truth.ambiguities.map(({ identity, events }) => ({ type: 'ambiguous', events, identity })),
    deadLetters: 0,
  };

  function fieldsOf(person: string): Fields {
    const own = placed.filter(({ about, proves }) => about === person && proves.length > 0);
    const latest = (field: keyof Fields) =>
      own.findLast(({ states, untrue }) => states[field] !== undefined && !untrue.includes(field))?.states[field];
    const name = latest('name');
    const city = latest('city');
    return { ...(name !== undefined && { name }), ...(city !== undefined && { city }) };
  }
}
