import { describe, expect, test } from 'vitest';
import { withoutForeignEmail } from '../../../functions/deliver/call-upsert.ts';
import { openLedgerSession } from '../../../functions/deliver/ledger-session.ts';
import { type CustomerId, customerId } from '../../../functions/shared/cdp/ids.ts';
import type { Upsert } from '../../../functions/shared/change/customer-change.ts';
import { emptyCustomerItem } from '../../../functions/shared/change/customer-item.ts';
import { identityOf } from '../../kit/candidates.ts';
import { SECOND } from '../../kit/clock.ts';
import { DAY } from '../../kit/days.ts';
import { changesOf, directDelivery, upsertOf } from '../../kit/direct-delivery.ts';

// What is written into a profile and linked to a customer, by what an event has proved.

const ANN = 'verified member-no AN-1';
const MAIL = 'email ann@post.example';
const PHONE = 'mobile 15931000431';
type Direct = ReturnType<typeof directDelivery>;

const ann = ({ world }: Direct) =>
  world.cdp.customers().find(({ identities }) => identities.includes('email=ann@post.example'));

describe('an event that proves nothing', () => {
  test('makes a customer of what is nobody’s, with what it says', async () => {
    const direct = directDelivery();
    await direct.deliver(
      direct.says('typed', [`claimed ${MAIL}`, `claimed ${PHONE}`], { profile: { city: 'Xiamen' } }),
    );
    expect(ann(direct)).toMatchObject({
      profile: { city: 'Xiamen' },
      identities: ['email=ann@post.example', 'mobile=15931000431'],
    });
  });

  test('says nothing about a customer who was there before, and links nothing to them', async () => {
    const direct = directDelivery();
    await direct.deliver(direct.says('proved', [`verified ${MAIL}`], { profile: { city: 'Xiamen' } }, 0));
    await direct.deliver(
      direct.says('typed', [`claimed ${MAIL}`, `claimed ${PHONE}`], { profile: { city: 'Fuzhou' } }),
    );
    expect(ann(direct)?.profile['city']).toBe('Xiamen');
    expect(direct.ownerOf('mobile=15931000431')).not.toBe(ann(direct)?.id);
  });
});

describe('an event that proves something', () => {
  test.each<readonly [string, readonly string[]]>([
    ['an id', [ANN, `claimed ${MAIL}`]],
    ['a contact', [`verified ${MAIL}`]],
  ])('(%s) says what the customer is to have', async (_what, identities) => {
    const direct = directDelivery();
    await direct.deliver(direct.says('before', [ANN, `verified ${MAIL}`], { profile: { city: 'Xiamen' } }, 0));
    await direct.deliver(direct.says('now', identities, { profile: { city: 'Fuzhou' } }));
    expect(ann(direct)?.profile['city']).toBe('Fuzhou');
  });
});

