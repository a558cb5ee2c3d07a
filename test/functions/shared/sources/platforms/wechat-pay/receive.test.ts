import { describe, expect, test } from 'vitest';
import type { SourceEvent } from '../../../../../../functions/shared/sources/source.ts';
import { APP, notification, OPENID, payment, receiver, signedRequest, UNIONID, verify } from './notifications.ts';

/** Through the front door to the event. */
function decoded(type: string, resource: object, options: object = {}, id = 'EV-1'): SourceEvent {
  const request = signedRequest(notification({ type, resource, change: (whole) => (whole['id'] = id) }));
  const verification = verify(request);
  if (verification.outcome !== 'verified') throw new Error(JSON.stringify(verification));
  const decoding = receiver(options).decode(verification.payload, request);
  if (decoding.outcome !== 'events' || !decoding.events[0]) throw new Error(JSON.stringify(decoding));
  return decoding.events[0];
}

const partner = {
  sp_appid: 'wx0000000000000002',
  sp_mchid: '1900000001',
  sub_appid: APP,
  sub_mchid: '1900000002',
  transaction_id: '4200001234202311150000000002',
  trade_state: 'SUCCESS',
  payer: { sp_openid: 'oInventedProvider00000000001', sub_openid: OPENID },
};
const combined = {
  combine_appid: APP,
  combine_mchid: '1900000001',
  combine_out_trade_no: 'COMBINED-1',
  combine_payer_info: { openid: OPENID },
  sub_orders: [{ mchid: '1900000001', transaction_id: '1', trade_state: 'SUCCESS' }],
};
const refund = {
  mchid: '1900000001',
  transaction_id: payment.transaction_id,
  refund_id: '50300000012023111500000000001',
  refund_status: 'SUCCESS',
  success_time: '2023-11-16T08:00:00.123+08:00',
};
const card = { card_id: 'p1', code: '0123', openid: OPENID, unionid: UNIONID };

test('a payment goes from the request to the event: the content stands in the place of the sealed resource', () => {
  expect(decoded('TRANSACTION.SUCCESS', payment)).toEqual({
    idParts: ['TRANSACTION.SUCCESS', '1900000001', '', payment.transaction_id, 'SUCCESS'],
    type: 'TRANSACTION.SUCCESS',
    subject: `${APP}:${OPENID}`,
    time: '2023-11-15T06:13:18+08:00',
    data: {
      id: 'EV-1',
      create_time: '2023-11-15T06:13:20+08:00',
      resource_type: 'encrypt-resource',
      event_type: 'TRANSACTION.SUCCESS',
      summary: '支付成功',
      resource: payment,
    },
  });
});

test.each([
  ['a payment', 'TRANSACTION.SUCCESS', payment, { subject: `${APP}:${OPENID}` }],
  ['a partner’s payment, in the app of the brand', 'TRANSACTION.SUCCESS', partner, { subject: `${APP}:${OPENID}` }],
  ['a combined payment', 'TRANSACTION.SUCCESS', combined, { subject: `${APP}:${OPENID}` }],
  ['a refund, by its order', 'REFUND.SUCCESS', refund, { partitionKey: `order:${payment.transaction_id}` }],
  ['a card without its app', 'MEMBERCARD.ACCEPT_CARD', card, { subject: UNIONID }],
  [
    'a payment of nobody',
    'TRANSACTION.SUCCESS',
    { ...payment, payer: {} },
    { partitionKey: `order:${payment.transaction_id}` },
  ],
  ['a type that we do not know', 'PROFITSHARING.RETURN', { mchid: '1' }, {}],
])('what %s is ordered by', (_name, type, resource, expected) => {
  const { subject, partitionKey } = decoded(type, resource);
  expect({ subject, partitionKey }).toEqual({ subject: undefined, partitionKey: undefined, ...expected });
});

test('a card in the app of the options is ordered by its openid', () => {
  expect(decoded('MEMBERCARD.ACCEPT_CARD', card, { appId: APP }).subject).toBe(`${APP}:${OPENID}`);
});

