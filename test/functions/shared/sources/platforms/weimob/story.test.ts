import { expect, test } from 'vitest';
import { MINUTE } from '../../../../../kit/clock.ts';
import { demoConfig } from '../../../../../kit/demo.ts';
import { deliveryWorld, memberBound } from '../../../../../kit/delivery.ts';
import { toEnvelope } from '../../../../../../functions/shared/envelope/from-source.ts';
import { options, source } from './messages.ts';

const WID = '10000000000000001';
const member = `weimob-wid=4000000000001:${WID}`;
const phone = 'mobile=15931000051';
const connection = { source: 'weimob', options } as const;
const identityTypes = {
  mobile: { code: 'mobile', value: 'bare' },
  'weimob-wid': { code: 'weimob-wid', value: 'scoped' },
  'member-no': { code: 'member-no', value: 'bare' },
} as const;

test('every sample passes the door and has its effect', () => {
  const wid = { kind: 'weimob-wid', value: WID };
  const seen = { changes: [{ kind: 'upsert', identities: [wid] }] };
  const tel = (value: string) => ({ kind: 'mobile', value });
  const live = source();
  const created = live.events(live.sample('weimob_crm.customer/create'));
  expect(created.map((event) => live.say(event))).toMatchObject([seen, { changes: [{ kind: 'upsert' }] }]);
  const outcomes: Readonly<Record<string, object>> = {
    'weimob_shop.order/create': seen,
    'weimob_shop.order/statusUpdate': seen,
    'weimob_shop.rights/create': { reason: 'event-without-customer' },
    'weimob_crm.membercard/create': { changes: [{ identities: [wid], discarded: [{ reason: 'staff' }] }] },
    'bos.user/phoneBindEvent': { changes: [{ identities: [wid, tel('15931000051')] }] },
    'bos.user/phoneRebindEvent': {
      changes: [{ identities: [wid, tel('15931000052')], released: [tel('15931000051')] }],
    },
    'bos.bos.user/phoneReleaseEvent': { changes: [{ identities: [wid], released: [tel('15931000052')] }] },
    'bos.user/beginMerge': { reason: 'needs-an-operator' },
    'bos.user/widMerge': seen,
    'bos.user/accountCancellationEvent': { changes: [{ kind: 'erase', identities: [wid] }] },
  };
  for (const [name, outcome] of Object.entries(outcomes)) {
    expect(live.say(live.event(live.sample(name))), name).toMatchObject(outcome);
  }
});

function world(more: object = {}) {
  const connections = { ...demoConfig().connections, shop: { ...connection, options: { ...options, ...more } } };
  const delivery = deliveryWorld({ config: demoConfig({ connections }, { identityTypes }) });
  const live = source(more);
  return {
    ...delivery,
    put: async (name: string, sequence = 0, change: (payload: Record<string, unknown>) => void = () => undefined) => {
      delivery.clock.pass(MINUTE);
      const [event] = live.events(live.sample(name, sequence, change));
      if (!event) throw new Error(name);
      const receivedTime = new Date(delivery.clock.now).toISOString();
      const { time: _, ...untimed } = event;
      return delivery.deliver(toEnvelope(untimed, { platform: 'weimob', connection: 'shop', receivedTime }));
    },
    cases: () => delivery.deliveries.at(-1)?.delivery.cases.map(({ type }) => type),
  };
}

test('a member binds a phone, binds another, and releases it: linked, and a person is told what to unlink', async () => {
  const { put, cdp, cases } = world();
  await put('weimob_shop.order/create');
  expect(cdp.customers()).toMatchObject([{ identities: [member] }]);
  await put('bos.user/phoneBindEvent');
  expect(cdp.customers()).toMatchObject([{ identities: [phone, member] }]);
  expect(await put('bos.user/phoneBindEvent')).toMatchObject({ outcome: { reason: 'already-done' } });

  await put('bos.user/phoneRebindEvent');
  expect(cases()).toContain('contact-released');
  await put('bos.bos.user/phoneReleaseEvent');
  expect(cases()).toEqual(['contact-released']);
  expect(cdp.customers()).toHaveLength(1);
});

test('a released phone leads nobody to its former owner', async () => {
  const { put, cdp, deliver, clock } = world();
  await put('bos.user/phoneBindEvent');
  await put('bos.bos.user/phoneReleaseEvent', 0, (payload) => (payload['phone'] = 15_931_000_051));
  clock.pass(MINUTE);
  await deliver(
    memberBound([
      { kind: 'mobile', value: '15931000051' },
      { kind: 'member-no', value: 'M-2' },
    ]),
  );
  expect(cdp.customers().map(({ identities }) => identities)).toEqual([[phone, member], ['member-no=M-2']]);
});

test('a phone that somebody else has proved stays theirs', async () => {
  const { put, cdp, deliver, cases } = world();
  await deliver(memberBound([{ kind: 'mobile', value: '15931000051' }]));
  await put('weimob_shop.order/create');
  await put('bos.user/phoneBindEvent');
  expect(cdp.customers().map(({ identities }) => identities)).toEqual([[phone], [member]]);
  expect(cases()).toEqual(['contact-owned-by-another']);
});

const TWO = String(BigInt(WID) + 1n);
const other = `weimob-wid=4000000000001:${TWO}`;

test('two members stay two customers while Weimob merges them, until a person says so', async () => {
  const { put, cdp, cases } = world();
  await put('weimob_shop.order/create');
  await put('weimob_shop.order/create', 1, (payload) => (payload['wid'] = TWO));
  expect(await put('bos.user/beginMerge')).toMatchObject({
    outcome: { outcome: 'ignored', reason: 'needs-an-operator' },
  });
  expect(cases()).toEqual(['privacy-request']);
  expect(cdp.customers().map(({ identities }) => identities)).toEqual([[member], [other]]);
});

test('with onMerge they become one', async () => {
  const { put, cdp } = world({ onMerge: 'connect' });
  await put('weimob_shop.order/create');
  await put('weimob_shop.order/create', 1, (payload) => (payload['wid'] = TWO));
  await put('bos.user/beginMerge');
  await put('bos.user/widMerge');
  expect(cdp.customers()).toMatchObject([{ identities: [member, other] }]);
});

test('a cancelled account is forgotten, and a late order brings nobody back', async () => {
  const { put, cdp } = world();
  await put('bos.user/phoneBindEvent');
  expect(await put('bos.user/accountCancellationEvent')).toMatchObject({ outcome: { outcome: 'done' } });
  expect(cdp.customers()).toEqual([]);
  expect(await put('weimob_shop.order/statusUpdate')).toMatchObject({ outcome: { reason: 'suppressed' } });
  expect(cdp.customers()).toEqual([]);
});
