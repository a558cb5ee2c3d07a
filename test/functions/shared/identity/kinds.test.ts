import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { kindOf, kinds } from '../../../../functions/shared/identity/kinds.ts';

test.each([
  ['mobile', 'none', 1, true, 'mobile', 'bare'],
  ['wechat-unionid', 'open-platform', 2, true, 'wechat-unionid', 'bare'],
  ['member-no', 'brand', 3, true, 'member-no', 'bare'],
  ['taobao-omid', 'brand', 4, true, 'taobao-omid', 'bare'],
  ['taobao-ouid', 'shop', 5, false, 'taobao-ouid', 'scoped'],
  ['wechat-openid', 'wechat-app', 6, false, 'wechat', 'scoped'],
  ['wecom-external-userid', 'corp', 7, false, 'wecom-external-userid', 'bare'],
  ['email', 'none', 8, false, 'email', 'bare'],
  ['youzan-open-id', 'none', 9, false, 'youzan-open-id', 'bare'],
  ['shopify-customer', 'shop', 10, false, 'shopify-customer', 'scoped'],
  ['taobao-open-uid', 'app-key', 11, false, 'taobao-open-uid', 'scoped'],
  ['doudian-open-id', 'app-key-shop', 12, false, 'doudian-open-id', 'scoped'],
  ['kuaishou-open-id', 'app-key-shop', 13, false, 'kuaishou-open-id', 'scoped'],
  ['shoplazza-customer', 'shop', 14, false, 'shoplazza-customer', 'scoped'],
  ['shopline-customer', 'shop', 15, false, 'shopline-customer', 'scoped'],
  ['woocommerce-customer', 'shop', 16, false, 'woocommerce-customer', 'scoped'],
  ['bigcommerce-customer', 'shop', 17, false, 'bigcommerce-customer', 'scoped'],
  ['stripe-customer', 'shop', 18, false, 'stripe-customer', 'scoped'],
  ['weimob-wid', 'brand', 20, false, 'weimob-wid', 'scoped'],
  ['douyin-open-id', 'app-key', 21, false, 'douyin-open-id', 'scoped'],
  ['jd-xid', 'app-key-shop', 22, false, 'jd-xid', 'scoped'],
  ['jd-open-id', 'app-key-shop', 23, false, 'jd-open-id', 'scoped'],
  ['amazon-buyer', 'shop', 24, false, 'amazon-buyer', 'scoped'],
  ['guiyi-subject', 'connection', 99, false, 'guiyi-subject', 'scoped'],
  ['adobe-commerce-customer', 'shop', 19, false, 'adobe-commerce-customer', 'scoped'],
])('%s: unique in %s, rank %i', (kind, scope, rank, unique, code, value) => {
  expect(kindOf(kind)).toMatchObject({ scope, rank, unique, code, value });
});

test('two kinds never share a rank, and only phone and address are contacts', () => {
  const all = Object.entries(kinds);
  expect(new Set(all.map(([, { rank }]) => rank)).size).toBe(all.length);
  expect(all.filter(([, { contact }]) => contact).map(([kind]) => kind)).toEqual(['mobile', 'email']);
});

test.each(['docs/configuration.md', 'functions/shared/identity/identity-config.ts'])(
  '%s says which ranks are taken',
  (file) => {
    // What we make of a subject stands behind all that a platform gives.
    const { 'guiyi-subject': own, ...platforms } = kinds;
    const last = Math.max(...Object.values(platforms).map(({ rank }) => rank));
    expect(own.rank).toBeGreaterThan(last);
    expect(readFileSync(file, 'utf8')).toContain(`the known kinds have 1 to ${last}.`);
  },
);

describe('a configured kind', () => {
  const identityKinds = {
    'till-card': { scope: 'shop', rank: 20, unique: true },
    landline: { scope: 'none', rank: 21, unique: false, contact: true, mayLink: true, normalise: 'digits' },
  } as const;

  test('connects nobody and is taken as it is, unless configured otherwise', () => {
    expect(kindOf('till-card', { identityKinds })).toEqual({
      ...identityKinds['till-card'],
      onePerScope: identityKinds['till-card'].unique,
      contact: false,
      mayLink: false,
      normalise: 'opaque',
      code: 'till-card',
      value: 'scoped',
    });
    expect(kindOf('landline', { identityKinds })).toEqual({
      ...identityKinds.landline,
      onePerScope: identityKinds.landline.unique,
      code: 'landline',
      value: 'bare',
    });
  });

  test('is known only where it is configured', () => {
    expect(kindOf('till-card')).toBeUndefined();
    expect(kindOf('constructor', { identityKinds })).toBeUndefined();
  });
});
