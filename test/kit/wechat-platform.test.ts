import { describe, expect, test } from 'vitest';
import { isJsonObject, type JsonObject, parseJson, scalar } from '../../functions/shared/json/lossless.ts';
import { HOUR, MINUTE, SECOND, TestClock } from './clock.ts';
import { WechatPlatform } from './wechat-platform.ts';

const APP = 'wx1';

function open() {
  const clock = new TestClock();
  const wechat = new WechatPlatform(clock.read);
  const app = wechat.app(APP, 's');
  const call = async (path: string, query: Record<string, string>, body?: object): Promise<JsonObject> => {
    const answer = await wechat.handle({
      method: body ? 'POST' : 'GET',
      path,
      query: new URLSearchParams(query),
      body: body ? JSON.stringify(body) : '',
    });
    const json = parseJson(answer?.body ?? 'null');
    return isJsonObject(json) ? json : {};
  };
  const stable = async (force_refresh = false) => {
    const asked = { grant_type: 'client_credential', appid: APP, secret: 's', force_refresh };
    const { access_token: token, expires_in: seconds } = await call('/cgi-bin/stable_token', {}, asked);
    return { token: scalar(token) ?? '', seconds: Number(seconds) };
  };
  return { clock, wechat, app, call, stable };
}

describe('the fake keeps WeChat’s rules', () => {
  test('the stable token is the same for all, is renewed five minutes early, and the old one lives on', async () => {
    const { clock, wechat, stable } = open();
    const first = await stable();
    expect(first.seconds).toBe(7200);
    clock.pass(2 * HOUR - 5 * MINUTE);
    expect(await stable()).toEqual({ token: first.token, seconds: 300 });
    clock.pass(1);
    const second = await stable();
    expect(second.token).not.toBe(first.token);
    expect(wechat.isAccepted(APP, first.token)).toBe(true);
    clock.pass(5 * MINUTE);
    expect(wechat.isAccepted(APP, first.token)).toBe(false);
    expect(wechat.isAccepted(APP, second.token)).toBe(true);
  });

  test('a forced refresh ends the old token at once; half a minute apart, twenty a day', async () => {
    const { clock, wechat, stable } = open();
    const tokens = new Set<string>();
    for (let time = 0; time < 30; time++) {
      tokens.add((await stable(true)).token);
      clock.pass(15 * SECOND);
    }
    expect(tokens.size).toBe(15);
    expect([...tokens].filter((token) => wechat.isAccepted(APP, token))).toHaveLength(1);
    for (let time = 0; time < 30; time++) {
      tokens.add((await stable(true)).token);
      clock.pass(30 * SECOND);
    }
    expect(tokens.size).toBe(20);
  });

  test('the older kind of token is apart, and a new one ends the one before', async () => {
    const { wechat, call, stable } = open();
    const own = await stable();
    const legacy = async () =>
      scalar((await call('/cgi-bin/token', { appid: APP, secret: 's' }))['access_token']) ?? '';
    const first = await legacy();
    const second = await legacy();
    expect([own.token, first, second].map((token) => wechat.isAccepted(APP, token))).toEqual([true, false, true]);
  });

  test('a payment is told of for five minutes, to its own app', async () => {
    const { clock, wechat, app, call, stable } = open();
    wechat.app('wx2', 's');
    app.payments.set('T1', { openId: 'o1', unionId: 'u1', paid: clock.now });
    const ask = async (openid: string) =>
      call('/wxa/getpaidunionid', { access_token: (await stable()).token, openid, transaction_id: 'T1' });
    expect(await ask('o1')).toMatchObject({ unionid: 'u1' });
    expect(await ask('o2')).toMatchObject({ errcode: 40003 });
    clock.pass(5 * MINUTE + 1);
    expect(await ask('o1')).toMatchObject({ errcode: 89300 });
  });

  test('a token that is none, a quota, a permission', async () => {
    const { clock, app, call, stable } = open();
    app.followers.set('o1', { subscribed: false });
    const ask = async (access_token: string) => call('/cgi-bin/user/info', { access_token, openid: 'o1' });
    expect(await ask('nonsense')).toMatchObject({ errcode: 40001 });
    const { token } = await stable();
    expect(await ask(token)).toEqual({ subscribe: 0, openid: 'o1' });
    app.quotas.set('cgi-bin/user/info', 2);
    expect(await ask(token)).toEqual({ subscribe: 0, openid: 'o1' });
    expect(await ask(token)).toMatchObject({ errcode: 45009 });
    clock.pass(24 * HOUR);
    app.forbidden.add('cgi-bin/user/info');
    expect(await ask((await stable()).token)).toMatchObject({ errcode: 48001 });
  });
});
