import * as z from 'zod/mini';
import type { HistoryTruth } from '../truth-records.ts';

/** The truth as JSON lines: a record a line, each with its history. */

const text = z.string();
const fields = z.strictObject({ name: z.optional(text), city: z.optional(text) });
const event = z.strictObject({
  id: text,
  time: text,
  about: z.nullable(text),
  proves: z.array(text),
  typed: z.record(text, z.nullable(text)),
  states: fields,
  untrue: z.array(z.enum(['name', 'city'])),
  expect: z.enum(['placed', 'unplaced', 'either']),
});
const identity = z.strictObject({
  kind: text,
  scope: text,
  value: text,
  owners: z.array(z.strictObject({ person: text, from: text, to: z.optional(text) })),
});
const erasure = z.strictObject({ person: text, time: text, everywhere: z.boolean(), named: z.array(text) });
const ambiguity = z.strictObject({ identity: text, people: z.tuple([text, text]), events: z.tuple([text, text]) });

const line = z.discriminatedUnion('record', [
  z.strictObject({ history: text, record: z.literal('history'), hazard: text }),
  z.strictObject({ history: text, record: z.literal('person'), person: text }),
  z.strictObject({ history: text, record: z.literal('event'), ...event.shape }),
  z.strictObject({ history: text, record: z.literal('identity'), ...identity.shape }),
  z.strictObject({ history: text, record: z.literal('erasure'), ...erasure.shape }),
  z.strictObject({ history: text, record: z.literal('ambiguity'), ...ambiguity.shape }),
]);
type Line = z.infer<typeof line>;

export function truthLines({
  history,
  hazard,
  people,
  events,
  identities,
  erasures,
  ambiguities,
}: HistoryTruth): readonly string[] {
  const records: readonly object[] = [
    { record: 'history', hazard },
    ...people.map((person) => ({ record: 'person', person })),
    ...events.map((one) => ({ record: 'event', ...one })),
    ...identities.map((one) => ({ record: 'identity', ...one })),
    ...erasures.map((one) => ({ record: 'erasure', ...one })),
    ...ambiguities.map((one) => ({ record: 'ambiguity', ...one })),
  ];
  return records.map((record) => JSON.stringify({ history, ...record }));
}

/** @throws Error where a line is none of a truth */
export function readTruth(texts: readonly string[]): readonly HistoryTruth[] {
  const lines = texts.map((one) => line.parse(JSON.parse(one)));
  return [...Map.groupBy(lines, ({ history }) => history)].map(([history, ofOne]): HistoryTruth => {
    const of = <R extends Line['record']>(record: R) =>
      ofOne.filter((one): one is Extract<Line, { record: R }> => one.record === record);
    const bare = <R extends Line['record']>(record: R) =>
      of(record).map(({ history: _history, record: _record, ...rest }) => rest);
    return {
      history,
      hazard: of('history')[0]?.hazard ?? '',
      people: of('person').map(({ person }) => person),
      events: bare('event') as unknown as HistoryTruth['events'],
      identities: bare('identity') as unknown as HistoryTruth['identities'],
      erasures: bare('erasure') as unknown as HistoryTruth['erasures'],
      ambiguities: bare('ambiguity') as unknown as HistoryTruth['ambiguities'],
    };
  });
}
