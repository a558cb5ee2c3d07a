import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  fromMessage,
  MAX_MESSAGE_BYTES,
  parseEnvelope,
  toMessages,
} from '../../../../functions/shared/envelope/codec.ts';
import type { Envelope } from '../../../../functions/shared/envelope/envelope.ts';
import type { Json } from '../../../../functions/shared/json/lossless.ts';
import type { OutgoingMessage } from '../../../../functions/shared/ports/ports.ts';
import { MemoryArchive } from '../../../kit/ports.ts';

const envelope: Envelope = {
  specversion: '1.0',
  id: 'event-1',
  source: '/shopify/shop',
  type: 'customers/update',
  subject: 'customer:7214500000000000001',
  time: '2026-03-01T12:00:00+08:00',
  datacontenttype: 'application/json',
  data: { id: '7214500000000000001', first_name: '晓岚', price: 1.5, list: [null, true, {}] },
  connection: 'shop',
  receivedtime: '2026-03-01T04:00:01.234Z',
};

async function toMessage(sent: Envelope, archive = new MemoryArchive(), dataText?: string): Promise<OutgoingMessage> {
  const [message] = await toMessages([{ envelope: sent, dataText }], archive);
  if (!message) throw new Error('no message');
  return message;
}

describe('round trip', () => {
  test('an envelope comes back as it was', async () => {
    const { body } = await toMessage(envelope);
    expect(await fromMessage(body, new MemoryArchive())).toEqual({ ok: true, envelope });
  });

  test('with every optional attribute', async () => {
    const { subject: _subject, ...rest } = envelope;
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const other = { ...rest, partitionkey: 'order:1', traceparent };
    const { body } = await toMessage(other);
    expect(await fromMessage(body, new MemoryArchive())).toEqual({ ok: true, envelope: other });
  });

  test('whatever the data are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue({ noUnicodeString: false }), async (value) => {
        // JSON has no -0 and no integer beyond 2^53 (those are strings in an envelope).
        const data = JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
          typeof part === 'number' && !Number.isSafeInteger(part) ? 0.5 : part,
        ) as Json;
        const { body } = await toMessage({ ...envelope, data });
        expect(await fromMessage(body, new MemoryArchive())).toEqual({ ok: true, envelope: { ...envelope, data } });
      }),
    );
  });

  test('the platform’s own text goes as it is', async () => {
    const { body } = await toMessage(envelope, new MemoryArchive(), '{"id" : 1.0,\n"a":"\\u00e9"}');
    expect(body).toContain('"data":{"id" : 1.0,\n"a":"\\u00e9"}}');
    expect(await fromMessage(body, new MemoryArchive())).toMatchObject({ envelope: { data: { id: 1, a: 'é' } } });
  });

  test('a bare 64-bit id written by another program is kept digit for digit', async () => {
    const body = JSON.stringify(envelope).replace('"7214500000000000001"', '7214500000000000001');
    expect(await fromMessage(body, new MemoryArchive())).toEqual({ ok: true, envelope });
  });
});

describe('claim check', () => {
  const large = (bytes: number): Envelope => ({ ...envelope, data: { note: 'x'.repeat(bytes) } });

  test('an envelope over 900 KiB leaves its data in the archive', async () => {
    const archive = new MemoryArchive();
    const sent = large(MAX_MESSAGE_BYTES);
    const { body } = await toMessage(sent, archive);
    expect(Buffer.byteLength(body)).toBeLessThan(2000);
    expect([...archive.objects.keys()]).toEqual([expect.stringMatching(/^claims\/[0-9a-f]{64}$/)]);
    expect(await fromMessage(body, archive)).toEqual({ ok: true, envelope: sent });
  });

  test('bytes count, not characters', async () => {
    const archive = new MemoryArchive();
    const sent = { ...envelope, data: { note: '归'.repeat(MAX_MESSAGE_BYTES / 3) } };
    const { body } = await toMessage(sent, archive);
    expect(archive.objects.size).toBe(1);
    expect(await fromMessage(body, archive)).toEqual({ ok: true, envelope: sent });
  });

  test('up to 900 KiB everything is in the message', async () => {
    const archive = new MemoryArchive();
    const overhead = Buffer.byteLength((await toMessage(large(0))).body);
    const { body } = await toMessage(large(MAX_MESSAGE_BYTES - overhead), archive);
    expect(Buffer.byteLength(body)).toBe(MAX_MESSAGE_BYTES);
    expect(archive.objects.size).toBe(0);
  });

  test('sent again, it takes the same place', async () => {
    const archive = new MemoryArchive();
    const sent = large(MAX_MESSAGE_BYTES);
    expect(await toMessage(sent, archive)).toEqual(await toMessage(sent, archive));
    expect(archive.objects.size).toBe(1);
  });

  test('an archive that does not take it: no message', async () => {
    const archive = new MemoryArchive();
    archive.failing = true;
    await expect(toMessage(large(MAX_MESSAGE_BYTES), archive)).rejects.toThrow('archive');
  });

  test('nothing at the claim check', async () => {
    const { body } = await toMessage(large(MAX_MESSAGE_BYTES));
    expect(await fromMessage(body, new MemoryArchive())).toMatchObject({ ok: false, reason: 'archive-missing' });
  });

  test('a claim check leads nowhere but to claims', async () => {
    const archive = new MemoryArchive();
    await archive.put('quarantine/shop/x.json', Buffer.from('{}'));
    const { data: _data, ...rest } = envelope;
    const body = JSON.stringify({ ...rest, dataref: 'quarantine/shop/x.json' });
    expect(await fromMessage(body, archive)).toMatchObject({ ok: false, reason: 'archive-missing' });
  });

  test('an envelope that came with a claim check goes on with it', async () => {
    const archive = new MemoryArchive();
    await archive.put('claims/x', Buffer.from('{"a":1}'));
    const { data: _data, ...rest } = envelope;
    const parsed = parseEnvelope(JSON.stringify({ ...rest, dataref: 'claims/x' }));
    if (!parsed.ok) throw new Error(parsed.detail);
    const { body } = await toMessage(parsed.envelope, archive);
    expect(await fromMessage(body, archive)).toEqual({ ok: true, envelope: { ...envelope, data: { a: 1 } } });
  });
});

