import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../../../functions/shared/json/lossless.ts';
import { wechatPayIdentity } from '../../../../../../functions/shared/sources/platforms/wechat-pay/identify.ts';
import { APP, checked, OPENID, payment, UNIONID } from './notifications.ts';

const SP_APP = 'wx0000000000000002';
const SP_OPENID = 'oInventedProvider00000000001';

function identify(type: string, resource: unknown, options: object = {}) {
  return checked(wechatPayIdentity.configure(options))({
    specversion: '1.0',
    id: 'an-id',
    source: '/wechat-pay/demo',
    type,
    time: '2023-11-14T22:13:21.000Z',
    datacontenttype: 'application/json',
    data: { id: 'EV-1', event_type: type, resource } as JsonObject,
    connection: 'demo',
    receivedtime: '2023-11-14T22:13:22.000Z',
  });
}

function openIdsOf(resource: object, type = 'TRANSACTION.SUCCESS', options: object = {}) {
  const result = identify(type, resource, options);
  if (result.outcome === 'ignored') return result.reason;
  return result.changes.flatMap(({ identities }) => identities.map(({ scope, value }) => `${scope}:${value}`));
}

test('who paid: the openid in the app that the notification names', () => {
  expect(identify('TRANSACTION.SUCCESS', payment)).toEqual({
    outcome: 'changes',
    changes: [
      {
        kind: 'upsert',
        identities: [
          {
            kind: 'wechat-openid',
            scope: APP,
            value: OPENID,
            evidence: { grade: 'verified', field: 'resource.payer.openid' },
          },
        ],
        profile: { openId: OPENID, appId: APP },
        triggers: ['paid-order'],
      },
    ],
  });
});

const partner = {
  sp_appid: SP_APP,
  sub_appid: APP,
  trade_state: 'SUCCESS',
  payer: { sp_openid: SP_OPENID, sub_openid: OPENID },
};
const combined = { combine_appid: APP, combine_payer_info: { openid: OPENID } };

test.each<readonly [string, object, readonly string[] | string]>([
  ['of a partner: two apps, the brand’s own first', partner, [`${APP}:${OPENID}`, `${SP_APP}:${SP_OPENID}`]],
  [
    'of a partner, known to the provider alone',
    { ...partner, payer: { sp_openid: SP_OPENID } },
    [`${SP_APP}:${SP_OPENID}`],
  ],
  [
    'of a partner without an app of its own: its openid is nobody’s, the provider’s counts',
    { ...partner, sub_appid: undefined },
    [`${SP_APP}:${SP_OPENID}`],
  ],
  [
    'of a partner: an openid is never taken in the other app',
    { ...partner, payer: { openid: OPENID } },
    'identity-without-scope',
  ],
  ['combined', combined, [`${APP}:${OPENID}`]],
  [
    'combined, with the openid in the app of an order',
    { ...combined, sub_orders: [{}, { sub_appid: SP_APP, sub_openid: SP_OPENID }] },
    [`${APP}:${OPENID}`, `${SP_APP}:${SP_OPENID}`],
  ],
  [
    'combined, the same app twice',
    { ...combined, sub_orders: [{ sub_appid: APP, sub_openid: OPENID }] },
    [`${APP}:${OPENID}`],
  ],
  [
    'combined, two people in one app: neither',
    { ...combined, sub_orders: [{ sub_appid: APP, sub_openid: SP_OPENID }] },
    'identity-unusable',
  ],
  ['with blanks', { appid: ` ${APP}`, payer: { openid: `${OPENID} ` } }, [`${APP}:${OPENID}`]],
  ['without an app', { payer: { openid: OPENID } }, 'identity-without-scope'],
  ['with an app that is none', { appid: 'wx1:o', payer: { openid: OPENID } }, 'identity-without-scope'],
  [
    'of a toll, whose openid stands without a payer',
    { appid: SP_APP, sp_openid: SP_OPENID, sub_appid: APP, sub_openid: OPENID },
    [`${APP}:${OPENID}`, `${SP_APP}:${SP_OPENID}`],
  ],
  ['without a payer', { appid: APP }, 'event-without-customer'],
  ['a payer that is a text', { appid: APP, payer: OPENID }, 'identity-unusable'],
  ['of a direct debit, whose openid stands without a payer', { appid: APP, openid: OPENID }, [`${APP}:${OPENID}`]],
  [
    'whose payer and openid are two people in one app: neither',
    { appid: APP, openid: SP_OPENID, payer: { openid: OPENID } },
    'identity-unusable',
  ],
])('a payment %s', (_name, resource, expected) => {
  expect(openIdsOf(resource)).toEqual(expected);
});

