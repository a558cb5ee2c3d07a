import { describe, expect, test } from 'vitest';
import { identityProblems } from '../../../../functions/shared/config/identity-problems.ts';
import demo from '../../../../guiyi.config.ts';

const bare = (code: string) => ({ code, value: 'bare' });
const scoped = (code: string) => ({ code, value: 'scoped' });
const account = (appId: string, openPlatform?: string) => ({
  source: 'wechat-official-account',
  options: { appId, ...(openPlatform && { openPlatform }) },
});
const shop = (name?: string) => ({ source: 'shopify', options: name ? { shop: `${name}.myshopify.com` } : {} });
const jdShop = (appKey: string) => ({ source: 'jd', options: { appKey, venderId: '10000001' } });
const wecomCorp = (corpId: string) => ({ source: 'wecom', options: { corpId } });
const card = { scope: 'shop', rank: 20, unique: true };
const problems = (identityTypes: object, connections: object = {}, identityKinds: object = {}) =>
  identityProblems({ cdp: { identityTypes, identityKinds }, connections });

describe('a mapping that keeps people apart starts', () => {
  test.each<[string, object, object, object]>([
    ['the demo', demo.cdp.identityTypes, demo.connections, {}],
    [
      'scoped openids of two accounts',
      { 'wechat-openid': scoped('wechat') },
      { a: account('wx1'), b: account('wx2') },
      {},
    ],
    ['a bare openid of one account', { 'wechat-openid': bare('wechat') }, { a: account('wx1'), b: shop() }, {}],
    [
      'a bare openid of one account behind two connections',
      { 'wechat-openid': bare('wechat') },
      { a: account('wx1'), b: account('wx1') },
      {},
    ],
    [
      'bare unionids of one open platform',
      { 'wechat-unionid': bare('u') },
      { a: account('wx1', 'brand'), b: account('wx2', 'brand') },
      {},
    ],
    ['two scoped kinds of one code', { 'shopify-customer': scoped('c'), 'taobao-ouid': scoped('c') }, {}, {}],
    ['phones and addresses of one code', { mobile: bare('contact'), email: bare('contact') }, {}, {}],
    ['a configured kind', { 'till-card': scoped('card') }, {}, { 'till-card': card }],
    [
      'a configured kind that needs no scope',
      { 'till-card': bare('card') },
      {},
      { 'till-card': { ...card, scope: 'none' } },
    ],
    ['nothing to check', {}, {}, {}],
  ])('%s', (_name, types, connections, configured) => {
    expect(problems(types, connections, configured)).toEqual([]);
  });
});

describe('a kind of the tenant’s own that can never be sent does not', () => {
  test.each(['brand', 'shop', 'wechat-app', 'open-platform', 'corp', 'app-key', 'app-key-shop'])(
    'for its scope, %s, which a bare code leaves out',
    (scope) => {
      expect(problems({ 'till-card': bare('card') }, {}, { 'till-card': { ...card, scope } })).toEqual([
        {
          path: 'cdp.identityTypes.till-card.value',
          found: `"bare", while till-card has a scope (${scope}): it can never be sent`,
          allowed: '"scoped", or the scope "none" if its values are unique by themselves',
        },
      ]);
    },
  );

  test('for want of a code', () => {
    expect(problems({ mobile: bare('mobile') }, {}, { 'till-card': card })).toEqual([
      {
        path: 'cdp.identityKinds.till-card',
        found: 'a kind that can never be sent: cdp.identityTypes has no code for it',
        allowed: 'cdp.identityTypes.till-card with the tenant’s code, or no such kind',
      },
    ]);
  });

  test('a known kind without a code is the tenant’s choice', () => {
    expect(problems({ mobile: bare('mobile') })).toEqual([]);
  });
});

