import { expect, test } from 'vitest';
import { mayHaveFormerItems } from '../../../functions/shared/config/former-ledger.ts';
import { digest } from '../../../functions/shared/envelope/digest.ts';
import { casesOf, DAY, deliverOn, eventOn, memberNo, mobile, openid, ownerOf } from '../../kit/days.ts';
import { demoConfig } from '../../kit/demo.ts';
import { deliveryWorld, type DeliveryWorld } from '../../kit/delivery.ts';
import { ledgerKey, putSubject, suppressed, typed } from '../../kit/former-version.ts';

// What a version before 0.2 knew is known: its items are read, and stay as they are.

const P = mobile('15931000601');
const Q = mobile('15931000602');
const ANN = memberNo('A-1');
const BOB = openid('oBob', 2);

test.each<[string, Parameters<typeof mayHaveFormerItems>[0], boolean]>([
  ['began with this version', {}, false],
  ['has settings, and none of these', { ledger: {}, deployment: { release: 'at-once' } }, false],
  ['goes on with a stack of then', { deployment: { takeOver: 'Guiyi' } }, true],
  ['runs beside functions of a former version', { ledger: { compat: true } }, true],
])('a stage that %s', (_what, config, expected) => {
  expect(mayHaveFormerItems(config)).toBe(expected);
});

test('a ledger that no former version has written is not asked for what they wrote', async () => {
  const asked: string[] = [];
  for (const hasFormer of [true, false]) {
    const world = deliveryWorld({ ports: { hasFormer } });
    const read = world.ledger.read.bind(world.ledger);
    asked.length = 0;
    world.ledger.read = async (keys) => {
      asked.push(...keys);
      return read(keys);
    };
    await deliverOn(world, 0, [ANN, P]);
    expect(asked.filter((key) => /^(suppressed|typed|claim):/.test(key))).toHaveLength(hasFormer ? 4 : 0);
    expect(world.cdp.customers()).toHaveLength(1);
  }
});

test.each([
  ['and nothing else is', async () => undefined],
  // Proved once, and not taken by the CDP beside the phone of before.
  ['though an item of today stands for the phone', (world: DeliveryWorld) => deliverOn(world, 0, [memberNo('C-1'), P])],
])('a phone was typed, %s: whoever proves it does not become the typist', async (_what, prepare) => {
  const world = deliveryWorld();
  world.cdp.customer('member-no=C-1', `mobile=${Q.value}`);
  await prepare(world);
  await world.formerItems.mark([typed(P)], world.start);
  world.cdp.customer(`mobile=${P.value}`, 'member-no=A-1');
  await deliverOn(world, 3, [BOB, P]);
  expect(ownerOf(world, BOB)?.id).not.toBe(ownerOf(world, ANN)?.id);
  expect(await casesOf(world)).toContain('typed-contact-withheld 1');
});

test('a phone has left its customer: whoever proves it is somebody else, also 60 days later', async () => {
  const world = deliveryWorld();
  await deliverOn(world, 0, [ANN, P]);
  await world.formerItems.dispute([`claim:${ledgerKey(P)}`], {
    now: world.clock.now + DAY,
    claimants: ['disputed 0'],
  });
  await deliverOn(world, 3, [BOB, P]);
  world.ledger.records.delete(`claim:${ledgerKey(P)}`);
  await deliverOn(world, 60, [memberNo('B-7'), P]);
  expect(ownerOf(world, BOB)?.id).not.toBe(ownerOf(world, ANN)?.id);
  expect(ownerOf(world, memberNo('B-7'))?.id).toBe(ownerOf(world, BOB)?.id);
});

test('the phone that a subject had proved: who proves another has given it up', async () => {
  const world = deliveryWorld();
  world.cdp.customer('member-no=A-1', `mobile=${P.value}`);
  putSubject(world, ANN, { contacts: { mobile: ledgerKey(P) }, identities: [ledgerKey(ANN), ledgerKey(P)] });
  await deliverOn(world, 1, [ANN, Q]);
  await deliverOn(world, 2, [BOB, P]);
  expect(ownerOf(world, BOB)?.id).not.toBe(ownerOf(world, ANN)?.id);
});

test('an event that it has done is not done again, though this version knows the subject too', async () => {
  const world = deliveryWorld();
  await deliverOn(world, 0, [ANN]);
  const event = eventOn(world, 1, [ANN, P]);
  putSubject(world, ANN, { done: [digest('event', event.source, event.id)] });
  expect(await world.deliver(event)).toMatchObject({ outcome: { reason: 'already-done' } });
});

test('a withdrawn consent and an erase had one mark: where consents are kept so, the contact stays out', async () => {
  const world = deliveryWorld({ config: demoConfig({ privacy: { onConsentWithdrawn: 'suppress-contact' } }) });
  await world.formerItems.mark([suppressed(P)], world.start);
  await deliverOn(world, 60, [ANN, P]);
  expect(ownerOf(world, P)).toBeUndefined();
  expect(ownerOf(world, ANN)).toBeDefined();
});
