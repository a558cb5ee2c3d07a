import { describe, expect, test } from 'vitest';
import { casesOf, DAY, deliverOn, deliverThrough, email, memberNo, mobile, openid, ownerOf } from '../../kit/days.ts';
import { demoConfig } from '../../kit/demo.ts';
import { deliveryWorld, type DeliveryWorld } from '../../kit/delivery.ts';

// Somebody types a phone in a shop; then somebody proves it in a log-in. Are they one person?
const P = mobile('15931000501');
const ACCOUNT = { kind: 'shopify-customer', scope: 'shopify-demo', value: '7214500000077' };
const LOG_IN = openid('oBob');

interface Typing {
  readonly phone?: string;
  readonly mail?: string;
  readonly name?: readonly [first: string, last: string];
  readonly guest?: true;
}

/** An order of account 77, or of a guest, on that day. */
async function order(world: DeliveryWorld, day: number, { phone, mail, name, guest }: Typing) {
  world.clock.now = world.start + day * DAY;
  const [first_name, last_name] = name ?? ['', ''];
  const event = await world.sample('shopify-demo', 'orders/create', {
    sequence: day + 1,
    change: (payload) => {
      payload['phone'] = guest && phone ? `+86${phone}` : null;
      Object.assign(payload, { email: mail ?? null, contact_email: mail ?? null });
      Object.assign(payload['billing_address'] as object, {
        first_name,
        last_name,
        name: `${first_name} ${last_name}`,
      });
      if (guest) delete payload['customer'];
      else {
        Object.assign(payload['customer'] as object, {
          id: Number(ACCOUNT.value),
          admin_graphql_api_id: `gid://shopify/Customer/${ACCOUNT.value}`,
          email: mail ?? null,
          phone: phone ? `+86${phone}` : null,
          verified_email: false,
          first_name,
          last_name,
        });
      }
    },
  });
  return deliverThrough(world, event);
}
const areOne = (world: DeliveryWorld) => ownerOf(world, ACCOUNT)?.id === ownerOf(world, LOG_IN)?.id;

