import type { JsonObject } from '../../functions/shared/json/lossless.ts';
import type { EventRow, Expected } from './event-row.ts';
import { APP, BUYER, notification, OPENID, payment, strangers, UNIONID } from './payloads.ts';
import { idTraps, withoutId } from './traps.ts';

const row = (rule: string, type: string, data: JsonObject, expected: Expected, options?: object): EventRow => ({
  platform: 'wechat-pay',
  rule,
  type,
  data,
  expected,
  ...(options && { options }),
});

const PROVIDER_APP = 'wx0000000000000002';
const PROVIDER_OPENID = 'oInventedProvider00000000001';
const app = { appId: APP };

const openid = (field: string, value = OPENID, scope = APP) =>
  `wechat-openid@${scope} ${value} verified resource.${field}`;
const unionid = `wechat-unionid ${UNIONID} verified resource.unionid`;
const profile = { openId: OPENID, appId: APP };
const paid = { triggers: ['paid-order'], profile } as const;
const none = { ignored: 'event-without-customer' };
const scopeless = { ignored: 'identity-without-scope' };

const partner = (changes: JsonObject = {}): JsonObject =>
  notification({
    sp_appid: PROVIDER_APP,
    sp_mchid: '1900000001',
    sub_appid: APP,
    sub_mchid: '1900000002',
    trade_state: 'SUCCESS',
    payer: { sp_openid: PROVIDER_OPENID, sub_openid: OPENID },
    ...changes,
  });

const combined = (...orders: readonly JsonObject[]): JsonObject =>
  notification({ combine_appid: APP, combine_payer_info: { openid: OPENID }, sub_orders: orders });

const payments: readonly EventRow[] = [
  row('the payer, in the app of the payment', 'TRANSACTION.SUCCESS', payment(), {
    identities: [openid('payer.openid')],
    ...paid,
  }),
  row('a payment that was given back', 'TRANSACTION.SUCCESS', payment({ trade_state: 'REFUND' }), {
    identities: [openid('payer.openid')],
    profile,
  }),
  row('an unknown state is no proof of payment', 'TRANSACTION.SUCCESS', payment({ trade_state: 'success' }), {
    identities: [openid('payer.openid')],
    profile,
  }),
  row('a unionid of a payment is not documented', 'TRANSACTION.SUCCESS', payment({ unionid: UNIONID }), {
    identities: [openid('payer.openid')],
    ...paid,
  }),
  row('through a provider: the brand’s app first', 'TRANSACTION.SUCCESS', partner(), {
    identities: [openid('payer.sub_openid'), openid('payer.sp_openid', PROVIDER_OPENID, PROVIDER_APP)],
    ...paid,
  }),
  row(
    'through a provider, whose app alone knows the payer',
    'TRANSACTION.SUCCESS',
    partner({ payer: { sp_openid: PROVIDER_OPENID } }),
    {
      identities: [openid('payer.sp_openid', PROVIDER_OPENID, PROVIDER_APP)],
      triggers: ['paid-order'],
      profile: { openId: PROVIDER_OPENID, appId: PROVIDER_APP },
    },
  ),
  row('through a provider, the brand’s app unnamed', 'TRANSACTION.SUCCESS', partner({ sub_appid: '' }), {
    identities: [openid('payer.sp_openid', PROVIDER_OPENID, PROVIDER_APP)],
    discarded: ['resource.payer.sub_openid: ambiguous'],
    triggers: ['paid-order'],
    profile: { openId: PROVIDER_OPENID, appId: PROVIDER_APP },
  }),
  row(
    'a payer who is a list is kept until somebody has looked',
    'TRANSACTION.SUCCESS',
    payment({ payer: [{ openid: OPENID }] }),
    {
      ignored: 'identity-unusable',
      discarded: ['resource.payer: wrong-type'],
    },
  ),
  row(
    'a card without its app waits for the option, and its phone is no customer meanwhile',
    'MEMBERCARDSP.USER_CARD.CREATE',
    notification({ openid: OPENID, phone_number: '15424681357' }),
    { ...scopeless, discarded: ['resource.openid: ambiguous'] },
  ),
  row('combined', 'TRANSACTION.SUCCESS', combined({ trade_state: 'SUCCESS' }), {
    identities: [openid('combine_payer_info.openid')],
    ...paid,
  }),
  row(
    'combined, with an app of one order',
    'TRANSACTION.SUCCESS',
    combined({}, { trade_state: 'SUCCESS', sub_appid: PROVIDER_APP, sub_openid: PROVIDER_OPENID }),
    {
      identities: [
        openid('combine_payer_info.openid'),
        openid('sub_orders[1].sub_openid', PROVIDER_OPENID, PROVIDER_APP),
      ],
      ...paid,
    },
  ),
  row(
    'combined, two openids in one app',
    'TRANSACTION.SUCCESS',
    combined({ trade_state: 'SUCCESS', sub_appid: APP, sub_openid: PROVIDER_OPENID }),
    {
      ...withoutId('ambiguous'),
      discarded: ['resource.combine_payer_info.openid: ambiguous', 'resource.sub_orders[0].sub_openid: ambiguous'],
    },
  ),
  row(
    'combined, orders that are no list',
    'TRANSACTION.SUCCESS',
    notification({ combine_appid: APP, sub_orders: 'x' }),
    none,
  ),
  row('a payment without a payer', 'TRANSACTION.SUCCESS', payment({ payer: null }), none),
  row('a payment without its app', 'TRANSACTION.SUCCESS', payment({ appid: null }), {
    ...scopeless,
    discarded: ['resource.payer.openid: ambiguous'],
  }),
  row(
    'the app of the options is not that of a payment',
    'TRANSACTION.SUCCESS',
    payment({ appid: null }),
    {
      ...scopeless,
      discarded: ['resource.payer.openid: ambiguous'],
    },
    app,
  ),
  row(
    'profit sharing under the type of a payment',
    'TRANSACTION.SUCCESS',
    payment({ payer: null, trade_state: null, receiver: { type: 'PERSONAL_OPENID', account: strangers.shareholder } }),
    { ...none, discarded: ['resource.receiver.account: receiver'] },
  ),
  row(
    'profit sharing with a merchant',
    'TRANSACTION.SUCCESS',
    payment({ payer: null, receiver: { type: 'MERCHANT_ID', account: '1900000003' } }),
    none,
  ),
];

