import type { JsonObject } from '../../functions/shared/json/lossless.ts';
import type { EventRow, Expected } from './event-row.ts';
import { APP, OPENID, push, strangers } from './payloads.ts';
import { idTraps, phoneTraps } from './traps.ts';

const row = (rule: string, type: string, data: JsonObject, expected: Expected, options?: object): EventRow => ({
  platform: 'wechat-store',
  rule,
  type,
  data,
  expected,
  ...(options && { options }),
});

const ORDER = '3705115058471208928';
const buyer = `wechat-openid@${APP} ${OPENID} verified FromUserName`;
const profile = { openId: OPENID, appId: APP };
const seen = { identities: [buyer], profile };
const none = { ignored: 'event-without-customer' };
const members = { memberEvents: true };

const order = (changes: JsonObject = {}) => push({ order_info: { order_id: ORDER }, ...changes });
const member = (phone: JsonObject[string]) => push({ user_info: { phone_number: phone, grade: '2' } });

const ordinary = [
  'channels_ec_order_new',
  'channels_ec_order_cancel',
  'channels_ec_order_wait_shipping',
  'channels_ec_order_deliver',
  'channels_ec_order_confirm',
  'channels_ec_order_settle',
  'channels_ec_order_ext_info_update',
  'channels_ec_coupon_receive',
  'channels_ec_user_coupon_use',
  'channels_ec_user_coupon_unuse',
  'channels_ec_user_coupon_expire',
].map((type) => row('the sender is the buyer', type, order(), seen));

const memberEvents = [
  'channels_ec_vip_join',
  'channels_ec_vip_close',
  'channels_ec_vip_grade_info_update',
  'channels_ec_vip_score_update',
  'channels_ec_vip_score_exchange',
].flatMap((type) => [
  row('member events are off', type, member('15424681357'), { ignored: 'event-not-handled' }),
  row(
    'member events are on: a phone is only claimed',
    type,
    member('15424681357'),
    { identities: [buyer, 'mobile 15424681357 claimed user_info.phone_number'], profile },
    members,
  ),
]);

const special: readonly EventRow[] = [
  row(
    'what is said in a chat of customer service is the customer’s, whoever says it',
    'commkf_send_msg_to_kf',
    push({ msg_id: '3893720449229537280', msg_event: 'EVENT_TYPE_SEND_MSG', text: { content: '15422223334' } }),
    seen,
  ),
  row('a paid order', 'channels_ec_order_pay', order(), { ...seen, triggers: ['paid-order'] }),
  row('the case of an event varies', 'Channels_EC_Order_Pay', order(), { ...seen, triggers: ['paid-order'] }),
  row(
    'an after-sale comes from an id of WeChat',
    'channels_ec_aftersale_update',
    push({ FromUserName: strangers.platform, finder_shop_aftersale_status_update: { order_id: ORDER } }),
    none,
  ),
  row(
    'a complaint comes from an id of WeChat',
    'channels_ec_complaint_update',
    push({ FromUserName: strangers.platform, finder_shop_complaint: { order_id: ORDER } }),
    none,
  ),
  row(
    'who promotes the store is no buyer',
    'channels_ec_sharer_change',
    push({ FromUserName: strangers.employee, openid: strangers.employee }),
    { ...none, discarded: ['openid: staff'] },
  ),
  row('a change of a coupon', 'channels_ec_coupon_info_change', push({ FromUserName: strangers.platform }), {
    ignored: 'event-not-handled',
  }),
  row('an order of a linked shop has another id', 'cooperation_shop_order', push(), { ignored: 'event-not-handled' }),
  row('the store itself', 'channels_ec_order_pay', order({ FromUserName: strangers.official }), {
    ...none,
    discarded: ['FromUserName: shop'],
  }),
  row('no sender', 'channels_ec_order_pay', order({ FromUserName: '' }), none),
  row(
    'a phone in an order is not looked at',
    'channels_ec_order_pay',
    order({ user_info: { phone_number: '15424681357' } }),
    {
      ...seen,
      triggers: ['paid-order'],
    },
  ),
];

const trapped: readonly EventRow[] = [
  ...idTraps.map(([rule, value, reason]) =>
    row(`a buyer’s openid that is ${rule}`, 'channels_ec_order_pay', order({ FromUserName: value }), {
      ...none,
      discarded: [`FromUserName: ${reason}`],
    }),
  ),
  ...phoneTraps.map(([rule, value, reason]) =>
    row(
      `a member’s phone that is ${rule}`,
      'channels_ec_vip_join',
      member(value),
      { ...seen, discarded: [`user_info.phone_number: ${reason}`] },
      members,
    ),
  ),
];

export const wechatStoreEvents: readonly EventRow[] = [...ordinary, ...memberEvents, ...special, ...trapped];
