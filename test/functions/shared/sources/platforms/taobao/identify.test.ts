import { describe, expect, test } from 'vitest';
import { omid, openUid, ouid, said } from './messages.ts';

const verified = (field: string) => ({ grade: 'verified', field: `content.${field}` });
const inApp = { kind: 'taobao-open-uid', scope: '12000001', value: openUid, evidence: verified('buyer_open_uid') };
const inShop = (field = 'ouid') => ({
  kind: 'taobao-ouid',
  scope: '100000001',
  value: ouid,
  evidence: verified(field),
});
const ofBrand = { kind: 'taobao-omid', scope: 'brand', value: omid, evidence: verified('omid') };
const upsert = (identities: readonly object[], triggers: readonly string[] = []) => ({
  outcome: 'changes',
  changes: [{ kind: 'upsert', identities, profile: {}, triggers }],
});
/** What has become of an order, or what Taobao keeps of a member. */
const record = (identities: readonly object[]) => ({
  outcome: 'changes',
  changes: [{ kind: 'upsert', identities, profile: {}, triggers: [], act: { kind: 'record' } }],
});

describe('orders and refunds: the buyer within the app', () => {
  test.each(['TradeCreate', 'TradeBuyerStepPay'])('taobao_trade_%s: what the buyer does', (name) => {
    expect(said(`taobao_trade_${name}`, { buyer_open_uid: openUid })).toEqual(upsert([inApp]));
  });

  test.each([
    'TradeSuccess',
    'TradeClose',
    'TradeChanged',
    'TradeSellerShip',
    'TradePartlyRefund',
    'TradePartlyConfirmPay',
    'TradeMemoModified',
    'TradeLogisticsAddressChanged',
  ])('taobao_trade_%s', (name) => {
    expect(said(`taobao_trade_${name}`, { buyer_open_uid: openUid })).toEqual(record([inApp]));
  });

  test('taobao_trade_TradeBuyerPay: paid', () => {
    expect(said('taobao_trade_TradeBuyerPay', { buyer_open_uid: openUid })).toEqual(upsert([inApp], ['paid-order']));
  });

  test.each([
    'RefundCreated',
    'RefundSuccess',
    'RefundClosed',
    'RefundSellerAgreeAgreement',
    'RefundSellerRefuseAgreement',
    'RefundBuyerReturnGoods',
    'RefundBuyerModifyAgreement',
  ])('taobao_refund_%s', (name) => {
    expect(said(`taobao_refund_${name}`, { buyer_open_uid: openUid })).toEqual(record([inApp]));
  });

  test('an optional id that is not there', () => {
    expect(said('taobao_trade_TradeCreate', { tid: '1', buyer_nick: '林**' })).toMatchObject({
      reason: 'event-without-customer',
      discarded: [{ kind: 'taobao-nick', field: 'content.buyer_nick', reason: 'masked' }],
    });
  });
});

describe('members: the shop’s id and the brand’s', () => {
  test('taobao_opencrm_MemberJoinPrivate: user is the ouid, and a member is bound', () => {
    expect(said('taobao_opencrm_MemberJoinPrivate', { user: ouid })).toEqual(
      upsert([inShop('user')], ['member-bound']),
    );
  });

  test('taobao_opencrm_MemberJoin: user is a nick, and nobody', () => {
    expect(said('taobao_opencrm_MemberJoin', { user: ouid })).toMatchObject({
      reason: 'event-without-customer',
      discarded: [{ kind: 'taobao-nick', field: 'content.user' }],
    });
  });

  test.each(['taobao_opencrm_MemberGradeChange', 'tmall_mei_PointChange'])('%s', (topic) => {
    expect(said(topic, { ouid, omid })).toEqual(record([inShop(), ofBrand]));
    expect(said(topic, { ouid })).toEqual(record([inShop()]));
    expect(said(topic, { omid })).toEqual(record([ofBrand]));
  });

  test('an omid belongs to a merchant entity: without one it is anybody’s', () => {
    expect(said('tmall_mei_PointChange', { ouid, omid }, {}, { merchantEntity: undefined })).toMatchObject({
      changes: [{ identities: [inShop()], discarded: [{ field: 'content.omid', reason: 'ambiguous' }] }],
    });
  });

  test.each([
    ['tmall_mei_CrmBind', { mobile: '$159$AbCd$1$$', mix_taobao_nick: 'AbCd', type: 1 }],
    ['tmall_mei_CrmBind', { mobile: '15931000001', type: 2 }],
    ['tmall_mei_CrmMemberQuery', { ouid }],
    ['tmall_mei_MemberRegister', { ouid }],
  ])('%s gives no identity, and says why', (topic, content) => {
    expect(said(topic, content)).toMatchObject({
      reason: 'event-without-customer',
      detail: expect.stringContaining(`${topic} gives no identity: `),
    });
  });

  test('the ids of one topic are none under another', () => {
    expect(said('taobao_trade_TradeCreate', { ouid, omid, user: ouid })).toMatchObject({
      reason: 'event-without-customer',
    });
    expect(said('tmall_mei_PointChange', { buyer_open_uid: openUid })).toMatchObject({
      reason: 'event-without-customer',
    });
  });
});

