import { describe, expect, test } from 'vitest';
import { MINUTE, SECOND } from '../../kit/clock.ts';
import { memberBound } from '../../kit/delivery.ts';
import { secrets } from '../../kit/demo.ts';
import { APP_SECRET, wechatApps, wechatWorld, type WechatWorldOptions } from '../../kit/wechat-world.ts';

const APP = wechatApps['wechat-demo'];
const OPENID = 'oGuiyiSampleCustomer00000001';
const UNIONID = 'oTestUnion000000000000000001';

/** The official account has one follower. */
function worldOf(options: WechatWorldOptions = {}) {
  const world = wechatWorld(options);
  world.official.followers.set(OPENID, { subscribed: true, unionId: UNIONID });
  return world;
}

describe('what is asked, and what an answer means', () => {
  test('a follower comes with the unionid, verified by the name of the API', async () => {
    const world = worldOf();
    const { outcome, identities, asked } = await world.deliverSample('subscribe');
    expect(outcome).toEqual({ outcome: 'done' });
    expect(
      identities.map(({ kind, scope, value, evidence: { grade, field } }) => [kind, scope, value, grade, field]),
    ).toEqual([
      ['wechat-openid', APP, OPENID, 'verified', 'FromUserName'],
      ['wechat-unionid', 'brand', UNIONID, 'verified', 'cgi-bin/user/info#unionid'],
    ]);
    expect(asked).toEqual([{ api: 'cgi-bin/user/info', outcome: 'found', found: ['wechat-unionid'] }]);
    expect(world.cdp.customers()).toMatchObject([
      {
        identities: [`wechat-unionid=${UNIONID}`, `wechat=${APP}:${OPENID}`],
        profile: { unionId: UNIONID, openId: OPENID, subscribeSource: 'store_0042' },
      },
    ]);
  });

  test('whom the brand knows by unionid is the same customer', async () => {
    const world = worldOf();
    await world.deliver(
      memberBound([
        { kind: 'wechat-unionid', scope: 'brand', value: UNIONID },
        { kind: 'member-no', value: 'M-1' },
      ]),
    );
    await world.deliverSample('subscribe');
    expect(world.cdp.customers()).toHaveLength(1);
  });

  test('without the setting nothing is asked', async () => {
    const world = worldOf({ enrich: null });
    await world.deliverSample('subscribe');
    expect(world.wechat.calls).toEqual([]);
    expect(world.unionIds()).toEqual([]);
  });

  test('of a plaintext push nothing is proved, and nothing is asked', async () => {
    const world = worldOf({ plaintext: true });
    await world.deliverSample('subscribe');
    expect(world.wechat.calls).toEqual([]);
  });

  test.each(['unsubscribe', 'user_get_card', 'user_authorization_cancellation'])('%s asks nothing', async (event) => {
    const world = worldOf();
    await world.deliverSample(event);
    expect(world.wechat.calls).toEqual([]);
  });

  test('whose unionid was sent before is not asked after again, until a new follow', async () => {
    const world = worldOf({ enrich: { cacheMinutes: 0 } });
    await world.deliverSample('subscribe');
    world.clock.pass(MINUTE);
    await world.deliverSample('message.text');
    expect(world.wechat.callsOf('cgi-bin/user/info')).toBe(1);
    world.clock.pass(MINUTE);
    await world.deliverSample('subscribe');
    expect(world.wechat.callsOf('cgi-bin/user/info')).toBe(2);
  });

  test('an answer is remembered for its time, also that there is none', async () => {
    const world = worldOf({ enrich: { cacheMinutes: 5 } });
    world.official.followers.set(OPENID, { subscribed: true });
    for (const event of ['message.text', 'CLICK', 'VIEW']) await world.deliverSample(event);
    expect(world.wechat.callsOf('cgi-bin/user/info')).toBe(1);
    world.clock.pass(5 * MINUTE);
    await world.deliverSample('SCAN');
    expect(world.wechat.callsOf('cgi-bin/user/info')).toBe(2);
  });

  test('a follow does not trust an answer from before it', async () => {
    const world = worldOf();
    world.official.followers.set(OPENID, { subscribed: false });
    await world.deliverSample('message.text');
    expect(world.unionIds()).toEqual([]);
    world.official.followers.set(OPENID, { subscribed: true, unionId: UNIONID });
    world.clock.pass(SECOND);
    await world.deliverSample('subscribe');
    expect(world.unionIds()).toEqual([`wechat-unionid=${UNIONID}`]);
  });

  test('a unionid that is none is a refusal, and the event goes on', async () => {
    const world = worldOf();
    world.official.followers.set(OPENID, { subscribed: true, unionId: 'oTest****0001' });
    const { outcome, discarded } = await world.deliverSample('subscribe');
    expect(outcome.outcome).toBe('done');
    expect(discarded).toMatchObject([{ kind: 'wechat-unionid', field: 'cgi-bin/user/info#unionid', reason: 'masked' }]);
  });
});

