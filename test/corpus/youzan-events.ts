import type { JsonObject } from '../../functions/shared/json/lossless.ts';
import type { EventRow, Expected } from './event-row.ts';
import { APP, BUYER, OPENID, strangers } from './payloads.ts';
import { idTraps, phoneTraps, withoutId } from './traps.ts';

const YOUZAN_ID = 'InVentEd000000000000000001';
const ORDER = 'E20260301000000000000001';

const row = (rule: string, type: string, msg: JsonObject, expected: Expected, more: JsonObject = {}): EventRow => ({
  platform: 'youzan',
  rule,
  type,
  data: { client_id: 'c', kdt_id: 10_000_000, id: ORDER, type, version: 1_772_337_600, msg, ...more },
  expected,
});

const at = 'msg.full_order_info.buyer_info';
const order = (buyer: JsonObject = {}, more: JsonObject = {}): JsonObject => ({
  full_order_info: { buyer_info: { yz_open_id: YOUZAN_ID, ...buyer }, ...more },
});
const buyer = `youzan-open-id ${YOUZAN_ID} verified ${at}.yz_open_id`;
const buyerPhone = `mobile ${BUYER.phone} claimed ${at}.buyer_phone`;
const member = `youzan-open-id ${YOUZAN_ID} verified msg.yz_open_id`;
const memberPhone = `mobile ${BUYER.phone} claimed msg.mobile`;
const none = { ignored: 'event-without-customer' };
const shop = { kdtId: '10000000' };

const orders: readonly EventRow[] = [
  row(
    'an openid alone, of an app that nobody names',
    'trade_TradeCreate',
    order({ yz_open_id: null, outer_user_id: OPENID }),
    {
      ignored: 'identity-without-scope',
      discarded: [`${at}.outer_user_id: ambiguous`],
    },
  ),
  row('the moment of payment', 'trade_TradePaid', order(), { identities: [buyer], triggers: ['paid-order'] }),
  ...[
    'trade_TradeCreate',
    'trade_TradeBuyerPay',
    'trade_TradeSellerShip',
    'trade_TradePartlySellerShip',
    'trade_TradeSuccess',
    'trade_TradeClose',
    'trade_TradeMemoModified',
  ].map((type) => row('an order is its buyer’s', type, order(), { identities: [buyer] })),
  row('a buyer with a phone', 'trade_TradeCreate', order({ buyer_phone: BUYER.phone }), {
    identities: [buyer, buyerPhone],
  }),
  row(
    'somebody else receives the parcel',
    'trade_TradeCreate',
    order({ buyer_phone: BUYER.phone }, { address_info: { receiver_name: '代收', receiver_tel: strangers.receiver } }),
    { identities: [buyer, buyerPhone], discarded: ['msg.full_order_info.address_info.receiver_tel: receiver'] },
  ),
  row(
    'the buyer receives the parcel',
    'trade_TradeCreate',
    order({ buyer_phone: BUYER.phone }, { address_info: { receiver_tel: `+86 ${BUYER.phone}` } }),
    { identities: [buyer, buyerPhone] },
  ),
  row(
    'a receiver alone is nobody',
    'trade_TradeCreate',
    order({ yz_open_id: null }, { address_info: { receiver_tel: strangers.receiver } }),
    { ...none, discarded: ['msg.full_order_info.address_info.receiver_tel: receiver'] },
  ),
  row('ids that Youzan has given up', 'trade_TradeCreate', order({ buyer_id: 123_456, fans_id: 77, fans_type: 1 }), {
    identities: [buyer],
  }),
  row('an openid of an app that nobody names', 'trade_TradeCreate', order({ outer_user_id: OPENID }), {
    identities: [buyer],
    discarded: [`${at}.outer_user_id: ambiguous`],
  }),
  {
    ...row('an openid of the app of the options', 'trade_TradeCreate', order({ outer_user_id: OPENID }), {
      identities: [buyer, `wechat-openid@${APP} ${OPENID} claimed ${at}.outer_user_id`],
    }),
    options: { outerUserIdApp: APP },
  },
  {
    ...row('another system’s id where an openid belongs', 'trade_TradeCreate', order({ outer_user_id: 'U-000017' }), {
      identities: [buyer],
      discarded: [`${at}.outer_user_id: malformed`],
    }),
    options: { outerUserIdApp: APP },
  },
  ...phoneTraps.map(([rule, value, reason]) =>
    row(`a phone that is ${rule}`, 'trade_TradeCreate', order({ buyer_phone: value }), {
      identities: [buyer],
      discarded: [`${at}.buyer_phone: ${reason}`],
    }),
  ),
  ...idTraps.map(([rule, value, reason]) =>
    row(`an id that is ${rule}`, 'trade_TradeCreate', order({ yz_open_id: value }), {
      ...none,
      discarded: [`${at}.yz_open_id: ${reason}`],
    }),
  ),
  row('a phone where an id belongs', 'trade_TradeCreate', order({ yz_open_id: strangers.receiver }), {
    ...withoutId('wrong-type'),
    discarded: [`${at}.yz_open_id: wrong-type`],
  }),
  {
    ...row('of another shop', 'trade_TradePaid', order(), { ignored: 'wrong-account' }, { kdt_id: 10_000_001 }),
    options: shop,
  },
  {
    ...row(
      'of a branch of the chain',
      'trade_TradePaid',
      order(),
      { identities: [buyer], triggers: ['paid-order'] },
      { kdt_id: 10_000_001, root_kdt_id: 10_000_000 },
    ),
    options: shop,
  },
  ...['trade_refund_BuyerCreated', 'trade_refund_RefundSuccess', 'youzan_trade_RefundCreated', 'TRADE'].map((type) =>
    row('an order and no person', type, { tid: ORDER, refunded_fee: '12.00' }, none),
  ),
];

