import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import example from '../../examples/production/guiyi.config.ts';
import { checkConfig } from '../../functions/shared/config/check-config.ts';
import { receivers } from '../../functions/shared/sources/generated/receivers.ts';
import { deploymentOf } from '../../infra/deployment-of.ts';
import { configDigest } from '../../operations/config-digest.ts';
import { type FakeAccount, startFakeAccount } from '../cli/stage/fake-account.ts';
import { type StageControlPlanes, startStageControlPlanes } from '../kit/stage-control-planes.ts';
import { runGuiyi } from '../cli/run-guiyi.ts';
import { shellBlocks } from '../documents/commands.ts';
import { type Switch, switches } from '../infra/switches.ts';
import { exampleConfig, synthesise } from '../infra/synthesise.ts';
import { deployedStage } from '../kit/deployed-stage.ts';

const page = 'docs/deploy.md';
const file = 'examples/production/guiyi.config.ts';
const commands = shellBlocks(page).flatMap((block) => block.commands);
const ours = commands.filter((command) => command.startsWith('npx guiyi '));

/** What the person has at hand who follows the guide. */
const typed: Readonly<Record<string, object>> = {
  cdp: { appKey: 'key', secret: 'a-secret-of-a-test' },
  'wechat-main': { token: 'atoken0of0a0test', encodingAesKey: `${'a'.repeat(42)}A`, appId: 'wx0000000000000001' },
  'tea-house': { clientSecret: 'a-client-secret-of-a-test' },
};

let account: FakeAccount;
let planes: StageControlPlanes;
beforeAll(async () => {
  account = await startFakeAccount();
  planes = await startStageControlPlanes();
  Object.assign(planes, {
    subscriptions: ['arn:aws:sns:us-east-1:111122223333:alarms:1'],
    alarms: { 'Guiyi-prod-BreakerOpen': 'OK' },
    mappings: { i: 'Enabled', d: 'Enabled' },
    queues: { q: 0 },
  });
  account.secrets.set('guiyi/prod/cdp', { text: 'generated', tags: {}, changed: 0 });
  account.secrets.set('guiyi/prod/privacy', { text: 'generated', tags: {}, changed: 0 });
  account.parameters.set(
    '/guiyi/prod/stack',
    // Nothing answers at the address: the test has no network.
    JSON.stringify(deployedStage({ stage: 'prod', config: configDigest(example), address: 'http://127.0.0.1:9' })),
  );
});
afterAll(async () => {
  await planes.stop();
  await account.stop();
});

describe('the guide, followed from top to bottom with the example of production', () => {
  test('has the commands of a first deploy', () => {
    expect(ours.map((command) => command.split(' ').slice(2, 4).join(' ').replace(/ --.*/, ''))).toEqual([
      'deploy',
      'secret set',
      'secret set',
      'secret set',
      'secret list',
      'addresses',
      'doctor',
      'smoke',
      'secret set',
      'secret retire',
    ]);
  });

  test('deploys, fills in everything, and lists the addresses', async () => {
    // Of a deployed stage: test/cli/stage/smoke.test.ts.
    for (const command of ours.filter((one) => !one.includes(' smoke '))) {
      const args = command.split(' ').slice(2);
      const about = args[0] === 'secret' ? (args[2] ?? '') : '';
      const more = args[0] === 'deploy' ? ['--dry-run'] : [];
      const ended = await runGuiyi([...args, ...more, '--config', file], {}, JSON.stringify(typed[about]));
      // All that doctor has to say against this stage is that its address does not answer.
      const isSilent = args[0] === 'doctor';
      expect([command, ended]).toEqual([
        command,
        { code: isSilent ? 5 : 0, out: expect.any(String) as unknown, err: '' },
      ]);
      if (isSilent) {
        const problems = ended.out.split('\n').filter((line) => line.startsWith('  ✗'));
        expect(new Set(problems.map((line) => line.trim().replace(/ +/g, ' ')))).toEqual(
          new Set(['✗ front door nothing answers at http://127.0.0.1:9']),
        );
      }
    }
    expect([...account.secrets.keys()].sort()).toEqual([
      'guiyi/prod/cdp',
      'guiyi/prod/connections/tea-house',
      'guiyi/prod/connections/wechat-main',
      'guiyi/prod/privacy',
    ]);
  });

  test('writes the example as the configuration of a stage, which finds what it imports', () => {
    expect(commands[0]).toBe(String.raw`sed 's#\.\./\.\./functions#./functions#' ${file} > guiyi.prod.config.ts`);
    const written = readFileSync(file, 'utf8').replace('../../functions', './functions');
    expect([...written.matchAll(/from '([^']+)'/g)].map(([, path]) => path)).toEqual([
      './functions/shared/config/define-config.ts',
    ]);
    expect(deploymentOf(checkConfig(example, receivers, file), file).warnings).toEqual([]);
  });
});

const everything = Object.assign({}, ...Object.values(switches)) as Switch;
const outputs = Object.keys(synthesise({ ...exampleConfig, deployment: everything }).template.findOutputs('*'));

test.each([page, 'docs/event-bridge.md', 'docs/event-bridge-pipes.md', 'docs/sns.md'])(
  'every output of the stack that %s names is one',
  (path) => {
    const named = [...readFileSync(path, 'utf8').matchAll(/<([A-Z]\w+)>|output `(\w+)`/g)].map(
      ([, placeholder, output]) => placeholder ?? output,
    );
    expect(named.length).toBeGreaterThan(0);
    expect(outputs).toEqual(expect.arrayContaining(named));
  },
);
