import { expect, onTestFinished, test } from 'vitest';
import { requireBootstrap } from '../../../cli/stage/require-bootstrap.ts';
import { runGuiyi } from '../run-guiyi.ts';
import { startFakeAccount } from './fake-account.ts';

const cdk = 'npx cdk deploy';

test.each<[string, readonly string[], string]>([
  ['a stage', ['--stage', 'prod'], `${cdk} -c stage=prod -c config=guiyi.config.ts`],
  [
    'another configuration and region',
    ['--stage', 'dev', '--config', 'dev.config.ts', '--region', 'cn-north-1'],
    `AWS_REGION=cn-north-1 CDK_DEFAULT_REGION=cn-north-1 ${cdk} -c stage=dev -c config=dev.config.ts`,
  ],
  [
    'arguments of cdk',
    ['--stage', 'dev', '--', '--require-approval', 'never', '--profile', 'two words'],
    `${cdk} -c stage=dev -c config=guiyi.config.ts --require-approval never --profile 'two words'`,
  ],
])('says the very command of cdk: %s', async (_case, args, printed) => {
  expect(await runGuiyi(['deploy', '--dry-run', ...args])).toEqual({ code: 0, out: `${printed}\n`, err: '' });
});

test('without a stage nothing is deployed', async () => {
  const { code, err } = await runGuiyi(['deploy', '--dry-run']);
  expect([code, err]).toEqual([2, expect.stringContaining('--stage')]);
});

test.each<[string, readonly string[], string]>([
  ['the demo', ['--stage', 'dev'], 'cdp.baseUrl'],
  ['a file that is not there', ['--stage', 'prod', '--config', 'nowhere.config.ts'], 'no such file'],
])('%s is not deployed: cdk is not begun, and it ends with 5', async (_case, args, problem) => {
  expect(await runGuiyi(['deploy', ...args])).toEqual({ code: 5, out: '', err: expect.stringContaining(problem) });
});

test('an account that was never bootstrapped is told the command, and cdk is not begun', async () => {
  const account = await startFakeAccount();
  onTestFinished(() => account.stop());
  const config = ['--config', 'examples/production/guiyi.config.ts'];
  const ended = await runGuiyi(['deploy', '--stage', 'prod', ...config, '--region', 'eu-west-1']);
  expect(ended).toEqual({
    code: 5,
    out: '',
    err: expect.stringContaining('for cdk, which needs it once: AWS_REGION=eu-west-1 npx cdk bootstrap.'),
  });

  await expect(requireBootstrap('eu-west-1', ['--profile', 'another'])).resolves.toBeUndefined();
  await expect(requireBootstrap('eu-west-1', ['-c', '@aws-cdk/core:bootstrapQualifier=own'])).resolves.toBeUndefined();
  account.refusal = 'AccessDeniedException';
  await expect(requireBootstrap('eu-west-1', [])).resolves.toBeUndefined();
  account.refusal = undefined;
  account.parameters.set('/cdk-bootstrap/hnb659fds/version', '28');
  await expect(requireBootstrap('eu-west-1', [])).resolves.toBeUndefined();
});
