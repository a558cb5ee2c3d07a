import { describe, expect, test } from 'vitest';
import type { GuiyiConfig } from '../../../functions/shared/config/define-config.ts';
import { casesOf, deliverOn, email, memberNo, mobile, openid, ownerOf } from '../../kit/days.ts';
import { demoConfig } from '../../kit/demo.ts';
import { deliveryWorld } from '../../kit/delivery.ts';

// A phone that was one person's and is another's: announced, unannounced, and the other way round.
const P = mobile('15931000401');
const Q = mobile('15931000402');
const E = email('ann@post.example');
const ANN = memberNo('A-1');
const BOB = openid('oBob', 2);

describe('a hand-over that was announced', () => {
  test.each([2, 60, 101, 450])(
    'on day %i the next owner is a customer of their own, and the case stays open',
    async (day) => {
      const world = deliveryWorld();
      await deliverOn(world, 0, [ANN, P], { name: 'Ann Marsh' });
      await deliverOn(world, 1, [ANN], { type: 'contact.released', released: [P] });
      await deliverOn(world, day, [BOB, P], { name: 'Bob Reed' });
      expect(world.cdp.customers()).toHaveLength(2);
      expect(ownerOf(world, ANN)).toMatchObject({ name: 'Ann Marsh' });
      expect(ownerOf(world, BOB)).toMatchObject({ name: 'Bob Reed' });
      expect(await casesOf(world)).toEqual(['contact-released 2']);
    },
  );

  test('by a proof of another phone', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [ANN, P]);
    await deliverOn(world, 5, [ANN, Q]);
    await deliverOn(world, 20, [BOB, P]);
    expect(ownerOf(world, BOB)?.id).not.toBe(ownerOf(world, ANN)?.id);
    expect(await casesOf(world)).toContain('contact-released 1');
  });

  test('and was a mistake: whoever proves the phone again has it again', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [ANN, P]);
    await deliverOn(world, 1, [ANN], { type: 'contact.released', released: [P] });
    await deliverOn(world, 10, [ANN, P]);
    await deliverOn(world, 30, [BOB, P]);
    expect(world.cdp.customers()).toHaveLength(1);
  });

  test('the next owner’s two channels are one customer, though the CDP keeps the phone with the first owner', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [ANN, P]);
    await deliverOn(world, 1, [ANN], { type: 'contact.released', released: [P] });
    await deliverOn(world, 101, [BOB, P], { name: 'Bob Reed' });
    await deliverOn(world, 130, [memberNo('B-7'), P]);
    expect(world.cdp.customers()).toHaveLength(2);
    expect(ownerOf(world, memberNo('B-7'))?.id).toBe(ownerOf(world, BOB)?.id);
  });

  test('an order of the first owner’s that repeats the old phone brings nothing back', async () => {
    const world = deliveryWorld();
    const account = { kind: 'shopify-customer', scope: 'shopify-demo', value: '7214500000001' };
    await deliverOn(world, 0, [account, P]);
    await deliverOn(world, 1, [account], { type: 'contact.released', released: [P] });
    world.clock.pass(1000);
    const order = await world.sample('shopify-demo', 'orders/create', {
      change: (payload) =>
        Object.assign(payload['customer'] as object, { phone: `+86${P.value}`, verified_email: false }),
    });
    await world.deliver(order);
    await deliverOn(world, 3, [BOB, P]);
    expect(ownerOf(world, BOB)?.id).not.toBe(ownerOf(world, account)?.id);
  });
});

