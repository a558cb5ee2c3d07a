import { describe, expect, test } from 'vitest';
import { bosId, phone, said, wid } from './messages.ts';

const member = (value = wid, field = 'msgBody.wid') => ({
  kind: 'weimob-wid',
  scope: bosId,
  value,
  evidence: { grade: 'verified', field },
});
const tel = (value: string, field = 'msgBody.phone') => ({
  kind: 'mobile',
  scope: '',
  value,
  evidence: { grade: 'claimed', field },
});
const upsert = (identities: readonly object[], more: object = {}) => ({
  outcome: 'changes',
  changes: [{ kind: 'upsert', identities, profile: {}, triggers: [], ...more }],
});

const record = { act: { kind: 'record' } };
const created = 1_767_576_600_000;
const order = { act: { kind: 'order', created: '2026-01-05T01:30:00.000Z' } };

test.each([
  ['weimob_shop.order/create', {}, {}],
  ['weimob_shop.order/create', { createTime: created, updateTime: created + 60_000 }, order],
  ['weimob_shop.order/statusUpdate', {}, record],
  ['weimob_shop.order/statusUpdate', { createTime: created, updateTime: created + 60_000 }, order],
  ['weimob_crm.order/create', {}, {}],
  ['weimob_crm.membercard/create', {}, record],
  ['weimob_crm.customer/update', {}, record],
  ['bos.user/widMerge', {}, record],
])('%s %j: the member', (type, fields, acted) => {
  expect(said(type, { wid, bosId: Number(bosId), ...fields })).toEqual(upsert([member()], acted));
});

test('a shop assistant is no customer', () => {
  expect(said('weimob_crm.membercard/create', { wid, guideWid: 99 })).toEqual(
    upsert([member()], {
      ...record,
      discarded: [{ kind: 'weimob-wid', field: 'msgBody.guideWid', reason: 'staff', masked: '****' }],
    }),
  );
  expect(said('weimob_crm.membercard/create', { guideWid: 99 })).toMatchObject({ reason: 'event-without-customer' });
});

describe('a phone', () => {
  test('is bound: claimed beside the member', () => {
    expect(said('bos.user/phoneBindEvent', { wid, phone })).toEqual(upsert([member(), tel(phone)]));
  });

  test('is bound anew: the old one is released', () => {
    expect(said('bos.user/phoneRebindEvent', { wid, oldPhone: '15931000009', phone })).toEqual(
      upsert([member(), tel(phone)], { released: [tel('15931000009', 'msgBody.oldPhone')] }),
    );
  });

  test('bound anew to the same number is released by nobody', () => {
    expect(said('bos.user/phoneRebindEvent', { wid, oldPhone: phone, phone: `+86 ${phone}` })).toEqual(
      upsert([member(), tel(phone)]),
    );
  });

  test.each(['bos.user/phoneReleaseEvent', 'bos.bos.user/phoneReleaseEvent'])('%s: is released', (type) => {
    expect(said(type, { wid, phone: Number(phone) })).toEqual(
      upsert([member()], { ...record, released: [tel(phone)] }),
    );
  });

  test.each([
    ['masked', '159****0001', 'masked'],
    ['encrypted', '$159$AbCdEfGh$1$$', 'encrypted'],
    ['virtual', '15931000001-1234', 'virtual'],
    ['a stand-in', 0, 'placeholder'],
  ])('that is %s is neither bound nor released', (_form, value, reason) => {
    for (const type of ['bos.user/phoneBindEvent', 'bos.user/phoneReleaseEvent']) {
      expect(said(type, { wid, phone: value })).toMatchObject({
        changes: [{ identities: [member()], discarded: [{ field: 'msgBody.phone', reason }] }],
      });
      expect(JSON.stringify(said(type, { wid, phone: value }))).not.toContain('released');
    }
  });

  test('without a member is nobody’s', () => {
    expect(said('bos.user/phoneBindEvent', { phone })).toMatchObject({ reason: 'event-without-customer' });
  });
});

describe('a merge of members', () => {
  const two = { widList: [1, 2, 2] };
  test('is left to a person', () => {
    expect(said('bos.user/beginMerge', two)).toMatchObject({ reason: 'needs-an-operator' });
    expect(said('bos.user/beginMerge', two, {}, { onMerge: 'case' })).toMatchObject({ reason: 'needs-an-operator' });
  });

  test('or connects them, where the brand says so', () => {
    expect(said('bos.user/beginMerge', two, {}, { onMerge: 'connect' })).toEqual(
      upsert([member('1', 'msgBody.widList[0]'), member('2', 'msgBody.widList[1]')], { ...record, mergedIds: true }),
    );
  });

  test.each([
    ['of one', { widList: [1] }, 'changes'],
    ['of one, twice', { widList: [1, '1'] }, 'changes'],
    ['of nobody', { widList: [] }, 'event-without-customer'],
    ['of what is no list', { widList: 1 }, 'event-without-customer'],
  ])('%s decides nothing', (_name, content, expected) => {
    const outcome = said('bos.user/beginMerge', content);
    expect(outcome.outcome === 'ignored' ? outcome.reason : outcome.outcome).toBe(expected);
  });
});

describe('an account that was cancelled', () => {
  const sources = [{ source: 1, appId: 'wx0000000000000001', originalId: 'oInventedCustomer00000000001' }];
  test('asks to forget, by the member’s id alone', () => {
    expect(said('bos.user/accountCancellationEvent', { wid, logoutTime: 1, widSourceList: sources })).toEqual({
      outcome: 'changes',
      changes: [
        { kind: 'erase', identities: [member()], channel: [{ kind: 'weimob-wid', scope: bosId }], cancelled: true },
      ],
    });
  });

  test('without a member waits for a person', () => {
    expect(said('bos.user/accountCancellationEvent', { widSourceList: sources })).toMatchObject({
      reason: 'needs-an-operator',
    });
  });
});

test.each([
  'weimob_shop.rights/create',
  'weimob_shop.rights/statusUpdate',
  'ec_order/createOrder',
  'ec_order/orderStatusChange',
  'mc_member/becomeCustomer',
])('%s gives no identity, and says why', (type) => {
  expect(said(type, { wid, orderNo: 1 })).toMatchObject({
    reason: 'event-without-customer',
    detail: expect.stringContaining(`${type} gives no identity: `),
  });
});

describe('who is none', () => {
  test.each([
    [0, 'placeholder'],
    ['abd', 'malformed'],
    ['abc', 'placeholder'],
    ['1000****0001', 'masked'],
    [-5, 'malformed'],
    [1.5, 'malformed'],
  ])('a wid %j', (value, reason) => {
    expect(said('weimob_shop.order/create', { wid: value })).toMatchObject({
      reason: reason === 'malformed' ? 'identity-unusable' : 'event-without-customer',
      discarded: [{ field: 'msgBody.wid', reason }],
    });
  });

  test.each<readonly [string, object, object]>([
    ['of another merchant', {}, { bosId: 4_000_000_000_002 }],
    ['of another merchant, by its content', { bosId: 4_000_000_000_002 }, {}],
    ['of no merchant', {}, { bosId: null }],
  ])('a member %s', (_name, content, more) => {
    expect(said('weimob_shop.order/create', { wid, ...content }, more)).toMatchObject({ reason: 'wrong-account' });
  });
});

test('another topic, and data that hold no msgBody', () => {
  expect(said('weimob_shop.goods/update', {})).toMatchObject({ reason: 'event-not-handled' });
  expect(said('bos.user/phoneBindEvent', 'text')).toMatchObject({ reason: 'event-without-customer' });
});
