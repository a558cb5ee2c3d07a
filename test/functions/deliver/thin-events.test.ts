import { describe, expect, test } from 'vitest';
import type { EnrichConfig } from '../../../functions/shared/enrichment/enrich-config.ts';
import type { Envelope } from '../../../functions/shared/envelope/envelope.ts';
import { enrichers } from '../../../functions/shared/sources/generated/enrichers.ts';
import { AmazonPlatform } from '../../kit/amazon-platform.ts';
import { BigcommercePlatform } from '../../kit/bigcommerce-platform.ts';
import { MINUTE, SECOND } from '../../kit/clock.ts';
import { deliveryWorld, memberBound } from '../../kit/delivery.ts';
import { demoConfig, secrets } from '../../kit/demo.ts';
import { DoudianPlatform } from '../../kit/doudian-platform.ts';
import { platformTransport } from '../../kit/platform-transport.ts';

const STORE = 'demo12345';
const SHOP = '20000001';
const ORDER = '6900000000000000002';
const OPEN_ID = '1@#Invented0Open0Id0000000001';
const DETAIL = 'order/orderDetail';
const APP = secrets['doudian-demo'] as { readonly appKey: string; readonly appSecret: string };

const SELLER = 'A1GUIYISAMPLE';
const ALIAS = 'a1b2c3d4e5f6g7h@marketplace.amazon.de';
const GET_ORDER = 'orders/2026-01-01/orders/902-3000001-1234567';
const LOGIN = { clientId: 'an-application', clientSecret: 'a-secret-of-a-test', refreshToken: 'a-refresh-of-a-test' };

/** Delivery beside a store of BigCommerce, a shop of Doudian and a seller on Amazon. */
function worldOf(enrich: EnrichConfig = {}) {
  let now = () => 0;
  const store = new BigcommercePlatform(STORE, 'a-token-of-a-test');
  const shop = new DoudianPlatform({ ...APP, shopId: SHOP }, () => now());
  const amazon = new AmazonPlatform(LOGIN, () => now());
  const { connections } = demoConfig();
  const config = demoConfig({
    connections: {
      ...connections,
      'bigcommerce-demo': { source: 'bigcommerce', options: { storeHash: STORE, onCustomerDelete: 'erase' }, enrich },
      'doudian-demo': { source: 'doudian', options: { shopId: SHOP, appKey: APP.appKey }, enrich },
      'amazon-demo': {
        source: 'amazon',
        options: { sellerId: SELLER, region: 'eu', buyerAlias: true },
        trust: 'queue',
        enrich,
      },
    },
  });
  const api = platformTransport({
    'https://api.bigcommerce.com': store,
    'https://openapi-fxg.jinritemai.com': shop,
    'https://sellingpartnerapi-eu.amazon.com': amazon,
    'https://api.amazon.com': amazon,
  });
  const world = deliveryWorld({ config, api });
  now = world.clock.read;
  const own = secrets['bigcommerce-demo'] as object;
  world.store.put('bigcommerce-demo', { ...own, accessToken: 'a-token-of-a-test' });
  world.store.put('amazon-demo', LOGIN);
  return { ...world, store, secretStore: world.store, shop, amazon };
}

const billing = (more: object = {}) => ({
  billing_address: { first_name: '梅', last_name: '韩', email: 'mei@mail.test', phone: '15931000061', ...more },
});
/** The records of the sample's customer and order. */
function stocked(enrich: EnrichConfig = {}) {
  const world = worldOf(enrich);
  world.store.customers.set('27004001', { id: 27_004_001, email: 'mei@mail.test', first_name: '梅', last_name: '韩' });
  world.store.orders.set('33004001', { id: 33_004_001, customer_id: 27_004_001, ...billing() });
  world.shop.orders.set(ORDER, { order_id: ORDER, shop_id: SHOP, doudian_open_id: OPEN_ID });
  world.amazon.orders.set('902-3000001-1234567', {
    orderId: '902-3000001-1234567',
    buyer: { buyerName: '韩梅', buyerEmail: ALIAS },
  });
  return world;
}
const sampleOf = (world: ReturnType<typeof worldOf>, event: string) => world.sample('bigcommerce-demo', event);

