import { describe, expect, test } from 'vitest';
import type { Json } from '../../../../../../functions/shared/json/lossless.ts';
import { openSource } from '../../../../../kit/source.ts';

const source = (options: object = {}) => openSource('pinduoduo', options);
const CONTENT = '{"mall_id":100000001,"tid":"260301-000000000000540"}';
const frame = (type: unknown, content: unknown = CONTENT, more: object = {}) => ({
  id: '9000000000000000001',
  commandType: 'Common',
  time: 1_772_337_600_123,
  sendTime: 1_772_337_600_456,
  message: { type, mallID: 100_000_001, content },
  ...more,
});
const PAID = 'pdd_trade_TradeConfirmed';
const request = (body: unknown) => ({
  method: 'POST',
  headers: {},
  rawQuery: '',
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});

describe('a frame', () => {
  test('is an event of its order', () => {
    expect(source().event(request(frame(PAID)))).toMatchObject({
      type: PAID,
      idParts: ['message', PAID, '9000000000000000001'],
      partitionKey: 'order:260301-000000000000540',
      time: '2026-03-01T04:00:00.123Z',
      data: { message: { content: { tid: '260301-000000000000540' } } },
    });
  });

  test('keeps an id that is a bare number of 64 bits', () => {
    const text = JSON.stringify(frame(PAID)).replace('"9000000000000000001"', '9000000000000000001');
    expect(source().event(request(text)).idParts).toEqual(['message', PAID, '9000000000000000001']);
  });

  test.each(['HeartBeat', 'Ack', 'Fail'])('%s is of the connection itself, and no event', (commandType) => {
    expect(source().events(request(frame(PAID, CONTENT, { commandType })))).toEqual([]);
    expect(source().events(request({ commandType, time: 1 }))).toEqual([]);
  });

  test.each<[string, number | string]>([
    ['in milliseconds', 1_772_330_400_000],
    ['in China’s time', '2026-03-01 10:00:00'],
  ])('a refund happened when it was changed, whenever it is sent, with a frame or without: %s', (_name, modified) => {
    const content = JSON.stringify({ tid: '260301-1', refund_id: '1', modified });
    const refund = { type: 'pdd_refund_RefundCreated', mallID: '100000001', content };
    for (const sent of [{ message: refund, time: 1_772_337_600_123 }, refund]) {
      expect(Date.parse(source().event(request(sent)).time ?? '')).toBe(1_772_330_400_000);
    }
  });

  test('without a commandType, a time or an id is read all the same', () => {
    const { message } = frame(PAID);
    const { time, idParts } = source().event(request({ message }));
    expect([time, idParts[0]]).toEqual([undefined, 'content']);
    expect(source().event(request({ message, sendTime: 1_772_337_600 })).time).toBe('2026-03-01T04:00:00.000Z');
  });

  test('may be its message alone, as Pinduoduo’s own library hands it on', () => {
    const { message } = frame(PAID);
    const event = source().event(request(message));
    expect(event).toEqual(source().event(request({ message })));
    expect(source({ mallId: '100000002' }).say(event)).toMatchObject({ reason: 'wrong-account' });
  });

  test.each<readonly [string, unknown, string]>([
    ['a type beside a message that has none', { type: PAID, message: { content: CONTENT } }, 'type-missing'],
    ['no JSON', 'x', 'body-malformed'],
    ['a list', [frame(PAID)], 'body-malformed'],
    ['no message', { commandType: 'Common' }, 'type-missing'],
    ['no type', frame(null), 'type-missing'],
    ['content that is no JSON', frame(PAID, 'x'), 'body-malformed'],
  ])('not to be read: %s', (_name, body, reason) => {
    expect(source().decode(request(body))).toMatchObject({ outcome: 'undecodable', reason });
  });

  test('over HTTP there is none', () => {
    expect(source().judge(request(frame(PAID)))).toBe('405 not-a-webhook');
  });
});

describe('it gives no identity', () => {
  const said = (type: string, content: Json, options?: object) =>
    source(options).said(type, { message: { type, mallID: 100_000_001, content } });

  test.each([
    ...['TradeConfirmed', 'TradeSellerShip', 'TradeSuccess', 'TradeLogisticsAddressChanged', 'TradeRiskChanged'].map(
      (name) => `pdd_trade_${name}`,
    ),
    ...['RefundCreated', 'RefundAgreeAgreement', 'RefundBuyerReturnGoods', 'RefundClosed'].map(
      (name) => `pdd_refund_${name}`,
    ),
  ])('%s, and says so', (type) => {
    expect(said(type, { mall_id: 1, tid: '1', receiver_phone: '15931000008', buyer_id: 'b' })).toEqual({
      outcome: 'ignored',
      reason: 'event-without-customer',
      detail: `${type} gives no identity: it names an order and no buyer`,
    });
  });

  test.each([
    ['of another shop', PAID, {}, { mallId: '100000002' }, 'wrong-account'],
    ['of this shop', PAID, {}, { mallId: '100000001' }, 'event-without-customer'],
    ['of goods', 'pdd_goods_GoodsUpdate', {}, {}, 'event-not-handled'],
  ])('%s', (_name, type, content, options, reason) => {
    expect(said(type, content, options)).toMatchObject({ reason });
  });

  test('data that are no message', () => {
    expect(source().said(PAID, 'text')).toMatchObject({ reason: 'event-without-customer' });
  });
});

test('every sample passes the inlet', () => {
  const none = { reason: 'event-without-customer' };
  source().expectSamples({
    pdd_trade_TradeConfirmed: none,
    pdd_trade_TradeSellerShip: none,
    pdd_trade_TradeSuccess: none,
    pdd_refund_RefundCreated: none,
  });
});
