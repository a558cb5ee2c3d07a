import { expect, test } from 'vitest';
import { appId, buyer, FIXED, identify, ORDER } from './pushes.ts';

const from = { ToUserName: 'gh_0123456789ab', FromUserName: buyer, CreateTime: '1700000004', MsgType: 'event' };
const openid = {
  kind: 'wechat-openid',
  scope: appId,
  value: buyer,
  evidence: { grade: 'verified', field: 'FromUserName' },
};
const seen = { kind: 'upsert', identities: [openid], profile: { openId: buyer, appId }, triggers: [] };
/** The store or WeChat did it, and the buyer nothing. */
const told = { ...seen, act: { kind: 'record' } };
const withMembers = { appId, memberEvents: true };

test.each([
  ['channels_ec_order_new', seen],
  ['channels_ec_order_cancel', told],
  ['channels_ec_order_wait_shipping', told],
  ['channels_ec_order_deliver', told],
  ['channels_ec_order_confirm', told],
  ['channels_ec_order_settle', told],
  ['channels_ec_order_ext_info_update', told],
  ['channels_ec_coupon_receive', seen],
  ['channels_ec_user_coupon_use', seen],
  ['channels_ec_user_coupon_unuse', told],
  ['channels_ec_user_coupon_expire', told],
  ['CHANNELS_EC_ORDER_NEW', seen],
])('%s: the sender exists, nothing more', (type, change) => {
  const data = { ...from, order_info: { order_id: ORDER } };
  expect(identify(type, data)).toEqual({ outcome: 'changes', changes: [change] });
});

test('a paid order', () => {
  const result = identify('channels_ec_order_pay', {
    ...from,
    order_info: { order_id: ORDER, pay_time: '1700000003' },
  });
  expect(result).toEqual({ outcome: 'changes', changes: [{ ...seen, triggers: ['paid-order'] }] });
});

test.each(['channels_ec_aftersale_update', 'channels_ec_complaint_update'])('%s comes from nobody’s id', (type) => {
  expect(identify(type, { ...from, FromUserName: FIXED })).toEqual({
    outcome: 'ignored',
    reason: 'event-without-customer',
    detail: `${type} comes from an id of WeChat, and names an order and no person`,
  });
});

test('who promotes the store is no buyer', () => {
  expect(identify('channels_ec_sharer_change', { ...from, openid: buyer, bind_status: '1' })).toMatchObject({
    reason: 'event-without-customer',
    discarded: [{ kind: 'wechat-openid', field: 'openid', reason: 'staff', masked: 'oInv****01' }],
  });
});

test.each([
  ['channels_ec_vip_join', seen],
  ['channels_ec_vip_close', seen],
  ['channels_ec_vip_grade_info_update', told],
  ['channels_ec_vip_score_update', told],
  ['channels_ec_vip_score_exchange', seen],
])('%s: nothing unless member events are on; then the sender, and a phone that is only claimed', (type, change) => {
  const data = { ...from, user_info: { phone_number: '15931000044', grade: '2' } };
  expect(identify(type, data)).toMatchObject({
    reason: 'event-not-handled',
    detail: 'options.memberEvents is not set',
  });
  const mobile = {
    kind: 'mobile',
    scope: '',
    value: '15931000044',
    evidence: { grade: 'claimed', field: 'user_info.phone_number' },
  };
  expect(identify(type, data, withMembers)).toEqual({
    outcome: 'changes',
    changes: [{ ...change, identities: [openid, mobile] }],
  });
});

test('a masked phone of a member is none, and an order’s push has none', () => {
  const data = { ...from, user_info: { phone_number: '159****0044' } };
  expect(identify('channels_ec_vip_join', data, withMembers)).toEqual({
    outcome: 'changes',
    changes: [
      {
        ...seen,
        discarded: [{ kind: 'mobile', field: 'user_info.phone_number', reason: 'masked', masked: '****' }],
      },
    ],
  });
  expect(identify('channels_ec_order_new', data, withMembers)).toEqual({ outcome: 'changes', changes: [seen] });
});

test.each([
  ['a change of a coupon', 'channels_ec_coupon_info_change'],
  ['the order of a linked shop, whose id is another', 'cooperation_shop_order'],
  ['a question to a linked mini program', 'channels_ec_vip_user_info_get'],
  ['a message', 'message.text'],
  ['a type named like something every object has', 'constructor'],
])('ignored: %s', (_name, type) => {
  expect(identify(type, from)).toMatchObject({ outcome: 'ignored', reason: 'event-not-handled' });
});

test.each([
  ['no sender', { ToUserName: 'gh_0123456789ab' }, 'event-without-customer'],
  ['the store itself', { FromUserName: 'gh_0123456789ab' }, 'event-without-customer'],
  ['two senders', { FromUserName: [buyer, FIXED] }, 'identity-unusable'],
  ['a masked sender', { FromUserName: 'oInv****0001' }, 'event-without-customer'],
])('an order of nobody: %s', (_name, data, reason) => {
  expect(identify('channels_ec_order_pay', data)).toMatchObject({ outcome: 'ignored', reason });
});
