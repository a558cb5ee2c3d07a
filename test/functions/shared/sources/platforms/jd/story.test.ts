import { expect, test } from 'vitest';
import { MINUTE } from '../../../../../kit/clock.ts';
import { demoConfig } from '../../../../../kit/demo.ts';
import { deliveryWorld, memberBound } from '../../../../../kit/delivery.ts';
import { openInlet } from '../../../../../kit/inlet.ts';
import { openId, options, order, source, xid } from './orders.ts';

const newer = `jd-xid=3000000000000000/10000001:${xid}`;
const older = `jd-open-id=3000000000000000/10000001:${openId}`;

test('every sample passes the inlet and has its effect', () => {
  const identities = [{ kind: 'jd-xid' }, { kind: 'jd-open-id' }];
  source().expectSamples({
    order: { changes: [{ identities, triggers: ['paid-order'] }] },
    'order/unpaid': { changes: [{ identities, triggers: [] }] },
    'order/nameless': { reason: 'event-without-customer' },
  });
});

function world() {
  const connection = { source: 'jd', options, trust: 'queue' } as const;
  const connections = {
    ...demoConfig().connections,
    jd: connection,
    'jd-other-app': { ...connection, options: { ...options, appKey: '4000000000000000' } },
  };
  const identityTypes = {
    ...demoConfig().cdp.identityTypes,
    'jd-xid': { code: 'jd-xid', value: 'scoped' },
    'jd-open-id': { code: 'jd-open-id', value: 'scoped' },
  } as const;
  const delivery = deliveryWorld({ config: demoConfig({ connections }, { identityTypes }) });
  const inlet = openInlet(delivery.config, delivery.clock);
  return {
    ...delivery,
    /** An order, as the brand's program writes it into the queue. */
    put: async (more: object = {}, name = 'jd') =>
      delivery.deliver(await inlet.one(JSON.stringify(order(more)), { connection: name })),
    customers: () => delivery.cdp.customers().map(({ identities, groups }) => ({ identities, groups })),
  };
}

test('an order is placed, asked for twice, and paid: one customer, a buyer', async () => {
  const { put, customers, clock } = world();
  const unpaid = { paymentConfirmTime: '0001-01-01 00:00:00', modified: '2026-03-01 11:59:00' };
  await put(unpaid);
  expect(customers()).toEqual([{ identities: [older, newer], groups: [] }]);
  expect(await put(unpaid)).toMatchObject({ outcome: { reason: 'already-done' } });
  clock.pass(MINUTE);
  await put();
  expect(customers()).toEqual([{ identities: [older, newer], groups: ['Buyers'] }]);
  clock.pass(MINUTE);
  // The program starts again from an old page: the state of then takes nothing back.
  await put({ ...unpaid, orderState: 'LOCKED' });
  expect(customers()).toEqual([{ identities: [older, newer], groups: ['Buyers'] }]);
});

test('an order with the older id alone leads to the same person, one of another buyer does not', async () => {
  const { put, customers, clock } = world();
  await put();
  clock.pass(MINUTE);
  await put({ orderId: '2', xid_buyer: '' });
  clock.pass(MINUTE);
  await put({ orderId: '3', xid_buyer: xid.replace('Buyer', 'Other'), open_id_buyer: undefined });
  expect(customers().map(({ identities }) => identities)).toEqual([[older, newer], [newer.replace('Buyer', 'Other')]]);
});

test('the same ids under another application are never joined', async () => {
  const { put, customers, clock } = world();
  await put();
  clock.pass(MINUTE);
  await put({}, 'jd-other-app');
  expect(customers()).toHaveLength(2);
});

test('two buyers who share an account name and a receiver stay two', async () => {
  const { put, customers, clock } = world();
  const shared = { pin: 'jd_17', consigneeInfo: { mobile: '15931000091' } };
  await put(shared);
  clock.pass(MINUTE);
  const other = { xid_buyer: xid.replace('Buyer', 'Other'), open_id_buyer: openId.replace('Buyer', 'Other') };
  await put({ ...shared, ...other, orderId: '2' });
  expect(customers()).toHaveLength(2);
});

test('an order that names nobody makes nobody', async () => {
  const { put, cdp } = world();
  const nameless = { xid_buyer: null, open_id_buyer: null, consigneeInfo: { mobile: '15931000091' } };
  expect(await put(nameless)).toMatchObject({ outcome: { reason: 'event-without-customer' } });
  expect(cdp.calls()).toEqual([]);
});

test('whoever asked to be forgotten is not brought back by an order that is asked for again', async () => {
  const { put, customers, clock, deliver } = world();
  await put();
  const scope = '3000000000000000/10000001';
  const buyer = [
    { kind: 'jd-xid', scope, value: xid },
    { kind: 'jd-open-id', scope, value: openId },
  ];
  // By one of the two it would be another channel that is left, and a person would decide.
  expect(await deliver(memberBound(buyer.slice(0, 1), { id: 'd', type: 'member.erase' }))).toMatchObject({
    outcome: { reason: 'erase-touches-other-channels' },
  });
  expect(await deliver(memberBound(buyer, { id: 'e', type: 'member.erase' }))).toMatchObject({
    outcome: { outcome: 'done' },
  });
  clock.pass(MINUTE);
  expect(await put({ orderState: 'FINISHED_L' })).toMatchObject({ outcome: { reason: 'suppressed' } });
  expect(customers()).toEqual([]);
});
