import { expect, onTestFinished, test } from 'vitest';
import { fetchApi } from '../../../../functions/shared/enrichment/api-transport.ts';
import type { LookUp } from '../../../../functions/shared/enrichment/look-up.ts';
import { openAccount } from '../../../../functions/shared/enrichment/open-account.ts';
import type { Account } from '../../../../functions/shared/enrichment/platform-api.ts';
import {
  amazonAccountOf as amazonAccount,
  askAmazonOrder,
} from '../../../../functions/shared/sources/platforms/amazon/enrich.ts';
import {
  askCustomer,
  bigcommerceEnrichment,
} from '../../../../functions/shared/sources/platforms/bigcommerce/enrich.ts';
import {
  doudianAccountOf as doudianAccount,
  askOrderDetail,
} from '../../../../functions/shared/sources/platforms/doudian/enrich.ts';
import { AmazonPlatform } from '../../../kit/amazon-platform.ts';
import { BigcommercePlatform } from '../../../kit/bigcommerce-platform.ts';
import { DoudianPlatform } from '../../../kit/doudian-platform.ts';
import type { Platform } from '../../../kit/platform.ts';
import { servePlatform } from '../../../kit/platform-server.ts';

// Headers, forms and signatures as they go over the wire.

/** Asks one question over a socket on this machine. */
async function ask(platform: Platform, account: Account | undefined, secret: object, question: LookUp) {
  if (!account) throw new Error('no account');
  const server = await servePlatform(platform);
  onTestFinished(() => server.close());
  const open = openAccount(account, {
    baseUrl: server.url,
    secrets: { current: async () => [secret], newer: async () => undefined },
    transport: fetchApi(3000),
    clock: Date.now,
  });
  return open.ask(question);
}

test('BigCommerce: the token in its header', async () => {
  const store = new BigcommercePlatform('demo12345', 'a-token-of-a-test');
  store.customers.set('27004001', { id: 27_004_001, email: 'mei@mail.test' });
  const configured = bigcommerceEnrichment.configure({ storeHash: 'demo12345' });
  const account = configured.ok ? configured.value.account : undefined;
  const answer = await ask(store, account, { accessToken: 'a-token-of-a-test' }, askCustomer('demo12345', '27004001'));
  expect(answer).toMatchObject({ data: [{ id: 27_004_001, email: 'mei@mail.test' }] });
});

test('Doudian: token and order, each signed over the bytes of its body', async () => {
  const app = { appKey: '7000000000000000001', appSecret: 'a-secret-of-a-test' };
  const shop = new DoudianPlatform({ ...app, shopId: '20000001' }, Date.now);
  const order = '6900000000000000002';
  shop.orders.set(order, { order_id: order, doudian_open_id: '1@#Invented0Open0Id0000000001' });
  const account = doudianAccount({ appKey: app.appKey, shopId: '20000001' });
  if (!account) throw new Error('no account');
  const answer = await ask(shop, account, app, askOrderDetail(account, order));
  expect(answer).toMatchObject({ data: { shop_order_detail: { order_id: order } } });
  expect(shop.calls).toEqual(['token/create', 'order/orderDetail']);
});

test('Amazon: the token by a form, the order with it in a header', async () => {
  const secret = { clientId: 'an-application', clientSecret: 'a-secret+of/a=test', refreshToken: 'Atzr|a-refresh' };
  const amazon = new AmazonPlatform(secret, Date.now);
  const order = '902-3000001-1234567';
  amazon.orders.set(order, { orderId: order, buyer: { buyerEmail: 'a1b2c3@marketplace.amazon.de' } });
  const account = amazonAccount({ sellerId: 'A1INVENTED', region: 'eu', buyerAlias: true });
  if (!account) throw new Error('no account');
  const answer = await ask(amazon, account, secret, askAmazonOrder(account, order));
  expect(answer).toMatchObject({ order: { buyer: { buyerEmail: 'a1b2c3@marketplace.amazon.de' } } });
});