const user = (changes: JsonObject = {}) => notification({ appid: APP, openid: OPENID, ...changes });
const users = [
  'PAYSCORE.USER_OPEN_SERVICE',
  'PAYSCORE.USER_CLOSE_SERVICE',
  'PAYSCORE.USER_CONFIRM',
  'MALL_AUTH.ACTIVATE_CARD',
  'MALL_REFUND.SUCCESS',
  'PAPAY.SIGN',
  'PAPAY.TERMINATE',
  'ENTRUST.SIGNING',
  'ENTRUST.RELEASE',
  'ENTRUST.SIGN',
  'ENTRUST.TERMINATE',
  'INSURANCE_ENTRUST.SIGN',
  'INSURANCE_ENTRUST.TERMINATE',
  'ECOMMERCE_ENTRUST.SIGN',
  'ECOMMERCE_ENTRUST.TERMINATE',
  'PAYSCORE.USER_SIGN_PLAN',
  'PAYSCORE.USER_CANCEL_SIGN_PLAN',
  'DISCOUNT_CARD.USER_ACCEPTED',
  'DISCOUNT_CARD.AGREEMENT_ENDED',
  'DISCOUNT_CARD.SETTLEMENT',
  'MCHTRANSFER.AUTHORIZATION.CONFIRMED',
  'MCHTRANSFER.AUTHORIZATION.CLOSED',
  'PAYSCORE.USER_ACCEPTED',
  'PAYSCORE.MCH_PREPAY',
  'ENTRUST.TERMINATE_INQUIRY',
  'ENTRUST.TERMINATE_RETENTION',
  'INSURANCE_ENTRUST.RENEW',
  'CREDIT_REPAYMENT.SIGN_CONTRACT',
  'CREDIT_REPAYMENT.TERMINATE_CONTRACT',
  'EDU_SCHOOL_PAY.USER_DEBT_STATE_UPDATE',
  'FACEPAY.USER_STATE_CHANGE',
].map((type) => row('the user, in the app beside', type, user(), { identities: [openid('openid')], profile }));

const otherUsers: readonly EventRow[] = [
  ...[
    'PAYSCORE.USER_PAID',
    'MALL_TRANSACTION.SUCCESS',
    'DISCOUNT_CARD.USER_PAID',
    'CREDIT_REPAYMENT.DEDUCTION_PAY',
    'MEDICAL_INSURANCE.SUCCESS',
  ].map((type) => row('the user who paid', type, user(), { identities: [openid('openid')], ...paid })),
  row(
    'a contract through a provider',
    'PAPAY.SIGN',
    notification({ sp_appid: PROVIDER_APP, sp_openid: PROVIDER_OPENID, sub_appid: APP, sub_openid: OPENID }),
    { identities: [openid('sub_openid'), openid('sp_openid', PROVIDER_OPENID, PROVIDER_APP)], profile },
  ),
  row(
    'a contract that names its payer',
    'ENTRUST.RELEASE',
    notification({ appid: APP, payer: { openid: OPENID }, trade_state: 'SUCCESS' }),
    { identities: [openid('payer.openid')], profile },
  ),
  row(
    'a car in the app that began it, the other unnamed',
    'VEHICLE.USER_STATE_CHANGE',
    notification({ appid: APP, sp_openid: OPENID, sub_openid: PROVIDER_OPENID, bind_state: 'NORMAL' }),
    { identities: [openid('sp_openid')], discarded: ['resource.sub_openid: ambiguous'], profile },
  ),
  row(
    'the user in two apps',
    'PAYSCORE.USER_CONFIRM',
    user({ appid: PROVIDER_APP, openid: PROVIDER_OPENID, sub_appid: APP, sub_openid: OPENID }),
    { identities: [openid('sub_openid'), openid('openid', PROVIDER_OPENID, PROVIDER_APP)], profile },
  ),
  row('a user without an app', 'PAPAY.SIGN', user({ appid: null }), {
    ...scopeless,
    discarded: ['resource.openid: ambiguous'],
  }),
];

