import { describe, expect, test } from 'vitest';
import { directDelivery } from '../../kit/direct-delivery.ts';

// An account types somebody's phone on one day and their address on another, with its own name in the orders: two presents for one friend.
const ACCOUNT = 'verified member-no A-1';
const LOG_IN = 'verified wechat-openid app1/oAnn';
const PHONE = '15931000501';
const MAIL = 'bob.reed@post.example';
const DAY = 24 * 3_600_000;

type Said = readonly [day: number, identities: readonly string[], name?: string | undefined];

/** Delivers them in this order; what has no id or is the account's has its name beside the contact. */
async function areOne(
  events: readonly Said[],
  before: (direct: ReturnType<typeof directDelivery>) => void = () => undefined,
) {
  const direct = directDelivery();
  direct.world.clock.now += 500 * DAY;
  for (const [index, [day, identities, name]] of events.entries()) {
    if (index === events.length - 1) before(direct);
    const isForm = !identities.includes(LOG_IN);
    const profile = name === undefined ? {} : { name };
    const more = { profile, ...(isForm && name !== undefined && { nameFrom: 'beside-contact' as const }) };
    const event = { ...direct.says(`event ${index}`, identities, more, day), subject: identities[0] ?? 'guest' };
    const [{ outcome }] = await direct.deliver(event);
    expect(outcome).toEqual({ outcome: 'done' });
  }
  const account = direct.world.cdp.customers().find(({ identities }) => identities.includes('member-no=A-1'));
  expect(account).toBeDefined();
  return account?.identities.some((pair) => pair.startsWith('wechat=')) === true;
}

const presents = (name?: string): readonly Said[] => [
  [0, [ACCOUNT, `claimed mobile ${PHONE}`], name],
  [30, [ACCOUNT, `claimed email ${MAIL}`], name],
];
const proofs = (...names: readonly [string?, string?]): readonly Said[] => [
  [60, [LOG_IN, `verified mobile ${PHONE}`], names[0]],
  [70, [LOG_IN, `verified email ${MAIL}`], names[1]],
];
const guest: Said = [40, [`claimed mobile ${PHONE}`, `claimed email ${MAIL}`], 'Bob Reed'];

describe('the friend who proves both is another person than the account', () => {
  test.each<[string, readonly Said[]]>([
    ['under another name', [...presents('Carl Otter'), ...proofs('Bob Reed', 'Bob Reed')]],
    ['where the last log-in has no name', [...presents('Carl Otter'), ...proofs('Bob Reed')]],
    ['where the presents come last', [...proofs('Bob Reed'), ...presents('Carl Otter')]],
    [
      'where one of the presents comes last',
      [presents('Carl Otter')[0] ?? guest, ...proofs('Bob Reed'), presents('Carl Otter')[1] ?? guest],
    ],
    ['who has bought as a guest, too', [...presents('Carl Otter'), guest, ...proofs('Bob Reed', 'Bob Reed')]],
  ])('%s', async (_what, events) => {
    expect(await areOne(events)).toBe(false);
  });

  test('where what the account was called is forgotten: nobody has heard of it for so long', async () => {
    const events = [...presents('Carl Otter'), ...proofs('Bob Reed', 'Bob Reed')];
    const isOne = await areOne(events, ({ world, ownerOf }) => {
      world.ledger.records.delete(`c:${ownerOf('member-no=A-1') ?? ''}`);
    });
    expect(isOne).toBe(false);
  });
});

describe('whoever proves both is the account’s person', () => {
  test.each<[string, readonly Said[]]>([
    ['under the same name', [...presents('Bob Reed'), ...proofs('Bob Reed', 'Bob Reed')]],
    ['where the account has no name', [...presents(), ...proofs('Bob Reed', 'Bob Reed')]],
    ['where the log-ins have no name', [...presents('Carl Otter'), ...proofs()]],
  ])('%s', async (_what, events) => {
    expect(await areOne(events)).toBe(true);
  });
});
