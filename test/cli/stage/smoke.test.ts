import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { composeWebhook } from '../../../functions/compose.ts';
import { fromMessage } from '../../../functions/shared/envelope/codec.ts';
import { recentPartition } from '../../../functions/shared/ports/journal-keys.ts';
import { listenForWebhooks } from '../../../local/host/webhook-listener.ts';
import { loadConfig } from '../../../operations/load-config.ts';
import type { Listening } from '../../../sandbox/loopback.ts';
import { deliveryWorld } from '../../kit/delivery.ts';
import { context } from '../../kit/sqs.ts';
import { type StageControlPlanes, startStageControlPlanes } from '../../kit/stage-control-planes.ts';
import { englishIn } from '../language/english-in.ts';
import { runGuiyi } from '../run-guiyi.ts';
import { type FakeAccount, startFakeAccount } from './fake-account.ts';
import { stageConfig } from './stage-config.ts';
import { deployedStage } from '../../kit/deployed-stage.ts';

let account: FakeAccount;
let planes: StageControlPlanes;
let listening: Listening;
/** What the journal says of an event that was queued; undefined: nothing. */
let became: { readonly state: string; readonly reason: string } | undefined;

beforeAll(async () => {
  account = await startFakeAccount();
  planes = await startStageControlPlanes();
  const { archive, log } = deliveryWorld();
  const webhook = composeWebhook({
    config: await loadConfig(stageConfig),
    archive,
    queue: {
      async send(messages) {
        for (const { body } of messages) {
          const decoded = await fromMessage(body, archive);
          if (!decoded.ok || !became) continue;
          const { id, connection, receivedtime } = decoded.envelope;
          planes.events.set(recentPartition(connection, receivedtime), [{ id, ...became }]);
        }
      },
    },
    secrets: { read: async (name) => account.secrets.get(`guiyi/dev/connections/${name}`)?.text },
    clock: Date.now,
    log: log.log,
  });
  listening = await listenForWebhooks((event) => webhook(event, context()), 0);
  account.parameters.set('/guiyi/dev/stack', JSON.stringify(deployedStage({ config: 'x', address: listening.url })));
});
afterAll(async () => {
  await listening.close();
  await planes.stop();
  await account.stop();
});

beforeEach(() => {
  const text = JSON.stringify({ clientSecret: 'a-secret-of-a-test-1' });
  account.secrets.set('guiyi/dev/connections/shop', { text, tags: {}, changed: 0 });
  planes.events.clear();
  planes.probe = { answered: true };
  became = { state: 'ignored', reason: 'event-not-handled' };
});

interface Told {
  readonly steps: readonly { readonly step: string; readonly ok: boolean; readonly detail: string }[];
  readonly failed: number;
}

const smoke = async (...more: readonly string[]) => {
  const args = ['smoke', '--stack', 'dev', '--config', stageConfig, '--seconds', '1', ...more];
  const { code, out, err } = await runGuiyi([...args, '--json']);
  return { code, err, told: (out === '' ? undefined : JSON.parse(out)) as Told | undefined };
};

test('a genuine event that is about nobody goes the whole way, and delivery asks the CDP', async () => {
  const { code, err, told } = await smoke();
  expect([code, err]).toEqual([0, '']);
  expect(told?.steps.map(({ step, detail }) => [step, detail])).toEqual([
    ['health', 'HTTP 200'],
    ['an address that is nobody’s', 'HTTP 404'],
    ['forged customers/delete of shop', 'HTTP 401'],
    ['genuine customers/delete of shop', 'HTTP 200'],
    ['delivery', 'ignored, event-not-handled'],
    ['CDP', 'the CDP answers delivery, with its key'],
  ]);
});

describe('what does not work is said, with exit code 4', () => {
  test('the event never comes to delivery', async () => {
    became = undefined;
    const { code, told } = await smoke();
    expect([code, told?.failed]).toEqual([4, 1]);
    expect(told?.steps.find(({ ok }) => !ok)).toEqual({
      step: 'delivery',
      ok: false,
      detail: 'not in the journal after 1 s',
    });
  });

  test('the event becomes a dead letter', async () => {
    became = { state: 'dead-lettered', reason: 'unknown-connection' };
    const { told } = await smoke();
    expect(told?.steps.find(({ ok }) => !ok)?.detail).toBe('dead-lettered, unknown-connection');
  });

  test('the CDP does not answer delivery', async () => {
    planes.probe = { answered: false, detail: 'customerGroupSimpleQuery: timeout' };
    const { code, told } = await smoke();
    expect(code).toBe(4);
    expect(told?.steps.find(({ ok }) => !ok)?.detail).toBe('customerGroupSimpleQuery: timeout');
  });
});

test('what it does is said in Chinese too', async () => {
  const args = ['smoke', '--stack', 'dev', '--config', stageConfig, '--seconds', '1', '--lang', 'zh'];
  for (const more of [[], ['crm']]) {
    const { out, err } = await runGuiyi([...args, ...more]);
    expect(`${out}${err}`).not.toBe('');
    expect(englishIn(`${out}${err}`)).toEqual([]);
  }
});

test('no event is sent that would leave a customer behind', async () => {
  const { code, err } = await smoke('crm');
  expect([code, err]).toEqual([3, expect.stringContaining('no kind of event that is about nobody')]);
  account.secrets.clear();
  expect((await smoke()).code).toBe(3);
});
