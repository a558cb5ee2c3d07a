import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { runGuiyi } from '../cli/run-guiyi.ts';
import { type RunningHost, startHost, temporaryFolder } from '../end-to-end/running-host.ts';
import { demoRequest } from '../end-to-end/samples.ts';

// `npm start -- --bundles`, as whoever is about to deploy uses it.
const state = temporaryFolder();
let host: RunningHost;

beforeAll(async () => {
  // Whatever account the person has in their environment: nothing of it is used.
  host = await startHost({
    data: state.path,
    bundles: true,
    environment: { AWS_PROFILE: 'of-another-account', AWS_ENDPOINT_URL_SQS: 'http://127.0.0.1:9' },
  });
  // Bundling takes its time on a machine that is busy.
}, 180_000);

afterAll(async () => {
  await host.stop();
  state.remove();
});

const guiyi = (...args: string[]) => runGuiyi([...args, '--data', state.path]);

test('the demo is told by the built functions as by npm start', async () => {
  const told = await guiyi('demo', '--json');
  const steps = told.out
    .trim()
    .split('\n')
    .map((line) => z.object({ step: z.number(), event: z.object({ state: z.string() }) }).parse(JSON.parse(line)));
  expect(steps.map(({ step, event }) => [step, event.state])).toEqual([
    [1, 'done'],
    [2, 'done'],
    [3, 'done'],
    [4, 'done'],
  ]);
  expect(told.code).toBe(0);
});

test('a forged request is rejected by the built function, and counted', async () => {
  const { method, headers, body } = demoRequest('shopify-demo', 'orders/paid', 7);
  const before = await lastHour();
  const forged = await fetch(`${host.url}/webhooks/shopify-demo`, { method, headers, body: `${body} ` });
  expect(forged.status).toBe(401);
  await expect.poll(async () => (await lastHour()).rejected).toBe(before.rejected + 1);
});

test('what was sent is accepted and ends, and the counts say so', async () => {
  // The events of the demo are removed a moment after their outcome is known.
  await expect.poll(async () => (await lastHour()).accepted - (await lastHour()).ended).toBe(0);
  const before = await lastHour();
  const { method, headers, body } = demoRequest('shopify-demo', 'orders/paid', 8);
  const answer = await fetch(`${host.url}/webhooks/shopify-demo`, { method, headers, body });
  expect(answer.status).toBe(200);
  await expect.poll(async () => (await lastHour()).ended).toBe(before.ended + 1);
  expect((await lastHour()).accepted).toBe(before.accepted + 1);
});

test('delivery that is paused leaves events where they are', async () => {
  expect((await guiyi('pause', '--why', 'a look')).code).toBe(0);
  const { method, headers, body } = demoRequest('shopify-demo', 'orders/paid', 9);
  await fetch(`${host.url}/webhooks/shopify-demo`, { method, headers, body });
  // Once it was handed to delivery, which has given it back.
  await expect.poll(async () => (await status()).events.inFlight).toBe(1);
  expect((await lastHour()).ended).toBe((await lastHour()).accepted - 1);
});

test('what a stage does not have is told in a sentence', async () => {
  await expect(host.ask('/api/snapshots', {})).rejects.toThrow('409');
});

test('the built files stand in the folder of the state, with their source maps', () => {
  for (const name of ['webhook', 'inlet', 'deliver', 'breaker']) {
    expect(existsSync(join(state.path, 'bundles', name, 'index.mjs'))).toBe(true);
    expect(existsSync(join(state.path, 'bundles', name, 'index.mjs.map'))).toBe(true);
  }
});

test('a second start in the same folder is refused', async () => {
  await expect(startHost({ data: state.path, bundles: true })).rejects.toThrow('is in use by npm start at');
});

const counts = z.object({ accepted: z.number(), ended: z.number(), rejected: z.number() });
const waiting = z.object({ waiting: z.number(), inFlight: z.number() });
const reading = z.object({ lastHour: counts, events: waiting });

async function status() {
  return reading.parse(await host.ask('/api/status'));
}

async function lastHour() {
  return (await status()).lastHour;
}
