import { describe, expect, test } from 'vitest';
import type { SamplePayload, SampleValue } from '../../../functions/shared/sources/source.ts';
import { MINUTE, SECOND } from '../../kit/clock.ts';
import { wechatApps, wechatWorld, type WechatWorld, type WechatWorldOptions } from '../../kit/wechat-world.ts';

const UNIONID = 'oTestUnion000000000000000001';
const PAYER = 'oGuiyiSampleCustomer00000001';
const BUYER = 'oGuiyiSampleBuyer00000000001';
const PAID = 'wxa/getpaidunionid';
const ORDER = 'channels/ec/order/get';

const resourceOf = (payload: SamplePayload): Record<string, SampleValue> => {
  const resource = payload['resource'];
  if (typeof resource !== 'object' || resource === null || Array.isArray(resource)) return payload;
  return resource;
};

describe('a payment', () => {
  const TRANSACTION = '4200000000202603010000000001';

  /** Somebody pays in the mini program, now. */
  async function paid(world: WechatWorld, change: (resource: Record<string, SampleValue>) => void = () => undefined) {
    world.miniProgram.payments.set(TRANSACTION, { openId: PAYER, unionId: UNIONID, paid: world.clock.now });
    return world.sample('wechat-pay-demo', 'TRANSACTION.SUCCESS', {
      change: (payload) => {
        const resource = resourceOf(payload);
        resource['appid'] = wechatApps['miniprogram-demo'];
        resource['transaction_id'] = TRANSACTION;
        change(resource);
      },
    });
  }

  test('in a mini program brings the unionid, asked with the credentials of the mini program', async () => {
    const world = wechatWorld();
    const { outcome, asked } = await world.deliver(await paid(world));
    expect(outcome).toEqual({ outcome: 'done' });
    expect(asked).toEqual([{ api: PAID, outcome: 'found', found: ['wechat-unionid'] }]);
    expect(world.cdp.customers()).toMatchObject([
      {
        identities: [`wechat-unionid=${UNIONID}`, `wechat=${wechatApps['miniprogram-demo']}:${PAYER}`],
        groups: ['Buyers'],
      },
    ]);
  });

  test('in an official account asks by user/info', async () => {
    const world = wechatWorld();
    world.official.followers.set(PAYER, { subscribed: true, unionId: UNIONID });
    await world.deliver(await world.sample('wechat-pay-demo', 'TRANSACTION.SUCCESS'));
    expect(world.wechat.calls).toEqual(['cgi-bin/stable_token', 'cgi-bin/user/info']);
    expect(world.unionIds()).toEqual([`wechat-unionid=${UNIONID}`]);
  });

  test('in an app that no connection has asks nothing', async () => {
    const world = wechatWorld();
    await world.deliver(await paid(world, (resource) => (resource['appid'] = 'wx00000000000000099')));
    expect(world.wechat.calls).toEqual([]);
  });

  test('that has not succeeded asks nothing', async () => {
    const world = wechatWorld();
    await world.deliver(await paid(world, (resource) => (resource['trade_state'] = 'CLOSED')));
    expect(world.wechat.calls).toEqual([]);
  });

  test('a combined payment is asked after by its first order', async () => {
    const world = wechatWorld();
    const event = await world.sample('wechat-pay-demo', 'TRANSACTION.SUCCESS/combined', {
      change: (payload) => (resourceOf(payload)['combine_appid'] = wechatApps['miniprogram-demo']),
    });
    await world.deliver(event);
    expect(world.wechat.callsOf(PAID)).toBe(1);
  });

  test('after its five minutes nobody is asked, and it is nobody’s fault', async () => {
    const world = wechatWorld();
    const event = await paid(world);
    const late = { ...event, receivedtime: new Date(world.clock.now + 5 * MINUTE).toISOString() };
    world.clock.pass(5 * MINUTE);
    const { outcome, asked } = await world.deliver(late);
    expect(outcome.outcome).toBe('done');
    expect(asked).toMatchObject([{ api: PAID, outcome: 'nothing', reason: 'late' }]);
    expect(world.wechat.calls).toEqual([]);
    expect(await world.cases.list(10)).toEqual([]);
  });

  test('while WeChat fails it waits for its five minutes, not for ten, and says that they are over', async () => {
    const world = wechatWorld();
    world.wechat.order(PAID, { errcode: -1 }, 1000);
    const event = await paid(world);
    let seconds = 0;
    let last = await world.deliver(event);
    for (; last.outcome.outcome === 'waiting'; seconds += 20) {
      world.clock.pass(20 * SECOND);
      last = await world.deliver(event);
    }
    expect(seconds).toBeGreaterThan(200);
    expect(seconds).toBeLessThanOrEqual(300);
    expect(last.asked).toMatchObject([{ api: PAID, outcome: 'failed' }]);
    expect(await world.cases.list(10)).toMatchObject([{ type: 'enrichment-failed' }]);
  });

  test('in a mini program without an open platform goes on at once, and says what is missing', async () => {
    const world = wechatWorld();
    world.miniProgram.isBound = false;
    const { outcome, asked } = await world.deliver(await paid(world));
    expect(outcome.outcome).toBe('done');
    expect(asked).toMatchObject([{ outcome: 'failed', reason: 'permission', code: 89002 }]);
    expect(await world.cases.list(10)).toMatchObject([{ type: 'enrichment-failed', count: 1 }]);
  });

  test('an openid that WeChat does not know yet may be known in a moment', async () => {
    const world = wechatWorld();
    const event = await paid(world);
    world.wechat.order(PAID, { errcode: 40003 });
    expect((await world.deliver(event)).outcome).toMatchObject({ outcome: 'waiting', retryAfterSeconds: 10 });
    world.clock.pass(10 * SECOND);
    expect((await world.deliver(event)).asked).toMatchObject([{ outcome: 'found' }]);
  });
});