const members: readonly EventRow[] = [
  ...['SCRM_CUSTOMER_CARD', 'POINTS', 'COUPON_CUSTOMER_PROMOTION'].map((type) =>
    row(
      'id and phone',
      type,
      { mobile: BUYER.phone, yz_open_id: YOUZAN_ID, card_no: '300000001' },
      {
        identities: [member, memberPhone],
      },
    ),
  ),
  row(
    'the record',
    'SCRM_CUSTOMER_EVENT',
    { mobile: BUYER.phone, name: '林岚', gender: 2, birthday: '1990-02-03' },
    {
      identities: [memberPhone],
      profile: { name: '林岚', gender: 2, birthday: '1990-02-03' },
    },
  ),
  row('a masked name', 'SCRM_CUSTOMER_EVENT', { mobile: BUYER.phone, name: '林*' }, { identities: [memberPhone] }),
  row(
    'hidden, and its name with it',
    'SCRM_CUSTOMER_EVENT',
    { mobile: '154****1357', yz_open_id: YOUZAN_ID, name: 'x' },
    {
      identities: [member],
      discarded: ['msg.mobile: masked'],
    },
  ),
  row('of before 2018', 'SCRM_CUSTOMER_EVENT', { account_id: '123456', account_type: 'YouZanAccount' }, none),
  row(
    'the account was cancelled',
    'SCRM_CUSTOMER_EVENT',
    { mobile: BUYER.phone, is_log_off: true },
    {
      erase: [memberPhone],
    },
  ),
  row(
    'cancelled, and nobody sees whose',
    'SCRM_CUSTOMER_EVENT',
    { mobile: '154****1357', is_log_off: true },
    {
      ignored: 'needs-an-operator',
      discarded: ['msg.mobile: masked'],
    },
  ),
  row(
    'not cancelled',
    'SCRM_CUSTOMER_EVENT',
    { mobile: BUYER.phone, is_log_off: false },
    { identities: [memberPhone] },
  ),
  row('of tomorrow', 'ITEM_INFO', {}, { ignored: 'event-not-handled' }),
];

