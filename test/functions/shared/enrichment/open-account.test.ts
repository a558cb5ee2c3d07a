import { describe, expect, test } from 'vitest';
import { openAccount } from '../../../../functions/shared/enrichment/open-account.ts';
import { cachedSecret } from '../../../../functions/shared/secrets/connection-secret.ts';
import { wechatAccount } from '../../../../functions/shared/sources/protocols/wechat-api/account.ts';
import { askUserInfo, USER_INFO } from '../../../../functions/shared/sources/protocols/wechat-api/user-info.ts';
import { HOUR, MINUTE, SECOND, TestClock } from '../../../kit/clock.ts';
import { platformTransport } from '../../../kit/platform-transport.ts';
import { MemorySecrets } from '../../../kit/ports.ts';
import { WechatPlatform } from '../../../kit/wechat-platform.ts';

const APP = 'wx00d3m000d3m00001';
const TOKEN = 'cgi-bin/stable_token';
const OPENID = 'oTestFollower000000000000001';
const question = askUserInfo(APP, OPENID);

function open(secret: unknown = { appSecret: 'right' }) {
  const clock = new TestClock();
  const wechat = new WechatPlatform(clock.read);
  const app = wechat.app(APP, 'right');
  app.followers.set(OPENID, { subscribed: true, unionId: 'oTestUnion000000000000000001' });
  const store = new MemorySecrets({ account: secret });
  const anotherProcess = () =>
    openAccount(wechatAccount({ appId: APP }), {
      secrets: cachedSecret({
        store,
        clock: clock.read,
        name: 'account',
        open: (json) => [JSON.parse(json) as unknown].flat(),
      }),
      transport: platformTransport({ 'https://api.weixin.qq.com': wechat }),
      clock: clock.read,
    });
  /** What any other system does with the same app. */
  const fetchToken = async (forceRefresh: boolean) => {
    const body = { grant_type: 'client_credential', appid: APP, secret: 'right', force_refresh: forceRefresh };
    const answer = await wechat.handle({
      method: 'POST',
      path: `/${TOKEN}`,
      query: new URLSearchParams(),
      body: JSON.stringify(body),
    });
    return (JSON.parse(answer?.body ?? '{}') as { access_token: string }).access_token;
  };
  return { clock, wechat, app, store, account: anotherProcess(), anotherProcess, fetchToken };
}

describe('tokens', () => {
  test('one exchange for many questions at once', async () => {
    const { account, wechat } = open();
    await Promise.all(Array.from({ length: 20 }, () => account.ask(question)));
    expect(wechat.callsOf(TOKEN)).toBe(1);
    expect(wechat.callsOf(USER_INFO)).toBe(20);
  });

  test('fetched again after five minutes, as services that share no token should', async () => {
    const { account, wechat, clock } = open();
    await account.ask(question);
    clock.pass(5 * MINUTE - 1);
    await account.ask(question);
    expect(wechat.callsOf(TOKEN)).toBe(1);
    clock.pass(1);
    await account.ask(question);
    expect(wechat.callsOf(TOKEN)).toBe(2);
  });

  test('two processes and another system use the same token, and nobody’s becomes invalid', async () => {
    const { account, anotherProcess, wechat, fetchToken, clock } = open();
    const theirs = await fetchToken(false);
    const legacy = await wechat.handle({
      method: 'GET',
      path: '/cgi-bin/token',
      query: new URLSearchParams({ appid: APP, secret: 'right' }),
      body: '',
    });
    const legacyToken = (JSON.parse(legacy?.body ?? '{}') as { access_token: string }).access_token;
    const other = anotherProcess();
    for (let minute = 0; minute < 100; minute++) {
      await Promise.all([account.ask(question), other.ask(question)]);
      clock.pass(MINUTE);
    }
    expect(wechat.isAccepted(APP, theirs)).toBe(true);
    expect(wechat.isAccepted(APP, legacyToken)).toBe(true);
    expect(await fetchToken(false)).toBe(theirs);
  });

  test('across the end of a token no question fails', async () => {
    const { account, wechat, clock } = open();
    for (let second = 0; second < 5 * 3600; second += 20) {
      await account.ask(question);
      clock.pass(20 * SECOND);
    }
    expect(wechat.callsOf(USER_INFO)).toBe((5 * HOUR) / (20 * SECOND));
  });

  test('one that another system has ended is renewed once, and the question is answered', async () => {
    const { account, wechat, fetchToken } = open();
    await account.ask(question);
    await fetchToken(true);
    await Promise.all([account.ask(question), account.ask(question)]);
    // Ours, theirs, and one renewal for both.
    expect(wechat.callsOf(TOKEN)).toBe(3);
  });

  test.each([40001, 40014, 42001])('%s is renewed once and no more', async (errcode) => {
    const { account, wechat } = open();
    wechat.order(USER_INFO, { errcode }, 2);
    await expect(account.ask(question)).rejects.toMatchObject({ kind: 'token', code: errcode });
    expect([wechat.callsOf(TOKEN), wechat.callsOf(USER_INFO)]).toEqual([2, 2]);
  });

  test('an address that is not allowed is named', async () => {
    const { account, app } = open();
    app.addresses = ['198.51.100.1'];
    await expect(account.ask(question)).rejects.toThrow(
      'cgi-bin/stable_token: address (40164): add 203.0.113.7 to the IP allow list',
    );
  });
});