describe('BigCommerce', () => {
  test('an order makes a customer of whoever ordered', async () => {
    const world = stocked();
    const { outcome, asked } = await world.deliver(await sampleOf(world, 'store/order/created'));
    expect(outcome).toEqual({ outcome: 'done' });
    expect(asked).toEqual([{ api: 'v2/orders', outcome: 'found', found: ['bigcommerce-customer', 'email', 'mobile'] }]);
    expect(world.cdp.customers()).toMatchObject([{ name: '韩梅', profile: { email: 'mei@mail.test' } }]);
  });

  test('the same customer afterwards, by account and by order', async () => {
    const world = stocked();
    await world.deliver(await sampleOf(world, 'store/customer/created'));
    await world.deliver(await sampleOf(world, 'store/order/created'));
    expect(world.cdp.customers()).toHaveLength(1);
  });

  test('who only typed a phone does not become whoever has proved it', async () => {
    const world = stocked();
    await world.deliver(
      memberBound([
        { kind: 'mobile', value: '15931000061' },
        { kind: 'member-no', value: 'M-61' },
      ]),
    );
    await world.deliver(await sampleOf(world, 'store/order/created'));
    const [owner, other] = world.cdp.customers();
    expect(world.cdp.customers()).toHaveLength(2);
    expect(owner?.identities.join(' ')).toContain('15931000061');
    expect(other?.identities.join(' ')).not.toContain('15931000061');
  });

  test('without an answer in its time an account is delivered by its id, and an order names nobody', async () => {
    const world = stocked({ waitMinutes: 1 });
    world.store.order(world.store.path('v3/customers'), { status: 503 }, 100);
    world.store.order(world.store.path('v2/orders/33004001'), { status: 503 }, 100);
    const account = await sampleOf(world, 'store/customer/created');
    const order = await sampleOf(world, 'store/order/created');
    expect((await world.deliver(account)).outcome).toMatchObject({ outcome: 'waiting', reason: 'enrichment-waits' });
    world.clock.pass(2 * MINUTE);
    expect((await world.deliver(account)).outcome).toEqual({ outcome: 'done' });
    expect((await world.deliver(order)).outcome).toMatchObject({
      outcome: 'ignored',
      reason: 'event-without-customer',
    });
    expect(world.cdp.customers()).toMatchObject([{ identities: [`bigcommerce-customer=${STORE}:27004001`] }]);
    expect(await world.cases.list(10)).toMatchObject([{ type: 'enrichment-failed' }, { type: 'enrichment-failed' }]);
  });

  test('an order that is gone names nobody at once, and that is no failure', async () => {
    const world = worldOf();
    const { outcome, asked } = await world.deliver(await sampleOf(world, 'store/order/created'));
    expect(outcome).toMatchObject({ outcome: 'ignored', reason: 'event-without-customer' });
    expect(asked).toMatchObject([{ outcome: 'nothing', reason: 'person' }]);
  });

  test('an order that is not there yet is asked after again, though the next event is of the same second', async () => {
    const world = worldOf();
    await world.deliver(await sampleOf(world, 'store/order/created'));
    world.store.orders.set('33004001', { id: 33_004_001, customer_id: 27_004_001, ...billing() });
    expect((await world.deliver(await sampleOf(world, 'store/order/statusUpdated'))).outcome).toEqual({
      outcome: 'done',
    });
  });

  test('two changes within one second are two questions', async () => {
    const world = stocked();
    await world.deliver(await sampleOf(world, 'store/customer/created'));
    world.store.customers.set('27004001', { id: 27_004_001, first_name: '梅', last_name: '李' });
    world.clock.pass(SECOND / 2);
    await world.deliver(await sampleOf(world, 'store/customer/updated'));
    expect(world.cdp.customers()).toMatchObject([{ name: '李梅' }]);
  });

  test('a token that was changed on one side is read again', async () => {
    const world = stocked();
    await world.deliver(await sampleOf(world, 'store/customer/created'));
    world.store.token = 'another-token';
    world.secretStore.put('bigcommerce-demo', {
      ...(secrets['bigcommerce-demo'] as object),
      accessToken: 'another-token',
    });
    world.clock.pass(MINUTE);
    const { outcome, asked } = await world.deliver(await sampleOf(world, 'store/order/created'));
    expect([outcome, asked]).toMatchObject([{ outcome: 'done' }, [{ outcome: 'found' }]]);
  });

  test('a token that is refused is named, not shown', async () => {
    const world = stocked({ waitMinutes: 0 });
    world.store.token = 'another-token';
    const { asked } = await world.deliver(await sampleOf(world, 'store/customer/created'));
    expect(asked).toMatchObject([{ outcome: 'failed', reason: 'credentials' }]);
    expect(JSON.stringify(asked)).not.toContain('a-token-of-a-test');
  });

  test('a late event says what the record says, and takes nothing back', async () => {
    const world = stocked();
    const old = await sampleOf(world, 'store/customer/updated');
    world.clock.pass(MINUTE);
    world.store.customers.set('27004001', { id: 27_004_001, first_name: '梅', last_name: '李' });
    const newer = await sampleOf(world, 'store/customer/updated');
    await world.deliver(newer);
    world.store.customers.set('27004001', { id: 27_004_001, first_name: '梅', last_name: '王' });
    await world.deliver(old);
    expect(world.cdp.customers()).toMatchObject([{ name: '李梅' }]);
  });

  test('who was erased is not brought back by a late order', async () => {
    const world = stocked();
    const order = await sampleOf(world, 'store/order/created');
    await world.deliver(await sampleOf(world, 'store/customer/created'));
    world.clock.pass(SECOND);
    await world.deliver(await sampleOf(world, 'store/customer/deleted'));
    expect(world.cdp.customers()).toEqual([]);
    expect((await world.deliver(order)).outcome).toMatchObject({ outcome: 'ignored', reason: 'suppressed' });
    expect(world.cdp.customers()).toEqual([]);
  });
});

