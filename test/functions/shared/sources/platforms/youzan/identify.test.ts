import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../../../functions/shared/json/lossless.ts';
import { openId, order, phone, push, source } from './pushes.ts';

const at = 'msg.full_order_info.buyer_info';
const id = (field: string) => ({
  kind: 'youzan-open-id',
  scope: '',
  value: openId,
  evidence: { grade: 'verified', field },
});
const tel = (field: string) => ({ kind: 'mobile', scope: '', value: phone, evidence: { grade: 'claimed', field } });
const buyer = id(`${at}.yz_open_id`);
const wechat = 'oInventedCustomer00000000001';

const said = (type: string, msg: JsonObject, more: JsonObject = {}, options: object = {}) =>
  source(options).said(type, push(type, msg, more));

describe('an order', () => {
  const record = { act: { kind: 'record' } };
  test.each([
    ['trade_TradeCreate', {}],
    ['trade_TradeBuyerPay', record],
    ['trade_TradeSellerShip', record],
    ['trade_TradePartlySellerShip', record],
    ['trade_TradeSuccess', record],
    ['trade_TradeClose', record],
    ['trade_TradeMemoModified', record],
  ])('%s: its buyer', (type, acted) => {
    const upsert = { kind: 'upsert', identities: [buyer], profile: {}, triggers: [] };
    expect(said(type, order())).toEqual({ outcome: 'changes', changes: [{ ...upsert, ...acted }] });
    // Whatever becomes of an order that says when it was placed, it was placed then.
    const placed = order({}, { order_info: { created: '2026-01-05 09:30:00', pay_time: '2026-01-05 09:31:00' } });
    expect(said(type, placed)).toEqual({
      outcome: 'changes',
      changes: [{ ...upsert, act: { kind: 'order', created: '2026-01-05T09:30:00+08:00' } }],
    });
  });

  test('trade_TradePaid: paid', () => {
    expect(said('trade_TradePaid', order())).toMatchObject({ changes: [{ triggers: ['paid-order'] }] });
  });

  test('the phone of the buyer’s account goes beside the id; the receiver’s never', () => {
    const both = order(
      { buyer_phone: phone, buyer_id: 123, fans_id: 77, fans_nickname: '晓岚' },
      { address_info: { receiver_name: '代收', receiver_tel: '15931000009' } },
    );
    expect(said('trade_TradePaid', both)).toMatchObject({
      changes: [
        {
          identities: [buyer, tel(`${at}.buyer_phone`)],
          profile: {},
          discarded: [{ field: 'msg.full_order_info.address_info.receiver_tel', reason: 'receiver' }],
        },
      ],
    });
  });

  test('a receiver who is the buyer is no stranger', () => {
    const own = order({ buyer_phone: phone }, { address_info: { receiver_tel: phone } });
    const outcome = said('trade_TradePaid', own);
    expect(JSON.stringify(outcome)).not.toContain('discarded');
  });

  test('an order with a receiver alone names nobody', () => {
    const guest = order({ yz_open_id: '' }, { address_info: { receiver_tel: phone } });
    expect(said('trade_TradePaid', guest)).toMatchObject({
      reason: 'event-without-customer',
      discarded: [{ reason: 'receiver' }],
    });
  });
});

describe('outer_user_id', () => {
  test('is nobody’s openid as long as nobody says of which app', () => {
    expect(said('trade_TradePaid', order({ outer_user_id: wechat }))).toMatchObject({
      changes: [{ identities: [buyer], discarded: [{ field: `${at}.outer_user_id`, reason: 'ambiguous' }] }],
    });
  });

  test('with outerUserIdApp it is claimed, in that app', () => {
    const app = { outerUserIdApp: 'wx0000000000000001' };
    expect(said('trade_TradePaid', order({ outer_user_id: wechat }), {}, app)).toMatchObject({
      changes: [
        {
          identities: [
            buyer,
            { kind: 'wechat-openid', scope: 'wx0000000000000001', value: wechat, evidence: { grade: 'claimed' } },
          ],
        },
      ],
    });
  });

  test.each(['12345', 'user-00001', '15931000001', `${wechat}x`])('%s is another system’s id', (value) => {
    const app = { outerUserIdApp: 'wx0000000000000001' };
    expect(said('trade_TradePaid', order({ outer_user_id: value }), {}, app)).toMatchObject({
      changes: [{ identities: [buyer], discarded: [{ kind: 'wechat-openid' }] }],
    });
  });
});

