import { describe, expect, test } from 'vitest';
import { DAY } from '../../kit/days.ts';
import { changesOf, directDelivery, upsertOf } from '../../kit/direct-delivery.ts';

// The short way: one look, and what is missing. What the look shows must be what memory says, or all is decided anew.

const MEMBER = 'verified member-no AN-1';
const OPENID = 'verified wechat-openid app1/oAnn';
const PHONE = 'verified mobile 15931000441';
const BOBS_MAIL = 'claimed email bob@post.example';
type Direct = ReturnType<typeof directDelivery>;

async function known(options: Parameters<typeof directDelivery>[0] = {}): Promise<Direct> {
  const direct = directDelivery(options);
  await direct.deliver(direct.says('first', [MEMBER, OPENID, PHONE], { profile: { city: 'Xiamen' } }, 0));
  return direct;
}

/** Gives an identity to somebody else, in the CDP alone. */
function move({ world, ownerOf }: Direct, pair: string, to: string): void {
  const [identityType = '', identityValue = ''] = pair.split('=');
  const identityList = [{ identityType, identityValue }];
  world.cdp.own('/sandbox/identities/release', { customerId: ownerOf(pair), identityList });
  world.cdp.customer(to, pair);
}

const isAskedAnew = ({ world }: Direct): boolean => world.cdp.calls().includes('getCustomerIdByIdentityList');

describe('the look', () => {
  test('shows all that the event names as theirs: nobody is asked', async () => {
    const direct = await known();
    direct.world.cdp.sent.length = 0;
    await direct.deliver(direct.says('a', [MEMBER, OPENID], { profile: { city: 'Fuzhou' } }));
    expect(isAskedAnew(direct)).toBe(false);
  });

  test('does not show one of them: it is asked whose it is', async () => {
    const direct = await known();
    move(direct, 'wechat=app1:oAnn', 'member-no=BO-1');
    direct.world.cdp.sent.length = 0;
    await direct.deliver(direct.says('a', [MEMBER, OPENID], { profile: { city: 'Fuzhou' } }));
    expect(isAskedAnew(direct)).toBe(true);
  });

  test('shows one that memory has with another: it is decided anew, and is theirs', async () => {
    const direct = await known();
    const bobs = changesOf(upsertOf(['verified member-no BO-1', 'verified email bob@post.example']));
    await direct.deliver(direct.eventOf('bob', bobs, 0.1, { subject: 'bob' }));
    const typed = (id: string, day: number) => direct.says(id, [MEMBER, BOBS_MAIL], { profile: { city: id } }, day);
    await direct.deliver(typed('Putian', 0.2));
    await direct.deliver(typed('Fuzhou', 0.3));
    expect(direct.itemOf(BOBS_MAIL)?.owner).toBe(direct.ownerOf('member-no=BO-1'));
    move(direct, 'email=bob@post.example', 'member-no=AN-1');
    await direct.deliver(typed('Quanzhou', 0.4));
    expect(direct.itemOf(BOBS_MAIL)?.owner).toBe(direct.ownerOf('member-no=AN-1'));
  });
});

test('what the event has shown of its identities is remembered', async () => {
  const direct = await known();
  direct.world.cdp.sent.length = 0;
  await direct.deliver(direct.says('a', [MEMBER, PHONE], {}, 3));
  expect(isAskedAnew(direct)).toBe(false);
  const proved = direct.itemOf(PHONE)?.claims[0]?.proved;
  expect(proved).toEqual([[direct.world.start, direct.world.start + 3 * DAY]]);
});

test('the customer is held while they are written to', async () => {
  const world: { ledger?: Direct['world']['ledger'] } = {};
  const holds: boolean[] = [];
  const direct = await known({
    wrap: (transport) => async (request) => {
      if (world.ledger && request.endpoint === 'createCustomerByIdentity') {
        const states = [...world.ledger.records].filter(([key]) => key.startsWith('c:'));
        holds.push(states.some(([, { state }]) => 'hold' in (JSON.parse(state) as object)));
      }
      return transport(request);
    },
  });
  world.ledger = direct.world.ledger;
  await direct.deliver(direct.says('a', [MEMBER], { profile: { city: 'Fuzhou' } }));
  expect(holds).toEqual([true]);
});
