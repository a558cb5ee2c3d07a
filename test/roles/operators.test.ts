import { afterAll, describe, expect, test } from 'vitest';
import { startEmulators } from '../contract/aws-emulators.ts';
import { misspelt, operationsContract } from '../contract/operations.contract.ts';
import { isObjection } from '../../operations/objection.ts';
import { demoRequest } from '../end-to-end/samples.ts';
import { signedBody } from '../kit/signed-body.ts';
import { openJudgedOperators, type OperatorName } from './judged-operator.ts';

// The commands of operators under the policies that CDK deploys: those of both who act and reveal do all of the contract, and
// each role does what it is for and nothing else.
const emulators = await startEmulators();
const operators = openJudgedOperators(emulators);
afterAll(async () => {
  operators.stop();
  await emulators.stop();
});
const asker = { by: 'ada', why: 'a ticket of the shop' };

describe('whoever acts and reveals', () => {
  operationsContract(() => operators.worldOf('Act', 'Reveal'), { sandbox: true, requests: true });

  test('was denied nothing', () => {
    expect(operators.judgements.denials).toEqual([]);
    expect(operators.judgements.allowed).toBeGreaterThan(200);
  });
});

describe('each role', () => {
  const stage = async (...roles: readonly OperatorName[]) => {
    const world = await operators.worldOf(...roles);
    await world.send('shopify-demo', demoRequest('shopify-demo', 'orders/paid', 1));
    await world.send('shopify-demo', signedBody('<html>'));
    await world.inlet('not JSON');
    await world.inlet(misspelt());
    await world.settled();
    return world.operations;
  };
  const denied = { kind: 'account' };

  test.each<OperatorName>(['Read', 'Act', 'Reveal'])('%s looks', async (role) => {
    const before = operators.judgements.denials.length;
    const { events, delivery, deadLetters, cases, privacy, suppressions, reveals } = await stage(role);
    expect(await events.list({})).toMatchObject({ events: expect.anything() });
    expect(await events.why({ about: '#1001' })).toBeDefined();
    expect(await delivery.status()).toMatchObject({ breaker: { state: 'closed' } });
    expect((await deadLetters.list({ queue: 'events' })).letters).toHaveLength(1);
    expect(await privacy.receipt({ event: 'nothing', source: '/brand-events/brand-demo' })).toBeUndefined();
    await Promise.all([cases.list({}), privacy.requests(), suppressions.list(), reveals.list()]);
    expect(operators.judgements.denials.slice(before)).toEqual([]);
  });

  test('Read neither pauses nor plans nor receives a letter nor opens anything', async () => {
    const { events, delivery, deadLetters, quarantine } = await stage('Read');
    await expect(delivery.pause(asker)).rejects.toThrow(/cannot pause delivery: these credentials are not allowed to/);
    await expect(deadLetters.plan({ action: 'redrive', select: { queue: 'events' } })).rejects.toMatchObject(denied);
    await expect(deadLetters.list({ queue: 'inlet' })).rejects.toMatchObject(denied);
    await expect(events.why({ about: '#1001' }, asker)).rejects.toMatchObject(denied);
    await expect(quarantine.groups({})).rejects.toThrow(
      /cannot read the bucket .*: these credentials are not allowed to/,
    );
  });

  test('Act pauses, blocks, and moves letters of the inlet, and opens nothing', async () => {
    const before = operators.judgements.denials.length;
    const { events, delivery, deadLetters, suppressions, quarantine } = await stage('Act');
    expect(await delivery.pause(asker)).toMatchObject({ state: 'paused' });
    expect(await delivery.resume()).toBeDefined();
    expect(await suppressions.add({ identity: 'mobile:15931000001' })).toHaveProperty('event');
    const plan = await deadLetters.plan({ action: 'redrive', select: { queue: 'inlet' } });
    if (isObjection(plan)) throw new Error(plan.error);
    expect(await deadLetters.run(plan.plan, 10)).toMatchObject({ planned: 1, done: 1 });
    expect(operators.judgements.denials.slice(before)).toEqual([]);
    await expect(events.why({ about: '#1001' }, asker)).rejects.toMatchObject(denied);
    await expect(quarantine.groups({})).rejects.toMatchObject(denied);
    expect(operators.judgements.denials.at(-1)).toMatch(/^Act may not /);
  });

  test('Reveal opens, which is written down, and changes nothing', async () => {
    const { events, delivery, deadLetters, reveals, quarantine } = await stage('Reveal');
    expect(await quarantine.groups({})).toMatchObject({ total: 1 });
    expect(await events.why({ about: '#1001' }, asker)).toHaveProperty('events');
    expect(await reveals.list()).toMatchObject([asker]);
    await expect(delivery.pause(asker)).rejects.toThrow();
    await expect(deadLetters.plan({ action: 'redrive', select: { queue: 'inlet' } })).rejects.toMatchObject(denied);
  });

  test('Act alone sends a letter of the event queue again, unopened, and its message leaves the queue', async () => {
    const before = operators.judgements.denials.length;
    const { deadLetters, delivery } = await stage('Act');
    const plan = await deadLetters.plan({ action: 'redrive', select: { queue: 'events' } });
    if (isObjection(plan)) throw new Error(plan.error);
    expect((await delivery.status()).deadLetters).toBe(2);
    expect(await deadLetters.run(plan.plan, 10)).toMatchObject({ planned: 1, done: 1 });
    expect((await delivery.status()).deadLetters).toBe(1);
    expect(operators.judgements.denials.slice(before)).toEqual([]);
  });
});

/** Why no run here uses them. */
const unusedHere: readonly (readonly [action: string, reason: string])[] = [
  ['ssm:GetParameter', 'no emulator has it; every command with --stack begins with it'],
  ['cloudwatch:DescribeAlarms', 'no emulator has it; `doctor` asks'],
  ['cloudwatch:GetMetricData', 'no emulator has it; `why` and `status` read what is counted'],
  ['lambda:GetAccountSettings', 'no emulator has it; `doctor` asks'],
  ['lambda:GetAlias', 'no emulator has it; `doctor` asks'],
  ['lambda:GetEventSourceMapping', 'no emulator has it; `doctor` asks'],
  ['sns:ListSubscriptionsByTopic', 'no emulator has it; `doctor` asks'],
  ['dynamodb:GetItem', '`doctor` reads the breaker by it'],
  ['s3:PutObject', 'a decision or a replayed event above 256 KB goes by the archive'],
];

test('every grant was used, or it is said why not', () => {
  const { used } = operators.judgements;
  const actions = (['Read', 'Act', 'Reveal'] as const).flatMap((role) =>
    operators.rulesOf(role).flatMap((rule) => (used.has(rule) ? [] : rule.action.patterns)),
  );
  expect([...new Set(actions)].toSorted()).toEqual(unusedHere.map(([action]) => action).toSorted());
});
