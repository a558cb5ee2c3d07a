import { expect, test } from 'vitest';
import type { Envelope } from '../../../../../../functions/shared/envelope/envelope.ts';
import type { JsonObject } from '../../../../../../functions/shared/json/lossless.ts';
import { MINUTE } from '../../../../../kit/clock.ts';
import { demoConfig } from '../../../../../kit/demo.ts';
import { deliveryWorld, memberBound } from '../../../../../kit/delivery.ts';

const ONE = 'InVentEd000000000000000001';
const TWO = 'InVentEd000000000000000002';
const PHONE = '15931000001';
const id = (value: string) => `youzan-open-id=${value}`;

/** A shop that hears of its members, and what became of each message. */
function shop(options: object = {}) {
  const { connections } = demoConfig();
  const own = { source: 'youzan', options: { kdtId: '10000000', ...options } } as const;
  const world = deliveryWorld({ config: demoConfig({ connections: { ...connections, 'youzan-demo': own } }) });
  let sent = 0;
  const deliver = (event: Envelope) => {
    world.clock.pass(MINUTE);
    return world.deliver(event);
  };
  return {
    /** What each customer holds. */
    held: () => world.cdp.customers().map(({ identities }) => identities),
    deliver,
    hear: async (type: string, data: JsonObject) => {
      const { outcome, cases } = await deliver({
        ...memberBound([]),
        id: `push-${(sent += 1)}`,
        source: '/youzan/youzan-demo',
        type: `OPEN_PUSH_SCRM_${type}`,
        subject: `member-${sent}`,
        time: new Date(world.clock.now + MINUTE).toISOString(),
        data: { node_kdt_id: 10_000_000, root_kdt_id: 10_000_000, sign: 'x', ...data },
        connection: 'youzan-demo',
      });
      return { outcome, cases: cases.map((one) => one.type) };
    },
  };
}

const authorised = (member: string, mobile = PHONE) => ({ is_auth_root: false, mobile, yz_open_id: member });
const merge = { from_yz_open_id: TWO, to_yz_open_id: ONE };
const connect = { unconfirmedMessages: true, onMerge: 'connect' };

test('a phone that its next owner authorises never makes one of two members, whatever merges the options take', async () => {
  for (const options of [{}, connect]) {
    const { hear, held } = shop(options);
    await hear('CUSTOMER_AUTH_MOBILE', authorised(ONE));
    expect(await hear('CUSTOMER_AUTH_MOBILE', authorised(TWO))).toMatchObject({ cases: ['contact-owned-by-another'] });
    expect(held()).toEqual([[`mobile=${PHONE}`, id(ONE)], [id(TWO)]]);
  }
});

test('two members whom Youzan merges are one customer, and an event of either finds them', async () => {
  const { hear, held } = shop(connect);
  await hear('CUSTOMER_AUTH_MOBILE', authorised(ONE));
  await hear('CUSTOMER_AUTH_MOBILE', authorised(TWO));
  expect(held()).toHaveLength(2);
  expect(await hear('MEMBER_MERGE', merge)).toEqual({ outcome: { outcome: 'done' }, cases: [] });
  expect(held()).toEqual([expect.arrayContaining([id(ONE), id(TWO)])]);
  for (const member of [ONE, TWO]) {
    expect(await hear('CUSTOMER_AUTH_MOBILE', authorised(member))).toEqual({ outcome: { outcome: 'done' }, cases: [] });
  }
  expect(held()).toHaveLength(1);
});

test('members whose phones the CDP cannot put together stay two, and a person is told', async () => {
  const { hear, held } = shop(connect);
  await hear('CUSTOMER_AUTH_MOBILE', authorised(ONE));
  await hear('CUSTOMER_AUTH_MOBILE', authorised(TWO, '15931000002'));
  expect(await hear('MEMBER_MERGE', merge)).toEqual({ outcome: { outcome: 'done' }, cases: ['merge-skipped'] });
  expect(held()).toHaveLength(2);
});

test('a merge of members of whom nothing is known yet makes one customer of them', async () => {
  const { hear, held } = shop(connect);
  await hear('MEMBER_MERGE', merge);
  await hear('CUSTOMER_AUTH_MOBILE', authorised(TWO));
  expect(held()).toEqual([expect.arrayContaining([id(ONE), id(TWO), `mobile=${PHONE}`])]);
});

test('whoever is merged still becomes one with the guest whose phone they prove', async () => {
  const { hear, held, deliver } = shop(connect);
  await hear('MEMBER_MERGE', merge);
  await deliver(memberBound([{ kind: 'mobile', value: PHONE }]));
  expect(held()).toHaveLength(2);
  await hear('CUSTOMER_AUTH_MOBILE', authorised(TWO));
  expect(held()).toEqual([expect.arrayContaining([id(ONE), id(TWO), `mobile=${PHONE}`])]);
});

test('a third member with the phone of those who were merged stays another person', async () => {
  const { hear, held } = shop(connect);
  await hear('CUSTOMER_AUTH_MOBILE', authorised(ONE));
  await hear('MEMBER_MERGE', merge);
  expect(await hear('CUSTOMER_AUTH_MOBILE', authorised('InVentEd000000000000000003'))).toMatchObject({
    cases: ['contact-owned-by-another'],
  });
  expect(held()).toHaveLength(2);
});

test('a merge waits as long as the options do not take it, in the dead letters or for a person, and connects nobody', async () => {
  for (const [options, outcome] of [
    [{}, { outcome: 'dead-lettered', reason: 'identity-unusable' }],
    [{ onMerge: 'connect' }, { outcome: 'dead-lettered', reason: 'identity-unusable' }],
    [{ unconfirmedMessages: true }, { outcome: 'ignored', reason: 'needs-an-operator' }],
  ] as const) {
    const { hear, held } = shop(options);
    await hear('CUSTOMER_AUTH_MOBILE', authorised(ONE));
    await hear('CUSTOMER_AUTH_MOBILE', authorised(TWO, '15931000002'));
    expect(await hear('MEMBER_MERGE', merge)).toMatchObject({ outcome });
    expect(held()).toHaveLength(2);
  }
});
