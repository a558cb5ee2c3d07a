import { describe, expect, test } from 'vitest';
import demo from '../../../../guiyi.config.ts';
import { samplerOf } from '../../../../functions/shared/sources/sampler-of.ts';
import { deliveryIds } from '../../../../functions/shared/journal/delivery-ids.ts';
import { orderNumbers, readNumber } from '../../../../functions/shared/journal/order-numbers.ts';
import type { Json } from '../../../../functions/shared/json/lossless.ts';

describe('an event is known by the numbers of its orders', () => {
  test.each<readonly [string, string, Json, readonly string[]]>([
    ['shopify', 'orders/paid', { id: '5810200000094', name: '#204', order_number: 204 }, ['5810200000094', '204']],
    ['shopify', 'refunds/create', { id: '91', order_id: '5810200000094' }, ['91', '5810200000094']],
    ['shopline', 'orders/paid', { id: '21057401003', name: '#72003' }, ['21057401003', '72003']],
    ['shoplazza', 'orders/create', { id: '5fb73f95-db9f-4a3d', number: 'GY1003' }, ['5fb73f95-db9f-4a3d', 'gy1003']],
    ['woocommerce', 'order.updated', { id: 9_204_003, number: '9204003' }, ['9204003']],
    ['bigcommerce', 'store/order/created', { data: { type: 'order', id: 33_004_003 } }, ['33004003']],
    ['stripe', 'charge.succeeded', { id: 'evt_1', data: { object: { id: 'ch_ff74' } } }, ['evt_1', 'ch_ff74']],
    ['wechat-pay', 'TRANSACTION.SUCCESS', { resource: { out_trade_no: 'ORDER3' } }, ['order3']],
    ['wechat-pay', 'X', { resource: { sub_orders: [{ out_trade_no: 'A1' }, { out_trade_no: 'A2' }] } }, ['a1', 'a2']],
    [
      'wechat-store',
      'channels_ec_order_pay',
      { order_info: { order_id: '3705115058471208931' } },
      ['3705115058471208931'],
    ],
    ['youzan', 'trade_TradePaid', { msg: { tid: 'E20261130' } }, ['e20261130']],
    ['pinduoduo', 'pdd_trade_TradeConfirmed', { message: { content: { tid: '261130-543' } } }, ['261130-543']],
    ['doudian', 'doudian_trade_TradePaid', { data: { p_id: '490', s_ids: ['491', '492'] } }, ['490', '491', '492']],
    ['amazon', 'ORDER_CHANGE', { Payload: { N: { AmazonOrderId: '902-3000003-1234567' } } }, ['902-3000003-1234567']],
    ['adobe-commerce', 'order.placed', { value: { increment_id: '000000123', entity_id: 45 } }, ['45', '000000123']],
    ['brand-events', 'member.bought', { order: { no: 'T-17' }, name: 'Lan 3' }, ['t-17']],
    ['github-style', 'receipt.paid', { orders: [{ number: 'R1' }, { number: 'R2' }] }, ['r1', 'r2']],
    ['shopify', 'customers/create', { id: '7214500000003', name: '何 3' }, []],
    ['woocommerce', 'order.created', { id: '1', billing: { name: '何3' }, note: { id: 2 } }, ['1']],
    ['shopify', 'orders/paid', 'no object', []],
  ])('%s %s', (platform, type, data, numbers) => {
    expect(orderNumbers({ source: `/${platform}/x`, type, data })).toEqual(numbers);
  });

  const samples = Object.entries(demo.connections).flatMap(([connection, { source, options }]) => {
    const sampler = samplerOf(source);
    const aboutOrders = sampler?.events.filter((event) =>
      /^orders|order\.|order_|_order|trade|TRANSACTION|ORDER/.test(event),
    );
    return (aboutOrders ?? []).map((event) => {
      const data = sampler?.payload(event, options, { now: 1_772_337_600_000, sequence: 3 });
      return { source: `/${source}/${connection}`, type: event, data: data as Json };
    });
  });
  // A member's discount is asked for before there is an order: it names a session.
  const withoutOrder = ['channels_ec_order_use_vip_discount'];
  test('of every source that sends orders', () => {
    expect(new Set(samples.map(({ source }) => source)).size).toBeGreaterThanOrEqual(12);
    expect(samples.filter((sample) => orderNumbers(sample).length === 0).map(({ type }) => type)).toEqual(withoutOrder);
  });

  test('eight at most, however many there are', () => {
    const orders = Array.from({ length: 100 }, (_, index) => ({ orderId: `O${index}` }));
    expect(orderNumbers({ source: '/till/x', type: 'a', data: { orders } })).toHaveLength(8);
  });

  test.each([
    ['#204', '204'],
    [' ＃204 ', '204'],
    ['GY1003', 'gy1003'],
    ['lan@shop.test1', undefined],
    ['a name', undefined],
    ['', undefined],
  ])('%j is looked for as %j', (text, number) => {
    expect(readNumber(text)).toBe(number);
  });
});

describe('a delivery is known by the id that the platform gives it', () => {
  test.each([
    [{ 'x-shopify-webhook-id': 'w-1', 'x-shopify-event-id': 'e-1' }, {}, ['w-1', 'e-1']],
    [{ 'x-github-delivery': '72d3' }, {}, ['72d3']],
    [{ 'webhook-id': 'msg_1' }, { eventId: 'k-1' }, ['msg_1', 'k-1']],
    [{}, { id: 'evt_33df' }, ['evt_33df']],
    [{}, { id: 'an order' }, []],
    [{ authorization: 'secret', 'webhook-id': '' }, null, []],
  ])('%j %j', (headers, data, ids) => {
    expect(deliveryIds(headers, data)).toEqual(ids);
  });
});