// None names the app of its openid.
const byOption = ['MALL_AUTH.ACTIVATE_CARD', 'MCHTRANSFER.BILL.FINISHED', 'HIRE_POWER_BANK.RECEIVE_INSURANCE'].flatMap(
  (type) => [
    row(
      'in the app of the options',
      type,
      notification({ openid: OPENID, mchid: '1' }),
      { identities: [openid('openid')], profile },
      app,
    ),
    row('in no app that we know', type, notification({ openid: OPENID, mchid: '1' }), {
      ...scopeless,
      discarded: ['resource.openid: ambiguous'],
    }),
  ],
);

const tolls: readonly EventRow[] = [
  row(
    'a toll: the openid stands without a payer',
    'TRANSACTION.SUCCESS',
    notification({ appid: APP, sp_openid: OPENID, bind_state: 'DELETED' }),
    { identities: [openid('sp_openid')], profile },
  ),
  row('a parking fee that was not paid', 'TRANSACTION.FAIL', payment({ trade_state: 'PAY_FAIL' }), {
    identities: [openid('payer.openid')],
    profile,
  }),
  row('school fees that were debited', 'TRANSACTION.INDUSTRY_SUCCESS', payment(), {
    identities: [openid('payer.openid')],
    ...paid,
  }),
  row('school fees that were not', 'TRANSACTION.INDUSTRY_FAILED', payment({ trade_state: 'PAY_FAIL' }), {
    identities: [openid('payer.openid')],
    profile,
  }),
  row('a parking fee that was paid later', 'TRANSACTION.PAY_BACK', payment(), {
    identities: [openid('payer.openid')],
    ...paid,
  }),
  row('abroad, through a provider', 'PAPAY.SIGN', notification({ sp_appid: APP, openid: OPENID }), {
    identities: [openid('openid')],
    profile,
  }),
  row('who recommended a card', 'DISCOUNT_CARD.GET_CARD', user({ sharer_openid: strangers.friend }), {
    identities: [openid('openid')],
    discarded: ['resource.sharer_openid: staff'],
    profile,
  }),
  row(
    'who fills a merchant’s account',
    'RECHARGE.SUCCESS',
    notification({ sp_mchid: '1', qr_recharge_info: { openid: strangers.clerk } }),
    { ...none, discarded: ['resource.qr_recharge_info.openid: staff'] },
  ),
  row(
    'money to QQ: its openid is none of WeChat',
    'MCHTRANSFER.QQWALLETBILL.FINISHED',
    user({ openid: '216BE837A39456BD6729F6F47D7C0EEE', user_qq: '490379403' }),
    none,
  ),
  row('not confirmed', 'CROSS_BORDER_PAY.PUSH_ORDER_INFO', user(), { ignored: 'event-not-handled' }),
];

const holder = (changes: JsonObject = {}) => notification({ openid: OPENID, unionid: UNIONID, ...changes });
const holders = [
  'MEMBERCARD.ACCEPT_CARD',
  'MEMBERCARD.ACTIVATE_CARD',
  'MEMBERCARD.USERCARD_MANAGE',
  'MEMBERCARDSP.USER_CARD.CREATE',
  'MEMBERCARDSP.USER_CARD.DELETE',
  'COUPON.SEND',
  'PRODUCT_COUPON.SEND',
  'PRODUCT_COUPON.USE',
  'PRODUCT_COUPON.RETURN',
  'BRAND_MEMBER_CARD_SP.USER_CARD.CREATE',
  'BRAND_MEMBER_CARD_SP.USER_CARD.DELETE',
  'BRAND_MEMBER_CARD_SP.SYNC_USER_POINT',
  'BRAND_MEMBER_CARD_SP.POINT_EXCHANGE_COUPON',
].flatMap((type) => [
  row(
    'the holder, in the app of the options',
    type,
    holder(),
    {
      identities: [unionid, openid('openid')],
      profile: { ...profile, unionId: UNIONID },
    },
    app,
  ),
  row('the holder, in no app that we know', type, holder(), {
    identities: [unionid],
    discarded: ['resource.openid: ambiguous'],
    profile: { unionId: UNIONID },
  }),
]);