describe('Doudian', () => {
  const message = (world: ReturnType<typeof worldOf>, tag: string): Promise<Envelope> =>
    world.sample('doudian-demo', tag);

  test('the messages of an order make one customer of its buyer, with one question', async () => {
    const world = stocked();
    for (const tag of ['100', '101', '102', '206']) {
      expect((await world.deliver(await message(world, tag))).outcome).toEqual({ outcome: 'done' });
      world.clock.pass(MINUTE);
    }
    expect(world.cdp.customers()).toMatchObject([{ identities: [`doudian-open-id=${APP.appKey}/${SHOP}:${OPEN_ID}`] }]);
    expect([world.shop.callsOf('token/create'), world.shop.callsOf(DETAIL)]).toEqual([1, 1]);
  });

  test('two orders of one buyer are one customer', async () => {
    const world = stocked();
    const second = '6900000000000000003';
    world.shop.orders.set(second, { order_id: second, shop_id: SHOP, doudian_open_id: OPEN_ID });
    await world.deliver(await message(world, '100'));
    await world.deliver(await world.sample('doudian-demo', '100', { sequence: 2 }));
    expect(world.cdp.customers()).toHaveLength(1);
  });

  test('a token that somebody has ended is created again', async () => {
    const world = stocked({ cacheMinutes: 0 });
    await world.deliver(await message(world, '100'));
    world.shop.endToken();
    world.clock.pass(MINUTE);
    expect((await world.deliver(await message(world, '101'))).outcome).toEqual({ outcome: 'done' });
    expect(world.shop.callsOf('token/create')).toBe(2);
  });

  test('throttled, it waits; and no call is made while it waits', async () => {
    const world = stocked();
    world.shop.order(DETAIL, { json: { code: 60_000, msg: 'limited', sub_code: '', sub_msg: '' } });
    const event = await message(world, '100');
    expect((await world.deliver(event)).outcome).toMatchObject({ outcome: 'waiting', reason: 'enrichment-waits' });
    await world.deliver(await message(world, '101'));
    expect(world.shop.callsOf(DETAIL)).toBe(1);
    world.clock.pass(MINUTE);
    expect((await world.deliver(event)).outcome).toEqual({ outcome: 'done' });
  });

  test('the secret of another app is not used: its ids would be other ids', async () => {
    const world = stocked({ waitMinutes: 0 });
    const event = await message(world, '100');
    world.secretStore.put('doudian-demo', { ...APP, appKey: '7000000000000000002' });
    const { outcome, asked } = await world.deliver(event);
    expect(outcome).toMatchObject({ outcome: 'ignored' });
    expect(asked).toMatchObject([{ outcome: 'failed', reason: 'credentials' }]);
    expect(world.shop.calls).toEqual([]);
  });

  test('an order that is none of the shop names nobody, and that is no failure', async () => {
    const world = worldOf();
    const { outcome, asked } = await world.deliver(await message(world, '100'));
    expect(outcome).toMatchObject({ outcome: 'ignored', reason: 'event-without-customer' });
    expect(asked).toMatchObject([{ outcome: 'nothing', reason: 'person' }]);
  });

  test('an order that the API does not know yet is asked after again at its next message', async () => {
    const world = worldOf();
    await world.deliver(await message(world, '100'));
    world.shop.orders.set(ORDER, { order_id: ORDER, shop_id: SHOP, doudian_open_id: OPEN_ID });
    expect((await world.deliver(await message(world, '101'))).outcome).toEqual({ outcome: 'done' });
  });
});

