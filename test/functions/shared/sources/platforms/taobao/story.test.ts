import { expect, test } from 'vitest';
import { MINUTE } from '../../../../../kit/clock.ts';
import { deliveryWorld, memberBound } from '../../../../../kit/delivery.ts';
import { inletSample, openInlet } from '../../../../../kit/inlet.ts';
import { source } from './messages.ts';

const inApp = 'taobao-open-uid=12000001:AAGuiyiSampleBuyerInApp00001';
const inShop = 'taobao-ouid=100000001:AAGuiyiSampleBuyerInShop0001';
const ofBrand = 'taobao-omid=AAGuiyiSampleBuyerOfBrand001';

test('every sample passes the inlet and has its effect', () => {
  const openUid = { identities: [{ kind: 'taobao-open-uid', scope: '12000001' }] };
  const member = [
    { kind: 'taobao-ouid', scope: '100000001' },
    { kind: 'taobao-omid', scope: 'brand' },
  ];
  const none = { outcome: 'ignored', reason: 'event-without-customer' };
  source().expectSamples({
    taobao_trade_TradeCreate: { changes: [{ ...openUid, triggers: [] }] },
    taobao_trade_TradeBuyerPay: { changes: [{ ...openUid, triggers: ['paid-order'] }] },
    taobao_trade_TradeSuccess: { changes: [openUid] },
    taobao_refund_RefundSuccess: { changes: [openUid] },
    taobao_opencrm_MemberJoin: none,
    taobao_opencrm_MemberJoinPrivate: { changes: [{ identities: member.slice(0, 1), triggers: ['member-bound'] }] },
    taobao_opencrm_MemberGradeChange: { changes: [{ identities: member }] },
    tmall_mei_PointChange: {
      changes: [{ identities: member, discarded: [{ reason: 'encrypted' }, { reason: 'masked' }] }],
    },
    tmall_mei_CrmBind: none,
  });
});

async function world() {
  const delivery = deliveryWorld();
  const inlet = openInlet(delivery.config, delivery.clock);
  return {
    ...delivery,
    put: async (event: string, sequence = 1) => {
      const body = inletSample('taobao-demo', event, { now: delivery.clock.now, sequence });
      return delivery.deliver(await inlet.one(body, { connection: 'taobao-demo' }));
    },
  };
}

test('buyer and member are two until something leads from one to the other; an order twice is one', async () => {
  const { put, cdp, clock, deliver } = await world();
  await put('taobao_trade_TradeBuyerPay');
  expect(await put('taobao_trade_TradeBuyerPay')).toMatchObject({ outcome: { reason: 'already-done' } });
  await put('tmall_mei_PointChange');
  expect(cdp.customers().map(({ identities, groups }) => ({ identities, groups }))).toEqual([
    { identities: [inApp], groups: ['Buyers'] },
    { identities: [ofBrand, inShop], groups: [] },
  ]);
  clock.pass(MINUTE);
  await deliver(
    memberBound([
      { kind: 'taobao-open-uid', scope: '12000001', value: 'AAGuiyiSampleBuyerInApp00001' },
      { kind: 'taobao-ouid', scope: '100000001', value: 'AAGuiyiSampleBuyerInShop0001' },
    ]),
  );
  expect(cdp.customers()).toHaveLength(1);
});

test('what names nobody makes nobody', async () => {
  const { put, cdp } = await world();
  for (const event of ['taobao_opencrm_MemberJoin', 'tmall_mei_CrmBind']) {
    expect(await put(event)).toMatchObject({ outcome: { reason: 'event-without-customer' } });
  }
  expect(cdp.calls()).toEqual([]);
});

test('whoever asked to be forgotten comes back by joining again, and by no late order', async () => {
  const { put, cdp, clock, deliver } = await world();
  await put('taobao_opencrm_MemberJoinPrivate');
  const member = { kind: 'taobao-ouid', scope: '100000001', value: 'AAGuiyiSampleBuyerInShop0001' };
  await deliver(memberBound([member], { id: 'e', type: 'member.erase' }));
  clock.pass(MINUTE);
  expect(await put('taobao_opencrm_MemberGradeChange')).toMatchObject({ outcome: { reason: 'suppressed' } });
  expect(cdp.customers()).toEqual([]);
  clock.pass(MINUTE);
  await put('taobao_opencrm_MemberJoinPrivate', 2);
  expect(cdp.customers()).toMatchObject([{ identities: [inShop] }]);
});
