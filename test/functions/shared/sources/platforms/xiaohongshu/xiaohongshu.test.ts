import { describe, expect, test } from 'vitest';
import type { Json } from '../../../../../../functions/shared/json/lossless.ts';
import { demoConfig } from '../../../../../kit/demo.ts';
import { webhookEndpoint } from '../../../../../kit/webhook-endpoint.ts';
import { openSource } from '../../../../../kit/source.ts';

const secret = { urlKey: 'invented0key0of0thirty0two0chars' };
const options = { sellerId: '5f0000000000000000000001', acceptUnsigned: true };
const source = (more: object = {}) => openSource('xiaohongshu', { ...options, ...more }, secret);
const STATUS = 'msg_fulfillment_status_change';
const DATA = '{"orderId":"P600000000000000001","orderStatus":2,"updateTime":1772337600123}';
const message = (msgTag: unknown, data: unknown = DATA, more: object = {}) => ({
  msgTag,
  sellerId: options.sellerId,
  data,
  ...more,
});
const request = (body: unknown, rawQuery = `key=${secret.urlKey}`) => ({
  method: 'POST',
  headers: { 'app-key': 'a', timestamp: '1772337600', sign: 'unknown' },
  rawQuery,
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});

describe('what is let in', () => {
  test('nothing without acceptUnsigned', () => {
    expect(source({ acceptUnsigned: undefined }).judge(request([message(STATUS)]))).toBe('403 unsigned-not-accepted');
  });

  test.each([
    ['with the key', `key=${secret.urlKey}`, 'verified'],
    ['without it', '', '403 url-key-mismatch'],
    ['with another', 'key=another0key0of0thirty0two0chars0', '403 url-key-mismatch'],
  ])('%s', (_name, rawQuery, expected) => {
    expect(source().judge(request([message(STATUS)], rawQuery))).toBe(expected);
  });

  test('GET is refused', () => {
    expect(source().judge({ ...request([message(STATUS)]), method: 'GET' })).toBe('405 method-not-allowed');
  });

  test('is answered in the platform’s words, and so is what is refused', async () => {
    const config = demoConfig({ connections: { red: { source: 'xiaohongshu', options } }, groups: {} });
    const { send, queue } = webhookEndpoint(config, { red: secret });
    const headers = { 'content-type': 'application/json' };
    expect(await send('red', request([message(STATUS), message('msg_after_sale_create')]))).toEqual({
      statusCode: 200,
      headers,
      body: '{"success":true,"error_code":0,"error_msg":""}',
    });
    expect(queue.sent).toHaveLength(2);
    expect(await send('red', request({ test: true }))).toMatchObject({ statusCode: 200 });
    expect(await send('red', request([message(STATUS)], ''))).toEqual({
      statusCode: 403,
      headers,
      body: '{"success":false,"error_code":-1,"error_msg":"refused"}',
    });
    expect(queue.sent).toHaveLength(2);
  });
});

describe('a message', () => {
  test('is an event of its order', () => {
    expect(source().event(request([message(STATUS)]))).toMatchObject({
      type: STATUS,
      partitionKey: 'order:P600000000000000001',
      time: '2026-03-01T04:00:00.123Z',
      data: { sellerId: options.sellerId, data: { orderStatus: 2 } },
    });
  });

  test('sent twice is one; another status, time or order is another', () => {
    const id = (data: string) => JSON.stringify(source().event(request([message(STATUS, data)])).idParts);
    expect(id(DATA)).toBe(id(DATA));
    for (const [from, to] of [
      ['2,', '4,'],
      ['0123}', '0124}'],
      ['P6', 'P7'],
    ] as const) {
      expect(id(DATA.replace(from, to))).not.toBe(id(DATA));
    }
  });

  test('the check of the address is none', () => {
    expect(source().events(request({ test: true }))).toEqual([]);
    expect(source().events(request([]))).toEqual([]);
  });

  test.each<readonly [string, unknown]>([
    ['no object', 7],
    ['without a tag', message('')],
  ])('beside one that is none is taken, and the other is told: %s', (_name, bad) => {
    expect(source().decode(request([bad, message(STATUS)]))).toMatchObject({
      outcome: 'events',
      events: [{ type: STATUS }],
      unread: { reason: 'body-malformed', detail: 'event 1 of a batch of 2: it is no message with a tag' },
    });
  });

  test.each<readonly [string, unknown]>([
    ['no JSON', 'x'],
    ['no list', message(STATUS)],
    ['nothing in it has a tag', [7, message('')]],
  ])('not to be read: %s', (_name, body) => {
    expect(source().decode(request(body))).toMatchObject({ outcome: 'undecodable', reason: 'body-malformed' });
  });
});

describe('it gives no identity', () => {
  const said = (tag: string, data: Json, more: object = {}) =>
    source().said(tag, { ...message(tag, null, more), data } as Json);

  test.each([
    STATUS,
    'msg_fulfillment_receiver_change',
    'msg_fulfillment_seller_remark_change',
    'msg_fulfillment_delivery_time_change',
    'msg_after_sale_create',
    'msg_after_sale_transfer',
    'msg_after_sale_audit_pass',
    'msg_after_sale_confirm_receive',
    'msg_after_sale_refund_finished',
  ])('%s, and says so', (tag) => {
    expect(said(tag, { orderId: 'P1', userId: 'u', phone: '15931000008' })).toEqual({
      outcome: 'ignored',
      reason: 'event-without-customer',
      detail: `${tag} gives no identity: it names an order and no buyer`,
    });
  });

  test('an address is no person', () => {
    expect(said('msg_fulfillment_receiver_change', { openAddressId: 'address-1' })).toMatchObject({
      reason: 'event-without-customer',
      discarded: [{ kind: 'xiaohongshu-address', field: 'data.openAddressId', reason: 'receiver' }],
    });
  });

  test.each<readonly [string, string, Json, object, string]>([
    ['of another shop', STATUS, {}, { sellerId: 'another' }, 'wrong-account'],
    ['of tomorrow', 'msg_of_tomorrow', {}, {}, 'event-not-handled'],
    ['no message', STATUS, 'text', {}, 'event-without-customer'],
  ])('%s', (_name, tag, data, more, reason) => {
    expect(said(tag, data, more)).toMatchObject({ reason });
  });
});

test('every sample passes the door', () => {
  const none = { reason: 'event-without-customer' };
  source().expectSamples({
    msg_fulfillment_status_change: none,
    msg_fulfillment_receiver_change: { ...none, discarded: [{ reason: 'receiver' }] },
    msg_after_sale_create: none,
  });
});
