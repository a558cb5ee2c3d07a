import type { Fields } from '../statement.ts';
import type { EventTruth } from '../truth-records.ts';
import type { Outcome, PlacedCustomer } from './outcome.ts';

const names = ['name', 'city'] as const satisfies readonly (keyof Fields)[];

/**
 * Of each customer: has every field the value that the latest event of its owner says, among those that came to it? What was said
 * beside nothing proved says nothing about a customer. A value is another person's if that person's events have it and the
 * owner's own have not.
 */
export function scoreFields({ truth, customers }: Outcome) {
  let fields = 0;
  let fieldsLost = 0;
  let fieldsOfOthers = 0;
  for (const customer of customers) {
    for (const field of names) {
      const { mine, latest } = statementsOf(customer, field);
      const value = customer.fields[field] ?? '';
      if (latest.size > 0) fields += 1;
      if (latest.has(value) || (latest.size === 0 && value === '')) continue;
      const isOfAnother = truth.events.some(
        ({ about, states }) => about !== customer.owner && value !== '' && states[field] === value,
      );
      if (isOfAnother && !mine.has(value)) fieldsOfOthers += 1;
      else if (latest.size > 0) fieldsLost += 1;
    }
  }
  return { fields, fieldsLost, fieldsOfOthers };
}

function statementsOf({ events, owner }: PlacedCustomer, field: keyof Fields) {
  const own = events.filter(
    ({ about, states }) => about === owner && owner !== undefined && states[field] !== undefined,
  );
  const sure = own.filter(({ proves }) => proves.length > 0);
  const last = (list: readonly EventTruth[]) => list.at(-1)?.states[field];
  // Of a person who typed another's name both the latest word and the latest true one will do, or none.
  const truly = sure.filter(({ untrue }) => !untrue.includes(field));
  const latest = sure.length === 0 ? [] : [last(sure), last(truly) ?? ''];
  return {
    mine: new Set(own.map(({ states }) => states[field])),
    latest: new Set(latest.filter((value) => value !== undefined)),
  };
}
