import type { Json, JsonObject } from '../../functions/shared/json/lossless.ts';
import type { EventRow, Expected } from './event-row.ts';
import { BUYER, strangers } from './payloads.ts';
import { idTraps, phoneTraps, withoutId } from './traps.ts';

const OPEN_UID = 'AAInventedBuyerInTheApp00001';
const OUID = 'AAInventedBuyerInTheShop0001';
const OMID = 'AAInventedBuyerOfTheBrand001';

const row = (rule: string, topic: string, content: Json, expected: Expected, more: JsonObject = {}): EventRow => ({
  platform: 'taobao',
  rule,
  type: topic,
  data: { topic, id: '7100000000000000001', userid: '100000001', content, ...more },
  expected,
});

const inApp = `taobao-open-uid@12000001 ${OPEN_UID} verified content.buyer_open_uid`;
const inShop = (field = 'ouid') => `taobao-ouid@100000001 ${OUID} verified content.${field}`;
const ofBrand = `taobao-omid@brand ${OMID} verified content.omid`;
const none = { ignored: 'event-without-customer' };
const trade = (more: JsonObject = {}): JsonObject => ({
  tid: '3000000000000000001',
  buyer_open_uid: OPEN_UID,
  ...more,
});
const points = (more: JsonObject = {}): JsonObject => ({ ouid: OUID, omid: OMID, point: 10, ...more });
const PAY = 'taobao_trade_TradeBuyerPay';
const POINTS = 'tmall_mei_PointChange';

export const taobaoEvents: readonly EventRow[] = [
  row('paid', PAY, trade(), { identities: [inApp], triggers: ['paid-order'] }),
  ...['TradeCreate', 'TradeBuyerStepPay', 'TradeSuccess', 'TradeClose', 'TradeSellerShip', 'TradePartlyRefund'].map(
    (name) => row('the buyer in the app', `taobao_trade_${name}`, trade(), { identities: [inApp] }),
  ),
  ...['RefundCreated', 'RefundSuccess', 'RefundClosed'].map((name) =>
    row('the buyer in the app', `taobao_refund_${name}`, trade({ refund_id: '1' }), { identities: [inApp] }),
  ),
  row('a masked nick beside the id', PAY, trade({ buyer_nick: '林**' }), {
    identities: [inApp],
    discarded: ['content.buyer_nick: masked'],
    triggers: ['paid-order'],
  }),
  row(
    'a nick that is not masked',
    PAY,
    { buyer_nick: 'tea_friend_17' },
    { ...none, discarded: ['content.buyer_nick: masked'] },
  ),
  row('a receiver’s block of data', PAY, { oaid: 'AbCdEf0123' }, { ...none, discarded: ['content.oaid: receiver'] }),
  ...idTraps.map(([rule, value, reason]) =>
    row(
      `an id that is ${rule}`,
      PAY,
      { buyer_open_uid: value },
      {
        ...none,
        discarded: [`content.buyer_open_uid: ${reason}`],
      },
    ),
  ),
  row(
    'a phone where an id belongs',
    PAY,
    { buyer_open_uid: strangers.receiver },
    {
      ...withoutId('wrong-type'),
      discarded: ['content.buyer_open_uid: wrong-type'],
    },
  ),
  row('the shop’s and the brand’s', POINTS, points(), { identities: [inShop(), ofBrand] }),
  row('the shop’s and the brand’s', 'taobao_opencrm_MemberGradeChange', points({ seller_id: 100_000_001 }), {
    identities: [inShop(), ofBrand],
  }),
  {
    ...row('a brand that nobody names', POINTS, points(), {
      identities: [inShop()],
      discarded: ['content.omid: ambiguous'],
    }),
    options: { merchantEntity: undefined },
  },
  row('a phone that may be lent', POINTS, points({ mobile: BUYER.phone }), {
    identities: [inShop(), ofBrand],
    discarded: ['content.mobile: ambiguous'],
  }),
  ...phoneTraps.map(([rule, value, reason]) =>
    row(`a phone that is ${rule}`, POINTS, points({ mobile: value }), {
      identities: [inShop(), ofBrand],
      discarded: [`content.mobile: ${reason}`],
    }),
  ),
  row('a mixed phone', POINTS, points({ mix_mobile: 'AbCdEf' }), {
    identities: [inShop(), ofBrand],
    discarded: ['content.mix_mobile: encrypted'],
  }),
  row(
    'a member joins',
    'taobao_opencrm_MemberJoinPrivate',
    { user: OUID },
    {
      identities: [inShop('user')],
      triggers: ['member-bound'],
    },
  ),
  row('a nick joins', 'taobao_opencrm_MemberJoin', { user: '林**' }, { ...none, discarded: ['content.user: masked'] }),
  row(
    'bound by an encrypted phone',
    'tmall_mei_CrmBind',
    { mobile: '$154$AbCdEf$1$$', type: 1 },
    {
      ...none,
      discarded: ['content.mobile: encrypted'],
    },
  ),
  row(
    'unbound',
    'tmall_mei_CrmBind',
    { mobile: '$154$AbCdEf$1$$', type: 2, mix_taobao_nick: 'AbCd' },
    {
      ...none,
      discarded: ['content.mix_taobao_nick: masked', 'content.mobile: encrypted'],
    },
  ),
  row('no id documented', 'tmall_mei_CrmMemberQuery', points(), none),
  row('no id documented', 'tmall_mei_MemberRegister', points(), none),
  row('of another seller', PAY, trade(), { ignored: 'wrong-account' }, { userid: '100000002' }),
  row('of another seller, by the content', POINTS, points({ seller_id: '100000002' }), { ignored: 'wrong-account' }),
  row('instant retail', 'taobao_shangou_TradeCreate', trade(), { ignored: 'event-not-handled' }),
  row('no content', PAY, 'text', none),
];
