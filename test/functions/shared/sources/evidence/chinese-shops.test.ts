import { testEvidence, type Line, type Tells } from '../../../../kit/evidence-table.ts';

// What each event of the Chinese shops says: what it tells of, on what its contacts rest, and where its name is from.
const order = (since: string): Tells => ({ kind: 'order', since });
const placedOrPaid = (since: string): Tells => ({ kind: 'order', since, otherwise: 'act' });

const CREATED = 'msg.full_order_info.order_info.created';
const buyer = (tells: Tells): Line => ({
  tells,
  contacts: { 'msg.full_order_info.buyer_info.buyer_phone': 'claimed' },
});
const member: Line = { tells: 'record', contacts: { 'msg.mobile': 'claimed' } };

testEvidence('youzan', {
  time: ['2026-01-05 09:30:00', '2026-01-05T09:30:00+08:00'],
  events: {
    trade_TradeCreate: buyer(placedOrPaid(CREATED)),
    trade_TradePaid: buyer(placedOrPaid(CREATED)),
    trade_TradeBuyerPay: order(CREATED),
    trade_TradeSellerShip: order(CREATED),
    trade_TradePartlySellerShip: order(CREATED),
    trade_TradeSuccess: buyer(order(CREATED)),
    trade_TradeClose: order(CREATED),
    trade_TradeMemoModified: order(CREATED),
    // Of the record it depends on the body, see identify.test.ts.
    SCRM_CUSTOMER_EVENT: { ...member, tells: 'depends', name: 'account' },
    SCRM_CUSTOMER_CARD: member,
    POINTS: member,
    COUPON_CUSTOMER_PROMOTION: member,
    OPEN_PUSH_SCRM_CUSTOMER_AUTH_MOBILE: { tells: 'act', contacts: { 'msg.mobile': 'verified' } },
    OPEN_PUSH_SCRM_MEMBER_MOBILE_CHANGE: { tells: 'record', contacts: { 'msg.new_mobile': 'claimed' } },
    OPEN_PUSH_SCRM_MEMBER_MERGE: 'record',
  },
});

testEvidence('weimob', {
  time: [1_767_576_600_000, '2026-01-05T01:30:00.000Z'],
  events: {
    'weimob_shop.order/create': placedOrPaid('msgBody.createTime'),
    'weimob_shop.order/statusUpdate': order('msgBody.createTime'),
    'weimob_crm.order/create': placedOrPaid('msgBody.createTime'),
    'weimob_crm.membercard/create': 'record',
    'weimob_crm.customer/create': 'record',
    'weimob_crm.customer/update': 'record',
    'bos.user/phoneBindEvent': { tells: 'act', contacts: { 'msgBody.phone': 'claimed' } },
    'bos.user/phoneRebindEvent': { tells: 'act', contacts: { 'msgBody.phone': 'claimed' } },
    'bos.bos.user/phoneReleaseEvent': 'record',
    'bos.user/beginMerge': 'record',
    'bos.user/widMerge': 'record',
  },
});

testEvidence('kuaishou', {
  time: [1_767_576_600_000, '2026-01-05T01:30:00.000Z'],
  events: {
    kwaishop_order_addOrder: placedOrPaid('info.createTime'),
    kwaishop_order_totalFeeChange: 'record',
    kwaishop_order_addressChange: 'record',
    kwaishop_order_addressUpdateAudit: 'record',
  },
});

testEvidence('taobao', {
  events: {
    taobao_trade_TradeCreate: 'act',
    taobao_trade_TradeBuyerPay: 'act',
    taobao_trade_TradeBuyerStepPay: 'act',
    taobao_trade_TradeSuccess: 'record',
    taobao_trade_TradeClose: 'record',
    taobao_trade_TradeSellerShip: 'record',
    taobao_trade_TradePartlyRefund: 'record',
    taobao_refund_RefundCreated: 'record',
    taobao_refund_RefundSuccess: 'record',
    taobao_refund_RefundClosed: 'record',
    taobao_opencrm_MemberJoinPrivate: 'act',
    taobao_opencrm_MemberGradeChange: 'record',
    tmall_mei_PointChange: 'record',
  },
});

testEvidence('douyin', {
  time: [1_767_576_600, '2026-01-05T01:30:00.000Z'],
  events: {
    life_member_join: { tells: 'act', contacts: { 'content.mobile': 'claimed' } },
    life_member_leave: { tells: 'act', contacts: { 'content.mobile': 'claimed' } },
    // Whether an order was paid stands in the body, see identify.test.ts.
    life_trade_order_notify: 'depends',
  },
});

testEvidence('jd', {
  time: ['2026-01-05 09:30:00', '2026-01-05T09:30:00+08:00'],
  events: { order: order('orderStartTime'), 'order/unpaid': order('orderStartTime') },
});

// They name an order and nobody: of Doudian see the tests of what is asked after.
testEvidence('doudian', { events: {} });
testEvidence('pinduoduo', { events: {} });
testEvidence('xiaohongshu', { events: {} });
