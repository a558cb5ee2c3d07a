import { afterAll, describe, expect, test } from 'vitest';
import { lockedOperations, openUnlocking } from '../../operations/aws/unlocking.ts';
import { isObjection } from '../../operations/objection.ts';
import { startEmulators } from './aws-emulators.ts';
import { misspelt, operationsContract } from './operations.contract.ts';
import { stageWorld } from './stage-world.ts';

const emulators = await startEmulators();
afterAll(() => emulators.stop());

if (emulators.withoutDynamo === undefined) {
  describe('the operations of a stage', () =>
    operationsContract(() => stageWorld(emulators), { sandbox: true, requests: true }));
} else {
  test.skip(`LEFT OUT: the operations of a stage, dynalite does not load (${emulators.withoutDynamo})`);
}

describe.skipIf(emulators.withoutDynamo !== undefined)('a redrive of the event queue', () => {
  const letterOf = async (world: Awaited<ReturnType<typeof stageWorld>>) => {
    await world.inlet(misspelt());
    await world.settled();
    const { letters } = await world.operations.deadLetters.list({ queue: 'events' });
    return letters[0]?.id ?? '';
  };

  test.each(['sent', 'marked', 'deleted'] as const)(
    'that is killed once it has %s goes on where it was: nothing is lost, and the letter stands nowhere twice',
    async (killedAt) => {
      let isKilled = false;
      const world = await stageWorld(emulators, (step) => {
        if (step !== killedAt || isKilled) return;
        isKilled = true;
        throw new Error('killed');
      });
      const id = await letterOf(world);
      const { deadLetters } = world.operations;
      const plan = await deadLetters.plan({ action: 'redrive', select: { ids: [id] } });
      if (isObjection(plan)) throw new Error(plan.error);
      await expect(deadLetters.run(plan.plan, 10)).rejects.toThrow('killed');
      expect(await deadLetters.run(plan.plan, 10)).toMatchObject({ planned: 1, remaining: 0 });
      await world.settled();
      // Nobody knows the type today either, and so it is a dead letter again: one, with its history.
      const again = await deadLetters.list({ queue: 'events' });
      expect(again.letters).toMatchObject([{ id, redrives: 1 }]);
      const { firstSeen = '', since = '' } = again.letters[0] ?? {};
      expect(firstSeen < since).toBe(true);
    },
  );

  test('moves what the plan showed; a second mover waits for the first', async () => {
    const world = await stageWorld(emulators);
    const id = await letterOf(world);
    const { deadLetters } = world.operations;
    const plan = await deadLetters.plan({ action: 'redrive', select: { ids: [id] } });
    if (isObjection(plan)) throw new Error(plan.error);
    const [one, other] = await Promise.all([
      deadLetters.run(plan.plan, 10),
      world.rival().deadLetters.run(plan.plan, 10),
    ]);
    expect([one, other].filter(isObjection)).toMatchObject([{ problem: 'conflict' }]);
  });
});

test.skipIf(emulators.withoutDynamo !== undefined)(
  'a protected stage changes nothing until it is unlocked, and is looked at all the same',
  async () => {
    const { operations, context } = await stageWorld(emulators);
    const unlocking = openUnlocking(context);
    const guarded = lockedOperations(operations, unlocking, 'prod');
    const asker = { by: 'ada', why: 'the tenant moves' };
    expect(await guarded.delivery.pause(asker)).toMatchObject({
      problem: 'locked',
      error: expect.stringContaining('unlock --stack prod'),
    });
    expect((await guarded.delivery.status()).breaker.state).toBe('closed');
    await unlocking.unlock(30, asker);
    expect(await guarded.delivery.pause(asker)).toMatchObject({ state: 'paused' });
  },
);
