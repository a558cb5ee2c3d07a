import { describe, expect, test } from 'vitest';
import { appKey, buyer, message, order, seller, source } from './messages.ts';

const identity = {
  kind: 'kuaishou-open-id',
  scope: `${appKey}/${seller}`,
  value: buyer,
  evidence: { grade: 'verified', field: 'info.buyerOpenId' },
};
/** By a connection of every seller who has authorised the app. */
const said = (event: string, info: object | string, more: object = {}) =>
  source({ userIds: undefined }).said(event, JSON.parse(JSON.stringify({ ...message(event, ''), info, ...more })));

const record = { act: { kind: 'record' } };

test.each([
  ['kwaishop_order_addOrder', {}],
  ['kwaishop_order_totalFeeChange', record],
  ['kwaishop_order_addressChange', record],
  ['kwaishop_order_addressUpdateAudit', record],
])('%s: the buyer, in this app and with this seller', (event, acted) => {
  expect(said(event, order())).toEqual({
    outcome: 'changes',
    changes: [{ kind: 'upsert', identities: [identity], profile: {}, triggers: [], ...acted }],
  });
});

test.each([
  'kwaishop_order_paySuccess',
  'kwaishop_order_delivering',
  'kwaishop_order_deliverySuccess',
  'kwaishop_order_orderSuccess',
  'kwaishop_order_orderFail',
  'kwaishop_order_addNote',
  'kwaishop_aftersales_addRefund',
  'kwaishop_aftersales_updateRefund',
])('%s names an order and no buyer, and says so', (event) => {
  expect(said(event, order())).toMatchObject({
    reason: 'event-without-customer',
    detail: `${event} gives no identity: it names an order and no buyer`,
  });
});

test('the same buyer with another seller is another identity', () => {
  expect(said('kwaishop_order_addOrder', order(), { userId: '2000000185' })).toMatchObject({
    changes: [{ identities: [{ scope: `${appKey}/2000000185` }] }],
  });
});

describe('who is not the buyer', () => {
  const openId = 'InventedWhoever0000000000000000000000000whoo';
  test('whoever stands in openId', () => {
    expect(said('kwaishop_order_addOrder', order({ openId }))).toMatchObject({
      changes: [{ identities: [identity], discarded: [{ field: 'info.openId', reason: 'ambiguous' }] }],
    });
    expect(said('kwaishop_order_addOrder', order({ openId, buyerOpenId: '' }))).toMatchObject({
      reason: 'event-without-customer',
      discarded: [{ field: 'info.openId', reason: 'ambiguous' }],
    });
  });

  test.each([
    ['the seller', 'InventedSeller00000000000000000000000000sel', 'shop'],
    ['a phone', '15931000001', 'wrong-type'],
    ['masked', 'f000****1a7f', 'masked'],
    ['a stand-in', '0', 'placeholder'],
    ['ciphertext', '$f00$AbCdEfGh$1$$', 'encrypted'],
    ['a number', 7, 'wrong-type'],
  ])('%s', (_name, buyerOpenId, reason) => {
    expect(said('kwaishop_order_addOrder', order({ buyerOpenId }))).toMatchObject({
      reason: reason === 'wrong-type' ? 'identity-unusable' : 'event-without-customer',
      discarded: [{ kind: 'kuaishou-open-id', field: 'info.buyerOpenId', reason }],
    });
  });

  test.each([null, '', '0', 'abc'])('anybody, where the seller is %j', (userId) => {
    expect(said('kwaishop_order_addOrder', order(), { userId })).toMatchObject({
      reason: 'identity-unusable',
      discarded: [{ reason: 'ambiguous' }],
    });
  });
});

test('another event, and data that are no message', () => {
  expect(said('kwaishop_item_update', {})).toMatchObject({ reason: 'event-not-handled' });
  expect(said('kwaishop_order_addOrder', 'text')).toMatchObject({ reason: 'event-without-customer' });
  expect(source().said('kwaishop_order_addOrder', 'text')).toMatchObject({ reason: 'event-without-customer' });
});

test.each([
  ['of a seller who is named', seller, 'changes'],
  ['of another seller', '2000000999', 'ignored'],
])('through a queue, a message %s', (_name, userId, outcome) => {
  const data = { ...message('kwaishop_order_addOrder', ''), userId: Number(userId), info: order() };
  const say = source({ userIds: [seller] }).said('kwaishop_order_addOrder', JSON.parse(JSON.stringify(data)));
  expect(say).toMatchObject({ outcome, ...(outcome === 'ignored' && { reason: 'wrong-account' }) });
});