const otherHolders: readonly EventRow[] = [
  row(
    'a coupon that names its app, and the phone by which it was taken',
    'PRODUCT_COUPON_SP.SEND',
    holder({ appid: APP, phone_number: BUYER.phone, country_code: '86' }),
    {
      identities: [unionid, openid('openid'), `mobile ${BUYER.phone} claimed resource.phone_number`],
      profile: { ...profile, unionId: UNIONID },
    },
  ),
  row(
    'the phone beside the activity of a coupon, of another country',
    'COUPON.SEND',
    holder({ appid: APP, attach_info: { phone_number: '91234567', country_code: '852' } }),
    {
      identities: [unionid, openid('openid'), 'mobile +85291234567 claimed resource.attach_info.phone_number'],
      profile: { ...profile, unionId: UNIONID },
    },
  ),
  row(
    'a coupon that names its app',
    'PRODUCT_COUPON.SEND',
    holder({ appid: PROVIDER_APP }),
    {
      identities: [unionid, openid('openid', OPENID, PROVIDER_APP)],
      profile: { openId: OPENID, appId: PROVIDER_APP, unionId: UNIONID },
    },
    app,
  ),
  row(
    'a unionid in its open-platform account',
    'COUPON.SEND',
    holder({ openid: null }),
    {
      identities: [`wechat-unionid@main ${UNIONID} verified resource.unionid`],
      profile: { unionId: UNIONID },
    },
    { openPlatform: 'main' },
  ),
  row('a coupon in no app that we know', 'COUPON.SEND', holder({ unionid: null }), {
    ...scopeless,
    discarded: ['resource.openid: ambiguous'],
  }),
  row('a coupon of nobody', 'COUPON.SEND', notification({ coupon_code: '1' }), none),
  row(
    'the phone of a card, sealed for the merchant',
    'MEMBERCARDSP.USER_CARD.CREATE',
    holder({ unionid: null, phone_number: 'vvysDQeEaH3I+wRh14St0aaKSE2j4mAFON3kzNexb/SYkHZNJAuCittaW4wpGj7U+h9A==' }),
    { identities: [openid('openid')], discarded: ['resource.phone_number: encrypted'], profile },
    app,
  ),
  row(
    'the phone of a card, in the open',
    'MEMBERCARDSP.USER_CARD.CREATE',
    holder({ unionid: null, phone_number: '15424681357' }),
    { identities: [openid('openid'), 'mobile 15424681357 claimed resource.phone_number'], profile },
    app,
  ),
  row(
    'the phone of a card, masked',
    'MEMBERCARDSP.USER_CARD.CREATE',
    holder({ unionid: null, phone_number: '154****1357' }),
    { identities: [openid('openid')], discarded: ['resource.phone_number: masked'], profile },
    app,
  ),
];

const nobody = [
  'REFUND.SUCCESS',
  'REFUND.ABNORMAL',
  'REFUND.CLOSED',
  'COUPON.USE',
  'COMPLAINT.CREATE',
  'COMPLAINT.STATE_CHANGE',
].map((type) =>
  row(
    'names no person',
    type,
    notification({ mchid: '1', transaction_id: '2', user_received_account: '支付用户零钱' }),
    none,
  ),
);

const trapped: readonly EventRow[] = [
  ...idTraps.map(([rule, value, reason]) =>
    row(`a payer’s openid that is ${rule}`, 'TRANSACTION.SUCCESS', payment({ payer: { openid: value } }), {
      ...none,
      discarded: [`resource.payer.openid: ${reason}`],
    }),
  ),
  ...idTraps.map(([rule, value, reason]) =>
    row(
      `a holder’s unionid that is ${rule}`,
      'COUPON.SEND',
      holder({ unionid: value }),
      {
        identities: [openid('openid')],
        discarded: [`resource.unionid: ${reason}`],
        profile,
      },
      app,
    ),
  ),
  row('a phone where an openid belongs', 'TRANSACTION.SUCCESS', payment({ payer: { openid: strangers.receiver } }), {
    ...withoutId('wrong-type'),
    discarded: ['resource.payer.openid: wrong-type'],
  }),
  row('a number where an openid belongs', 'TRANSACTION.SUCCESS', payment({ payer: { openid: 7 } }), {
    ...withoutId('wrong-type'),
    discarded: ['resource.payer.openid: wrong-type'],
  }),
  row('a type that we do not know', 'PROFITSHARING.OF_TOMORROW', payment(), { ignored: 'event-not-handled' }),
];

export const wechatPayEvents: readonly EventRow[] = [
  ...payments,
  ...users,
  ...otherUsers,
  ...byOption,
  ...tolls,
  ...holders,
  ...otherHolders,
  ...nobody,
  ...trapped,
];