test.each([
  ['success_time', refund, '2023-11-16T08:00:00.123+08:00'],
  ['create_time where there is none', combined, '2023-11-15T06:13:20+08:00'],
  ['create_time where it is no time', { ...refund, success_time: 'soon' }, '2023-11-15T06:13:20+08:00'],
])('the time of an event: %s', (_name, resource, time) => {
  expect(decoded('TRANSACTION.SUCCESS', resource).time).toBe(time);
});

const T = '2023-11-14T09:00:00+08:00';
const earlier = '2023-11-14T08:00:00+08:00';

test.each([
  ['TRANSACTION.SUCCESS', { ...combined, sub_orders: [{ success_time: earlier }, { success_time: T }] }],
  ['TRANSACTION.PAY_BACK', { success_time: T, create_time: earlier }],
  ['PAYSCORE.USER_OPEN_SERVICE', { openorclose_time: '20231114090000' }],
  ['PAYSCORE.USER_CLOSE_SERVICE', { openorclose_time: '20231114090000' }],
  [
    'PAYSCORE.USER_PAID',
    { collection: { details: [{ paid_time: '20231114080000' }, { paid_time: '20231114090000' }] } },
  ],
  ['PAYSCORE.USER_CANCEL_SIGN_PLAN', { sign_time: earlier, cancel_sign_time: T }],
  ['MALL_TRANSACTION.SUCCESS', { time_end: T }],
  ['MALL_REFUND.SUCCESS', { refund_time: T }],
  ['PAPAY.SIGN', { operate_time: '2023-11-14 09:00:00', contract_expired_time: '2033-11-14 09:00:00' }],
  ['ENTRUST.SIGN', { contract_signed_time: T, contract_expired_time: '2033-11-14T09:00:00+08:00' }],
  ['ENTRUST.TERMINATE', { contract_signed_time: earlier, contract_terminate_info: { contract_terminated_time: T } }],
  ['CREDIT_REPAYMENT.TERMINATE_CONTRACT', { contract_signed_time: earlier, contract_terminated_time: T }],
  ['DISCOUNT_CARD.USER_PAID', { pay_information: [{ pay_time: T }] }],
  ['MEMBERCARD.ACTIVATE_CARD', { ...card, event_time: T }],
  ['BRAND_MEMBER_CARD_SP.USER_CARD.CREATE', { pickup_time: T, modify_time: earlier }],
  ['COUPON.SEND', { coupon_code: 'c', send_time: T }],
  ['PRODUCT_COUPON.SEND', { coupon_code: 'c', receive_time: T, valid_end_time: '2033-11-14T09:00:00+08:00' }],
  ['MCHTRANSFER.BILL.FINISHED', { create_time: earlier, update_time: T }],
])('%s happened when its resource says, whenever it is told', (type, resource) => {
  expect(decoded(type, resource).time).toBe(T);
});

test.each([
  ['a time without an offset that is none', 'PAPAY.SIGN', { operate_time: '2023-13-41 09:00:00' }],
  ['no time at all', 'PAYSCORE.USER_PAID', { collection: { details: [] } }],
  ['a time of another event', 'ENTRUST.TERMINATE', { contract_signed_time: earlier }],
])('with %s, a notification happened when it was made', (_name, type, resource) => {
  expect(decoded(type, resource).time).toBe('2023-11-15T06:13:20+08:00');
});

test('ids beyond 2^53 keep their digits, as text or as bare numbers', () => {
  const text = `{"transaction_id":4200001234202311150000000001,"refund_id":"50300000012023111500000000001","n":3705115058471208928}`;
  const request = signedRequest(notification({ type: 'REFUND.SUCCESS', resource: text }));
  const verification = verify(request);
  if (verification.outcome !== 'verified') throw new Error(JSON.stringify(verification));
  expect(receiver().decode(verification.payload, request)).toMatchObject({
    events: [
      {
        partitionKey: 'order:4200001234202311150000000001',
        data: {
          resource: {
            transaction_id: '4200001234202311150000000001',
            refund_id: '50300000012023111500000000001',
            n: '3705115058471208928',
          },
        },
      },
    ],
  });
});

