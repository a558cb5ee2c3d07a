import { describe, expect, test } from 'vitest';
import type { Json } from '../../../../../../functions/shared/json/lossless.ts';
import { clientKey, event, member, merchant, order, phone, source, user } from './events.ts';

const openId = {
  kind: 'douyin-open-id',
  scope: clientKey,
  value: user,
  evidence: { grade: 'verified', field: 'from_user_id' },
};
const tel = { kind: 'mobile', scope: '', value: phone, evidence: { grade: 'claimed', field: 'content.mobile' } };
const unclear = { discarded: [{ kind: 'douyin-open-id', field: 'from_user_id', reason: 'ambiguous' }] };
const known = { fromUserIsCustomer: true };

const said = (name: string, content: object | string, more: object = {}, options: object = {}) =>
  source(options).said(name, { ...event(name, '', more), content } as Json);

describe('account_id is the merchant’s', () => {
  test.each([
    ['life_member_join', { account_id: merchant }],
    ['life_trade_order_notify', order()],
    ['life_trade_certificate_notify', { certificate: { account_id: merchant } }],
  ])('%s: nobody is known by it', (name, content) => {
    expect(said(name, content)).toMatchObject({ reason: 'event-without-customer', ...unclear });
    expect(JSON.stringify(said(name, content, {}, known))).not.toContain(merchant);
  });

  test('not even where it stands in the user’s place', () => {
    expect(said('life_trade_order_notify', order(), { from_user_id: merchant }, known)).toMatchObject({
      reason: 'event-without-customer',
      discarded: [{ field: 'from_user_id', reason: 'malformed' }],
    });
    const named = 'merchant-account-0001';
    const content = { ...order(), order: { account_id: named } };
    const options = { ...known, accountId: undefined };
    expect(said('life_trade_order_notify', content, { from_user_id: named }, options)).toMatchObject({
      reason: 'event-without-customer',
      discarded: [{ field: 'from_user_id', reason: 'shop' }],
    });
  });
});

describe('from_user_id', () => {
  test('is nobody’s as long as nobody says whose', () => {
    expect(said('life_trade_order_notify', order())).toMatchObject({ reason: 'event-without-customer', ...unclear });
  });

  test('is the customer’s, in the app, where the brand says so', () => {
    expect(said('life_trade_order_notify', order(), {}, known)).toEqual({
      outcome: 'changes',
      changes: [{ kind: 'upsert', identities: [openId], profile: {}, triggers: ['paid-order'] }],
    });
    expect(said('life_trade_order_notify', order('refund_success'), {}, known)).toMatchObject({
      changes: [{ triggers: [] }],
    });
  });

  test.each<[string, string, object, object | undefined]>([
    [
      'a payment',
      'pay_success',
      { create_time: 1_767_576_600 },
      { kind: 'order', created: '2026-01-05T01:30:00.000Z' },
    ],
    [
      'a refund',
      'refund_success',
      { create_time: 1_767_576_600 },
      { kind: 'order', created: '2026-01-05T01:30:00.000Z' },
    ],
    ['a payment of which nobody says when it was placed', 'pay_success', {}, undefined],
    ['such a refund', 'refund_success', {}, { kind: 'record' }],
  ])('when the customer acted: %s', (_name, action, fields, act) => {
    const outcome = said('life_trade_order_notify', order(action, fields), {}, known);
    const [change] = outcome.outcome === 'changes' ? outcome.changes : [];
    expect(change?.kind === 'upsert' ? change.act : 'nobody').toEqual(act);
  });

  test('a voucher does not say when its order was placed', () => {
    const content = { action: 'verify', certificate: { account_id: merchant } };
    expect(said('life_trade_certificate_notify', content, {}, known)).toMatchObject({
      changes: [{ act: { kind: 'record' } }],
    });
  });

  test.each([
    ['a phone', '15931000001', 'wrong-type'],
    ['masked', '_000****0001', 'masked'],
    ['a stand-in', 'null', 'placeholder'],
    ['too short', 'abd', 'malformed'],
    ['running letters', 'abc', 'placeholder'],
    ['a number', 12345, 'wrong-type'],
  ])('%s', (_name, value, reason) => {
    expect(said('life_trade_order_notify', order(), { from_user_id: value }, known)).toMatchObject({
      discarded: [{ reason }],
    });
  });

  test('empty is nothing', () => {
    expect(said('life_trade_order_notify', order(), { from_user_id: '' }, known)).toEqual({
      outcome: 'ignored',
      reason: 'event-without-customer',
      detail: 'life_trade_order_notify without a usable identity',
    });
  });
});

describe('a member', () => {
  test.each([
    ['life_member_join', 'member-bound'],
    ['life_member_leave', 'member-left'],
  ])('%s', (name, trigger) => {
    expect(said(name, member())).toMatchObject({
      changes: [{ kind: 'upsert', identities: [tel], profile: {}, triggers: [trigger], ...unclear }],
    });
    expect(said(name, member(), {}, known)).toMatchObject({
      changes: [{ identities: [openId, tel], triggers: [trigger] }],
    });
  });

  test.each([
    ['masked', '159****0001', 'masked'],
    ['encrypted, as newer documents have it', '2yxFypQ39OrifivISATEqA==', 'encrypted'],
    ['virtual', '15931000001-1234', 'virtual'],
    ['a stand-in', '13800138000', 'placeholder'],
  ])('a phone that is %s', (_form, mobile, reason) => {
    expect(said('life_member_join', member({ mobile }))).toMatchObject({
      reason: 'event-without-customer',
      discarded: [{ field: 'from_user_id' }, { field: 'content.mobile', reason }],
    });
  });

  test('a phone in an order is not looked at', () => {
    expect(said('life_trade_order_notify', { ...order(), mobile: phone })).toMatchObject({
      reason: 'event-without-customer',
    });
  });
});

describe('whose event it is', () => {
  test.each<readonly [string, object, object]>([
    ['of another app', {}, { client_key: 'aw1' }],
    ['of no app', {}, { client_key: '' }],
    ['of another merchant', { account_id: '7000000000000000002' }, {}],
    ['of no merchant', { account_id: null }, {}],
  ])('%s', (_name, content, more) => {
    expect(said('life_member_join', member(content), more)).toMatchObject({ reason: 'wrong-account' });
  });

  test('without accountId any merchant of the app', () => {
    expect(said('life_member_join', member({ account_id: '2' }), {}, { accountId: undefined })).toMatchObject({
      changes: [{ identities: [tel] }],
    });
  });
});

test('another event, and data that hold no content', () => {
  expect(said('unauthorize', {})).toMatchObject({ reason: 'event-not-handled' });
  expect(said('life_member_join', 'text')).toMatchObject({ reason: 'event-without-customer' });
});
