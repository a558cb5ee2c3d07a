import { expect, test } from 'vitest';
import { deliveryWorld } from '../../kit/delivery.ts';
import { openId } from '../../kit/wechat-ids.ts';

const APP = 'wx00d3m000d3m00001';
const STORE_APP = 'wx00d3m000d3m00003';

test('who follows the official account and pays in it is one customer, by the openid', async () => {
  const world = deliveryWorld();
  await world.deliver(await world.sample('wechat-demo', 'subscribe'));
  await world.deliver(await world.sample('wechat-pay-demo', 'TRANSACTION.SUCCESS'));
  expect(world.cdp.customers()).toMatchObject([
    { identities: [`wechat=${APP}:oGuiyiSampleCustomer00000001`], groups: ['Buyers', 'WeChat followers'] },
  ]);
});

test('through a service provider a payer is one customer with an openid in two apps', async () => {
  const world = deliveryWorld();
  await world.deliver(await world.sample('wechat-pay-demo', 'TRANSACTION.SUCCESS/partner'));
  expect(world.cdp.customers().map(({ identities }) => identities)).toEqual([
    ['wechat=wx00000000sample02:oGuiyiSampleProvider00000001', `wechat=${APP}:oGuiyiSampleCustomer00000001`],
  ]);
});

test('a member card carries the unionid that joins the official account', async () => {
  const world = deliveryWorld();
  await world.deliver(await world.sample('wechat-demo', 'user_get_card'));
  await world.deliver(await world.sample('wechat-pay-demo', 'MEMBERCARD.ACTIVATE_CARD'));
  await world.deliver(await world.sample('wechat-pay-demo', 'COUPON.SEND'));
  expect(world.cdp.customers()).toHaveLength(1);
});

test('one openid in two apps is two people until something says otherwise', async () => {
  const world = deliveryWorld();
  const openid = openId('oInventedEverywhere');
  await world.deliver(
    await world.sample('wechat-pay-demo', 'TRANSACTION.SUCCESS', {
      change: (payload) => {
        payload['payer'] = { openid };
      },
    }),
  );
  await world.deliver(
    await world.sample('wechat-store-demo', 'channels_ec_order_pay', {
      change: (payload) => {
        payload['FromUserName'] = openid;
      },
    }),
  );
  const identities = world.cdp.customers().map((customer) => customer.identities.join());
  expect(new Set(identities)).toEqual(new Set([`wechat=${APP}:${openid}`, `wechat=${STORE_APP}:${openid}`]));
});

test.each([
  ['wechat-pay-demo', 'REFUND.SUCCESS'],
  ['wechat-pay-demo', 'COUPON.USE'],
  ['wechat-store-demo', 'channels_ec_aftersale_update'],
] as const)('%s %s: nobody, and no call to the CDP', async (connection, event) => {
  const world = deliveryWorld();
  expect(await world.deliver(await world.sample(connection, event))).toMatchObject({
    outcome: { outcome: 'ignored', reason: 'event-without-customer' },
  });
  expect(world.cdp.calls()).toEqual([]);
});