test('the app of the options is that of cards and coupons, and never that of a payment', () => {
  const options = { appId: APP };
  expect(openIdsOf({ payer: { openid: OPENID } }, 'TRANSACTION.SUCCESS', options)).toBe('identity-without-scope');
  expect(openIdsOf({ openid: OPENID }, 'PAYSCORE.USER_OPEN_SERVICE', options)).toBe('identity-without-scope');
  expect(openIdsOf({ openid: OPENID }, 'COUPON.SEND', options)).toEqual([`${APP}:${OPENID}`]);
  expect(openIdsOf({ openid: OPENID, appid: SP_APP }, 'PRODUCT_COUPON.SEND', options)).toEqual([`${SP_APP}:${OPENID}`]);
});

test.each([
  'COUPON.SEND',
  'MALL_AUTH.ACTIVATE_CARD',
  'MCHTRANSFER.BILL.FINISHED',
  'BRAND_MEMBER_CARD_SP.USER_CARD.CREATE',
  'BRAND_MEMBER_CARD_SP.SYNC_USER_POINT',
])('%s names no app: kept until the options name it, and then done', (type) => {
  const resource = { openid: OPENID, code: '478515832665', mchid: '1900000001', auth_type: 'REGISTERED_MODE' };
  expect(identify(type, resource)).toMatchObject({
    outcome: 'ignored',
    reason: 'identity-without-scope',
    detail: `${type} without a usable openid: resource.openid: ambiguous; it needs options.appId`,
  });
  expect(openIdsOf(resource, type, { appId: APP })).toEqual([`${APP}:${OPENID}`]);
  expect(identify(type, { code: '1' })).toMatchObject({ reason: 'event-without-customer' });
});

test('an openid that should have its app beside it says so, and no option stands for it', () => {
  expect(identify('PAPAY.SIGN', { openid: OPENID }, { appId: APP })).toMatchObject({
    reason: 'identity-without-scope',
    detail: expect.stringMatching(/it needs the app id beside it/) as unknown,
  });
});

test.each(['PAPAY.SIGN', 'PAPAY.TERMINATE'])('%s abroad: a service provider names its app by another word', (type) => {
  expect(openIdsOf({ sp_appid: SP_APP, sp_mchid: '1900000001', openid: SP_OPENID }, type)).toEqual([
    `${SP_APP}:${SP_OPENID}`,
  ]);
});

test.each([
  'DISCOUNT_CARD.GET_CARD',
  'DISCOUNT_CARD.SETTLEMENT',
  'DISCOUNT_CARD.USER_ACCEPTED',
  'DISCOUNT_CARD.AGREEMENT_ENDED',
  'DISCOUNT_CARD.USER_PAID',
])('%s: who has the card, and not who recommended it', (type) => {
  expect(identify(type, { appid: APP, openid: OPENID, sharer_openid: SP_OPENID })).toMatchObject({
    changes: [
      {
        identities: [{ scope: APP, value: OPENID }],
        discarded: [{ field: 'resource.sharer_openid', reason: 'staff' }],
      },
    ],
  });
});

test('whoever fills a merchant’s account is no customer, nor has an openid of QQ anything to do with WeChat', () => {
  expect(identify('RECHARGE.SUCCESS', { qr_recharge_info: { openid: OPENID } })).toMatchObject({
    reason: 'event-without-customer',
    discarded: [{ field: 'resource.qr_recharge_info.openid', reason: 'staff' }],
  });
  const transfer = { appid: '102022609', openid: '216BE837A39456BD6729F6F47D7C0EEE' };
  expect(identify('MCHTRANSFER.QQWALLETBILL.FINISHED', transfer)).toMatchObject({ reason: 'event-without-customer' });
});

test('what a notification holds of a person, and no document shows, is not taken', () => {
  expect(identify('CROSS_BORDER_PAY.PUSH_ORDER_INFO', { appid: APP, openid: OPENID })).toMatchObject({
    reason: 'event-not-handled',
    detail: 'what CROSS_BORDER_PAY.PUSH_ORDER_INFO holds of a person is not confirmed',
  });
});

test('a payment that failed is a payer’s, and no trigger', () => {
  expect(identify('TRANSACTION.FAIL', { ...payment, trade_state: 'PAY_FAIL' })).toMatchObject({
    changes: [{ identities: [{ value: OPENID }], triggers: [], act: { kind: 'record' } }],
  });
});

test.each([
  'MEMBERCARD.ACCEPT_CARD',
  'MEMBERCARD.ACTIVATE_CARD',
  'MEMBERCARD.USERCARD_MANAGE',
  'COUPON.SEND',
  'PRODUCT_COUPON.SEND',
  'PRODUCT_COUPON.USE',
  'PRODUCT_COUPON.RETURN',
])('%s: the unionid goes first, in its open-platform account', (type) => {
  const resource = { openid: OPENID, unionid: ` ${UNIONID}` };
  expect(openIdsOf(resource, type, { appId: APP, openPlatform: 'main' })).toEqual([
    `main:${UNIONID}`,
    `${APP}:${OPENID}`,
  ]);
  expect(openIdsOf(resource, type)).toEqual([`:${UNIONID}`]);
});

