import { afterAll, describe, test } from 'vitest';
import { startEmulators } from '../contract/aws-emulators.ts';
import { operatorsNight } from './night.ts';
import { startStageAccount } from './stage-account.ts';
import { stageOperatorWorld } from './stage-world.ts';

const emulators = await startEmulators();
const account = await startStageAccount();
afterAll(async () => {
  await account.stop();
  await emulators.stop();
});

if (emulators.withoutDynamo === undefined) {
  describe('a night at a stage', () => operatorsNight(() => stageOperatorWorld(emulators, account)));
} else {
  test.skip(`LEFT OUT: a night at a stage, dynalite does not load (${emulators.withoutDynamo})`);
}
