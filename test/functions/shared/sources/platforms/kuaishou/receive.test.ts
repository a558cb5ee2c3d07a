import { createCipheriv } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { WebhookRequest } from '../../../../../../functions/shared/http/webhook-request.ts';
import { added, appKey, message, order, paid, request, secret, seller, source } from './messages.ts';

const genuine = request(added);
const text = Buffer.from(genuine.body).toString();
const withText = (body: string): WebhookRequest => ({ ...genuine, body: Buffer.from(body) });
const raw = (bytes: Uint8Array): WebhookRequest => withText(Buffer.from(bytes).toString('base64'));
const bytes = Buffer.from(text, 'base64');

/** Without padding, so that a forger's block shows what becomes of it. */
function sealed(plain: string): Uint8Array {
  const key = Buffer.from(secret.messageSecret, 'base64');
  const cipher = createCipheriv('aes-128-cbc', key, Buffer.alloc(16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.final()]);
}

describe('what opens with the key is let in', () => {
  test.each([16, 24, 32])('a key of %i bytes', (length) => {
    const live = { messageSecret: Buffer.alloc(length, 'k').toString('base64') };
    expect(source().judge(request(added, live), live)).toBe('verified');
  });

  test.each([
    ['as it is', text],
    ['with the line end of a proxy', `${text}\n`],
    ['in lines of 76 characters', text.replace(/.{76}/g, '$&\r\n')],
  ])('%s', (_name, body) => {
    expect(source().judge(withText(body))).toBe('verified');
  });

  test('whatever content type it calls itself', () => {
    expect(source().judge({ ...genuine, headers: { 'content-type': 'application/json' } })).toBe('verified');
  });

  test('during a change either key, the older one too', () => {
    const older = { messageSecret: Buffer.from('invented0key0older00older'.slice(0, 16)).toString('base64') };
    expect(source().judge(request(added, older), older)).toBe('verified');
    expect(source().judge(request(added, older))).toBe('403 ciphertext-invalid');
  });
});

describe('what does not is refused, all in one way', () => {
  test.each<readonly [string, WebhookRequest]>([
    ['encrypted with another key', request(added, { messageSecret: Buffer.alloc(16, 'x').toString('base64') })],
    ['the JSON in the clear', withText(JSON.stringify(added))],
    ['nothing', withText('')],
    ['no Base64', withText('%%%%')],
    ['Base64 of the URL kind', withText(`${text.slice(0, -4)}-_==`)],
    ['without its padding signs', withText(text.replace(/=+$/, '').slice(0, -1))],
    ['a block cut in two', raw(bytes.subarray(0, 40))],
    ['the last block missing', raw(bytes.subarray(0, -16))],
    ['the first block missing', raw(bytes.subarray(16))],
    ['a wrong padding', raw(sealed('{"appKey":"ks"}\u0011'))],
    ['a right padding and no JSON', request('not json at all')],
    ['JSON that is no object', request('[1,2,3]')],
    ['an object without an app key', request({ event: 'x' })],
    ['an app key that is no text', request({ ...added, appKey: 7 })],
    ['not UTF-8', raw(sealed('a'.repeat(15) + '\u0001').map((byte, index) => (index === 3 ? byte ^ 255 : byte)))],
  ])('%s', (_name, sent) => {
    expect(source().verify(sent)).toEqual({
      outcome: 'rejected',
      status: 403,
      reason: 'ciphertext-invalid',
      detail: 'the body does not open to a message of Kuaishou',
    });
  });

  test.each<readonly [string, WebhookRequest]>([
    ['for another app', request({ ...added, appKey: 'ks0000000000000001' })],
    ['of a seller who is not named', request({ ...added, userId: 2_000_000_185 })],
    ['of no seller', request({ ...added, userId: null })],
  ])('a message %s', (_name, sent) => {
    expect(source().judge(sent)).toBe('403 wrong-account');
  });

  test('without userIds any seller of the app', () => {
    expect(source({ userIds: undefined }).judge(request({ ...added, userId: 2_000_000_185 }))).toBe('verified');
  });

  test('GET', () => {
    expect(source().judge({ ...genuine, method: 'GET' })).toBe('405 method-not-allowed');
  });
});

