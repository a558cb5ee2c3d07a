import * as z from 'zod/mini';
import type { HistoryTruth } from '../truth-records.ts';

/** The truth as JSON lines: a record a line, each with its history and its sort. */

const text = z.string();
const name = z.exactOptional(text);
const field = z.enum(['name', 'city']);

const schemas = {
  history: z.strictObject({ hazard: text }),
  person: z.strictObject({ person: text }),
  event: z.strictObject({
    id: text,
    time: text,
    about: z.nullable(text),
    proves: z.array(text),
    typed: z.record(text, z.nullable(text)),
    states: z.strictObject({ name, city: name }),
    untrue: z.array(field),
    expect: z.enum(['placed', 'unplaced', 'either']),
  }),
  identity: z.strictObject({
    kind: text,
    scope: text,
    value: text,
    owners: z.array(z.strictObject({ person: text, from: text, to: name })),
  }),
  field: z.strictObject({ person: text, field, value: text, from: text }),
  erasure: z.strictObject({ person: text, time: text, everywhere: z.boolean(), named: z.array(text) }),
  ambiguity: z.strictObject({ identity: text, people: z.tuple([text, text]), events: z.tuple([text, text]) }),
};
const line = z.looseObject({ history: text, record: z.enum(Object.keys(schemas) as (keyof typeof schemas)[]) });

export function truthLines(truth: HistoryTruth): readonly string[] {
  const { history, hazard, people, events, identities, fields, erasures, ambiguities } = truth;
  const records: readonly object[] = [
    { record: 'history', hazard },
    ...people.map((person) => ({ record: 'person', person })),
    ...events.map((one) => ({ record: 'event', ...one })),
    ...identities.map((one) => ({ record: 'identity', ...one })),
    ...fields.map((one) => ({ record: 'field', ...one })),
    ...erasures.map((one) => ({ record: 'erasure', ...one })),
    ...ambiguities.map((one) => ({ record: 'ambiguity', ...one })),
  ];
  return records.map((record) => JSON.stringify({ history, ...record }));
}

/** @throws ZodError where a line is none of a truth */
export function readTruth(texts: readonly string[]): readonly HistoryTruth[] {
  const lines = texts.map((one) => line.parse(JSON.parse(one)));
  return [...Map.groupBy(lines, ({ history }) => history)].map(([history, ofOne]): HistoryTruth => {
    const of = <T>(record: keyof typeof schemas, schema: z.ZodMiniType<T>): T[] =>
      ofOne
        .filter((one) => one.record === record)
        .map(({ history: _history, record: _record, ...rest }) => schema.parse(rest));
    return {
      history,
      hazard: of('history', schemas.history)[0]?.hazard ?? '',
      people: of('person', schemas.person).map(({ person }) => person),
      events: of('event', schemas.event),
      identities: of('identity', schemas.identity),
      fields: of('field', schemas.field),
      erasures: of('erasure', schemas.erasure),
      ambiguities: of('ambiguity', schemas.ambiguity),
    };
  });
}
