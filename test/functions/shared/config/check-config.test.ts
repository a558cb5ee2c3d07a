import { describe, expect, test } from 'vitest';
import { checkConfig } from '../../../../functions/shared/config/check-config.ts';
import { ConfigError } from '../../../../functions/shared/config/problem.ts';
import { receivers } from '../../../../functions/shared/sources/generated/receivers.ts';
import demo from '../../../../guiyi.config.ts';

const cdp = { baseUrl: 'sandbox', identityTypes: { mobile: { code: 'mobile', value: 'bare' } } };
const shop = { source: 'shopify', options: {} };
const account = { source: 'wechat-official-account', options: { appId: 'wx1' } };
const good = { connections: { 'shop-eu': shop }, cdp };

function problemsOf(raw: unknown) {
  try {
    checkConfig(raw, receivers, 'guiyi.config.ts');
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

const found = (raw: unknown) => problemsOf(raw).map(({ path }) => path);

describe('what is right', () => {
  test.each([
    ['the demo', demo],
    ['the least', good],
    [
      'everything',
      {
        connections: {
          'shop-eu': {
            source: 'shopify',
            options: { shop: 'a.myshopify.com', acceptTests: true, onCustomerDelete: 'erase' },
            secret: 'shared-secret',
            trust: 'queue',
            inlet: { match: [{ path: 'detail.shop', equals: 'a' }] },
            region: 'DE',
          },
          account: {
            source: 'wechat-official-account',
            options: { appId: 'wx1', plaintext: true, openPlatform: 'brand' },
            enrich: { waitMinutes: 5, cacheMinutes: 60, timeoutSeconds: 2, baseUrl: 'https://proxy.example' },
          },
          brand: { source: 'brand-events', options: {} },
        },
        cdp: {
          baseUrl: 'https://cdp.example',
          token: { path: '/token', appKeyField: 'a', secretField: 'b', tokenPath: 'c', expiresInPath: 'd' },
          identityTypes: { mobile: { code: 'm', value: 'bare' }, 'till-card': { code: 'card', value: 'scoped' } },
          identityKinds: {
            'till-card': { scope: 'shop', rank: 20, unique: true, contact: false, mayLink: true, normalise: 'digits' },
          },
          blocklist: { mobile: ['15424681357', '+4915235557102'], email: ['till@shop.test', '@agency.example'] },
          foreignMobile: 'plus',
          merge: 'never',
          strategyPlacement: 'body',
          limits: { callsPerSecond: 0.5, inFlight: 1 },
          timeoutSeconds: 20,
          messages: { auth: ['^E_'], permanent: [], notFound: ['不存在'] },
        },
        groups: { 会员: { join: ['member-bound'], leave: ['unfollow'], connections: ['account'] } },
        guards: { valuesPerCustomer: 2, customersPerValue: 3, windowDays: 0.5 },
        privacy: { otherChannels: 'delete', onUnfollow: 'erase', onAuthorisationCancelled: 'case' },
        door: { maxBodyBytes: 1 },
        delivery: { undecidedAttempts: 1, undecidedMinutes: 0.5 },
        deployment: {
          architecture: 'arm64',
          logRetentionDays: 14,
          deliverConcurrency: 2,
          inletSenders: ['1'],
          egress: 'fixed',
          alarms: { oldestEventMinutes: 30, breakerMinutes: 15, eraseHours: 24, silentHours: { 'shop-eu': 168 } },
          dashboard: false,
        },
      },
    ],
  ])('%s', (_name, raw) => {
    expect(checkConfig(raw, receivers, 'f')).toBe(raw);
  });
});

describe('one problem', () => {
  const connection = (changes: object) => ({ connections: { 'shop-eu': { ...shop, ...changes } }, cdp });
  const tenant = (changes: object) => ({ ...good, cdp: { ...cdp, ...changes } });

  test.each<readonly [string, unknown, string, string, string, string | undefined]>([
    [
      'a source misspelt',
      connection({ source: 'shopfy' }),
      'connections.shop-eu.source',
      '"shopfy"',
      '"shopify"',
      'shopify',
    ],
    [
      'a source like a property of every object',
      connection({ source: 'constructor' }),
      'connections.shop-eu.source',
      '"constructor"',
      '"shopify"',
      undefined,
    ],
    ['no source', { connections: { a: { options: {} } }, cdp }, 'connections.a.source', 'nothing', 'string', undefined],
    ['a key misspelt', connection({ secrt: 'x' }), 'connections.shop-eu.secrt', 'an unknown key', '"secret"', 'secret'],
    [
      'a token exchange on no path',
      tenant({ token: { path: 'token', tokenPath: 'a', expiresInPath: 'b' } }),
      'cdp.token.path',
      '"token"',
      'a path that begins with /, or an https:// address with a path',
      undefined,
    ],
    [
      'a token exchange on a host without TLS',
      tenant({ token: { path: 'http://auth.example.test/token', tokenPath: 'a', expiresInPath: 'b' } }),
      'cdp.token.path',
      '"http://auth.example.test/token"',
      'a path that begins with /, or an https:// address with a path',
      undefined,
    ],
    [
      'a GET with a form',
      tenant({ token: { path: '/token', method: 'GET', placement: 'form', tokenPath: 'a', expiresInPath: 'b' } }),
      'cdp.token',
      '{"path":"/token","method":"GET","placement":"form","tokenPath":"a","expiresInPath":"b"}',
      'method GET with placement "query" or "basic": a GET has no body',
      undefined,
    ],
    [
      'a placement misspelt',
      tenant({ token: { path: '/token', placement: 'jsn', tokenPath: 'a', expiresInPath: 'b' } }),
      'cdp.token.placement',
      '"jsn"',
      '"json"',
      'json',
    ],
    [
      'a key of the exchange misspelt',
      tenant({ token: { path: '/token', tokenpath: 'x', tokenPath: 'a', expiresInPath: 'b' } }),
      'cdp.token.tokenpath',
      'an unknown key',
      '"tokenPath"',
      'tokenPath',
    ],
    [
      'an option misspelt',
      connection({ options: { acceptTest: true } }),
      'connections.shop-eu.options.acceptTest',
      'an unknown key',
      '"acceptTests"',
      'acceptTests',
    ],
    [
      'an option of the wrong kind',
      connection({ options: { acceptTests: 'yes' } }),
      'connections.shop-eu.options.acceptTests',
      '"yes"',
      'boolean',
      undefined,
    ],
    [
      'an option in the wrong form',
      connection({ options: { shop: 'Shop.example' } }),
      'connections.shop-eu.options.shop',
      '"Shop.example"',
      'write name.myshopify.com in lower case',
      undefined,
    ],
    [
      'enrich where there is nobody to ask',
      connection({ enrich: {} }),
      'connections.shop-eu.enrich',
      'a setting that "shopify" does not have',
      'wechat-official-account',
      undefined,
    ],
    [
      'enrich misspelt inside',
      connection({ ...account, enrich: { waitMinute: 1 } }),
      'connections.shop-eu.enrich.waitMinute',
      'an unknown key',
      '"waitMinutes"',
      'waitMinutes',
    ],
    [
      'more time for look-ups than a function has',
      connection({ ...account, enrich: { timeoutSeconds: 11 } }),
      'connections.shop-eu.enrich.timeoutSeconds',
      '11',
      'at most 10',
      undefined,
    ],
    [
      'a proxy with a path',
      connection({ ...account, enrich: { baseUrl: 'https://proxy.example/wechat' } }),
      'connections.shop-eu.enrich.baseUrl',
      '"https://proxy.example/wechat"',
      'an https:// address without a path',
      undefined,
    ],
    [
      'no options',
      { connections: { a: { source: 'shopify' } }, cdp },
      'connections.a.options',
      'nothing',
      'object',
      undefined,
    ],
    ['trust misspelt', connection({ trust: 'queu' }), 'connections.shop-eu.trust', '"queu"', '"queue"', 'queue'],
    [
      'a name that is no name',
      { connections: { Shop_EU: shop }, cdp },
      'connections.Shop_EU',
      '"Shop_EU"',
      'small letters, digits and hyphens',
      undefined,
    ],
    [
      'a value misspelt',
      tenant({ merge: 'verifed' }),
      'cdp.merge',
      '"verifed"',
      '"never", "verified", "always"',
      'verified',
    ],
    [
      'an address with a path',
      tenant({ baseUrl: 'https://cdp.example/openapi' }),
      'cdp.baseUrl',
      '"https://cdp.example/openapi"',
      'without a path',
      undefined,
    ],
    [
      'an address without TLS',
      tenant({ baseUrl: 'http://cdp.example' }),
      'cdp.baseUrl',
      '"http://cdp.example"',
      'https://',
      undefined,
    ],
    [
      'a pattern that is none',
      tenant({ messages: { permanent: ['ok', '('] } }),
      'cdp.messages.permanent.1',
      '"("',
      'a regular expression',
      undefined,
    ],
    [
      'no calls at all',
      tenant({ limits: { callsPerSecond: 0, inFlight: 1 } }),
      'cdp.limits.callsPerSecond',
      '0',
      'more than 0',
      undefined,
    ],
    [
      'half a call in flight',
      tenant({ limits: { callsPerSecond: 1, inFlight: 0.5 } }),
      'cdp.limits.inFlight',
      '0.5',
      'int',
      undefined,
    ],
    [
      'a patience over the function’s',
      tenant({ timeoutSeconds: 21 }),
      'cdp.timeoutSeconds',
      '21',
      'at most 20',
      undefined,
    ],
    [
      'an identity type without a code',
      tenant({ identityTypes: { mobile: { code: '', value: 'bare' } } }),
      'cdp.identityTypes.mobile.code',
      '""',
      'at least 1',
      undefined,
    ],
    [
      'a region that is none',
      connection({ region: 'UK' }),
      'connections.shop-eu.region',
      '"UK"',
      'an ISO 3166 code',
      undefined,
    ],
    ['a group of countries', connection({ region: 'EU' }), 'connections.shop-eu.region', '"EU"', 'ISO 3166', undefined],
    [
      'a scope type misspelt',
      tenant({ identityKinds: { card: { scope: 'shops', rank: 1, unique: true } } }),
      'cdp.identityKinds.card.scope',
      '"shops"',
      '"shop"',
      'shop',
    ],
    [
      'a blocked phone in words',
      tenant({ blocklist: { mobile: ['the till'] } }),
      'cdp.blocklist.mobile.0',
      '"the till"',
      '11 digits',
      undefined,
    ],
    [
      'a guard of nothing',
      { ...good, guards: { customersPerValue: 0 } },
      'guards.customersPerValue',
      '0',
      'more than 0',
      undefined,
    ],
    [
      'a privacy rule misspelt',
      { ...good, privacy: { onUnfollow: 'eraze' } },
      'privacy.onUnfollow',
      '"eraze"',
      '"erase"',
      'erase',
    ],
    [
      'a trigger misspelt',
      { ...good, groups: { VIP: { join: ['folow'] } } },
      'groups.VIP.join.0',
      '"folow"',
      '"follow"',
      'follow',
    ],
    [
      'a group’s connection misspelt',
      { ...good, groups: { VIP: { connections: ['shop-eu', 'shop-us'] } } },
      'groups.VIP.connections.1',
      '"shop-us"',
      '"shop-eu"',
      'shop-eu',
    ],
    [
      'an alarm on the silence of a connection that there is not',
      { ...good, deployment: { alarms: { silentHours: { 'shop-us': 24 } } } },
      'deployment.alarms.silentHours.shop-us',
      '"shop-us"',
      '"shop-eu"',
      'shop-eu',
    ],
    ['a key at the top misspelt', { ...good, grups: {} }, 'grups', 'an unknown key', '"groups"', 'groups'],
    ['no configuration', undefined, '', 'nothing', 'object', undefined],
  ])('%s', (_name, raw, path, value, allowed, nearest) => {
    const problems = problemsOf(raw);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ path, found: value });
    expect(problems[0]?.allowed).toContain(allowed);
    expect(problems[0]?.nearest).toBe(nearest);
  });
});

