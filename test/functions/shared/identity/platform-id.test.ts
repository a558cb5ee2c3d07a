import { describe, expect, test } from 'vitest';
import { idForms } from '../../../../functions/shared/identity/id-forms.ts';
import type { KnownKind } from '../../../../functions/shared/identity/kinds.ts';
import { kinds } from '../../../../functions/shared/identity/kinds.ts';
import { platformId } from '../../../../functions/shared/identity/platform-id.ts';

const OPENID = 'oInventedCustomer00000000001';
const CONTACT = 'wmInventedCustomer00000000000001';

describe.each(['taobao-ouid', 'taobao-omid', 'taobao-open-uid', 'kuaishou-open-id'] as const)('%s', (kind) => {
  test.each([
    'f0000000000000000000000000001a7f',
    // Hex that begins like a phone.
    '159310000010f0000000000000001a7f',
    'AAHx+d/EAAeGwJedwSHpg8bT==',
    '1593100000',
  ])('%s is an id', (value) => {
    expect(platformId(kind, value)).toEqual({ ok: true, value });
  });

  test.each([
    ['15931000001', 'wrong-type'],
    ['8615931000001', 'wrong-type'],
    ['+8615931000001', 'wrong-type'],
    ['15931000001-123', 'wrong-type'],
    ['15931000001-1234', 'wrong-type'],
    ['159310000011234', 'wrong-type'],
    ['15931000001转1234', 'wrong-type'],
    ['15931000001#1234', 'wrong-type'],
    ['159****0001', 'masked'],
    ['null', 'placeholder'],
    ['', 'empty'],
    [null, 'empty'],
    [7, 'wrong-type'],
    ['with a blank', 'malformed'],
  ])('%s is none: %s', (value, reason) => {
    expect(platformId(kind, value)).toEqual({ ok: false, reason });
  });
});

/** A word of a template in place of anybody's id makes everybody one customer. */
const standIns = [
  'OPENID',
  'openid',
  'OpenId',
  'open_id',
  'YOUR_OPENID',
  'unionid',
  'fromUser',
  'toUser',
  'FromUserName',
  'string',
  'EXTERNAL_USERID',
  '${openid}',
  '{{openid}}',
  '<openid>',
  '%s',
  'cardNo',
  'vipCode',
  'member_code',
  'CRM-MEMBER-NUMBER',
];

test.each((Object.keys(kinds) as KnownKind[]).filter((kind) => !kinds[kind].contact))(
  '%s: no word of a template is an id',
  (kind) => {
    for (const value of standIns)
      expect([value, platformId(kind, value)]).toEqual([value, { ok: false, reason: 'placeholder' }]);
  },
);

test.each([
  ['xxx', false],
  ['abc', false],
  ['AAA', false],
  ['xx', true],
  ['Marco', true],
  ['GIOVANNO', true],
  ['LV-NO', true],
  ['111', true],
])('a member number %s: %s', (value, isId) => {
  expect(platformId('member-no', value)).toEqual(isId ? { ok: true, value } : { ok: false, reason: 'placeholder' });
});

describe('what stands in for an openid', () => {
  test.each([
    ['a letter', 'a', 'placeholder'],
    ['running digits', '12345', 'placeholder'],
    ['running letters', 'abcdef', 'placeholder'],
    ['digits that run down', '54321', 'placeholder'],
    ['a repeated letter', 'xxxxxxxx', 'placeholder'],
    ['a repeated letter behind its o', `o${'x'.repeat(27)}`, 'placeholder'],
    ['noughts behind its o', `o${'0'.repeat(27)}`, 'placeholder'],
    ['running digits behind its o', 'o012345678901234567890123456', 'placeholder'],
    ['the alphabet behind its o', 'oABCDEFGHIJKLMNOPQRSTUVWXYZA', 'placeholder'],
    ['an app', 'wx0123456789abcdef', 'placeholder'],
    ['an account', 'gh_0123456789ab', 'placeholder'],
    ['a corp', 'ww0123456789abcdef', 'placeholder'],
    ['a contact of WeCom', CONTACT, 'wrong-type'],
    ['a phone', '15931000001', 'wrong-type'],
    ['27 characters', OPENID.slice(0, -1), 'malformed'],
    ['two ids', `${OPENID},${OPENID}`, 'malformed'],
    ['two ids without a comma', OPENID + OPENID, 'malformed'],
    ['another first letter', `x${OPENID.slice(1)}`, 'malformed'],
    ['a login name', 'ZhangSan', 'malformed'],
    ['a name', '小岚', 'malformed'],
  ])('%s', (_name, value, reason) => {
    expect(platformId('wechat-openid', value)).toEqual({ ok: false, reason });
  });

  test('29 characters are a unionid’s', () => {
    expect(platformId('wechat-openid', `${OPENID}0`)).toEqual({ ok: false, reason: 'wrong-type' });
    expect(platformId('wechat-unionid', `${OPENID}0`).ok).toBe(true);
    expect(platformId('wechat-unionid', `${OPENID}00`)).toEqual({ ok: false, reason: 'malformed' });
  });

  test('letters that repeat in part are somebody’s', () => {
    for (const value of ['oAnn000000000000000000000000', `oB${'b'.repeat(26)}`, OPENID])
      expect(platformId('wechat-openid', value)).toEqual({ ok: true, value });
  });
});

describe('what stands in for a contact of WeCom', () => {
  test.each([
    ['an employee', 'ZhangSan', 'malformed'],
    ['an employee whose name begins so', 'womanager', 'malformed'],
    ['an openid', OPENID, 'wrong-type'],
    ['the example of a document', 'wmAAAAAAA', 'malformed'],
    ['a repeated letter behind its prefix', `wm${'A'.repeat(30)}`, 'placeholder'],
    ['a group', `wr${CONTACT.slice(2)}`, 'malformed'],
    ['a corp', 'ww0123456789abcdef', 'placeholder'],
  ])('%s', (_name, value, reason) => {
    expect(platformId('wecom-external-userid', value)).toEqual({ ok: false, reason });
  });
});

describe('numbers', () => {
  test.each(['1', '11', '12345', '1111111111', '15931000001'])('%s may be anybody’s number in a shop', (value) => {
    expect(platformId('woocommerce-customer', value)).toEqual({ ok: true, value });
    expect(platformId('shopify-customer', value)).toEqual({ ok: true, value });
    expect(platformId('member-no', value)).toEqual({ ok: true, value });
  });
});

test('every kind that a platform gives has a form', () => {
  const own = Object.keys(kinds).filter((kind) => !Object.hasOwn(idForms, kind));
  expect(own).toEqual(['mobile', 'member-no', 'email']);
});