describe('the id of an event', () => {
  const id = (type: string, resource: object, own?: string) => JSON.stringify(decoded(type, resource, {}, own).idParts);

  test.each([
    ['a payment', 'TRANSACTION.SUCCESS', payment],
    ['a partner’s payment', 'TRANSACTION.SUCCESS', partner],
    ['a combined payment', 'TRANSACTION.SUCCESS', combined],
    ['a refund', 'REFUND.SUCCESS', refund],
    ['a coupon', 'COUPON.SEND', { coupon_code: 'c', stock_id: 's', openid: OPENID }],
    ['a card', 'MEMBERCARD.ACCEPT_CARD', card],
  ])('is the same when %s is told again under another notification id, sealed anew', (_name, type, resource) => {
    expect(id(type, resource, 'EV-1')).toBe(id(type, resource, 'EV-2'));
  });

  const shared = { ...partner, receiver: { type: 'PERSONAL_OPENID', account: OPENID }, order_id: '1' };
  const { trade_state: _, payer: __, ...profitSharing } = shared;
  test.each<readonly [string, readonly [string, object], readonly [string, object]]>([
    ['two payments', ['TRANSACTION.SUCCESS', payment], ['TRANSACTION.SUCCESS', { ...payment, transaction_id: '2' }]],
    [
      'one transaction in two states',
      ['TRANSACTION.SUCCESS', payment],
      ['TRANSACTION.SUCCESS', { ...payment, trade_state: 'REFUND' }],
    ],
    ['a payment and its profit sharing', ['TRANSACTION.SUCCESS', partner], ['TRANSACTION.SUCCESS', profitSharing]],
    ['two refunds of one order', ['REFUND.SUCCESS', refund], ['REFUND.SUCCESS', { ...refund, refund_id: '2' }]],
    ['a refund that failed and went through later', ['REFUND.ABNORMAL', refund], ['REFUND.SUCCESS', refund]],
    ['a payment and its refund', ['TRANSACTION.SUCCESS', payment], ['REFUND.SUCCESS', payment]],
    ['two merchants', ['REFUND.SUCCESS', refund], ['REFUND.SUCCESS', { ...refund, mchid: '2' }]],
    ['two cards', ['MEMBERCARD.ACCEPT_CARD', card], ['MEMBERCARD.ACCEPT_CARD', { ...card, code: '1' }]],
    [
      'a coupon sent and used',
      ['PRODUCT_COUPON.SEND', { coupon_code: 'c' }],
      ['PRODUCT_COUPON.USE', { coupon_code: 'c' }],
    ],
  ])('differs: %s', (_name, one, other) => {
    expect(id(...one)).not.toBe(id(...other));
  });
});

test('what a trusted queue hands on is the notification with its resource opened', () => {
  const opened = { event_type: 'TRANSACTION.SUCCESS', create_time: '2023-11-15T06:13:20+08:00', resource: payment };
  const request = signedRequest(JSON.stringify(opened));
  expect(receiver().decode(request.body, request)).toMatchObject({ events: [{ subject: `${APP}:${OPENID}` }] });
  const sealed = signedRequest(notification());
  expect(receiver().decode(sealed.body, sealed)).toMatchObject({ detail: 'the resource was not opened' });
});

test('an empty body with 200 is what the platform wants to hear; otherwise it is told FAIL', () => {
  expect(receiver().acknowledgement).toEqual({ status: 200, body: '' });
  expect(receiver().errorResponse(503, 'unavailable')).toEqual({
    status: 503,
    headers: { 'content-type': 'application/json' },
    body: '{"code":"FAIL","message":"unavailable"}',
  });
});
