import { afterAll, expect, test, vi } from 'vitest';
import { checkConfig } from '../../../functions/shared/config/check-config.ts';
import { receivers } from '../../../functions/shared/sources/generated/receivers.ts';
import { toMessages } from '../../../functions/shared/envelope/codec.ts';
import type { Envelope } from '../../../functions/shared/envelope/envelope.ts';
import { toEnvelope } from '../../../functions/shared/envelope/from-source.ts';
import type { Json } from '../../../functions/shared/json/lossless.ts';
import { openHost } from '../../../local/host/host.ts';
import { localQueue } from '../../../local/queue/port-adapters.ts';
import { lackingScope } from '../../corpus/lacking-scope.ts';
import { temporaryFolder } from '../../end-to-end/running-host.ts';
import { demoConfig } from '../../kit/demo.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const demo = demoConfig();
/** Sources some of whose ids lack a scope until an option names it. */
const sources = Object.entries(lackingScope).flatMap(([source, rows]) => {
  const mendable = rows.filter(({ mended }) => mended !== undefined);
  const base = Object.values(demo.connections).find((connection) => connection.source === source);
  return base && mendable.length > 0 ? [{ source, base, rows: mendable }] : [];
});

/** The connection of a source with the options of these rows, or without them. */
function connectionOf({ base, rows }: (typeof sources)[number], isMended: boolean): unknown {
  const options: Record<string, unknown> = { ...base.options };
  for (const { mended = {} } of rows) {
    for (const name of Object.keys(mended)) delete options[name];
    if (isMended) Object.assign(options, mended);
  }
  return { ...base, options };
}

async function openWith(data: string, isMended: boolean) {
  const connections = Object.fromEntries(sources.map((each) => [each.source, connectionOf(each, isMended)]));
  const config = checkConfig({ ...demo, connections }, receivers, 'the test');
  return openHost({ config, data, secrets: 'local/demo-secrets.json', fresh: false, log: () => undefined });
}

/** As the front door would queue it, once the source has read it. */
function envelopeOf(source: string, type: string, data: Json): Envelope {
  const receivedTime = new Date().toISOString();
  const event = { idParts: [source, type, JSON.stringify(data)], type, data };
  return toEnvelope(event, { platform: source, connection: source, receivedTime });
}

const all = sources.flatMap(({ source, rows }) => rows.map((row) => ({ source, ...row })));

test('every source that has such an option is tried, with every event that needs it', () => {
  expect(sources.map(({ source }) => source).toSorted()).toEqual(['taobao', 'wechat-pay', 'youzan']);
  expect(all.length).toBeGreaterThanOrEqual(6);
});

test('an event without its scope is a dead letter that names the option; redriven after the option is set, it is done', async () => {
  const before = await openWith(folder.path, false);
  const envelopes = all.map(({ source, type, data }) => ({ envelope: envelopeOf(source, type, data) }));
  await localQueue(before.queues.events.queue).send(await toMessages(envelopes, before.archive));
  await vi.waitFor(() => expect([...before.letters.letters({})]).toHaveLength(all.length), { timeout: 30_000 });
  const letters = [...before.letters.letters({})];
  for (const { source, type, needs } of all) {
    expect(letters).toContainEqual(
      expect.objectContaining({
        connection: source,
        type,
        reason: 'identity-without-scope',
        detail: expect.stringContaining(needs) as unknown,
      }),
    );
  }
  await before.close();

  const after = await openWith(folder.path, true);
  const plan = await after.deadLetterPlans.plan({ action: 'redrive', select: { reason: 'identity-without-scope' } });
  if ('problem' in plan) throw new Error(plan.error);
  expect(await after.deadLetterPlans.run(plan.plan, 100)).toMatchObject({ done: all.length, remaining: 0 });
  await vi.waitFor(() => expect(after.journal.list(100).map(({ state }) => state)).toEqual(all.map(() => 'done')), {
    timeout: 30_000,
  });
  expect([...after.letters.letters({})]).toEqual([]);
  await after.close();
});
