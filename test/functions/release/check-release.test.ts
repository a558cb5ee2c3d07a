import { expect, test } from 'vitest';
import { checkRelease } from '../../../functions/release/check-release.ts';
import { receivers } from '../../../functions/shared/sources/generated/receivers.ts';
import { webhookHandler } from '../../../functions/webhook/webhook.ts';
import { demoConfig } from '../../kit/demo.ts';
import { deliveryWorld } from '../../kit/delivery.ts';
import { MemoryQueue } from '../../kit/ports.ts';
import { context } from '../../kit/sqs.ts';

const { archive, store, clock, log } = deliveryWorld();
const webhook = webhookHandler({
  config: demoConfig(),
  receivers,
  archive,
  queue: new MemoryQueue(),
  secrets: store,
  clock: clock.read,
  log: log.log,
});

test('a version that works is let in', async () => {
  expect(await checkRelease(async (event) => webhook(event, context()))).toEqual({ outcome: 'passed' });
});

test.each([
  ['answers nothing', async () => undefined, 'GET /health: answered nothing, not 200'],
  ['answers 503', async () => ({ statusCode: 503 }), 'GET /health: answered 503, not 200'],
  ['takes what is nobody’s', async () => ({ statusCode: 200 }), 'POST /webhooks/nobodys-.: answered 200, not 404'],
  [
    'does not load',
    async () => {
      throw new Error('the function failed (Unhandled)');
    },
    'GET /health: the function failed (Unhandled)',
  ],
])('a version that %s is not', async (_what, invoke, detail) => {
  expect(await checkRelease(invoke)).toEqual({ outcome: 'failed', detail });
});