describe('a newer state of a platform’s record that names no more than a contact', () => {
  const record = (direct: Direct, city: string, day: number, more: Partial<Upsert> = {}) =>
    direct.deliver(
      direct.says(`${city} ${day}`, [`claimed ${MAIL}`], { record: true, profile: { city }, ...more }, day),
    );

  test('replaces what it said before of the customer whom it has made', async () => {
    const direct = directDelivery();
    await record(direct, 'Xiamen', 0);
    await record(direct, 'Fuzhou', 1);
    expect(ann(direct)?.profile['city']).toBe('Fuzhou');
  });

  test('replaces nothing of a customer whom something else has made', async () => {
    const direct = directDelivery();
    await direct.deliver(direct.says('typed', [`claimed ${MAIL}`], { profile: { city: 'Xiamen' } }, 0));
    await record(direct, 'Fuzhou', 1);
    await record(direct, 'Putian', 2);
    expect(ann(direct)?.profile['city']).toBe('Xiamen');
  });

  test('replaces nothing once they have proved the contact', async () => {
    const direct = directDelivery();
    await record(direct, 'Xiamen', 0);
    await direct.deliver(direct.says('proof', [`verified ${MAIL}`], {}, 0.5));
    await record(direct, 'Fuzhou', 1);
    expect(ann(direct)?.profile['city']).toBe('Xiamen');
  });

  test('replaces nothing where it is no state of the record', async () => {
    const direct = directDelivery();
    await record(direct, 'Xiamen', 0);
    const { record: _none, ...order } = upsertOf([`claimed ${MAIL}`], { profile: { city: 'Fuzhou' } });
    await direct.deliver(direct.eventOf('order', changesOf(order)));
    expect(ann(direct)?.profile['city']).toBe('Xiamen');
  });

  test('replaces nothing of another customer, who has the contact by now', async () => {
    const direct = directDelivery();
    await record(direct, 'Xiamen', 0);
    const id = customerId(ann(direct)?.id) ?? expect.fail();
    await direct.ports.cdp.client.singleDelete(id);
    const bobs = changesOf(upsertOf(['verified member-no BO-1', `claimed ${MAIL}`]));
    await direct.deliver(direct.eventOf('bob', bobs, 0.5, { subject: 'bob' }));
    expect(ann(direct)?.identities).toContain('member-no=BO-1');
    await record(direct, 'Fuzhou', 1);
    expect(ann(direct)?.profile['city']).not.toBe('Fuzhou');
  });

  test('replaces it also where the customer has become another since', async () => {
    const direct = directDelivery();
    await record(direct, 'Xiamen', 0);
    const made = ann(direct)?.id ?? '';
    const other = '4711';
    const { ledger, clock } = direct.world;
    const session = openLedgerSession({ ledger, clock: clock.read, holder: 'a test', until: clock.now + SECOND });
    await session.load({ customers: [other] });
    // The subject knows its customer by a former id.
    await session.customers.put(other, { ...emptyCustomerItem, alias: made });
    const key = [...ledger.records.keys()].find((one) => one.startsWith('s2:')) ?? '';
    const stored = ledger.records.get(key) ?? expect.fail();
    ledger.records.set(key, { ...stored, state: stored.state.replace(made, other) });
    await record(direct, 'Fuzhou', 1);
    expect(ann(direct)?.profile['city']).toBe('Fuzhou');
  });
});

test('what memory says that a customer has is sent to whoever has taken their place between look and call', async () => {
  const direct = directDelivery();
  const name = '司徒北辰';
  await direct.deliver(direct.says('first', [ANN], { profile: { name } }, 0));
  const { client } = direct.ports.cdp;
  const createCustomerByIdentity = client.createCustomerByIdentity.bind(client);
  const before = direct.ownerOf('member-no=AN-1') ?? expect.fail();
  Object.assign(client, {
    createCustomerByIdentity: async (...given: Parameters<typeof createCustomerByIdentity>): Promise<CustomerId> => {
      Object.assign(client, { createCustomerByIdentity });
      await client.singleDelete(before);
      return createCustomerByIdentity(...given);
    },
  });
  await direct.deliver(direct.says('second', [ANN, 'verified wechat-openid app1/oAnn'], { profile: { name } }));
  expect(direct.ownerOf('member-no=AN-1')).not.toBe(before);
  expect(direct.world.cdp.customers()).toMatchObject([{ name }]);
});

test('when something was set is remembered by the beginning of the event’s digest', async () => {
  const direct = directDelivery();
  await direct.deliver(direct.says('first', [ANN], { profile: { city: 'Xiamen' } }));
  const stamp = direct.customerItem(direct.ownerOf('member-no=AN-1') ?? '')?.fields['city'];
  expect(stamp).toMatchObject({ t: direct.world.start + DAY, e: expect.stringMatching(/^.{12}$/) });
});

describe('an address that is not this person’s is not theirs as a field either', () => {
  const profile = { email: 'ann@post.example', emailVerified: 1, city: 'Xiamen' } as const;
  test.each<readonly [string, string, boolean]>([
    ['the address', `claimed ${MAIL}`, true],
    ['another address', 'claimed email bob@post.example', false],
    ['an id that looks like it', 'verified member-no ann@post.example', false],
    ['a phone', `claimed ${PHONE}`, false],
  ])('%s', (_what, foreign, isForeign) => {
    const { city } = profile;
    const others = [identityOf(foreign), identityOf('claimed email carl@post.example')];
    expect(withoutForeignEmail(profile, others)).toEqual(isForeign ? { city } : profile);
  });
});
