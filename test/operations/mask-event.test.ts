import { expect, test } from 'vitest';
import type { EventView } from '../../operations/event-view.ts';
import { maskEvent } from '../../operations/mask-event.ts';
import { outcomeLines } from '../../cli/print.ts';

const openid = 'oGuiyiSampleCustomer00000001';
const personal = [openid, '15931000001', '15931000002', '林晓岚', 'Tea Lane 5', 'lan@shop.test'];
const identity = (kind: string, scope: string, value: string) => ({
  kind,
  scope,
  value,
  evidence: { grade: 'verified', field: 'some.field' },
});
const event: EventView = {
  id: 'event-1',
  source: '/a/b',
  type: 'subscribe',
  state: 'refused',
  subject: openid,
  reason: 'cdp-refused',
  detail: 'E_IDENTITY: 15931000001 is not welcome',
  event: {
    time: '2026-03-01T12:00:00Z',
    data: {
      phone: '15931000001',
      lines: ['Tea Lane 5', 7, null],
      customer: { id: 7, first_name: '林晓岚', phone: '15931000001', groups: ['Tea Lane 5'] },
      groups: ['Tea Lane 5'],
    },
  },
  report: {
    identities: [identity('wechat-openid', 'wx1', openid), identity('mobile', '', '15931000001')],
    withheld: [
      { ...identity('mobile', '', '15931000002'), because: 'owned-by-another' },
      { ...identity('mobile', '', '15931000003'), because: 'customer-has-another' },
    ],
    refusals: [{ kind: 'mobile', field: 'b.phone', reason: 'receiver', masked: '154****1203' }],
    asked: [
      { api: 'cgi-bin/user/info', outcome: 'found', found: ['wechat-unionid'] },
      { api: 'wxa/getpaidunionid', outcome: 'nothing', found: [], detail: 'wxa/getpaidunionid: late' },
      { api: 'channels/ec/order/get', outcome: 'failed', found: [], detail: 'channels/ec/order/get: timeout' },
    ],
    calls: [
      {
        call: 'createCustomerByIdentity',
        request: {
          autoMerge: false,
          email: 'lan@shop.test',
          gender: 2,
          identityList: [{ identityType: 'wechat', identityValue: `wx1:${openid}` }],
        },
        answer: '4765064840194818049',
        explanation: { target: 'created', dropped: 'mobile (owned-by-other-customer)' },
      },
      {
        call: 'updateCustomerAttr',
        request: { attrName: 'name', attrValue: '林晓岚' },
        answer: null,
      },
      {
        call: 'customerInfo',
        request: { customer: '4765064840194818049' },
        answer: { email: 'lan@shop.test', remark: '15931000001 of 林晓岚' },
      },
    ],
    customers: ['4765064840194818049'],
  },
};

test('shows how and why, and no personal value', () => {
  const masked = JSON.stringify(maskEvent(event));
  for (const value of personal) expect(masked).not.toContain(value);
  expect(masked).not.toContain('"gender":2');
  for (const kept of ['4765064840194818049', 'wx1:oGui****01', '159****0001', 'autoMerge', 'some.field', 'event-1'])
    expect(masked).toContain(kept);
});

test('reads as lines: identities, discarded, calls, and the reasons of the sandbox', () => {
  expect(outcomeLines(maskEvent(event))).toEqual([
    'refused, because cdp-refused: E_IDENTITY: 159****0001 is not welcome',
    'identity  wechat-openid wx1:oGui****01  (verified, from some.field)',
    'identity  mobile 159****0001  (verified, from some.field)',
    'withheld  mobile 159****0002  (verified, from some.field): somebody else is known to own it',
    'withheld  mobile 159****0003  (verified, from some.field): the customer already has another one',
    'discarded mobile 154****1203  (from b.phone): receiver',
    'asked     cgi-bin/user/info: wechat-unionid',
    'asked     wxa/getpaidunionid: nothing',
    'without   channels/ec/order/get: timeout',
    'CDP       createCustomerByIdentity autoMerge=false → "4765064840194818049"',
    '          target created; dropped mobile (owned-by-other-customer)',
    'CDP       updateCustomerAttr {"attrName":"name","attrValue":"***"} → null',
    'CDP       customerInfo {"customer":"4765064840194818049"} → {"email":"***","remark":"***"}',
  ]);
});

test('a person under a name that calls use for other things is masked', () => {
  const customer = { id: 7, phone: '15931000001' };
  const masked = maskEvent({
    id: 'e',
    type: 'orders/paid',
    state: 'done',
    event: { data: { customer, groups: ['VIP'] } },
  });
  expect(masked.event?.data).toEqual({ customer: { id: '***', phone: '***' }, groups: ['***'] });
});

test('the kind and the scope of an identity are no personal value, and a text that only ends with one is', () => {
  const data = { identities: [{ kind: 'wechat-openid', scope: 'wx1', value: openid }], note: '林晓岚:mobile' };
  const { event: masked } = maskEvent({ ...event, event: { data } });
  expect(masked?.data).toEqual({
    identities: [{ kind: 'wechat-openid', scope: 'wx1', value: 'oGui****01' }],
    note: '***',
  });
});