describe('secrets', () => {
  test('during a rotation the one that is over is passed over', async () => {
    const { account } = open([{ appSecret: 'the old one' }, { appSecret: 'right' }]);
    expect(await account.ask(question)).toMatchObject({ subscribe: 1 });
  });

  test('a wrong one is read again before it is refused', async () => {
    const { account, store, clock } = open({ appSecret: 'the old one' });
    await expect(account.ask(question)).rejects.toMatchObject({ kind: 'credentials', code: 40125 });
    store.put('account', { appSecret: 'right' });
    clock.pass(31 * SECOND);
    expect(await account.ask(question)).toMatchObject({ subscribe: 1 });
  });

  test.each([
    ['without the field', { token: 'x' }, 'the secret of the connection has no appSecret'],
    ['that is missing', undefined, 'there is no secret "account"'],
  ])('one %s', async (_name, secret, message) => {
    const { account, store } = open({});
    if (secret === undefined) store.texts.delete('account');
    else store.put('account', secret);
    await expect(account.ask(question)).rejects.toThrow(message);
  });

  test('no secret, no token and no person stand in an error', async () => {
    const { account, wechat, app } = open();
    await account.ask(question);
    const messages: string[] = [];
    for (const what of [{ errcode: 40003 }, { errcode: 45009 }, { errcode: 77777 }, { status: 503 }] as const) {
      wechat.order(USER_INFO, what);
      await account.ask(question).catch((error: unknown) => messages.push(String(error)));
    }
    app.addresses = [];
    await account.ask(question).catch((error: unknown) => messages.push(String(error)));
    expect(messages.length).toBeGreaterThanOrEqual(3);
    for (const secret of ['right', 'ACCESS_', OPENID]) expect(messages.join('\n')).not.toContain(secret);
  });
});

describe('an API that fails', () => {
  test('is not called while its pause lasts; the other APIs are', async () => {
    const { account, wechat, clock } = open();
    wechat.order(USER_INFO, { status: 500 });
    await expect(account.ask(question)).rejects.toMatchObject({ kind: 'unavailable' });
    await expect(account.ask(question)).rejects.toMatchObject({ kind: 'unavailable' });
    expect(wechat.callsOf(USER_INFO)).toBe(1);
    await expect(account.ask({ ...question, api: 'wxa/getpaidunionid' })).resolves.toBeDefined();
    clock.pass(2 * SECOND);
    expect(await account.ask(question)).toMatchObject({ subscribe: 1 });
    expect(account.outageOf(USER_INFO)).toBeUndefined();
  });

  test('that does not know a person has not failed', async () => {
    const { account, app } = open();
    app.followers.clear();
    await expect(account.ask(question)).rejects.toMatchObject({ kind: 'person' });
    expect(account.outageOf(USER_INFO)).toBeUndefined();
  });
});
