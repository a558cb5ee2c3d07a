import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { composeWebhook } from '../../../functions/compose.ts';
import type { Finding } from '../../../functions/shared/sources/finding.ts';
import { listenForWebhooks } from '../../../local/host/webhook-listener.ts';
import { configDigest } from '../../../operations/config-digest.ts';
import { loadConfig } from '../../../operations/load-config.ts';
import type { Listening } from '../../../sandbox/loopback.ts';
import { deliveryWorld } from '../../kit/delivery.ts';
import { MemoryQueue } from '../../kit/ports.ts';
import { context } from '../../kit/sqs.ts';
import { type StageControlPlanes, startStageControlPlanes } from '../../kit/stage-control-planes.ts';
import { englishIn } from '../language/english-in.ts';
import { runGuiyi } from '../run-guiyi.ts';
import { type FakeAccount, startFakeAccount } from './fake-account.ts';
import { stageConfig } from './stage-config.ts';
import { deployedStage } from '../../kit/deployed-stage.ts';

const secrets: Readonly<Record<string, object>> = {
  shop: { clientSecret: 'a-secret-of-a-test-1' },
  shops: { clientSecret: 'a-secret-of-a-test-2' },
  account: {
    token: 'atoken0of0a0test',
    encodingAesKey: `${'a'.repeat(42)}A`,
    appId: 'wx0000000000000001',
    appSecret: 'a',
  },
};

let account: FakeAccount;
let planes: StageControlPlanes;
let listening: Listening;

beforeAll(async () => {
  account = await startFakeAccount();
  planes = await startStageControlPlanes();
  const config = await loadConfig(stageConfig);
  const { archive, log } = deliveryWorld();
  const webhook = composeWebhook({
    config,
    archive,
    queue: new MemoryQueue(),
    secrets: { read: async (name) => account.secrets.get(`guiyi/dev/connections/${name}`)?.text },
    clock: Date.now,
    log: log.log,
  });
  listening = await listenForWebhooks((event) => webhook(event, context()), 0);
  account.parameters.set(
    '/guiyi/dev/stack',
    JSON.stringify(
      deployedStage({
        config: configDigest(config),
        address: listening.url,
        queues: {
          events: 'https://q/e',
          eventDeadLetters: 'https://q/ed',
          inlet: 'https://q/i',
          inletDeadLetters: 'https://q/id',
        },
        mappings: { inlet: 'inlet-1', deliver: 'deliver-1' },
        alarmTopic: 'arn:aws:sns:us-east-1:111122223333:alarms',
      }),
    ),
  );
});
afterAll(async () => {
  await listening.close();
  await planes.stop();
  await account.stop();
});

const today = new Date().toISOString();
const confirmed = 'arn:aws:sns:us-east-1:111122223333:alarms:11111111-2222-4333-8444-555555555555';

/** A stage of which there is nothing to say. */
beforeEach(() => {
  account.secrets.clear();
  for (const [name, value] of Object.entries(secrets))
    account.secrets.set(`guiyi/dev/connections/${name}`, { text: JSON.stringify(value), tags: {}, changed: 0 });
  const names = ['shop', 'shop-eu', 'shop-us', 'account', 'crm'];
  Object.assign(planes, {
    subscriptions: [confirmed],
    alarms: { 'Guiyi-dev-BreakerOpen': 'OK', 'Guiyi-dev-DeliveryOutage': 'OK', 'Guiyi-devel-BreakerOpen': 'ALARM' },
    concurrency: 1000,
    mappings: { 'inlet-1': 'Enabled', 'deliver-1': 'Enabled' },
    alias: { FunctionVersion: '7' },
    queues: { 'https://q/e': 3, 'https://q/ed': 0, 'https://q/i': 0, 'https://q/id': 0 },
    breaker: undefined,
    recent: Object.fromEntries(names.map((name) => [`${name}#${today.slice(0, 10)}`, `${today}#event`])),
  });
});

interface Told {
  readonly stage: { readonly name: string; readonly findings: readonly Finding[] };
  readonly connections: readonly { readonly connection: string; readonly findings: readonly Finding[] }[];
  readonly problems: number;
}

async function doctor(): Promise<{ readonly code: number; readonly told: Told; readonly out: string }> {
  const { code, out, err } = await runGuiyi(['doctor', '--stack', 'dev', '--config', stageConfig, '--json']);
  expect(err).toBe('');
  return { code, told: JSON.parse(out) as Told, out };
}

const ofStage = ({ told }: { readonly told: Told }, check: string) =>
  told.stage.findings.find((finding) => finding.check === check);
const ofConnection = ({ told }: { readonly told: Told }, name: string, check: string) =>
  told.connections.find(({ connection }) => connection === name)?.findings.find((finding) => finding.check === check);

test('a stage that is well: nothing about it is to be done, and every address answers as it must', async () => {
  const ended = await doctor();
  expect(ended.told.stage.findings.map(({ check, verdict }) => [check, verdict])).toEqual([
    ['configuration', 'ok'],
    ['who hears alarms', 'ok'],
    ['alarms', 'ok'],
    ['delivery', 'ok'],
    ['waiting', 'ok'],
    ['dead letters', 'ok'],
    ['release', 'ok'],
    ['concurrency', 'ok'],
    ['largest body', 'ok'],
    ['egress', 'ok'],
  ]);
  expect(ofConnection(ended, 'shop', 'forged event')).toMatchObject({ verdict: 'ok' });
  expect(ofConnection(ended, 'account', 'URL check')).toMatchObject({ verdict: 'ok' });
  expect(ofConnection(ended, 'shop', 'last event')).toEqual({ check: 'last event', verdict: 'ok', detail: today });
  expect([...planes.asked].sort()).toEqual([
    'DescribeAlarms',
    'GetAccountSettings',
    'GetAlias',
    'GetEventSourceMapping',
    'GetItem',
    'GetQueueAttributes',
    'ListSubscriptionsByTopic',
    'Query',
  ]);
});

