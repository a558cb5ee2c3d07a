import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runGuiyi } from '../cli/run-guiyi.ts';
import { startEmulators } from '../contract/aws-emulators.ts';
import type { OperatorWorld } from './operator-world.ts';
import { startStageAccount } from './stage-account.ts';
import { stageOperatorWorld } from './stage-world.ts';

// Whatever an operator types wrong at a stage is answered with a sentence that says what to do, and with the code of its kind.
const emulators = await startEmulators();
const account = await startStageAccount();
afterAll(async () => {
  await account.stop();
  await emulators.stop();
});

describe.skipIf(emulators.withoutDynamo !== undefined)('at a stage', () => {
  let world: OperatorWorld;
  let config = '';
  beforeAll(async () => {
    world = await stageOperatorWorld(emulators, account);
    config = world.named.split('--config ')[1] ?? '';
    const ofDev = account.parameters.get('/guiyi/dev/stack') ?? '';
    account.parameters.set('/guiyi/prod/stack', ofDev.replace('"stage":"dev"', '"stage":"prod"'));
    account.parameters.set('/guiyi/old/stack', '{"version":99}');
  });
  afterAll(async () => world.end());

  test.each([
    ['events --conection shop', 2, 'Did you mean --connection?'],
    ['events --connection nowhere', 3, 'no connection is called "nowhere"'],
    ['events --connection shopify-dem', 3, 'is it shopify-demo?'],
    ['events --state lost', 2, 'Allowed choices are queued'],
    ['events --since yesterday', 2, '--since takes a time before now as 30m, 2h or 7d'],
    ['events --since 2026-02-31', 2, '--since takes a time before now'],
    ['events --since 2026-02-03T10:00:00', 2, 'a time with its offset'],
    ['events --since 2999-01-01', 2, 'is in the future; a date alone is one of UTC'],
    ['events --limit 0', 2, 'takes a number from 1'],
    ['events --after nowhere', 2, 'after must be the position of an event'],
    ['events --order 4040', 0, 'no request was rejected or quarantined'],
    ['event nothing', 3, 'no such event'],
    ['why 4040', 3, 'nothing is known about "4040"'],
    ['why 4040 --connection nowhere', 3, 'no connection is called "nowhere"'],
    ['why 4040 --reveal', 2, 'say why with --why "…"'],
    ['dead list --reason nowhere', 3, 'no reason is called "nowhere"'],
    ['dead list --queue other', 2, 'Allowed choices are events, inlet'],
    ['dead show nothing', 3, 'dead list --letters --stack dev'],
    ['dead redrive --yes', 2, 'which ones?'],
    ['dead redrive nothing --yes', 3, 'nothing was moved'],
    ['dead redrive --plan nothing --yes', 3, 'there is no plan "nothing"'],
    ['dead discard --all --yes', 2, 'say why with --why "…"'],
    ['quarantine show nothing', 3, 'quarantine list --requests --stack dev'],
    ['quarantine list --connection nowhere', 3, 'no connection is called "nowhere"'],
    ['cases show nothing', 3, 'cases list --stack dev'],
    ['privacy show nothing', 3, 'privacy list --stack dev'],
    ['jobs show nothing', 3, 'jobs list --stack dev'],
    ['jobs pause nothing', 3, 'jobs list --stack dev'],
    ['jobs abort nothing', 3, 'jobs list --stack dev'],
    ['dead show nothing --reveal --why look', 3, 'dead list --letters --stack dev'],
    ['undo plan nothing', 3, 'there is no customer and no case "nothing"'],
    ['backfill /nowhere.csv --as shopify', 3, 'is not there, or cannot be read'],
    ['statsu', 2, 'Did you mean status?'],
  ])('%s: %i, %s', async (typed, code, said) => {
    const ended = await world.guiyi(...typed.split(' '));
    expect([ended.code, ended.out + ended.err]).toEqual([code, expect.stringContaining(said)]);
  });

  test.each([
    [
      'status --stack nowhere',
      5,
      'there is no stage nowhere in this account and region: npx guiyi deploy --stage nowhere',
    ],
    ['status --stack Dev!', 2, 'a name of at most 20 small letters'],
    ['status --stack old', 5, 'is of another version'],
    ['pause --why look --stack prod', 5, 'npx guiyi unlock --stack prod --why "…"'],
    ['unlock --stack prod', 2, 'say why with --why "…"'],
    ['status --stack prod', 0, 'events are delivered'],
  ])('%s: %i, %s', async (typed, code, said) => {
    const ended = await runGuiyi([...typed.split(' '), '--config', config]);
    expect([ended.code, ended.out + ended.err]).toEqual([code, expect.stringContaining(said)]);
  });
});