describe('what never is an identity', () => {
  test.each([
    ['an ordinary number, which may be lent', '15931000001', 'ambiguous'],
    ['masked', '159****0001', 'masked'],
    ['virtual', '18877771111-123', 'virtual'],
    ['virtual, of 15 digits', '123456789101234', 'malformed'],
    ['encrypted', '$159$AbCdEfGh$1$$', 'encrypted'],
  ])('a phone: %s', (_form, mobile, reason) => {
    expect(said('tmall_mei_PointChange', { ouid, mobile })).toMatchObject({
      changes: [{ identities: [inShop()], discarded: [{ field: 'content.mobile', reason }] }],
    });
  });

  test('a mixed phone, nicks, and the receiver’s oaid', () => {
    const content = { ouid, mix_mobile: 'AbCd', mix_nick: 'AbCd', nick: '林**', oaid: 'AbCd' };
    expect(said('tmall_mei_PointChange', content)).toMatchObject({
      changes: [
        {
          discarded: [
            { kind: 'taobao-nick', field: 'content.nick', reason: 'masked' },
            { kind: 'taobao-nick', field: 'content.mix_nick', reason: 'masked' },
            { kind: 'mobile', field: 'content.mix_mobile', reason: 'encrypted' },
            { kind: 'taobao-oaid', field: 'content.oaid', reason: 'receiver' },
          ],
        },
      ],
    });
  });

  test.each([
    ['a nick', '茶友小林', 'malformed'],
    ['masked', '林**', 'masked'],
    ['a phone', '15931000001', 'wrong-type'],
    ['a stand-in', 'null', 'placeholder'],
  ])('%s where an ouid belongs', (_name, value, reason) => {
    expect(said('taobao_opencrm_MemberJoinPrivate', { user: value })).toMatchObject({
      reason: reason === 'masked' || reason === 'placeholder' ? 'event-without-customer' : 'identity-unusable',
      discarded: [{ field: 'content.user', reason }],
    });
  });
});

describe('whose message it is', () => {
  test.each<readonly [string, object, object, string]>([
    ['of another user', {}, { userid: '100000002' }, 'wrong-account'],
    [
      'of another user, as Taobao’s own library writes it',
      {},
      { userid: undefined, userId: 100_000_002 },
      'wrong-account',
    ],
    ['of another seller', { seller_id: 100_000_002 }, {}, 'wrong-account'],
    ['of this seller twice', { seller_id: 100_000_001 }, {}, 'changes'],
    ['of a seller who is not named', {}, { userid: undefined }, 'changes'],
  ])('%s', (_name, content, more, expected) => {
    const frame = JSON.parse(JSON.stringify({ userid: '100000001', ...more }));
    const outcome = said('taobao_trade_TradeCreate', { buyer_open_uid: openUid, ...content }, { userid: '', ...frame });
    expect(outcome.outcome === 'ignored' ? outcome.reason : outcome.outcome).toBe(expected);
  });
});

test('another topic, and data that hold no content', () => {
  expect(said('taobao_shangou_TradeCreate', { buyer_open_uid: openUid })).toMatchObject({
    reason: 'event-not-handled',
  });
  expect(said('taobao_trade_TradeCreate', 'text')).toMatchObject({ reason: 'event-without-customer' });
});