describe('a hand-over that nobody announced', () => {
  const merges: readonly NonNullable<GuiyiConfig['cdp']['merge']>[] = ['never', 'verified', 'always'];
  test.each(merges)('after 200 days without a proof the phone alone joins nobody (merge: %s)', async (merge) => {
    const world = deliveryWorld({ config: demoConfig({}, { merge }) });
    await deliverOn(world, 0, [openid('oAnn'), P], { name: 'Ann Marsh' });
    await deliverOn(world, 200, [memberNo('B-7'), P], { name: 'Bob Reed' });
    expect(ownerOf(world, openid('oAnn'))).toMatchObject({ name: 'Ann Marsh' });
    expect(ownerOf(world, memberNo('B-7'))).toMatchObject({ name: 'Bob Reed' });
    expect(world.cdp.customers()).toHaveLength(2);
    expect(await casesOf(world)).toEqual(['contact-may-have-moved 1']);
  });

  test.each([
    [89, 1],
    [91, 2],
  ])('%i days after the last proof: %i customers', async (days, customers) => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [openid('oAnn'), P]);
    await deliverOn(world, 40, [openid('oAnn'), P]);
    await deliverOn(world, 40 + days, [memberNo('B-7'), P]);
    expect(world.cdp.customers()).toHaveLength(customers);
  });

  test('what a shop’s record repeats is no proof: the phone is as old as the last log-in', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [openid('oAnn'), P]);
    await deliverOn(world, 80, [openid('oAnn'), P], { type: 'member.updated' });
    await deliverOn(world, 120, [memberNo('B-7'), P]);
    expect(world.cdp.customers()).toHaveLength(2);
  });

  test('whoever has it has become part of another, and somebody types it: it is as old as before', async () => {
    const world = deliveryWorld();
    const follower = openid('oAnn');
    await deliverOn(world, 0, [follower, P], { name: 'Ann Marsh' });
    await deliverOn(world, 1, [ANN], { name: 'Ann Marsh' });
    const kept = ownerOf(world, ANN)?.id;
    await deliverOn(world, 3, [follower, ANN]);
    expect(ownerOf(world, P)?.id).toBe(kept);
    await deliverOn(world, 30, [openid('oCid'), { ...P, grade: 'claimed' }], { name: 'Cid Otter' });
    await deliverOn(world, 200, [BOB, P], { name: 'Bob Reed' });
    expect(ownerOf(world, BOB)?.id).not.toBe(kept);
    expect(await casesOf(world)).toContain('contact-may-have-moved 1');
  });

  test('a proof that is so old that the ledger has dropped it is old, and not of unknown age', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [ANN, P], { name: 'Ann Marsh' });
    await deliverOn(world, 300, [ANN], { name: 'Ann Marsh' });
    await deliverOn(world, 450, [BOB, P]);
    expect(ownerOf(world, BOB)?.id).not.toBe(ownerOf(world, ANN)?.id);
    expect(await casesOf(world)).toContain('contact-may-have-moved 1');
  });

  test('the name agrees: it is the same person after all', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [openid('oAnn'), P], { name: '安 晓岚' });
    await deliverOn(world, 200, [memberNo('A-7'), P], { name: '安晓岚' });
    expect(world.cdp.customers()).toHaveLength(1);
    expect(await casesOf(world)).toEqual(['contact-joined 1']);
  });

  test.each(['Guest', '微信用户', '王先生', '安*', '岚', '小岚88'])('%s is no name that agrees', async (name) => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [openid('oAnn'), P], { name });
    await deliverOn(world, 200, [memberNo('A-7'), P], { name });
    expect(world.cdp.customers()).toHaveLength(2);
  });

  test('a mail that both prove agrees', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [openid('oAnn'), P, email('ann@post.example')]);
    await deliverOn(world, 200, [memberNo('A-7'), P, email('ann@post.example')]);
    expect(world.cdp.customers()).toHaveLength(1);
  });

  test('the first owner proves it again: both have it, and the newcomer’s next proof joins', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [openid('oAnn'), P]);
    await deliverOn(world, 200, [memberNo('A-7'), P]);
    await deliverOn(world, 210, [openid('oAnn'), P]);
    expect(world.cdp.customers()).toHaveLength(2);
    await deliverOn(world, 220, [memberNo('A-7'), P]);
    expect(world.cdp.customers()).toHaveLength(1);
  });

  test('the first owner proves another instead: it has left them', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [openid('oAnn'), P]);
    await deliverOn(world, 200, [memberNo('B-7'), P]);
    await deliverOn(world, 210, [openid('oAnn'), Q]);
    await deliverOn(world, 220, [memberNo('B-7'), P]);
    expect(world.cdp.customers()).toHaveLength(2);
    expect(await casesOf(world)).toContain('contact-released 1');
  });

  test('a mailbox has no such window, unless its domain is named', async () => {
    const mail = email('office@firm.example');
    for (const [companyDomains, customers] of [
      [{}, 1],
      [{ 'firm.example': 90 }, 2],
    ] as const) {
      const world = deliveryWorld({ config: demoConfig({ guards: { companyDomains } }) });
      await deliverOn(world, 0, [openid('oAnn'), mail]);
      await deliverOn(world, 200, [memberNo('B-7'), mail]);
      expect(world.cdp.customers()).toHaveLength(customers);
    }
  });

  test('staleContactDays: 0 turns it off, and another figure moves it', async () => {
    for (const [days, customers] of [
      [0, 1],
      [365, 1],
      [30, 2],
    ] as const) {
      const world = deliveryWorld({ config: demoConfig({ guards: { staleContactDays: { mobile: days } } }) });
      await deliverOn(world, 0, [openid('oAnn'), P]);
      await deliverOn(world, 100, [memberNo('B-7'), P]);
      expect(world.cdp.customers()).toHaveLength(customers);
    }
  });

  test.each(['Walk-in Customer', 'null null', '小红书用户'])('two people called %s do not agree', async (name) => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [openid('oAnn'), P], { name });
    await deliverOn(world, 10, [openid('oAnn')], { name });
    await deliverOn(world, 200, [memberNo('B-7'), P], { name });
    expect(world.cdp.customers()).toHaveLength(2);
    expect(await casesOf(world)).toEqual(['contact-may-have-moved 1']);
  });

  test('somebody of whom only the phone is known is whoever proves it', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [P], { name: 'Ann Marsh' });
    await deliverOn(world, 200, [openid('oAnn'), P], { name: 'Ann Marsh' });
    expect(world.cdp.customers()).toHaveLength(1);
  });

  test('a log-in by the phone alone is a customer without it', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [openid('oAnn'), P], { name: 'Ann Marsh' });
    const { outcome } = await deliverOn(world, 200, [P], { name: 'Bob Reed', subject: 'user-77' });
    expect(outcome).toEqual({ outcome: 'done' });
    expect(ownerOf(world, openid('oAnn'))).toMatchObject({ name: 'Ann Marsh' });
    expect(world.cdp.customers()).toHaveLength(2);
    await deliverOn(world, 300, [P], { subject: 'user-77' });
    expect(world.cdp.customers()).toHaveLength(2);
  });

  test('a subject that was delivered before is the same person, whatever the age of the phone', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [P], { subject: 'user-77' });
    await deliverOn(world, 10, [openid('oAnn'), P]);
    await deliverOn(world, 200, [P], { subject: 'user-77', name: 'Ann Marsh' });
    expect(world.cdp.customers()).toMatchObject([{ name: 'Ann Marsh' }]);
  });
});

