import { describe, expect, test } from 'vitest';
import type { Identity } from '../../../../functions/shared/identity/identity.ts';
import {
  appKey,
  appKeyShop,
  brand,
  corp,
  openPlatform,
  sameIdentity,
  scoped,
  shop,
  unscoped,
  wechatApp,
} from '../../../../functions/shared/identity/scoped.ts';

const evidence = { grade: 'verified', field: 'f' } as const;
const openid = scoped('wechat-openid', wechatApp('wx1'), 'o1', evidence);

describe('a scoped identity', () => {
  test('is an identity everywhere else', () => {
    const erased: Identity = openid;
    expect(erased).toEqual({ kind: 'wechat-openid', scope: 'wx1', value: 'o1', evidence });
  });

  test.each([
    ['a phone', scoped('mobile', unscoped, '15424681357', evidence), ''],
    ['a unionid', scoped('wechat-unionid', openPlatform('brand'), 'u1', evidence), 'brand'],
    ['a WeCom contact', scoped('wecom-external-userid', corp('ww1'), 'wm1', evidence), 'ww1'],
    ['a shop’s customer', scoped('shopify-customer', shop('tea'), '7', evidence), 'tea'],
    ['a member', scoped('member-no', brand('tea'), 'M1', evidence), 'tea'],
    ['an open_uid', scoped('taobao-open-uid', appKey('12'), 'AAH', evidence), '12'],
    ['a Doudian buyer', scoped('doudian-open-id', appKeyShop('12', '34'), 'x', evidence), '12/34'],
  ])('%s', (_name, { scope }, expected) => {
    expect(scope).toBe(expected);
  });

  test('is the same only in the same scope', () => {
    expect(sameIdentity(openid, scoped('wechat-openid', wechatApp('wx1'), 'o1', evidence))).toBe(true);
    expect(sameIdentity(openid, scoped('wechat-openid', wechatApp('wx2'), 'o1', evidence))).toBe(false);
  });

  test('in a scope of another type, or beside another kind, does not compile', () => {
    // @ts-expect-error an openid is unique in an app, not in a shop
    scoped('wechat-openid', shop('tea'), 'o1', evidence);
    // @ts-expect-error a plain string says nothing about its type
    scoped('wechat-openid', 'wx1', 'o1', evidence);
    // @ts-expect-error a unionid is unique in an open-platform account, not in an app
    scoped('wechat-unionid', wechatApp('wx1'), 'u1', evidence);
    // @ts-expect-error a phone has no scope
    scoped('mobile', shop('tea'), '15424681357', evidence);
    // @ts-expect-error the app key alone does not make a Doudian id unique
    scoped('doudian-open-id', appKey('12'), 'x', evidence);
    // @ts-expect-error a kind that is not known by name has no type of scope
    scoped('till-card', shop('tea'), '7', evidence);
    // @ts-expect-error two kinds, two types of scope
    sameIdentity(openid, scoped('wechat-unionid', openPlatform('brand'), 'o1', evidence));
    // @ts-expect-error two kinds of one type of scope
    sameIdentity(scoped('shopify-customer', shop('a'), '7', evidence), scoped('taobao-ouid', shop('a'), '7', evidence));
    const erased: Identity = openid;
    // @ts-expect-error an erased identity has lost its kind
    sameIdentity(openid, erased);
    expect(openid.scope).toBe('wx1');
  });
});
