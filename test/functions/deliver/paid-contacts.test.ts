import { describe, expect, test } from 'vitest';
import { casesOf, DAY, deliverOn, deliverThrough, email, openid, ownerOf } from '../../kit/days.ts';
import { demoConfig } from '../../kit/demo.ts';
import { deliveryWorld, type DeliveryWorld } from '../../kit/delivery.ts';

// One purchase: the order of a shop's account, and the payment of it at Stripe, each with the address that was typed.
const MAIL = email('lan.lin@mail.example');
const ACCOUNT = { kind: 'woocommerce-customer', scope: 'woocommerce-demo', value: '4711' };
const PAYER = { kind: 'stripe-customer', scope: 'stripe-demo', value: 'cus_paidcontact' };

type Worth = Readonly<Record<string, 'typed' | 'paid'>>;

function shops(worth: { readonly woo?: Worth; readonly stripe?: Worth } = {}): DeliveryWorld {
  const { connections } = demoConfig();
  const declared = Object.fromEntries(
    Object.entries(connections).map(([name, connection]) => {
      const contacts = { 'woocommerce-demo': worth.woo, 'stripe-demo': worth.stripe }[name];
      return [name, contacts ? { ...connection, contacts } : connection];
    }),
  );
  return deliveryWorld({ config: demoConfig({ connections: declared }) });
}
const both = { woo: { email: 'paid' }, stripe: { email: 'paid' } } as const;

interface Purchase {
  readonly mail?: string;
  readonly name?: readonly [first: string, last: string];
  readonly paid?: boolean;
}

async function order(
  world: DeliveryWorld,
  day: number,
  { mail = MAIL.value, name = ['Lan', 'Lin'], paid = true }: Purchase = {},
) {
  world.clock.now = world.start + day * DAY;
  const event = await world.sample('woocommerce-demo', 'order.created', {
    sequence: day + 1,
    change: (payload) => {
      payload['customer_id'] = Number(ACCOUNT.value);
      Object.assign(payload, { date_paid: null, date_paid_gmt: paid ? '2026-03-01T04:00:00' : null });
      Object.assign(payload['billing'] as object, {
        email: mail,
        phone: '',
        first_name: name[0],
        last_name: name[1],
      });
    },
  });
  return deliverThrough(world, event);
}

async function payment(world: DeliveryWorld, day: number, { mail = MAIL.value, name = ['Lan', 'Lin'] }: Purchase = {}) {
  world.clock.now = world.start + day * DAY;
  const event = await world.sample('stripe-demo', 'checkout.session.completed', {
    sequence: day + 1,
    change: (payload) => {
      const { object } = payload['data'] as { object: Record<string, unknown> };
      object['customer'] = PAYER.value;
      object['payment_status'] = 'paid';
      Object.assign(object['customer_details'] as object, { email: mail, phone: null, name: name.join(' ') });
    },
  });
  return deliverThrough(world, event);
}

const areOne = (world: DeliveryWorld) =>
  ownerOf(world, ACCOUNT) !== undefined && ownerOf(world, ACCOUNT)?.id === ownerOf(world, PAYER)?.id;

describe('a purchase with one address, typed in two systems', () => {
  test('is of two customers: what is typed joins nobody', async () => {
    const world = shops();
    await order(world, 0);
    await payment(world, 1);
    expect(areOne(world)).toBe(false);
  });

  test.each<[string, Worth | undefined, Worth | undefined]>([
    ['the shop alone', { email: 'paid' }, undefined],
    ['the page of payment alone', undefined, { email: 'paid' }],
    ['both, of phones alone', { mobile: 'paid' }, { mobile: 'paid' }],
  ])('is of two customers where the configuration counts payments of %s', async (_, woo, stripe) => {
    const world = shops({ ...(woo && { woo }), ...(stripe && { stripe }) });
    await order(world, 0);
    await payment(world, 1);
    expect(areOne(world)).toBe(false);
  });

  test.each([
    ['the order', [order, payment] as const],
    ['the payment', [payment, order] as const],
  ])('is of one customer where it counts both, %s first; a person can look at it', async (_, [first, second]) => {
    const world = shops(both);
    await first(world, 0);
    await second(world, 1);
    expect(areOne(world)).toBe(true);
    expect(world.cdp.customers()).toHaveLength(1);
    expect(await casesOf(world)).toEqual(['typed-contact-joined 1']);
  });
});

describe('a purchase of which the shop tells before it is paid', () => {
  const unpaid = (world: DeliveryWorld, day: number) => order(world, day, { paid: false });

  test.each([
    ['the order, the payment, the order as paid', [unpaid, payment, order] as const],
    ['the payment, the order, the order as paid', [payment, unpaid, order] as const],
    ['the order, the order as paid, the payment', [unpaid, order, payment] as const],
  ])('is of one customer once both have told of the payment: %s', async (_, happened) => {
    const world = shops(both);
    for (const [day, tell] of happened.entries()) await tell(world, day);
    expect(areOne(world)).toBe(true);
    expect(await casesOf(world)).toContain('typed-contact-joined 1');
  });

  test('costs the next order no more than any', async () => {
    const world = shops(both);
    for (const [day, tell] of [unpaid, payment, order, order].entries()) await tell(world, day);
    const before = world.cdp.calls().length;
    await order(world, 4);
    expect(world.cdp.calls().slice(before)).toEqual(['customerInfo', 'customerAddGroups']);
  });

  test('stays of two where the names share nothing, or somebody has proved the address', async () => {
    const strangers = shops(both);
    await unpaid(strangers, 0);
    await payment(strangers, 1, { name: ['Carl', 'Otter'] });
    await order(strangers, 2);
    expect(areOne(strangers)).toBe(false);
    const proved = shops(both);
    await unpaid(proved, 0);
    await payment(proved, 1);
    await deliverOn(proved, 2, [openid('oLan'), MAIL], { name: 'Lan Lin' });
    await order(proved, 3);
    expect(areOne(proved)).toBe(false);
  });
});

describe('it joins nobody', () => {
  test('before it is paid', async () => {
    const world = shops(both);
    await order(world, 0, { paid: false });
    await payment(world, 1);
    expect(areOne(world)).toBe(false);
  });

  test('whose names share nothing: somebody pays for another, or with a wrong address', async () => {
    const world = shops(both);
    await order(world, 0, { name: ['Lan', 'Lin'] });
    await payment(world, 1, { name: ['Carl', 'Otter'] });
    expect(areOne(world)).toBe(false);
  });

  test('who has proved the address: a proof outranks what is typed', async () => {
    const world = shops(both);
    await deliverOn(world, 0, [openid('oLan'), MAIL], { name: 'Lan Lin' });
    await order(world, 1);
    await payment(world, 2);
    expect(ownerOf(world, ACCOUNT)?.id).not.toBe(ownerOf(world, openid('oLan'))?.id);
    expect(ownerOf(world, PAYER)?.id).not.toBe(ownerOf(world, openid('oLan'))?.id);
  });

  test('and proves no mailbox: whoever logs in with it later is another, as with any typed address', async () => {
    const world = shops(both);
    await order(world, 0, { name: ['Carl', 'Otter'] });
    await deliverOn(world, 5, [openid('oLan'), MAIL], { name: 'Lan Lin' });
    expect(ownerOf(world, ACCOUNT)?.id).not.toBe(ownerOf(world, openid('oLan'))?.id);
    expect(await casesOf(world)).toContain('typed-contact-withheld 1');
  });
});
