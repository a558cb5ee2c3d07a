import { describe, expect, test } from 'vitest';
import { openSource } from '../../../../../kit/source.ts';

const source = (options: object = {}) => openSource('amazon', options);
const change = { SellerId: 'A1INVENTED', AmazonOrderId: '902-3159896-1390916', OrderChangeType: 'OrderStatusChange' };
const notification = (more: object = {}) => ({
  NotificationVersion: '1.0',
  NotificationType: 'ORDER_CHANGE',
  PayloadVersion: '1.0',
  EventTime: '2026-03-01T04:00:00.123Z',
  Payload: { OrderChangeNotification: change },
  NotificationMetadata: { ApplicationId: 'amzn1.app', NotificationId: 'd0e9e693-c3ad-4373-979f-ed4ec98dd746' },
  ...more,
});
const request = (body: unknown) => ({
  method: 'POST',
  headers: {},
  rawQuery: '',
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});
const small = (value: unknown): unknown =>
  typeof value === 'object' && value !== null
    ? Object.fromEntries(
        Object.entries(value).map(([key, each]) => [key.slice(0, 1).toLowerCase() + key.slice(1), small(each)]),
      )
    : value;

describe('a notification', () => {
  const expected = {
    type: 'ORDER_CHANGE',
    idParts: ['notification', 'ORDER_CHANGE', 'd0e9e693-c3ad-4373-979f-ed4ec98dd746'],
    partitionKey: 'order:902-3159896-1390916',
    time: '2026-03-01T04:00:00.123Z',
  };
  test.each<readonly [string, unknown]>([
    ['as Amazon puts it into a queue', notification()],
    ['with names in small letters, as older types have them', small(notification())],
    [
      'in EventBridge',
      {
        version: '0',
        'detail-type': 'ORDER_CHANGE',
        source: 'aws.partner/sellingpartnerapi.amazon.com',
        detail: notification(),
      },
    ],
  ])('%s', (_name, body) => {
    expect(source().event(request(body))).toMatchObject(expected);
  });

  test('without EventTime has the time of the change', () => {
    const changed = { ...change, OrderChangeTrigger: { TimeOfOrderChange: '2026-03-01T04:00:01.000Z' } };
    const body = notification({ EventTime: undefined, Payload: { OrderChangeNotification: changed } });
    expect(source().event(request(body)).time).toBe('2026-03-01T04:00:01.000Z');
  });

  test('sent twice is one event; another id or type is another; without an id the content decides', () => {
    const id = (body: object) => JSON.stringify(source().event(request(body)).idParts);
    expect(id(notification({ EventTime: '2026-03-02T04:00:00Z' }))).toBe(id(notification()));
    expect(id(notification({ NotificationMetadata: { NotificationId: 'b' } }))).not.toBe(id(notification()));
    expect(id(notification({ NotificationType: 'ORDER_STATUS_CHANGE' }))).not.toBe(id(notification()));
    const bare = notification({ NotificationMetadata: {} });
    expect(id(bare)).toBe(id({ ...bare }));
    expect(id({ ...bare, Payload: { a: 1 } })).not.toBe(id(bare));
  });

  test.each<readonly [string, unknown, string]>([
    ['no JSON', 'x', 'body-malformed'],
    ['a list', [notification()], 'body-malformed'],
    ['no type', notification({ NotificationType: null }), 'type-missing'],
    ['no payload', notification({ Payload: undefined }), 'type-missing'],
    ['EventBridge without a notification', { 'detail-type': 'x', detail: 'text' }, 'type-missing'],
  ])('not to be read: %s', (_name, body, reason) => {
    expect(source().decode(request(body))).toMatchObject({ outcome: 'undecodable', reason });
  });

  test('over HTTP there is none', () => {
    expect(source().judge(request(notification()))).toBe('405 not-a-webhook');
  });
});

describe('it gives no identity', () => {
  const said = (body: object, options?: object) => {
    const { type, data } = source(options).event(request(body));
    return source(options).said(type, data);
  };
  test.each(['ORDER_CHANGE', 'ORDER_STATUS_CHANGE'])('%s, and says so', (type) => {
    expect(said(notification({ NotificationType: type }))).toEqual({
      outcome: 'ignored',
      reason: 'event-without-customer',
      detail: `${type} gives no identity: it names an order and no buyer`,
    });
  });

  test('whatever stands beside the order', () => {
    const buyer = { BuyerEmail: 'x1y2z3@marketplace.amazon.de', BuyerName: 'Lin', Phone: '15931000001' };
    const body = notification({ Payload: { OrderChangeNotification: { ...change, ...buyer } } });
    expect(said(body)).toMatchObject({ reason: 'event-without-customer' });
  });

  test.each([
    ['of the seller', { sellerId: 'A1INVENTED' }, 'event-without-customer'],
    ['of another seller', { sellerId: 'A2INVENTED' }, 'wrong-account'],
  ])('%s', (_name, options, reason) => {
    expect(said(notification(), options)).toMatchObject({ reason });
  });

  test('other types are not for us', () => {
    expect(said(notification({ NotificationType: 'FEED_PROCESSING_FINISHED', Payload: { a: 1 } }))).toMatchObject({
      reason: 'event-not-handled',
    });
    expect(source().said('ORDER_CHANGE', 'text')).toMatchObject({ reason: 'event-without-customer' });
  });
});

test('every sample passes the inlet', () => {
  const none = { reason: 'event-without-customer' };
  source().expectSamples({ ORDER_CHANGE: none, 'ORDER_CHANGE/item': none });
});
