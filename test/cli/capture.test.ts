import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { captureOfEvent, captureOfRequest } from '../../cli/capture.ts';
import { readCaptured } from '../../cli/source/captured.ts';
import { shownContent } from '../../operations/shown-content.ts';
import { temporaryFolder } from '../end-to-end/running-host.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** Written by one command and read by the other. */
function read(capture: Uint8Array) {
  const file = join(folder.path, 'capture');
  writeFileSync(file, capture);
  return readCaptured(file);
}

const quarantined = {
  id: 'shop:0000000000000000',
  connection: 'shop',
  reason: 'body-malformed',
  detail: 'no JSON',
  received: '2026-03-01T04:00:00.000Z',
  bytes: 1,
  query: '',
};

test.each<readonly [string, Readonly<Record<string, string>>, Uint8Array]>([
  ['JSON', { 'x-topic': 'orders/paid' }, Buffer.from('{"id":7214500000000000001}\r\n')],
  ['what looks like a header', { 'x-topic': 'a' }, Buffer.from('# x-topic: other\n\n{}')],
  ['empty lines before it', { 'x-topic': 'a' }, Buffer.from('\n\n{}')],
  ['what is no text', { 'x-topic': 'a' }, Uint8Array.from([0xc1, 0xd6, 0x00, 0x0a, 0xff])],
  ['nothing', { 'x-topic': 'a' }, new Uint8Array()],
  ['a body without headers', {}, Buffer.from('{"a":1}')],
])('a captured request is the headers and the bytes that came: %s', (_name, headers, body) => {
  const captured = read(captureOfRequest({ ...quarantined, headers, ...shownContent(body, undefined) }));
  expect(captured.headers).toEqual(headers);
  expect(Buffer.compare(captured.body, body)).toBe(0);
});

test('of a platform that encrypts it is what the present secret opens', () => {
  const opened = Buffer.concat([Buffer.from('<xml>\n'), Uint8Array.from([0xe5])]);
  const content = shownContent(Buffer.from('<xml><Encrypt>x</Encrypt></xml>'), opened);
  expect(Buffer.compare(read(captureOfRequest({ ...quarantined, headers: {}, ...content })).body, opened)).toBe(0);
});

test('an event says which of its texts were mended: nobody is named by them', () => {
  const event = { time: '2026-03-01T04:00:00Z', data: { note: 'xy' }, mended: 'note' };
  const view = { id: 'e-1', type: 'orders/paid', state: 'done', source: '/shopify/shop', connection: 'shop', event };
  const capture = captureOfEvent({ ...view, receivedTime: '2026-03-01T04:00:01Z' });
  expect(JSON.parse(Buffer.from(capture).toString())).toMatchObject({ specversion: '1.0', mended: 'note' });
});

test('of an event of which nothing is kept there is no capture', () => {
  expect(() => captureOfEvent({ id: 'e-1', type: 'orders/paid', state: 'done', forgotten: true })).toThrow(/not kept/);
});