describe('a member', () => {
  const member = { mobile: phone, yz_open_id: openId };
  test.each(['SCRM_CUSTOMER_CARD', 'POINTS'])('%s: id and phone', (type) => {
    expect(said(type, { ...member, name: '林晓岚' })).toMatchObject({
      changes: [{ identities: [id('msg.yz_open_id'), tel('msg.mobile')], profile: {}, triggers: [] }],
    });
  });

  test('COUPON_CUSTOMER_PROMOTION: a phone alone', () => {
    expect(said('COUPON_CUSTOMER_PROMOTION', { mobile: phone })).toMatchObject({
      changes: [{ identities: [tel('msg.mobile')] }],
    });
  });

  test('SCRM_CUSTOMER_EVENT: the record with its fields', () => {
    const record = { mobile: phone, name: ' 林晓岚 ', gender: 2, birthday: '1990-02-03', is_member: true };
    expect(said('SCRM_CUSTOMER_EVENT', record)).toMatchObject({
      changes: [{ identities: [tel('msg.mobile')], profile: { name: '林晓岚', gender: 2, birthday: '1990-02-03' } }],
    });
  });

  test('the old form of the record has an id that is none of ours', () => {
    const old = { account_id: '123456', account_type: 'YouZanAccount', name: '林晓岚', gender: 1 };
    expect(said('SCRM_CUSTOMER_EVENT', old)).toMatchObject({ reason: 'event-without-customer' });
  });

  test.each([
    ['masked', '159****0001', 'masked'],
    ['encrypted', 'Zm9vYmFyQmF6UXV4MDEyMzQ1Njc4OQ==', 'encrypted'],
    ['encrypted in another way', '$159$AbCdEfGh$1$$', 'encrypted'],
    ['a stand-in', '0', 'placeholder'],
  ])('a phone that is %s is no identity, and the name beside it is no name', (_form, mobile, reason) => {
    expect(said('SCRM_CUSTOMER_EVENT', { mobile, name: '林晓岚' })).toMatchObject({ discarded: [{ reason }] });
    expect(said('SCRM_CUSTOMER_EVENT', { mobile, yz_open_id: openId, name: '林晓岚' })).toMatchObject({
      changes: [{ profile: {} }],
    });
  });

  test('an encrypted name is no name', () => {
    expect(said('SCRM_CUSTOMER_EVENT', { mobile: phone, name: 'Zm9vYmFyQmF6UXV4MDEyMzQ1Njc4OQ==' })).toMatchObject({
      changes: [{ profile: {} }],
    });
  });

  test('a foreign number keeps its country', () => {
    expect(said('SCRM_CUSTOMER_EVENT', { mobile: '+49-15155512671' })).toMatchObject({
      changes: [{ identities: [{ value: '+4915155512671' }] }],
    });
  });
});

describe('since when there is a customer', () => {
  test.each([
    ['CUSTOMER_CREATED', { kind: 'record', created: '2026-01-05T01:30:00.000Z' }],
    ['CUSTOMER_UPDATED', { kind: 'record' }],
    [undefined, { kind: 'record' }],
  ])('of the status %j', (status, act) => {
    const more = { version: 1_767_576_600_000, ...(status && { status }) };
    expect(said('SCRM_CUSTOMER_EVENT', { mobile: phone, name: '林晓岚' }, more)).toMatchObject({
      changes: [{ act, nameFrom: 'account' }],
    });
  });
});

describe('a log-off', () => {
  test.each([true, 1, '1', 'true'])('is_log_off %j asks to forget', (flag) => {
    expect(said('SCRM_CUSTOMER_EVENT', { mobile: phone, name: '林晓岚', is_log_off: flag })).toEqual({
      outcome: 'changes',
      changes: [
        {
          kind: 'erase',
          identities: [tel('msg.mobile')],
          channel: [{ kind: 'youzan-open-id', scope: '' }],
          cancelled: true,
          record: true,
        },
      ],
    });
  });

  test.each([false, 0, '0', 'false', '', null])('is_log_off %j does not', (flag) => {
    expect(said('SCRM_CUSTOMER_EVENT', { mobile: phone, is_log_off: flag })).toMatchObject({
      changes: [{ kind: 'upsert' }],
    });
  });

  test('in an order it means nothing', () => {
    expect(said('trade_TradePaid', { ...order(), is_log_off: true })).toMatchObject({ changes: [{ kind: 'upsert' }] });
  });

  test('of somebody whose phone is hidden waits for a person', () => {
    expect(said('SCRM_CUSTOMER_EVENT', { mobile: '159****0001', is_log_off: true })).toMatchObject({
      reason: 'needs-an-operator',
    });
  });
});

test.each([
  'trade_refund_BuyerCreated',
  'trade_refund_RefundSellerAgree',
  'trade_refund_RefundSuccess',
  'trade_refund_RefundClosed',
  'trade_refund_SysRefund',
  'youzan_trade_RefundCreated',
  'youzan_trade_RefundSellerAgree',
  'youzan_trade_RefundSuccess',
  'youzan_trade_RefundClosed',
  'TRADE',
  'TRADE_ORDER_STATE',
])('%s names an order and no person', (type) => {
  expect(said(type, { tid: 'E1', mobile: phone })).toMatchObject({ reason: 'event-without-customer' });
});

describe('whose event it is', () => {
  test.each<readonly [string, JsonObject, string]>([
    ['of another shop', { kdt_id: 10_000_001 }, 'wrong-account'],
    ['of no shop', { kdt_id: null }, 'wrong-account'],
    ['of a branch of the chain', { kdt_id: 10_000_001, root_kdt_id: 10_000_000 }, 'changes'],
  ])('%s', (_name, more, expected) => {
    const outcome = said('trade_TradePaid', order(), more);
    expect(outcome.outcome === 'ignored' ? outcome.reason : outcome.outcome).toBe(expected);
  });

  test('without kdtId every shop of the app', () => {
    const more = { kdt_id: 10_000_001 };
    expect(said('trade_TradePaid', order(), more, { kdtId: undefined })).toMatchObject({ outcome: 'changes' });
  });
});

test('another type, and data that are no message', () => {
  expect(said('ITEM_INFO', {})).toMatchObject({ reason: 'event-not-handled' });
  expect(said('constructor', {})).toMatchObject({ reason: 'event-not-handled' });
  expect(source().said('trade_TradePaid', 'text')).toMatchObject({ reason: 'event-without-customer' });
});