describe('a mapping that mixes them does not', () => {
  test.each<[string, object, object, object, string, RegExp, RegExp]>([
    [
      'one code for a bare id of an app and a phone',
      { mobile: bare('id'), 'wechat-openid': bare('id') },
      {},
      {},
      'cdp.identityTypes.wechat-openid.code',
      /^"id", the code of mobile too \(bare without scope and bare in wechat-app\)$/,
      /a code of its own/,
    ],
    [
      'one code for a scoped kind and a bare one',
      { 'shopify-customer': scoped('c'), 'member-no': bare('c') },
      {},
      {},
      'cdp.identityTypes.member-no.code',
      /scoped in shop and bare in brand/,
      /"scoped" for both/,
    ],
    [
      'one code for two bare ids of one type of scope',
      { 'member-no': bare('m'), 'taobao-omid': bare('m') },
      {},
      {},
      'cdp.identityTypes.taobao-omid.code',
      /the code of member-no too/,
      /a code of its own/,
    ],
    [
      'a scope where there is none',
      { email: scoped('email') },
      {},
      {},
      'cdp.identityTypes.email.value',
      /^"scoped"$/,
      /^"bare": email is unique by itself/,
    ],
    [
      'bare openids of two accounts',
      { 'wechat-openid': bare('wechat') },
      { a: account('wx1'), b: account('wx2') },
      {},
      'cdp.identityTypes.wechat-openid.value',
      /two connections give wechat-openid in different scopes: a \(wx1\), b \(wx2\)/,
      /"scoped", or connections of one scope/,
    ],
    [
      'bare unionids of an open platform and of one that is not named',
      { 'wechat-unionid': bare('u') },
      { a: account('wx1', 'brand'), b: account('wx2') },
      {},
      'cdp.identityTypes.wechat-unionid.value',
      /a \(brand\), b \(no scope named\)/,
      /"scoped"/,
    ],
    [
      'bare external ids of two corps',
      { 'wecom-external-userid': bare('wecom-external-userid') },
      { a: wecomCorp('ww1'), b: wecomCorp('ww2') },
      {},
      'cdp.identityTypes.wecom-external-userid.value',
      /a \(ww1\), b \(ww2\)/,
      /"scoped"/,
    ],
    [
      'bare buyers of one shop in two applications',
      { 'jd-xid': bare('jd-xid') },
      { a: jdShop('app1'), b: jdShop('app2') },
      {},
      'cdp.identityTypes.jd-xid.value',
      /a \(app1\/10000001\), b \(app2\/10000001\)/,
      /"scoped"/,
    ],
    [
      'bare customers of two shops, one named by its connection',
      { 'shopify-customer': bare('c') },
      { a: shop('tea'), b: shop() },
      {},
      'cdp.identityTypes.shopify-customer.value',
      /a \(tea\.myshopify\.com\), b \(b\)/,
      /"scoped"/,
    ],
    [
      'a kind that nobody knows',
      { 'wechat-open-id': bare('w') },
      {},
      {},
      'cdp.identityTypes.wechat-open-id',
      /an unknown kind/,
      /"wechat-openid"/,
    ],
    [
      'a configured kind under a known name',
      {},
      {},
      { 'member-no': card },
      'cdp.identityKinds.member-no',
      /a kind that Guiyi knows itself/,
      /a name of your own/,
    ],
    [
      'a configured kind without scope, sent with one',
      { badge: scoped('badge') },
      {},
      { badge: { ...card, scope: 'none' } },
      'cdp.identityTypes.badge.value',
      /"scoped"/,
      /"bare"/,
    ],
  ])('%s', (_name, types, connections, configured, path, found, allowed) => {
    const [problem, ...others] = problems(types, connections, configured);
    expect(others).toEqual([]);
    expect(problem).toMatchObject({
      path,
      found: expect.stringMatching(found) as string,
      allowed: expect.stringMatching(allowed) as string,
    });
  });

  test('a misspelt kind is answered with the nearest', () => {
    expect(problems({ 'wechat-open-id': bare('w') })[0]?.nearest).toBe('wechat-openid');
  });

  test('what is no configuration at all has other problems', () => {
    expect(identityProblems({})).toEqual([]);
    expect(
      identityProblems({ cdp: { identityTypes: { mobile: 1 }, identityKinds: { x: 'y' } }, connections: [] }),
    ).toEqual([]);
  });
});