describe("typedContacts: 'corroborated' (default)", () => {
  test('nothing agrees: two customers, the phone stays where it was typed, and a case proposes the join', async () => {
    const world = deliveryWorld();
    await order(world, 0, { phone: P.value, name: ['Carl', 'Otter'] });
    await deliverOn(world, 3, [LOG_IN, P], { name: 'Bob Reed' });
    expect(areOne(world)).toBe(false);
    expect(ownerOf(world, LOG_IN)).toMatchObject({ name: 'Bob Reed' });
    expect(ownerOf(world, ACCOUNT)?.name).not.toBe('Bob Reed');
    expect(await casesOf(world)).toEqual(['typed-contact-withheld 1']);
  });

  test.each([
    ['the account', 0],
    ['the member', 1],
  ])('%s came first, and is one with the other before the phone is proved: it is typed still', async (_, shopDay) => {
    const world = deliveryWorld();
    const mail = email('carl@post.example');
    const steps = [
      () => order(world, shopDay, { phone: P.value, name: ['Carl', 'Otter'] }),
      () => deliverOn(world, 1 - shopDay, [memberNo('C-1'), mail], { name: 'Carl Otter' }),
    ];
    for (const step of shopDay === 0 ? steps : steps.toReversed()) await step();
    await deliverOn(world, 5, [ACCOUNT, memberNo('C-1')]);
    expect(world.cdp.customers()).toHaveLength(1);
    await deliverOn(world, 9, [LOG_IN, P], { name: 'Bob Reed' });
    expect(areOne(world)).toBe(false);
    expect(await casesOf(world)).toContain('typed-contact-withheld 1');
  });

  test.each([
    ['the account', 'Carl Otter', undefined],
    ['the member', undefined, 'Carl Otter'],
  ])(
    'a mail makes a member and an account one, the name of %s is kept: the phone is typed still',
    async (_, ofAccount, ofMember) => {
      const world = deliveryWorld();
      const mail = email('carl@post.example');
      const member = memberNo('C-1');
      const typed = { grade: 'claimed' };
      await deliverOn(world, 0, [ACCOUNT, { ...mail, ...typed }], ofAccount === undefined ? {} : { name: ofAccount });
      await deliverOn(world, 3, [member, mail], ofMember === undefined ? {} : { name: ofMember });
      expect(world.cdp.customers()).toHaveLength(2);
      await deliverOn(world, 10, [ACCOUNT, { ...P, ...typed }]);
      await deliverOn(world, 20, [ACCOUNT, mail]);
      expect(world.cdp.customers()).toHaveLength(1);
      await deliverOn(world, 30, [LOG_IN, P], { name: 'Bob Reed' });
      expect(areOne(world)).toBe(false);
      const withheld = (await casesOf(world)).filter((one) => one.startsWith('typed-contact-withheld'));
      expect(withheld).toHaveLength(2);
    },
  );

  test('the name that stood beside the typed phone agrees with nothing: whoever types a phone types its owner’s name', async () => {
    const world = deliveryWorld();
    await order(world, 0, { phone: P.value, name: ['Bob', 'Reed'] });
    await order(world, 1, { phone: P.value, name: ['Bob', 'Reed'] });
    await deliverOn(world, 3, [LOG_IN, P], { name: 'Bob Reed' });
    expect(areOne(world)).toBe(false);
  });

  test('the account’s own name, from an event without a typed contact, agrees', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [ACCOUNT], { name: 'Bob Reed' });
    await order(world, 5, { phone: P.value, name: ['Bob', 'Reed'] });
    await deliverOn(world, 8, [LOG_IN, P], { name: 'Bob Reed' });
    expect(areOne(world)).toBe(true);
    expect(await casesOf(world)).toEqual(['typed-contact-joined 1']);
  });

  test('unless the typist has proved another phone', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [ACCOUNT, mobile('15931000599')], { name: 'Bob Reed' });
    await deliverOn(world, 1, [ACCOUNT], { name: 'Bob Reed' });
    const mail = email('bob@post.example');
    await order(world, 5, { mail: mail.value, name: ['Bob', 'Reed'] });
    await deliverOn(world, 8, [LOG_IN, mail], { name: 'Bob Reed' });
    expect(areOne(world)).toBe(true);
  });

  test('a mail that the typist has proved and the log-in proves too agrees', async () => {
    const world = deliveryWorld();
    const mail = email('bob@post.example');
    await deliverOn(world, 0, [ACCOUNT, mail]);
    await order(world, 5, { phone: P.value });
    await deliverOn(world, 8, [LOG_IN, P, mail]);
    expect(areOne(world)).toBe(true);
  });

  test('a guest of whom nothing is known but the phone and the name becomes whoever proves it under that name', async () => {
    for (const [name, customers] of [
      ['Bob Reed', 1],
      ['Carl Otter', 2],
      [undefined, 2],
    ] as const) {
      const world = deliveryWorld();
      await deliverOn(world, 0, [{ ...P, grade: 'claimed' }], { name: 'Bob Reed' });
      await deliverOn(world, 3, [LOG_IN, P], name === undefined ? {} : { name });
      expect(world.cdp.customers()).toHaveLength(customers);
    }
  });

  test('a guest who typed a phone and a mail becomes whoever has proved both, in one log-in or in two', async () => {
    const mail = email('bob@post.example');
    for (const [before, now] of [
      [[], [P, mail]],
      [[P], [mail]],
      [[mail], [P]],
    ] as const) {
      const world = deliveryWorld();
      await order(world, 0, { phone: P.value, mail: mail.value, name: ['Bob', 'Reed'], guest: true });
      if (before.length > 0) await deliverOn(world, 2, [LOG_IN, ...before], { name: 'Bob Reed' });
      expect(world.cdp.customers()).toHaveLength(before.length + 1);
      await deliverOn(world, 3, [LOG_IN, ...now], { name: 'Bob Reed' });
      expect(world.cdp.customers()).toHaveLength(1);
    }
  });

  test('a guest who typed a mail beside it may be somebody else', async () => {
    const world = deliveryWorld();
    await order(world, 0, { phone: P.value, mail: 'carl@post.example', name: ['Bob', 'Reed'], guest: true });
    await deliverOn(world, 3, [LOG_IN, P], { name: 'Bob Reed' });
    expect(world.cdp.customers()).toHaveLength(2);
  });

  test('proved first and typed later it is a proved one', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [ACCOUNT, P]);
    await order(world, 1, { phone: P.value });
    await deliverOn(world, 3, [LOG_IN, P]);
    expect(areOne(world)).toBe(true);
  });

  test('whoever proves it later, with another id beside, joins the one who proved it before', async () => {
    const world = deliveryWorld();
    await order(world, 0, { phone: P.value });
    await deliverOn(world, 3, [LOG_IN, P]);
    await deliverOn(world, 5, [memberNo('B-7'), P]);
    expect(ownerOf(world, memberNo('B-7'))?.id).toBe(ownerOf(world, LOG_IN)?.id);
    expect(areOne(world)).toBe(false);
  });
});

