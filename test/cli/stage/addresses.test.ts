import { afterAll, beforeAll, expect, test } from 'vitest';
import { configDigest } from '../../../operations/config-digest.ts';
import { loadConfig } from '../../../operations/load-config.ts';
import { runGuiyi } from '../run-guiyi.ts';
import { type FakeAccount, startFakeAccount } from './fake-account.ts';
import { stageConfig } from './stage-config.ts';
import { deployedStage } from '../../kit/deployed-stage.ts';

let account: FakeAccount;
beforeAll(async () => {
  account = await startFakeAccount();
  const parameter = deployedStage({ config: configDigest(await loadConfig(stageConfig)) });
  account.parameters.set('/guiyi/dev/stack', JSON.stringify(parameter));
  account.parameters.set('/guiyi/old/stack', JSON.stringify({ ...parameter, config: 'x' }));
  account.parameters.set('/guiyi/next/stack', JSON.stringify({ ...parameter, version: 2 }));
});
afterAll(() => account.stop());

const addresses = async (stage: string, ...more: readonly string[]) =>
  runGuiyi(['addresses', '--stage', stage, '--config', stageConfig, ...more]);

test('every connection that is called has an address; the others have none', async () => {
  const { code, out, err } = await addresses('dev', '--json');
  expect([code, err]).toEqual([0, '']);
  expect(JSON.parse(out)).toEqual({
    version: 1,
    stage: 'dev',
    addresses: ['shop', 'shop-eu', 'shop-us', 'account'].map((connection) => ({
      connection,
      source: connection === 'account' ? 'wechat-official-account' : 'shopify',
      address: `https://abc.execute-api.us-east-1.amazonaws.com/webhooks/${connection}`,
    })),
  });
});

test('a configuration that is not the deployed one is said to be so', async () => {
  const { code, out, err } = await addresses('old');
  expect([code, err]).toEqual([0, expect.stringContaining('is not what is deployed')]);
  expect(out).toMatch(/^shop +shopify +https:\/\//m);
});

test.each([
  ['gone', 'there is no stage gone in this account and region: npx guiyi deploy --stage gone'],
  ['next', 'the parameter /guiyi/next/stack is of another version'],
])('a stage that cannot be read is a sentence: %s', async (stage, says) => {
  const { code, err } = await addresses(stage);
  expect([code, err]).toEqual([5, expect.stringContaining(says)]);
});
