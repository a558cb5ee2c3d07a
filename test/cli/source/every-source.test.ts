import { beforeAll, describe, expect, test } from 'vitest';
import { type ReadingConnection, openReading } from '../../../cli/source/connection.ts';
import { openDocument } from '../../../cli/source/document.ts';
import { readStatements } from '../../../cli/source/golden.ts';
import { invented } from '../../../cli/source/invent.ts';
import { keysOf, leavesOf } from '../../../cli/source/leaves.ts';
import { maskOutcome } from '../../../operations/source/masked-outcome.ts';
import { type EventStatement, shapeOf } from '../../../cli/source/statement.ts';
import type { Json } from '../../../functions/shared/json/lossless.ts';
import { capturedSample, everySample, everySourceConfig } from '../../kit/every-source.ts';

/** What tells whose event it is, in the samples: their people are the same everywhere. */
const CONTACT = /@mail\.example|(?<!\d)1(?:54|59310000[1-9])\d*/;
const NAME = /晓岚|子墨|雨桐|思远|嘉宁|一帆|若溪/;

describe.each(everySample.map(([connection, event]) => ({ connection, event })))('$connection $event', (sample) => {
  const { connection } = sample;
  let reading: ReadingConnection;
  let headers: Readonly<Record<string, string>>;
  let body: string;
  let original: readonly EventStatement[];
  beforeAll(() => {
    reading = openReading(everySourceConfig, connection);
    const captured = capturedSample(connection, sample.event);
    body = Buffer.from(captured.body).toString();
    headers = Object.fromEntries(Object.entries(captured.headers).map(([name, value]) => [name, value ?? '']));
    original = readStatements(reading, headers, body) ?? [];
  });

  test('is read and shown without a personal value', () => {
    expect(original).not.toEqual([]);
    const shown = JSON.stringify(original.map(({ outcome }) => maskOutcome(outcome)));
    expect(valuesOf(original).filter((value) => value.length >= 4 && shown.includes(value))).toEqual([]);
  });

  test('is accepted as the same event of somebody else', () => {
    const document = openDocument(body);
    const invention = document && invented(document, (text) => readStatements(reading, headers, text), reading.region);
    expect(invention).toMatchObject({ ok: true });
    if (!invention?.ok) return;
    expect(shapeOf(readStatements(reading, headers, invention.body) ?? [])).toBe(shapeOf(original));
    const left = openDocument(invention.body)?.values ?? null;
    const texts = [...leavesOf(left), ...keysOf(left)].map(String);
    const personal = valuesOf(original);
    expect(texts.filter((text) => personal.includes(text))).toEqual([]);
    expect(personal.filter((value) => value.length >= 4 && invention.body.includes(value))).toEqual([]);
    const before: Json = openDocument(body)?.values ?? null;
    const contacts = leavesOf(before)
      .map(String)
      .filter((text) => CONTACT.test(text) || NAME.test(text));
    expect(contacts.filter((text) => invention.body.includes(text))).toEqual([]);
  });
});

/** The identities of an event, and what it says of its person. */
function valuesOf(all: readonly EventStatement[]): readonly string[] {
  return all.flatMap(({ outcome }) => {
    if (outcome.outcome === 'ignored') return [];
    return outcome.changes.flatMap((change) => {
      const identities = change.identities.map(({ value }) => value);
      if (change.kind !== 'upsert') return identities;
      const { name, nickName, birthday, province, city, district } = change.profile;
      return [
        ...identities,
        ...[name, nickName, birthday, province, city, district].filter((text) => text !== undefined),
      ];
    });
  });
}