describe('with the phone alone', () => {
  test.each(['corroborated', 'withhold'] as const)(
    '%s: whoever proves it is a customer, without it',
    async (typedContacts) => {
      const world = deliveryWorld({ config: demoConfig({}, { typedContacts }) });
      await order(world, 0, { phone: P.value });
      const { outcome } = await deliverOn(world, 3, [P], { name: 'Bob Reed' });
      expect(outcome).toEqual({ outcome: 'done' });
      expect(world.cdp.customers().map(({ name }) => name)).toContain('Bob Reed');
      expect(world.cdp.customers()).toHaveLength(2);
    },
  );

  test('where the tenant has no code for such a customer it is a dead letter with the reason', async () => {
    const { 'guiyi-subject': _subject, ...identityTypes } = demoConfig().cdp.identityTypes;
    const world = deliveryWorld({ config: demoConfig({}, { identityTypes }) });
    await order(world, 0, { phone: P.value });
    const { outcome } = await deliverOn(world, 3, [P]);
    expect(outcome).toMatchObject({ outcome: 'dead-lettered', reason: 'contact-withheld' });
    expect(world.deadLetters.letters).toMatchObject([{ reason: 'contact-withheld' }]);
  });
});

describe('proof outranks typing', () => {
  test('five have typed it within a month: its owner’s proof is no shared value', async () => {
    const world = deliveryWorld();
    for (let typist = 0; typist < 6; typist++) {
      await deliverOn(world, typist, [memberNo(`T-${typist}`), { ...P, grade: 'claimed' }]);
    }
    const { discarded } = await deliverOn(world, 10, [LOG_IN, P]);
    expect(discarded).toEqual([]);
    expect(ownerOf(world, LOG_IN)).toBeDefined();
  });

  test('a value that five people prove is shared all the same', async () => {
    const world = deliveryWorld({ config: demoConfig({}, { merge: 'never' }) });
    const shared = [];
    for (let person = 0; person < 7; person++) {
      const { discarded } = await deliverOn(world, person, [openid(`oPerson${person}`), P]);
      shared.push(discarded.some(({ reason }) => reason === 'shared'));
    }
    expect(shared).toEqual([false, false, false, false, false, true, true]);
  });
});

test('an event proves two customers to be one, though each identity was known before: they are joined', async () => {
  const world = deliveryWorld();
  const subject = 'one';
  const mail = email('ann@post.example');
  await deliverOn(world, 0, [openid('oAnn'), P], { subject });
  await deliverOn(world, 1, [memberNo('A-1'), mail], { subject });
  expect(world.cdp.customers()).toHaveLength(2);
  await deliverOn(world, 2, [memberNo('A-1'), P], { subject });
  expect(world.cdp.customers()).toHaveLength(1);
});

describe('a contact that stands alone', () => {
  const mail = email('club@post.example');
  test('claimed under many names it is shared, with a case', async () => {
    const world = deliveryWorld();
    for (let person = 0; person < 19; person++) {
      await deliverOn(world, person / 10, [mail], {
        name: `Person Number${String.fromCharCode(97 + person)}`,
        subject: `record-${person}`,
      });
    }
    expect(await casesOf(world)).toContain('shared-value 14');
  });

  test('ten times under one name it is one person, whatever the subject', async () => {
    const world = deliveryWorld();
    for (let time = 0; time < 10; time++) {
      await deliverOn(world, time, [mail], { name: 'Ann Marsh', subject: `order-${time}` });
    }
    expect(world.cdp.customers()).toHaveLength(1);
    expect(await casesOf(world)).toEqual([]);
  });
});

describe('what has reached a customer by the contact in question says nothing of who they are', () => {
  const MAIL = 'bob.reed@post.example';

  /** The account pays with Bob's address; Bob's own guest order then lands with it, by that address, and brings his phone. */
  async function paidForBob(world: DeliveryWorld) {
    await order(world, 0, { mail: MAIL, name: ['Bob', 'Reed'] });
    await order(world, 30, { mail: MAIL, phone: P.value, name: ['Bob', 'Reed'], guest: true });
  }

  test('the phone of a guest is no second witness for the address that led to it', async () => {
    const world = deliveryWorld();
    await paidForBob(world);
    await deliverOn(world, 60, [LOG_IN, P, email(MAIL)], { name: 'Bob Reed' });
    expect(areOne(world)).toBe(false);
  });

  test.each([
    ['the phone first', [P, email(MAIL)]],
    ['the address first', [email(MAIL), P]],
  ])('nor where they are proved one after the other, %s', async (_, proofs) => {
    const world = deliveryWorld();
    await paidForBob(world);
    for (const [index, proof] of proofs.entries())
      await deliverOn(world, 60 + 30 * index, [LOG_IN, proof], { name: 'Bob Reed' });
    await order(world, 120, { mail: MAIL, name: ['Bob', 'Reed'] });
    await deliverOn(world, 140, [LOG_IN, P], { name: 'Bob Reed' });
    expect(areOne(world)).toBe(false);
  });

  test('what the account itself has typed on another day is one', async () => {
    const world = deliveryWorld();
    await order(world, 0, { mail: MAIL, name: ['Bob', 'Reed'] });
    await order(world, 30, { phone: P.value, name: ['Bob', 'Reed'] });
    await deliverOn(world, 60, [LOG_IN, P, email(MAIL)], { name: 'Bob Reed' });
    expect(areOne(world)).toBe(true);
  });
});