describe('Amazon', () => {
  const notified = (sequence = 1, time = '2026-03-01T04:00:00.000Z'): Envelope => ({
    specversion: '1.0',
    id: `e${sequence} ${time}`,
    source: '/amazon/amazon-demo',
    type: 'ORDER_CHANGE',
    time,
    datacontenttype: 'application/json',
    data: {
      NotificationType: 'ORDER_CHANGE',
      Payload: {
        OrderChangeNotification: { SellerId: SELLER, AmazonOrderId: `902-${3_000_000 + sequence}-1234567` },
      },
    },
    connection: 'amazon-demo',
    partitionkey: `order:902-${3_000_000 + sequence}-1234567`,
    receivedtime: time,
  });

  test('the alias is an id of the buyer with the seller, and neither an address nor a name', async () => {
    const world = stocked();
    expect((await world.deliver(notified())).outcome).toEqual({ outcome: 'done' });
    expect(world.cdp.customers()).toMatchObject([
      { name: '', identities: [`amazon-buyer=${SELLER}:${ALIAS}`], profile: { email: '' } },
    ]);
  });

  test('its notifications ask once; two orders under one alias are one customer', async () => {
    const world = stocked();
    const other = '902-3000002-1234567';
    world.amazon.orders.set(other, { orderId: other, buyer: { buyerEmail: ALIAS.toUpperCase() } });
    await world.deliver(notified());
    await world.deliver(notified(1, '2026-03-01T04:00:05.000Z'));
    await world.deliver(notified(2));
    expect(world.cdp.customers()).toHaveLength(1);
    expect(world.amazon.callsOf(GET_ORDER)).toBe(1);
    expect(world.amazon.callsOf('auth/o2/token')).toBe(1);
  });

  test('an order that does not name its buyer yet is asked after again', async () => {
    const world = stocked();
    const orderId = '902-3000001-1234567';
    world.amazon.orders.set(orderId, { orderId, buyer: {} });
    expect((await world.deliver(notified())).outcome).toMatchObject({ outcome: 'ignored' });
    world.amazon.orders.set(orderId, { orderId, buyer: { buyerEmail: ALIAS } });
    expect((await world.deliver(notified(1, '2026-03-01T04:00:05.000Z'))).outcome).toEqual({ outcome: 'done' });
  });

  test('a token that is over is exchanged again', async () => {
    const world = stocked({ cacheMinutes: 0 });
    await world.deliver(notified());
    world.clock.pass(59 * MINUTE);
    expect((await world.deliver(notified(1, '2026-03-01T04:00:05.000Z'))).outcome).toEqual({ outcome: 'done' });
    expect(world.amazon.callsOf('auth/o2/token')).toBe(2);
  });

  test.each([
    ['an address of its own', { buyerEmail: 'mei@mail.test' }, 'wrong-type'],
    ['a masked one', { buyerEmail: 'a1b2****@marketplace.amazon.de' }, 'masked'],
  ])('%s is no id', async (_name, buyer, reason) => {
    const world = stocked();
    world.amazon.orders.set('902-3000001-1234567', { orderId: '902-3000001-1234567', buyer });
    const { outcome, discarded } = await world.deliver(notified());
    expect(outcome).toMatchObject({ outcome: 'ignored', reason: 'event-without-customer' });
    expect(discarded).toMatchObject([{ kind: 'amazon-buyer', reason }]);
    expect(world.cdp.customers()).toEqual([]);
  });

  test.each([
    ['without the role', 'permission', (amazon: AmazonPlatform) => (amazon.maySeeBuyers = false)],
    ['whose authorisation is over', 'credentials', (amazon: AmazonPlatform) => (amazon.isAuthorised = false)],
  ])('an application %s goes on without, and says so', async (_name, reason, happens) => {
    const world = stocked({ waitMinutes: 0 });
    happens(world.amazon);
    const { outcome, asked } = await world.deliver(notified());
    expect(outcome).toMatchObject({ outcome: 'ignored' });
    expect(asked).toMatchObject([{ outcome: 'failed', reason }]);
    for (const secret of Object.values(LOGIN)) expect(JSON.stringify(asked)).not.toContain(secret);
  });

  test.each([
    ['of another seller', { SellerId: 'A2ANOTHER', AmazonOrderId: '902-3000001-1234567' }],
    ['without an order number', { SellerId: SELLER, AmazonOrderId: '../../users' }],
  ])('nothing is asked %s', async (_name, change) => {
    const world = stocked();
    const event = notified();
    const data = { NotificationType: 'ORDER_CHANGE', Payload: { OrderChangeNotification: change } };
    expect((await world.deliver({ ...event, data })).asked).toEqual([]);
    expect(world.amazon.calls).toEqual([]);
  });

  test.each([
    ['buyerAlias', { sellerId: SELLER, region: 'eu' }],
    ['region', { sellerId: SELLER, buyerAlias: true }],
    ['sellerId', { region: 'eu', buyerAlias: true }],
  ])('nothing can be asked without options.%s', (option, options) => {
    const checked = enrichers.amazon.configure(options);
    expect(checked.ok && checked.value.account).toBeUndefined();
    expect(checked.ok && checked.value.unable).toContain(`options.${option}`);
  });
});