test('every problem at once', () => {
  const raw = {
    connections: {
      a: { source: 'shopfy', options: {} },
      b: { source: 'wechat-official-account', options: { appID: 'wx' }, trust: 'yes' },
    },
    cdp: { ...cdp, merge: 'no' },
    groups: { VIP: { join: ['x'], connections: ['c'] } },
    dor: {},
  };
  expect(found(raw).toSorted()).toEqual([
    'cdp.merge',
    'connections.a.source',
    'connections.b.options.appID',
    'connections.b.options.appId',
    'connections.b.trust',
    'dor',
    'groups.VIP.connections.0',
    'groups.VIP.join.0',
  ]);
});

test('the message has a line for each, with the file', () => {
  const raw = { connections: { a: { source: 'shopfy', options: {} } }, cdp, dor: 1 };
  expect(() => checkConfig(raw, receivers, 'guiyi.config.ts')).toThrow(
    new ConfigError('guiyi.config.ts', problemsOf(raw)),
  );
  const [first, second] = new ConfigError('guiyi.config.ts', problemsOf(raw)).message.split('\n');
  expect(first).toBe(
    'guiyi.config.ts: dor: found an unknown key; allowed: "connections", "cdp", "groups", "guards", "privacy", "ledger", "journal", "door", "delivery", "deployment"; did you mean "door"?',
  );
  const sources = Object.keys(receivers).map((source) => JSON.stringify(source));
  expect(second).toBe(
    `guiyi.config.ts: connections.a.source: found "shopfy"; allowed: ${sources.join(', ')}; did you mean "shopify"?`,
  );
});