describe('what is no envelope is said by field, never by value', () => {
  const without = (field: keyof Envelope) =>
    Object.fromEntries(Object.entries(envelope).filter(([key]) => key !== field));

  test.each([
    ['no JSON', '{"id":', 'the message is not JSON'],
    ['an array', '[]', '(envelope)'],
    ['null', 'null', '(envelope)'],
    ...(
      ['specversion', 'id', 'source', 'type', 'time', 'datacontenttype', 'data', 'connection', 'receivedtime'] as const
    ).map((field) => [`without ${field}`, JSON.stringify(without(field)), field]),
    ['another version', JSON.stringify({ ...envelope, specversion: '0.3' }), 'specversion'],
    ['an empty id', JSON.stringify({ ...envelope, id: '' }), 'id'],
    ['an id that is a number', JSON.stringify({ ...envelope, id: 7 }), 'id'],
    ['half a surrogate pair', JSON.stringify({ ...envelope, id: '\ud800' }), 'id'],
    ['a subject of 1025 characters', JSON.stringify({ ...envelope, subject: '1'.repeat(1025) }), 'subject'],
    ['a time without an offset', JSON.stringify({ ...envelope, time: '2026-03-01T12:00:00' }), 'time'],
    ['a time that does not exist', JSON.stringify({ ...envelope, time: '2026-13-41T12:00:00Z' }), 'time'],
    ['XML', JSON.stringify({ ...envelope, datacontenttype: 'application/xml' }), 'datacontenttype'],
  ])('%s', (_name, body, field) => {
    const parsed = parseEnvelope(body);
    expect(parsed).toMatchObject({ ok: false, reason: 'envelope-invalid' });
    if (!parsed.ok) expect(parsed.detail).toContain(field);
    if (!parsed.ok) expect(parsed.detail).not.toContain('7214500000000000001');
  });

  test('every wrong field at once', () => {
    const parsed = parseEnvelope(JSON.stringify({ ...envelope, id: '', time: 'yesterday', connection: 1 }));
    expect(parsed).toEqual({
      ok: false,
      reason: 'envelope-invalid',
      detail: 'missing or not as specified: id, time, connection',
    });
  });
});

describe('group and deduplication id', () => {
  const ids = async (changes: Partial<Envelope>) => {
    const { groupId, deduplicationId } = await toMessage({ ...envelope, ...changes });
    return { groupId, deduplicationId };
  };

  test('are hex of at most 128 characters, whatever the envelope says', async () => {
    const word = fc.string({ unit: 'grapheme', minLength: 1 });
    await fc.assert(
      fc.asyncProperty(word, word, word, async (id, subject, connection) => {
        for (const value of Object.values(await ids({ id, subject, connection }))) {
          expect(value).toMatch(/^[0-9a-f]{1,128}$/);
        }
      }),
    );
  });

  test('one person of one connection is one group', async () => {
    const { groupId } = await ids({});
    expect((await ids({ id: 'other', type: 'x', time: '2027-01-01T00:00:00Z', data: null })).groupId).toBe(groupId);
    expect((await ids({ subject: 'customer:2' })).groupId).not.toBe(groupId);
    expect((await ids({ connection: 'other' })).groupId).not.toBe(groupId);
  });

  test('an event without a person is grouped by its partition key, else alone', async () => {
    const { subject: _subject, ...nobody } = envelope;
    const groupOf = async (changes: Partial<Envelope>) => (await toMessage({ ...nobody, ...changes })).groupId;
    expect(await groupOf({ partitionkey: 'order:1', id: 'a' })).toBe(
      await groupOf({ partitionkey: 'order:1', id: 'b' }),
    );
    expect(await groupOf({ id: 'a' })).not.toBe(await groupOf({ id: 'b' }));
  });

  test('the deduplication id is the event’s, whenever it came', async () => {
    const { deduplicationId } = await ids({});
    expect((await ids({ receivedtime: '2027-01-01T00:00:00Z', traceparent: 't' })).deduplicationId).toBe(
      deduplicationId,
    );
    expect((await ids({ id: 'event-2' })).deduplicationId).not.toBe(deduplicationId);
  });

  test('two sources that send one id have two: ids are unique within their source', async () => {
    const sources = ['/brand-events/crm', '/brand-events/pos', '/brand-events/crm/4711'];
    for (const id of ['4711', 'a'.repeat(64)]) {
      const all = await Promise.all(sources.map(async (source) => (await ids({ id, source })).deduplicationId));
      expect(new Set(all).size).toBe(sources.length);
    }
  });
});