describe('an API that fails', () => {
  test('the event waits, is delivered with the answer when it comes, and nothing was sent in between', async () => {
    const world = worldOf();
    const event = await world.sample('wechat-demo', 'subscribe');
    world.wechat.order('cgi-bin/user/info', { status: 502 });
    const { outcome } = await world.deliver(event);
    expect(outcome).toEqual({
      outcome: 'waiting',
      reason: 'enrichment-waits',
      detail: 'cgi-bin/user/info: unavailable (HTTP 502)',
      retryAfterSeconds: 2,
    });
    expect(world.cdp.calls()).toEqual([]);
    expect(world.visibility.changes.at(-1)).toMatchObject({ seconds: 2 });
    world.clock.pass(2 * SECOND);
    expect((await world.deliver(event)).outcome).toEqual({ outcome: 'done' });
    expect(world.unionIds()).toEqual([`wechat-unionid=${UNIONID}`]);
  });

  test('after its time the event goes on without, and says so in trace, log and one case', async () => {
    const world = worldOf({ enrich: { waitMinutes: 3 } });
    world.official.addresses = ['198.51.100.1'];
    const event = await world.sample('wechat-demo', 'subscribe');
    const seen: string[] = [];
    for (let second = 0; second <= 180; second += 20) {
      const { outcome } = await world.deliver(event);
      seen.push(outcome.outcome);
      if (outcome.outcome === 'done') break;
      world.clock.pass(20 * SECOND);
    }
    expect(seen).toEqual([...Array<string>(8).fill('waiting'), 'done']);
    const detail =
      'cgi-bin/stable_token: address (40164): add 203.0.113.7 to the IP allow list (IP 白名单) of wx00d3m000d3m00001; it must not change, see docs/enrichment.md';
    expect(world.deliveries.at(-1)?.delivery.asked).toEqual([
      { api: 'cgi-bin/user/info', outcome: 'failed', found: [], reason: 'address', code: 40164, detail },
    ]);
    expect(world.cdp.customers()).toMatchObject([{ identities: [`wechat=${APP}:${OPENID}`] }]);
    expect(world.log.lines()).toContainEqual(
      expect.objectContaining({
        level: 'warn',
        message: 'went on without an answer',
        connection: 'wechat-demo',
        detail,
      }),
    );
    expect(await world.cases.list(10)).toMatchObject([
      { type: 'enrichment-failed', count: 1, examples: [{ example: detail }] },
    ]);
  });

  test('others that come while it has failed for that long do not wait', async () => {
    const world = worldOf({ enrich: { waitMinutes: 3 } });
    world.official.addresses = [];
    const first = await world.sample('wechat-demo', 'subscribe');
    expect((await world.deliver(first)).outcome.outcome).toBe('waiting');
    world.clock.pass(3 * MINUTE);
    expect((await world.deliverSample('message.text')).outcome.outcome).toBe('done');
    expect(await world.cases.list(10)).toMatchObject([{ type: 'enrichment-failed', count: 1 }]);
  });

  test('one event finds out, and the others do not call in vain', async () => {
    const world = worldOf();
    world.official.addresses = [];
    for (const event of ['subscribe', 'message.text', 'CLICK', 'VIEW']) await world.deliverSample(event);
    expect(world.wechat.calls).toEqual(['cgi-bin/stable_token']);
  });

  test('a used-up quota ends today’s calls: nobody waits, and it is tried again once an hour', async () => {
    const world = worldOf({ enrich: { cacheMinutes: 0 } });
    world.official.followers.set(OPENID, { subscribed: true });
    world.official.quotas.set('cgi-bin/user/info', 1);
    await world.deliverSample('message.text');
    for (const event of ['CLICK', 'VIEW', 'SCAN']) {
      const { outcome, asked } = await world.deliverSample(event);
      expect(outcome.outcome).toBe('done');
      expect(asked).toMatchObject([{ outcome: 'failed', reason: 'quota', code: 45009 }]);
    }
    expect(world.wechat.callsOf('cgi-bin/user/info')).toBe(2);
    world.clock.pass(60 * MINUTE);
    await world.deliverSample('LOCATION');
    expect(world.wechat.callsOf('cgi-bin/user/info')).toBe(3);
  });

  test('a permission that is missing is not waited for', async () => {
    const world = worldOf();
    world.official.forbidden.add('cgi-bin/user/info');
    const { outcome, asked } = await world.deliverSample('subscribe');
    expect(outcome.outcome).toBe('done');
    expect(asked).toMatchObject([{ outcome: 'failed', reason: 'permission', code: 48001 }]);
  });

  test('whom WeChat does not know is nobody’s fault: no case', async () => {
    const world = worldOf();
    world.official.followers.clear();
    const { outcome, asked } = await world.deliverSample('subscribe');
    expect(outcome.outcome).toBe('done');
    expect(asked).toMatchObject([{ outcome: 'nothing', reason: 'person', code: 40003 }]);
    expect(await world.cases.list(10)).toEqual([]);
  });

  test('a secret without appSecret is a failure with a name', async () => {
    const world = worldOf({ enrich: { waitMinutes: 0 } });
    world.store.put('wechat-demo', secrets['wechat-demo']);
    const { outcome, asked } = await world.deliverSample('subscribe');
    expect(outcome.outcome).toBe('done');
    expect(asked[0]?.detail).toBe('cgi-bin/stable_token: credentials: the secret of the connection has no appSecret');
  });

  test('a slow API takes no more than its time, and its late answer serves the next attempt', async () => {
    const world = worldOf({ enrich: { timeoutSeconds: 0.03 } });
    world.wechat.delays.set('cgi-bin/user/info', 120);
    const event = await world.sample('wechat-demo', 'subscribe');
    expect((await world.deliver(event)).outcome).toMatchObject({
      outcome: 'waiting',
      detail: 'cgi-bin/user/info: timeout',
    });
    await new Promise((resume) => setTimeout(resume, 150));
    world.clock.pass(10 * SECOND);
    expect((await world.deliver(event)).outcome.outcome).toBe('done');
    expect(world.wechat.callsOf('cgi-bin/user/info')).toBe(1);
    expect(world.unionIds()).toEqual([`wechat-unionid=${UNIONID}`]);
  });

  test('no log line says a person, a token or a secret', async () => {
    const world = worldOf({ enrich: { waitMinutes: 0 } });
    for (const what of [{ errcode: 40164 }, { errcode: 12345 }, { status: 500 }, 'no answer'] as const) {
      world.wechat.order('cgi-bin/user/info', what, 2);
      world.clock.pass(20 * MINUTE);
      await world.deliverSample('subscribe');
    }
    expect(world.log.lines().length).toBeGreaterThanOrEqual(8);
    for (const secret of [OPENID, UNIONID, APP_SECRET, 'ACCESS_']) expect(world.log.text()).not.toContain(secret);
  });
});
