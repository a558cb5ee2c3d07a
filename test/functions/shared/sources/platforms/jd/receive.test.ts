import { describe, expect, test } from 'vitest';
import { demoConfig } from '../../../../../kit/demo.ts';
import { openInlet } from '../../../../../kit/inlet.ts';
import { openId, options, order, request, source, xid } from './orders.ts';

const inbox = (more: object = {}) =>
  openInlet(demoConfig({ connections: { jd: { source: 'jd', options, trust: 'queue', ...more } }, groups: {} }));
const text = JSON.stringify(order());

describe('an order comes through the inlet alone', () => {
  test('named by an attribute', async () => {
    expect(await inbox().put(text, { connection: 'jd' })).toMatchObject([
      { source: '/jd/jd', type: 'order', subject: `10000001:${xid}`, time: '2026-03-01T12:00:00+08:00', data: order() },
    ]);
  });

  test('or by its shop', async () => {
    const inlet = { match: [{ path: 'venderId', equals: '10000001' }] };
    expect(await inbox({ inlet }).put(text)).toHaveLength(1);
    expect(await inbox({ inlet }).put(JSON.stringify(order({ venderId: '2' })))).toBe('inlet-unreadable');
  });

  test('not where the queue is not trusted: nothing in it proves anything', async () => {
    expect(await inbox({ trust: undefined }).put(text, { connection: 'jd' })).toBe('inlet-untrusted');
  });

  test('nor without acceptUnconfirmed, in whatever form', async () => {
    const off = { options: { ...options, acceptUnconfirmed: undefined } };
    expect(await inbox(off).put(text, { connection: 'jd' })).toBe('unconfirmed-not-accepted');
    expect(await inbox(off).put('x', { connection: 'jd' })).toBe('unconfirmed-not-accepted');
    const isFalse = { options: { ...options, acceptUnconfirmed: false } };
    expect(await inbox(isFalse).put(text, { connection: 'jd' })).toBe('unconfirmed-not-accepted');
  });

  test('nor over HTTP', () => {
    expect(source().judge(request(order()))).toBe('405 not-a-webhook');
  });
});

describe('what is read of it', () => {
  test.each<readonly [string, object, object]>([
    ['the newer id', {}, { subject: `10000001:${xid}` }],
    ['the older one, where there is no other', { xid_buyer: '' }, { subject: `10000001:${openId}` }],
    [
      'the order, where nobody is named',
      { xid_buyer: 'jd_17', open_id_buyer: null },
      { partitionKey: 'order:281000000001' },
    ],
  ])('ordered by %s', (_name, more, ordering) => {
    const { subject, partitionKey } = source().event(request(order(more)));
    expect({ ...(subject && { subject }), ...(partitionKey && { partitionKey }) }).toEqual(ordering);
  });

  test.each<readonly [string, object, string | undefined]>([
    ['when it changed', {}, '2026-03-01T12:00:00+08:00'],
    ['else when it began', { modified: '0001-01-01 00:00:00' }, '2026-03-01T11:58:00+08:00'],
    ['else nothing', { modified: 'yesterday', orderStartTime: '2026-13-01 12:00:00' }, undefined],
  ])('its time: %s', (_name, more, time) => {
    expect(source().event(request(order(more))).time).toBe(time);
  });

  test('asked for again it is the same event, until something in it changes', () => {
    const id = (body: object | string) => JSON.stringify(source().event(request(body)).idParts);
    expect(id(order())).toBe(id(` ${JSON.stringify(order(), null, 2)}`));
    expect(id(order({ modified: '2026-03-01 12:00:01' }))).not.toBe(id(order()));
    expect(id(order({ orderState: 'FINISHED_L' }))).not.toBe(id(order()));
  });

  test('a number of any length may stand for the order', () => {
    const body = text.replace('"281000000001"', '2810000000010000001');
    expect(source().event(request(body)).idParts.slice(0, 2)).toEqual(['order', '2810000000010000001']);
  });

  test.each<readonly [string, unknown]>([
    ['no JSON', 'orderId=1'],
    ['a list', [order()]],
    ['the answer around the order', { jingdong_pop_order_get_responce: { orderDetailInfo: { orderInfo: order() } } }],
    ['an order without its id', order({ orderId: '' })],
  ])('not to be read: %s', (_name, body) => {
    expect(source().decode(request(body))).toMatchObject({ outcome: 'undecodable', reason: 'body-malformed' });
  });
});
