import { expect, test } from 'vitest';
import type { Envelope } from '../../../functions/shared/envelope/envelope.ts';
import { identifiers } from '../../../functions/shared/sources/generated/identifiers.ts';
import { openIdentifiers } from '../../../functions/shared/sources/open-identifiers.ts';
import { demoConfig } from '../../kit/demo.ts';
import { deliveryWorld, memberBound } from '../../kit/delivery.ts';

const OPENID = 'oInventedCustomer00000000001';

const mall: Envelope = {
  ...memberBound([]),
  id: 'mall-1',
  source: '/wechat-pay/pay-demo',
  type: 'MALL_AUTH.ACTIVATE_CARD',
  subject: 'mall-1',
  data: { resource: { openid: OPENID, code: '478515832665', mchid: '1900000001', auth_type: 'REGISTERED_MODE' } },
  connection: 'pay-demo',
};

function config(options: Readonly<Record<string, string>>) {
  const demo = demoConfig();
  return {
    ...demo,
    connections: { ...demo.connections, 'pay-demo': { source: 'wechat-pay', options } },
  } as typeof demo;
}

test('an event that lacks an option is a dead letter that names it; redriven after the option is set it is done', async () => {
  const before = deliveryWorld({ config: config({}) });
  expect((await before.deliver(mall)).outcome).toEqual({
    outcome: 'dead-lettered',
    reason: 'identity-without-scope',
    detail: 'MALL_AUTH.ACTIVATE_CARD without a usable openid: resource.openid: ambiguous; it needs options.appId',
  });
  expect(before.deadLetters.letters).toMatchObject([{ reason: 'identity-without-scope' }]);
  const after = deliveryWorld({ config: config({ appId: 'wx0000000000000001' }), ports: { ledger: before.ledger } });
  expect((await after.deliver(mall, { redrive: 1 })).outcome).toEqual({ outcome: 'done' });
  expect(after.cdp.customers()).toHaveLength(1);
});

test('a contact of the tenant’s own kinds that is a JSON number is a dead letter: its zeros and its plus are gone', async () => {
  const demo = demoConfig();
  const own = { scope: 'none', rank: 900, unique: false, contact: true } as const;
  const config = {
    ...demo,
    cdp: {
      ...demo.cdp,
      identityKinds: { ...demo.cdp.identityKinds, 'home-phone': own },
      identityTypes: { ...demo.cdp.identityTypes, 'home-phone': { code: 'home-phone', value: 'bare' } },
    },
  } as typeof demo;
  const world = deliveryWorld({ config });
  const said = (value: unknown) => ({ data: { identities: [{ kind: 'home-phone', value }] } }) as Partial<Envelope>;
  const numbers = [2_164_246_813, 1e9, 21_642_468.5];
  for (const [index, value] of numbers.entries()) {
    const { outcome } = await world.deliver({ ...memberBound([]), id: `n-${index}`, subject: 'n', ...said(value) });
    expect(outcome).toMatchObject({ outcome: 'dead-lettered', reason: 'identity-unusable' });
  }
  // As text it is a home phone like any other.
  const identify = openIdentifiers(config, identifiers);
  expect(identify({ ...memberBound([]), ...said('02164246813') })).toMatchObject({
    changes: [{ identities: [{ kind: 'home-phone', value: '02164246813' }] }],
  });
});

const number = { kind: 'member-no', value: 'M-1' };

test.each<[string, Partial<Envelope>, string]>([
  ['a value of no form', { data: { identities: [{ kind: 'member-no', value: 1.5 }] } }, 'identity-unusable'],
  ['masked values alone', { data: { identities: [{ kind: 'mobile', value: '159****0001' }] } }, 'identity-unusable'],
  [
    'a phone that is a number',
    { data: { identities: [{ kind: 'mobile', value: 15_931_000_001 }] } },
    'identity-unusable',
  ],
  ['an empty list', { data: { identities: [] } }, 'identity-unusable'],
  ['no list', { data: { mobile: '15931000001' } }, 'identity-unusable'],
  ['a type that is misspelled', { type: 'member.boud', data: { identities: [number] } }, 'event-type-unknown'],
])('an event of the brand with %s is a dead letter', async (_name, odd, reason) => {
  const world = deliveryWorld();
  const { outcome } = await world.deliver({ ...memberBound([]), id: 'odd', subject: 'odd', ...odd });
  expect(outcome).toMatchObject({ outcome: 'dead-lettered', reason });
  expect(world.deadLetters.letters).toMatchObject([{ reason }]);
});