describe('a contact of which nobody knows when it was proved', () => {
  test.each([
    ['join', 1, 'contact-age-unknown 1'],
    ['withhold', 2, 'contact-may-have-moved 1'],
  ] as const)('unknownAge: %s', async (unknownAge, customers, found) => {
    const world = deliveryWorld({ config: demoConfig({ guards: { unknownAge } }) });
    world.cdp.customer(`mobile=${P.value}`, 'member-no=A-1');
    await deliverOn(world, 0, [BOB, P]);
    expect(world.cdp.customers()).toHaveLength(customers);
    expect(await casesOf(world)).toEqual([found]);
  });
});

describe('after somebody has proved another phone, which the CDP cannot take beside the old one', () => {
  test('every further proof of it is counted, and leads to the same customer', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [ANN, P]);
    await deliverOn(world, 10, [ANN, Q]);
    await deliverOn(world, 12, [openid('oAnn'), Q]);
    await deliverOn(world, 14, [openid('oAnn'), Q]);
    expect(world.cdp.customers()).toHaveLength(1);
    expect(await casesOf(world)).toContain('contact-changed 3');
  });

  test('whoever types it does not get it: their own proof of it finds the same customer', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [ANN, P]);
    await deliverOn(world, 10, [ANN, Q]);
    await deliverOn(world, 12, [openid('oAnn'), { ...Q, grade: 'claimed' }]);
    expect(ownerOf(world, Q)).toBeUndefined();
    expect(await casesOf(world)).toContain('contact-owned-by-another 1');
    await deliverOn(world, 20, [openid('oAnn'), Q]);
    expect(world.cdp.customers()).toHaveLength(1);
  });

  test('typed by somebody else after it has left its prover it is linked as any other', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [ANN, P]);
    await deliverOn(world, 10, [ANN, Q]);
    await deliverOn(world, 11, [ANN], { type: 'contact.released', released: [Q] });
    await deliverOn(world, 12, [BOB, { ...Q, grade: 'claimed' }]);
    expect(ownerOf(world, Q)?.id).toBe(ownerOf(world, BOB)?.id);
  });

  test.each([
    ['beside the id of the one without a phone and the other’s', [openid('oAnn'), ANN, Q], ANN],
    ['the other way round', [openid('oAnn'), ANN, Q], openid('oAnn')],
    ['beside a mail that the other has proved', [openid('oAnn'), E, Q], ANN],
  ])('proved %s it joins the two, and does not keep them apart', async (_what, proof, withPhone) => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [withPhone, P]);
    await deliverOn(world, 1, [ANN, E]);
    await deliverOn(world, 2, [openid('oAnn')]);
    await deliverOn(world, 5, proof);
    expect(world.cdp.customers()).toHaveLength(1);
    expect(ownerOf(world, P)?.id).toBe(ownerOf(world, ANN)?.id);
    expect(await casesOf(world)).toContain('contact-changed 1');
  });

  test('an operator removes the old phone in the CDP: the new one is taken at its next proof', async () => {
    const world = deliveryWorld();
    await deliverOn(world, 0, [ANN, P]);
    await deliverOn(world, 10, [ANN, Q]);
    expect(ownerOf(world, Q)).toBeUndefined();
  });
});

describe('who is declared never to be one', () => {
  test.each([
    ['two identities', ['member-no:A-1', 'wechat-openid:wx00d3m000d3m00002:oBob000000000000000000000000']],
    ['a customer and an identity', ['customer', 'wechat-openid:wx00d3m000d3m00002:oBob000000000000000000000000']],
  ])('%s', async (_what, [one = '', other = '']) => {
    const first = deliveryWorld();
    await deliverOn(first, 0, [ANN, P]);
    const id = first.cdp.customers()[0]?.id ?? '';
    const pair = [one === 'customer' ? `customer:${id}` : one, other] as const;
    const world = deliveryWorld({ config: demoConfig({ guards: { neverOne: [pair] } }) });
    await deliverOn(world, 0, [ANN, P]);
    await deliverOn(world, 5, [BOB, P]);
    expect(world.cdp.customers()).toHaveLength(2);
    expect(await casesOf(world)).toEqual(['never-one 1']);
  });
});
