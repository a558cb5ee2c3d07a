import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { checkConfig } from '../../../functions/shared/config/check-config.ts';
import { receivers } from '../../../functions/shared/sources/generated/receivers.ts';
import { deliveryWorld } from '../../kit/delivery.ts';
import { openInlet } from '../../kit/inlet.ts';

// The configuration that the page shows, as it stands there.
const page = readFileSync(join(import.meta.dirname, '../../../docs/event-bridge.md'), 'utf8');
const [, example = ''] = /export default defineConfig\(([^]*?)^ {3}\}\);$/m.exec(page) ?? [];
const shown: unknown = JSON.parse(String(runInNewContext(`JSON.stringify(${example}})`)));
const config = checkConfig(shown, receivers, 'docs/event-bridge.md');

/** What EventBridge itself writes around an event. */
const event = (source: string, detailType: string, detail: object) => ({
  version: '0',
  id: '2f8d1a4c-0000-4000-8000-000000000001',
  'detail-type': detailType,
  source,
  account: '111122223333',
  time: '2026-03-01T04:00:01Z',
  region: 'eu-central-1',
  resources: [],
  detail,
});

const SHOP = 'tea-house.myshopify.com';
const customer = {
  id: 7001,
  admin_graphql_api_id: 'gid://shopify/Customer/7001',
  email: 'ana@mail.example',
  phone: '+8615931000071',
  first_name: 'Ana',
  verified_email: true,
  updated_at: '2026-03-01T04:00:00Z',
};
const shopify = (metadata: object, payload: object, source = 'aws.partner/shopify.com/12345/guiyi') =>
  event(source, 'shopifyWebhook', { metadata: { 'Content-Type': 'application/json', ...metadata }, payload });
const webhook = (shop = SHOP) =>
  shopify(
    { 'X-Shopify-Topic': 'customers/update', 'X-Shopify-Shop-Domain': shop, 'X-Shopify-Hmac-SHA256': 'x' },
    customer,
  );
const preview = shopify(
  {
    'shopify-topic': 'Customer',
    'shopify-shop-domain': SHOP,
    'X-Shopify-Shop-Domain': SHOP,
    'shopify-action': 'update',
  },
  {
    topic: 'Customer',
    action: 'update',
    handle: 'ana',
    query_variables: { customerId: 'gid://shopify/Customer/7001' },
    data: { customer: { firstName: 'Ana', defaultEmailAddress: { emailAddress: 'ana@mail.example' } } },
  },
);
const stripe = (changes: object = {}, source = 'aws.partner/stripe.com/ed_test_61Example') =>
  event(source, 'customer.updated', {
    id: 'evt_1',
    object: 'event',
    type: 'customer.updated',
    created: 1_772_337_600,
    livemode: true,
    data: { object: { id: 'cus_NffrFeUfNV2Hib', object: 'customer', email: 'ana@mail.example', phone: null } },
    ...changes,
  });

const put = (message: object, changed: typeof config = config) => openInlet(changed).put(JSON.stringify(message));

describe('an event of a partner bus reaches its connection', () => {
  test.each<[string, object, object]>([
    ['Shopify', webhook(), { connection: 'tea-house', type: 'customers/update', subject: 'customer:7001' }],
    [
      'Shopify’s Events preview',
      preview,
      { connection: 'tea-house', type: 'customer/update', subject: 'customer:7001' },
    ],
    ['Stripe', stripe(), { connection: 'payments', type: 'customer.updated', subject: 'cus_NffrFeUfNV2Hib' }],
  ])('%s', async (_name, message, envelope) => {
    expect(await put(message)).toMatchObject([envelope]);
  });

  test('and the CDP: who typed an address at Stripe is not who confirmed it in the shop', async () => {
    // The cap on calls would wait in real time, while the world's clock stands still.
    const limits = { callsPerSecond: 20_000, inFlight: 64 };
    const world = deliveryWorld({ config: { ...config, cdp: { ...config.cdp, baseUrl: 'sandbox', limits } } });
    const inlet = openInlet(config, world.clock);
    for (const message of [webhook(), stripe()]) await world.deliver(await inlet.one(JSON.stringify(message)));
    expect(world.cdp.customers().map(({ identities }) => identities)).toEqual([
      ['email=ana@mail.example', 'mobile=15931000071', `shopify-customer=${SHOP}:7001`],
      ['stripe-customer=acct_1032D82eZvKYlo2C:cus_NffrFeUfNV2Hib'],
    ]);
  });

  test.each([
    ['Shopify', webhook()],
    ['Stripe', stripe()],
  ])('%s: the same one more has the same id, whatever the bus writes around it', async (_name, message) => {
    const again = { ...message, id: 'another', time: '2026-03-01T05:00:00Z' };
    const inlet = openInlet(config);
    const [first, second] = [await inlet.one(JSON.stringify(message)), await inlet.one(JSON.stringify(again))];
    expect(second.id).toBe(first.id);
  });
});

describe('a dead letter is', () => {
  const without = (name: 'tea-house' | 'payments') => {
    const { trust: _trust, ...connection } = config.connections[name] ?? {};
    return { ...config, connections: { ...config.connections, [name]: connection } } as typeof config;
  };
  test.each<[string, object, string, typeof config?]>([
    ['an event of another shop', webhook('wine-house.myshopify.com'), 'inlet-unreadable'],
    ['one of another bus of the partner', stripe({}, 'aws.partner/stripe.com/other'), 'inlet-unreadable'],
    ['one of another account of Stripe', stripe({ account: 'acct_Another' }), 'body-does-not-fit-type'],
    [
      'what was cut because of its size',
      shopify({ 'X-Shopify-Topic': 'customers/update', 'X-Shopify-Shop-Domain': SHOP }, { id: 7001 }),
      'body-does-not-fit-type',
    ],
    ['one for a connection that does not trust the queue', webhook(), 'inlet-untrusted', without('tea-house')],
    ['one of Stripe likewise', stripe(), 'inlet-untrusted', without('payments')],
    ['what an input path has taken out of its event', stripe().detail, 'inlet-unreadable'],
  ])('%s', async (_name, message, reason, changed) => {
    expect(await put(message, changed)).toBe(reason);
  });
});
