import type { Fields } from '../statement.ts';
import type { EventTruth, FieldTruth } from '../truth-records.ts';

const names = ['name', 'city'] as const satisfies readonly (keyof Fields)[];

/** What people are called and where they live, by what they say beside a proof; in order of time. */
export function fieldsIn(events: readonly EventTruth[]): readonly FieldTruth[] {
  const latest = new Map<string, string>();
  return events.flatMap(({ about, proves, states, untrue, time }) => {
    if (about === null || proves.length === 0) return [];
    return names.flatMap((field): readonly FieldTruth[] => {
      const value = states[field];
      const place = `${about} ${field}`;
      if (value === undefined || untrue.includes(field) || latest.get(place) === value) return [];
      latest.set(place, value);
      return [{ person: about, field, value, from: time }];
    });
  });
}
