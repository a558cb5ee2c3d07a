import { effectiveErasures } from '../scorer/erasures.ts';
import type { Fields } from '../statement.ts';
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
    const own = truth.fields.filter((field) => field.person === person);
    // What was said again after the request is known again.
    const said = own.filter(({ field, value }) =>
      placed.some(({ about, proves, states }) => about === person && proves.length > 0 && states[field] === value),
    );
    return Object.fromEntries(said.map(({ field, value }) => [field, value]));
  }
}
