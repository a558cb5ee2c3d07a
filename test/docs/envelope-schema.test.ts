import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseEnvelope } from '../../functions/shared/envelope/codec.ts';
import { brandEventsIdentity } from '../../functions/shared/sources/platforms/brand-events/identify.ts';
import { fits } from './json-schema.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const schema = JSON.parse(read('docs/envelope.schema.json')) as Record<string, unknown>;
const example = read('docs/examples/member-bound.json');
const complete = {
  ...(JSON.parse(example) as Record<string, unknown>),
  dataref: 'claims/0',
  partitionkey: 'order:1',
  traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  deliveryid: 'b54557e4',
  mended: 'data.name',
};

const without = (...names: readonly string[]) =>
  Object.fromEntries(Object.entries(complete).filter(([name]) => !names.includes(name)));
const required = ['specversion', 'id', 'source', 'type', 'time', 'datacontenttype', 'connection', 'receivedtime'];
const optional = ['subject', 'data', 'dataref', 'partitionkey', 'traceparent'];
const words = ['id', 'source', 'type', 'subject', 'dataref', 'connection', 'partitionkey'];
const times = ['time', 'receivedtime'];

const valid: [string, unknown][] = [
  ['every member', complete],
  ['the required members and data', without('subject', 'dataref', 'partitionkey', 'traceparent')],
  ['data that is null', { ...without('dataref'), data: null }],
  ['data that is a list', { ...without('dataref'), data: [1] }],
  ['a member that nobody knows', { ...complete, tenant: 7 }],
  ['a traceparent of any text', { ...complete, traceparent: '' }],
  ...optional.map((name): [string, unknown] => [`no ${name}`, without(name)]),
  ...words.map((name): [string, unknown] => [`${name} of 1024 characters`, { ...complete, [name]: '一'.repeat(1024) }]),
  ...times.flatMap((name) =>
    ['2026-11-22T02:15:00Z', '2026-11-22T02:15:00.123456Z', '2026-11-22T10:15:00+08:00'].map(
      (value): [string, unknown] => [`${name} ${value}`, { ...complete, [name]: value }],
    ),
  ),
];
const invalid: [string, unknown][] = [
  ['null', null],
  ['a list', [complete]],
  ['a text', 'subscribe'],
  ['neither data nor dataref', without('data', 'dataref')],
  ['another version', { ...complete, specversion: '0.3' }],
  ['another content type', { ...complete, datacontenttype: 'application/xml' }],
  ['a traceparent that is no text', { ...complete, traceparent: 1 }],
  ...required.map((name): [string, unknown] => [`no ${name}`, without(name)]),
  ...words.flatMap((name): [string, unknown][] => [
    [`${name} empty`, { ...complete, [name]: '' }],
    [`${name} null`, { ...complete, [name]: null }],
    [`${name} a number`, { ...complete, [name]: 17 }],
    [`${name} of 1025 characters`, { ...complete, [name]: 'x'.repeat(1025) }],
  ]),
  ...times.flatMap((name) =>
    [
      '2026-11-22 10:15:00',
      '2026-11-22T10:15:00',
      '2026-11-22',
      '1795000000',
      ' 2026-11-22T02:15:00Z',
      '2026-13-22T02:15:00Z',
      '2026-11-22T02:15:60Z',
    ].map((value): [string, unknown] => [`${name} ${value}`, { ...complete, [name]: value }]),
  ),
];

describe('docs/envelope.schema.json and the codec', () => {
  it.each(valid)('accept %s', (_title, envelope) => {
    expect(fits(envelope, schema)).toBe(true);
    expect(parseEnvelope(JSON.stringify(envelope)).ok).toBe(true);
  });

  it.each(invalid)('refuse %s', (_title, envelope) => {
    expect(fits(envelope, schema)).toBe(false);
    expect(parseEnvelope(JSON.stringify(envelope)).ok).toBe(false);
  });

  it('know the same members', () => {
    const parsed = parseEnvelope(JSON.stringify({ ...complete, unknown: true }));
    const known = parsed.ok ? Object.keys(parsed.envelope) : [];
    expect(Object.keys(schema['properties'] as object).toSorted()).toEqual(known.toSorted());
    expect((schema['required'] as string[]).toSorted()).toEqual(required.toSorted());
  });

  it('have a version, and fetch nothing', () => {
    expect(schema['$id']).toBe('urn:guiyi:envelope:1');
    const references = [...read('docs/envelope.schema.json').matchAll(/"\$ref": "([^"]+)"/g)].map(([, to]) => to);
    expect(references.length).toBeGreaterThan(5);
    expect(references.filter((to) => !to?.startsWith('#/'))).toEqual([]);
  });
});

describe('the example of an envelope', () => {
  it('fits, and says that its identities are one person’s', () => {
    const parsed = parseEnvelope(example);
    expect(parsed.ok && parsed.envelope).toEqual(JSON.parse(example));
    expect(fits(JSON.parse(example), schema)).toBe(true);
    const identified = parsed.ok ? brandEventsIdentity.configure({}) : undefined;
    expect(identified?.ok).toBe(true);
    if (!parsed.ok || !identified?.ok) return;
    expect(identified.value(parsed.envelope)).toMatchObject({
      outcome: 'changes',
      changes: [{ kind: 'upsert', profile: { name: '林晓岚' }, identities: { length: 3 }, triggers: ['member-bound'] }],
    });
  });

  it.each(['docs/inlet.md', 'docs/zh/inlet.md'])('stands in %s as it is', (file) => {
    const blocks = [...read(file).matchAll(/```json\n([^]*?)```/g)].map(([, text]) => text ?? '');
    const envelopes = blocks.filter((text) => text.includes('"specversion"'));
    expect(envelopes).toEqual([example]);
  });
});