test('no value of a secret is printed', async () => {
  const { out } = await doctor();
  for (const value of Object.values(secrets).flatMap((fields) => Object.values(fields) as readonly string[]))
    if (value.length > 8 && !value.startsWith('wx')) expect(out).not.toContain(value);
});

describe('what is wrong is said, with what to do', () => {
  test.each<[string, Partial<StageControlPlanes>, string, Partial<Finding>]>([
    ['nobody hears the alarms', { subscriptions: [] }, 'who hears alarms', { verdict: 'problem', detail: 'nobody' }],
    [
      'somebody has not confirmed',
      { subscriptions: ['PendingConfirmation', confirmed] },
      'who hears alarms',
      { verdict: 'warning', detail: '1 subscribed, and 1 have not confirmed' },
    ],
    [
      'an alarm is on',
      { alarms: { 'Guiyi-dev-Cases': 'ALARM' } },
      'alarms',
      { verdict: 'warning', detail: 'on: Cases of 1' },
    ],
    ['there is no alarm', { alarms: {} }, 'alarms', { verdict: 'problem' }],
    [
      'the breaker is open',
      { breaker: JSON.stringify({ state: 'open', trouble: { reason: 'cdp-unavailable' } }) },
      'delivery',
      { verdict: 'warning', detail: 'open: cdp-unavailable' },
    ],
    [
      'somebody has paused delivery',
      { breaker: JSON.stringify({ state: 'closed', pause: { by: 'lin', why: 'a move' } }) },
      'delivery',
      { verdict: 'warning', detail: 'paused: a move (lin)' },
    ],
    [
      'the mapping of deliver was switched off by hand',
      { mappings: { 'inlet-1': 'Enabled', 'deliver-1': 'Disabled' } },
      'queue of deliver',
      { verdict: 'problem' },
    ],
    [
      'a dead letter waits',
      { queues: { 'https://q/e': 0, 'https://q/ed': 2, 'https://q/i': 0, 'https://q/id': 1 } },
      'dead letters',
      { verdict: 'warning', detail: '2 events, 1 message of the inlet' },
    ],
    ['a new account allows ten executions', { concurrency: 10 }, 'concurrency', { verdict: 'problem' }],
    [
      'a release is coming in',
      { alias: { FunctionVersion: '7', RoutingConfig: { AdditionalVersionWeights: { '8': 0.1 } } } },
      'release',
      { verdict: 'ok', detail: 'version 7 is live, 8 is coming in' },
    ],
  ])('%s', async (_what, change, check, finding) => {
    Object.assign(planes, change);
    const found = ofStage(await doctor(), check);
    expect(found).toMatchObject(finding);
    if (found?.verdict !== 'ok') expect(found?.fix).toBeDefined();
  });

  test('that the breaker has switched the mapping off is no problem of its own', async () => {
    planes.mappings = { 'inlet-1': 'Enabled', 'deliver-1': 'Disabled' };
    planes.breaker = JSON.stringify({ state: 'open', trouble: { reason: 'cdp-unavailable' } });
    expect(ofStage(await doctor(), 'queue of deliver')).toBeUndefined();
  });

  test('a secret is missing: so the address does not take a genuine check', async () => {
    account.secrets.delete('guiyi/dev/connections/account');
    const ended = await doctor();
    expect(ended.code).toBe(5);
    expect(ofConnection(ended, 'account', 'secret')).toMatchObject({ verdict: 'problem' });
  });

  test('a connection without an event in a week', async () => {
    planes.recent = {};
    expect(ofConnection(await doctor(), 'shop', 'last event')).toMatchObject({
      verdict: 'warning',
      detail: 'none in seven days',
    });
  });

  test('the last event of some days ago is found', async () => {
    const before = new Date(Date.now() - 3 * 86_400_000).toISOString();
    planes.recent = { [`shop#${before.slice(0, 10)}`]: `${before}#event` };
    expect(ofConnection(await doctor(), 'shop', 'last event')).toMatchObject({ verdict: 'ok', detail: before });
  });
});

test('for people it prints a paragraph for the stage, then one for each connection', async () => {
  const { code, out } = await runGuiyi(['doctor', '--stack', 'dev', '--config', stageConfig, 'shop']);
  expect(code).toBe(0);
  expect(out.split('\n\n').map((paragraph) => paragraph.split('\n')[0])).toEqual([
    'dev  Guiyi-dev',
    'shop  shopify',
    expect.stringMatching(/^connections 1, problems 0, /),
  ]);
});

test('a stage that is not there is said so', async () => {
  const { code, err } = await runGuiyi(['doctor', '--stack', 'nowhere', '--config', stageConfig]);
  expect([code, err]).toEqual([5, expect.stringContaining('there is no stage nowhere')]);
});

test('what is well and what is wrong is said in Chinese too', async () => {
  const said = async () => {
    const { out } = await runGuiyi(['doctor', '--stack', 'dev', '--config', stageConfig, '--lang', 'zh']);
    expect(englishIn(out)).toEqual([]);
    return out;
  };
  expect(await said()).toContain('正在运行版本 7');
  Object.assign(planes, { subscriptions: [], alarms: { 'Guiyi-dev-BreakerOpen': 'ALARM' }, concurrency: 10 });
  Object.assign(planes, { mappings: { 'inlet-1': 'Disabled', 'deliver-1': 'Disabled' }, recent: {} });
  expect(await said()).toContain('告警接收人');
});