describe('an order of a store', () => {
  const order = (more: object = {}) => ({ openid: BUYER, unionid: UNIONID, status: 20, ...more });
  const orderIdOf = (data: unknown) => JSON.stringify(data).match(/"order_id":"(\d+)"/)?.[1] ?? '';

  async function delivered(world: WechatWorld, answer: object | undefined, event = 'channels_ec_order_pay') {
    const envelope = await world.sample('wechat-store-demo', event);
    const orderId = orderIdOf(envelope.data);
    expect(orderId).toMatch(/^\d{19}/);
    if (answer) world.wechatStore.orders.set(orderId, { order_id: orderId, ...answer });
    return world.deliver(envelope);
  }

  test('brings the buyer’s unionid', async () => {
    const world = wechatWorld();
    const { asked, identities } = await delivered(world, order());
    expect(asked).toEqual([{ api: ORDER, outcome: 'found', found: ['wechat-unionid'] }]);
    expect(identities.at(-1)?.evidence).toMatchObject({ grade: 'verified', field: `${ORDER}#order.unionid` });
    expect(world.unionIds()).toEqual([`wechat-unionid=${UNIONID}`]);
  });

  test('of a gift: each of the two has their own unionid', async () => {
    const world = wechatWorld();
    const gift = { openid: 'oTestReceiver000000000000001', unionid: 'oTestReceiverUnion0000000001' };
    await delivered(world, order({ ...gift, present_giver_openid: BUYER, present_giver_unionid: UNIONID }));
    expect(world.unionIds()).toEqual([`wechat-unionid=${UNIONID}`]);
  });

  test('of somebody else adds nobody', async () => {
    const world = wechatWorld();
    const { asked } = await delivered(world, order({ openid: 'oTestSomebodyElse00000000001' }));
    expect(asked).toMatchObject([{ outcome: 'nothing' }]);
    expect(world.unionIds()).toEqual([]);
  });

  test('of a store without an open platform has no unionid', async () => {
    const world = wechatWorld();
    const { outcome } = await delivered(world, { openid: BUYER });
    expect(outcome.outcome).toBe('done');
    expect(world.unionIds()).toEqual([]);
  });

  test('an after-sale names no person: its order does', async () => {
    const world = wechatWorld();
    const { outcome, identities } = await delivered(world, order(), 'channels_ec_aftersale_update');
    expect(outcome).toEqual({ outcome: 'done' });
    expect(identities.map(({ kind, value, evidence }) => [kind, value, evidence.field])).toEqual([
      ['wechat-openid', BUYER, `${ORDER}#order.openid`],
      ['wechat-unionid', UNIONID, `${ORDER}#order.unionid`],
    ]);
  });

  test('and without the setting it stays ignored', async () => {
    const world = wechatWorld({ enrich: null } satisfies WechatWorldOptions);
    const { outcome } = await delivered(world, order(), 'channels_ec_aftersale_update');
    expect(outcome).toMatchObject({ outcome: 'ignored', reason: 'event-without-customer' });
    expect(world.wechat.calls).toEqual([]);
  });
});