test('each bit of a message holds it together: of all changed ones none gets in', () => {
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = Buffer.from(bytes);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    expect(source().judge(raw(changed)), `bit ${bit}`).toMatch(/^403 /);
  }
});

describe('a message', () => {
  test('with a buyer is the buyer’s with this seller; its time is the last change', () => {
    expect(source().event(genuine)).toMatchObject({
      type: 'kwaishop_order_addOrder',
      idParts: ['event', 'kwaishop_order_addOrder', 'e1'],
      subject: `${seller}:f0000000000000000000000000001a7f`,
      time: '2026-03-01T04:00:00.123Z',
      data: { appKey, info: { oid: 2_600_000_000_000_301 } },
    });
  });

  test.each([
    ['an order', paid, 'order:2600000000000301'],
    ['a refund', message('kwaishop_aftersales_addRefund', { orderId: '26000001' }), 'order:26000001'],
    ['a note', message('kwaishop_order_addNote', { note: 'x' }), 'order:2600000000000301'],
    [
      'a buyer who cannot be one',
      message('kwaishop_order_addOrder', order({ buyerOpenId: '0' })),
      'order:2600000000000301',
    ],
  ])('that names nobody waits for those of its order: %s', (_name, content, partitionKey) => {
    expect(source().event(request(content))).toMatchObject({ partitionKey });
  });

  test('keeps ids beyond 2^53, in the text within the text too', () => {
    const content = JSON.stringify(message('kwaishop_order_paySuccess', '{"oid":26000000000003012345}')).replace(
      /"bizId":\d+/,
      '"bizId":9007199254740993',
    );
    expect(source().event(request(content)).data).toMatchObject({
      bizId: '9007199254740993',
      info: { oid: '26000000000003012345' },
    });
  });

  test('info may be an object', () => {
    expect(source().event(request({ ...added, info: order() }))).toMatchObject({ subject: expect.any(String) });
  });

  test('of the platform’s own test: nothing comes of it', () => {
    expect(source().events(request({ ...added, test: true }))).toEqual([]);
  });

  test.each([
    ['of no seller', null],
    ['of a seller who is not named', 2_000_000_185],
  ])('of the platform’s own test %s is let in: it is a heartbeat of the app', (_name, userId) => {
    expect(source().events(request({ ...added, userId, test: true }))).toEqual([]);
    expect(source().judge(request({ ...added, userId, test: 'true' }))).toBe('403 wrong-account');
  });

  test('without updateTime its time is createTime', () => {
    expect(source().event(request({ ...added, updateTime: null })).time).toBe('2026-03-01T04:00:00.000Z');
  });

  test('another eventId is another event; without one the content decides', () => {
    const id = (content: object) => JSON.stringify(source().event(request(content)).idParts);
    expect(id({ ...added, eventId: 'e2' })).not.toBe(id(added));
    const { eventId: _, ...bare } = added;
    expect(id(bare)).toBe(id({ ...bare }));
    expect(id({ ...bare, updateTime: 1 })).not.toBe(id(bare));
  });

  test.each<readonly [string, object, string]>([
    ['no event', { ...added, event: null }, 'type-missing'],
    ['info that is no JSON', { ...added, info: 'free text' }, 'body-malformed'],
    ['no info', { ...added, info: undefined }, 'body-malformed'],
  ])('opened and not to be read: %s', (_name, content, reason) => {
    expect(source().decode(request(content))).toMatchObject({ outcome: 'undecodable', reason });
  });

  test('of an event that nobody knows may hold anything', () => {
    expect(source().event(request(message('kwaishop_item_update', 'free text')))).toMatchObject({
      data: { info: 'free text' },
    });
  });
});

test('a bridge whose queue is trusted hands on what is already open, for this app alone', () => {
  const body = Buffer.from(JSON.stringify(added));
  const bridged = { method: 'POST', headers: {}, rawQuery: '', body };
  expect(source().receiver.decode(body, bridged)).toMatchObject({ events: [{ type: 'kwaishop_order_addOrder' }] });
  const other = Buffer.from(JSON.stringify({ ...added, appKey: 'another' }));
  expect(source().receiver.decode(other, bridged)).toMatchObject({ reason: 'wrong-account' });
  expect(source().receiver.decode(genuine.body, bridged)).toMatchObject({ reason: 'body-malformed' });
});