test.each([
  'PAYSCORE.USER_OPEN_SERVICE',
  'MALL_AUTH.ACTIVATE_CARD',
  'MALL_REFUND.SUCCESS',
  'PAPAY.SIGN',
  'ENTRUST.RELEASE',
])('%s: the user, in the app of the brand and that of its provider; a unionid is not documented', (type) => {
  const resource = { appid: SP_APP, openid: SP_OPENID, sub_appid: APP, sub_openid: OPENID, unionid: UNIONID };
  expect(openIdsOf(resource, type)).toEqual([`${APP}:${OPENID}`, `${SP_APP}:${SP_OPENID}`]);
});

test.each<readonly [string, object, readonly string[]]>([
  ['TRANSACTION.SUCCESS', payment, ['paid-order']],
  ['TRANSACTION.SUCCESS', { ...payment, trade_state: 'REFUND' }, []],
  ['TRANSACTION.SUCCESS', { ...payment, trade_state: undefined }, []],
  ['TRANSACTION.SUCCESS', { ...combined, sub_orders: [{ trade_state: 'SUCCESS' }] }, ['paid-order']],
  ['TRANSACTION.SUCCESS', { ...combined, sub_orders: [{ trade_state: 'NOTPAY' }] }, []],
  ['PAYSCORE.USER_PAID', { appid: APP, openid: OPENID }, ['paid-order']],
  ['PAYSCORE.USER_CONFIRM', { appid: APP, openid: OPENID }, []],
  ['MALL_TRANSACTION.SUCCESS', { appid: APP, openid: OPENID }, ['paid-order']],
  ['MALL_REFUND.SUCCESS', { appid: APP, openid: OPENID }, []],
])('%s %j: %j', (type, resource, triggers) => {
  expect(identify(type, resource)).toMatchObject({ changes: [{ triggers }] });
});

test.each([
  'REFUND.SUCCESS',
  'REFUND.ABNORMAL',
  'REFUND.CLOSED',
  'COUPON.USE',
  'COMPLAINT.CREATE',
  'COMPLAINT.STATE_CHANGE',
])('%s names no person, and says so', (type) => {
  expect(identify(type, { transaction_id: '1', openid: OPENID, payer: { openid: OPENID }, appid: APP })).toEqual({
    outcome: 'ignored',
    reason: 'event-without-customer',
    detail: `${type} gives no identity: it names no person`,
  });
});

test('profit sharing has the type of a payment; who gets the share is no customer', () => {
  const sharing = { appid: APP, transaction_id: '1', receiver: { type: 'PERSONAL_OPENID', account: OPENID } };
  expect(identify('TRANSACTION.SUCCESS', sharing)).toMatchObject({
    reason: 'event-without-customer',
    discarded: [
      { kind: 'wechat-openid', field: 'resource.receiver.account', reason: 'receiver', masked: 'oInv****01' },
    ],
  });
  const merchant = { ...sharing, receiver: { type: 'MERCHANT_ID', account: '1900000001' } };
  expect(identify('TRANSACTION.SUCCESS', merchant)).not.toHaveProperty('discarded');
});

test('the phone of a card is only claimed; ciphertext for the merchant’s certificate is none', () => {
  const holder = (phone: unknown) =>
    identify('MEMBERCARDSP.USER_CARD.CREATE', { openid: OPENID, phone_number: phone }, { appId: APP });
  expect(holder('15931000031')).toMatchObject({
    changes: [
      {
        identities: [
          { kind: 'wechat-openid' },
          { kind: 'mobile', value: '15931000031', evidence: { grade: 'claimed', field: 'resource.phone_number' } },
        ],
      },
    ],
  });
  expect(holder('vvysDQeEaH3I+wRh14St0aaKSE2j4mAFON3kzNexb/SYkHZNJAuCittaW4wpGj7U+h9A==')).toMatchObject({
    changes: [{ identities: [{ kind: 'wechat-openid' }], discarded: [{ kind: 'mobile', reason: 'encrypted' }] }],
  });
});

test.each<readonly [string, string, unknown, string]>([
  ['a type that we do not know', 'PROFITSHARING.OF_TOMORROW', payment, 'event-not-handled'],
  ['a type named like something every object has', 'constructor', payment, 'event-not-handled'],
  ['no resource', 'TRANSACTION.SUCCESS', undefined, 'event-without-customer'],
  ['a resource that is a text', 'TRANSACTION.SUCCESS', 'text', 'event-without-customer'],
])('ignored: %s', (_name, type, resource, reason) => {
  expect(identify(type, resource)).toMatchObject({ outcome: 'ignored', reason });
});

test('why something is ignored never names the person', () => {
  const result = identify('TRANSACTION.SUCCESS', { payer: { openid: OPENID } });
  expect(result).toMatchObject({ discarded: [{ reason: 'ambiguous', masked: 'oInv****01' }] });
  expect(JSON.stringify(result)).not.toContain(OPENID);
});