const OTHER_ID = 'InVentEd000000000000000002';
/** Without a type, as the newer messages of customers are. */
const flat = (rule: string, type: string, body: JsonObject, expected: Expected, options?: object): EventRow => ({
  platform: 'youzan',
  rule,
  type: `OPEN_PUSH_SCRM_${type}`,
  data: { node_kdt_id: 10_000_000, root_kdt_id: 10_000_000, sign: 'x', ...body },
  expected,
  ...(options && { options }),
});
const ownId = `youzan-open-id ${YOUZAN_ID} verified yz_open_id`;
const authorised = { is_auth_root: false, mobile: BUYER.phone, yz_open_id: YOUZAN_ID };
const changed = { old_mobile: strangers.receiver, new_mobile: BUYER.phone, yz_open_id: YOUZAN_ID };
const merged = { from_yz_open_id: OTHER_ID, to_yz_open_id: YOUZAN_ID };
const unconfirmed = { unconfirmedMessages: true };
const inBoth = (at: string) => [
  `youzan-open-id ${YOUZAN_ID} verified ${at}to_yz_open_id`,
  `youzan-open-id ${OTHER_ID} verified ${at}from_yz_open_id`,
];

const customers: readonly EventRow[] = [
  flat('the phone is authorised', 'CUSTOMER_AUTH_MOBILE', authorised, {
    identities: [ownId, `mobile ${BUYER.phone} verified mobile`],
  }),
  row('the phone is authorised, in the envelope', 'OPEN_PUSH_SCRM_CUSTOMER_AUTH_MOBILE', authorised, {
    identities: [member, `mobile ${BUYER.phone} verified msg.mobile`],
  }),
  flat(
    'nothing says that it is an authorisation',
    'CUSTOMER_AUTH_MOBILE',
    { mobile: BUYER.phone, yz_open_id: YOUZAN_ID },
    { identities: [ownId, `mobile ${BUYER.phone} claimed mobile`] },
  ),
  flat('the phone is changed, in fields that nothing confirms', 'MEMBER_MOBILE_CHANGE', changed, {
    ignored: 'identity-unusable',
  }),
  flat(
    'the phone is changed',
    'MEMBER_MOBILE_CHANGE',
    changed,
    {
      identities: [ownId, `mobile ${BUYER.phone} claimed new_mobile`],
      released: [`mobile ${strangers.receiver} claimed old_mobile`],
    },
    unconfirmed,
  ),
  {
    ...row('the phone is changed, in the envelope', 'OPEN_PUSH_SCRM_MEMBER_MOBILE_CHANGE', changed, {
      identities: [member, `mobile ${BUYER.phone} claimed msg.new_mobile`],
      released: [`mobile ${strangers.receiver} claimed msg.old_mobile`],
    }),
    options: unconfirmed,
  },
  flat('two members are merged, in fields that nothing confirms', 'MEMBER_MERGE', merged, {
    ignored: 'identity-unusable',
  }),
  flat('two members are merged', 'MEMBER_MERGE', merged, { ignored: 'needs-an-operator' }, unconfirmed),
  flat(
    'two members are merged, by the options',
    'MEMBER_MERGE',
    merged,
    { identities: inBoth('') },
    { ...unconfirmed, onMerge: 'connect' },
  ),
  {
    ...row('two members are merged, in the envelope', 'OPEN_PUSH_SCRM_MEMBER_MERGE', merged, {
      identities: inBoth('msg.'),
    }),
    options: { ...unconfirmed, onMerge: 'connect' },
  },
  ...phoneTraps.map(([rule, value, reason]) =>
    flat(
      `an authorised phone that is ${rule}`,
      'CUSTOMER_AUTH_MOBILE',
      { ...authorised, mobile: value },
      {
        identities: [ownId],
        discarded: [`mobile: ${reason}`],
      },
    ),
  ),
];

export const youzanEvents: readonly EventRow[] = [...orders, ...members, ...customers];
