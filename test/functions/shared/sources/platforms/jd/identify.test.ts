import { describe, expect, test } from 'vitest';
import { openId, order, source, xid } from './orders.ts';

const said = (more: object = {}, options: object = {}) =>
  source(options).said('order', JSON.parse(JSON.stringify(order(more))));
const inScope = (kind: string, value: string, field: string, scope = '3000000000000000/10000001') => ({
  kind,
  scope,
  value,
  evidence: { grade: 'verified', field },
});
const byXid = inScope('jd-xid', xid, 'xid_buyer');
const byOpenId = inScope('jd-open-id', openId, 'open_id_buyer');
/** `orderStartTime`, in China’s time. */
const PLACED = '2026-03-01T11:58:00+08:00';
const upsert = (identities: readonly object[], triggers: readonly string[] = ['paid-order']) => ({
  outcome: 'changes',
  changes: [{ kind: 'upsert', identities, profile: {}, triggers, act: { kind: 'order', created: PLACED } }],
});

describe('the buyer', () => {
  test.each<readonly [string, object, readonly object[]]>([
    ['by both ids', {}, [byXid, byOpenId]],
    ['by the newer one', { open_id_buyer: undefined }, [byXid]],
    ['by the older one', { xid_buyer: '' }, [byOpenId]],
  ])('%s', (_name, more, identities) => {
    expect(said(more)).toEqual(upsert(identities));
  });

  test.each(['0001-01-01 00:00:00', '', null, '1'])('paid at %o is not paid', (paymentConfirmTime) => {
    expect(said({ paymentConfirmTime })).toEqual(upsert([byXid, byOpenId], []));
  });

  test.each(['WAIT_SELLER_STOCK_OUT', 'TRADE_CANCELED', 'a state of tomorrow'])('in the state %s', (orderState) => {
    expect(said({ orderState })).toEqual(upsert([byXid, byOpenId]));
  });

  test('for another application or shop is another', () => {
    expect(said({}, { appKey: 'another' })).toMatchObject({
      changes: [{ identities: [{ scope: 'another/10000001' }, { scope: 'another/10000001' }] }],
    });
    expect(said({ venderId: '2' }, { venderId: '2' })).toMatchObject({
      changes: [{ identities: [{ scope: '3000000000000000/2' }, { scope: '3000000000000000/2' }] }],
    });
  });
});

describe('nobody', () => {
  test('where the order names none, and it says so', () => {
    expect(said({ xid_buyer: null, open_id_buyer: '' })).toEqual({
      outcome: 'ignored',
      reason: 'event-without-customer',
      detail: 'the order names no buyer',
    });
  });

  test.each<readonly [string, object, object]>([
    ['the shop itself', { xid_seller: xid }, { field: 'xid_buyer', reason: 'shop' }],
    ['the shop, by its other id', { open_id_seller: xid }, { field: 'xid_buyer', reason: 'shop' }],
    ['an account name', { xid_buyer: 'jd_4f1c09ab7d', pin: 'jd_4f1c09ab7d' }, { field: 'pin', reason: 'ambiguous' }],
    [
      'the receiver',
      { xid_buyer: '', consigneeInfo: { mobile: '15931000091' } },
      { field: 'consigneeInfo.mobile', reason: 'receiver' },
    ],
    [
      'a receiver behind a mask',
      { xid_buyer: '', consigneeInfo: { telephone: '159****0091' } },
      { field: 'consigneeInfo.telephone', reason: 'receiver' },
    ],
  ])('by %s', (_name, more, refusal) => {
    expect(said({ open_id_buyer: undefined, ...more })).toMatchObject({
      reason: 'event-without-customer',
      discarded: expect.arrayContaining([expect.objectContaining(refusal)]),
    });
  });

  test('beside the buyer either: no phone, no name of an account', () => {
    const more = { pin: 'jd_17', realPin: 'jd_17', consigneeInfo: { fullname: '林岚', mobile: '15931000091' } };
    const fields = ['pin', 'realPin', 'consigneeInfo.mobile'];
    expect(said(more)).toMatchObject({
      changes: [{ identities: [byXid, byOpenId], profile: {}, discarded: fields.map((field) => ({ field })) }],
    });
  });
});

test.each<readonly [string, object, object, string]>([
  ['of another shop', { venderId: '10000002' }, {}, 'wrong-account'],
  ['of a shop that is not named', { venderId: undefined }, {}, 'wrong-account'],
  ['not switched on', {}, { acceptUnconfirmed: undefined }, 'unconfirmed-not-accepted'],
])('an order %s', (_name, more, options, reason) => {
  expect(said(more, options)).toMatchObject({ outcome: 'ignored', reason });
});

test('another event, and data that are no order', () => {
  expect(source().said('refund', order())).toMatchObject({ reason: 'event-not-handled' });
  expect(source().said('order', 'text')).toMatchObject({ reason: 'event-without-customer' });
});