describe('a customer of WeCom', () => {
  const CUSTOMER = 'wmGuiyiSampleCustomer00000000001';
  const GET = 'cgi-bin/externalcontact/get';
  const ADDED = 'change_external_contact.add_external_contact';

  async function delivered(world: WechatWorld, event = ADDED, id = CUSTOMER) {
    return world.deliver(
      await world.sample('wecom-demo', event, { change: (payload) => (payload['ExternalUserID'] = id) }),
    );
  }

  test('comes with the unionid, name and gender of WeChat', async () => {
    const world = wechatWorld();
    world.corp.contacts.set(CUSTOMER, { type: 1, name: '小林', gender: 2, unionId: UNIONID });
    const { asked, identities } = await delivered(world);
    expect(asked).toEqual([{ api: GET, outcome: 'found', found: ['wechat-unionid'] }]);
    expect(identities.at(-1)).toMatchObject({
      scope: 'brand',
      evidence: { grade: 'verified', field: `${GET}#external_contact.unionid` },
    });
    expect(world.cdp.customers()).toMatchObject([
      {
        identities: [`wechat-unionid=${UNIONID}`, `wecom-external-userid=${CUSTOMER}`],
        profile: { unionId: UNIONID, nickName: '小林', gender: 2 },
      },
    ]);
  });

  test('is the follower of the official account with the same unionid', async () => {
    const world = wechatWorld();
    world.official.followers.set(PAYER, { subscribed: true, unionId: UNIONID });
    world.corp.contacts.set(CUSTOMER, { type: 1, name: '小林', unionId: UNIONID });
    await world.deliverSample('subscribe');
    await delivered(world);
    expect(world.cdp.customers()).toHaveLength(1);
  });

  test('without a bound developer id has no unionid, and keeps the name', async () => {
    const world = wechatWorld();
    world.corp.contacts.set(CUSTOMER, { type: 1, name: '小林' });
    const { outcome } = await delivered(world);
    expect(outcome.outcome).toBe('done');
    expect(world.cdp.customers()).toMatchObject([{ profile: { nickName: '小林' } }]);
    expect(world.unionIds()).toEqual([]);
  });

  test('whose answer says that they are of another corp has none, whatever stands there', async () => {
    const world = wechatWorld();
    world.corp.contacts.set(CUSTOMER, { type: 2, name: '小林', unionId: UNIONID });
    await delivered(world);
    expect(world.unionIds()).toEqual([]);
  });

  test.each([
    ['another corp’s WeCom', ADDED, 'woGuiyiSampleCustomer00000000001'],
    ['who was just deleted', 'change_external_contact.del_external_contact', CUSTOMER],
    ['who has left', 'change_external_contact.del_follow_user', CUSTOMER],
  ])('%s is not asked after', async (_name, event, id) => {
    const world = wechatWorld();
    await delivered(world, event, id);
    expect(world.wecom.calls).toEqual([]);
  });

  test('of an employee whom the app does not see is nobody’s failure', async () => {
    const world = wechatWorld();
    world.corp.invisible.add(CUSTOMER);
    const { asked } = await delivered(world);
    expect(asked).toMatchObject([{ outcome: 'nothing', code: 60011 }]);
    expect(await world.cases.list(10)).toEqual([]);
  });

  test('a token is kept for its life, and one that ended early is renewed', async () => {
    const world = wechatWorld({ enrich: { cacheMinutes: 0 } });
    world.corp.contacts.set(CUSTOMER, { type: 1, name: '小林' });
    for (let minute = 0; minute < 100; minute += 10) {
      await delivered(world);
      world.clock.pass(10 * MINUTE);
    }
    expect(world.wecom.callsOf('cgi-bin/gettoken')).toBe(1);
    world.corp.token = undefined;
    expect((await delivered(world)).outcome.outcome).toBe('done');
    expect(world.wecom.callsOf('cgi-bin/gettoken')).toBe(2);
  });

  test('an address that is not trusted is named', async () => {
    const world = wechatWorld({ enrich: { waitMinutes: 0 } });
    world.corp.addresses = [];
    const { asked } = await delivered(world);
    expect(asked[0]?.detail).toContain('add 203.0.113.7 to the trusted IPs');
  });
});
