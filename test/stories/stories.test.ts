import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ConnectionConfig } from '../../functions/shared/sources/connection-config.ts';
import { samplerOf } from '../../functions/shared/sources/sampler-of.ts';
import { receivers } from '../../functions/shared/sources/generated/receivers.ts';
import { forge as forgeSample } from '../../operations/samples/forge.ts';
import type { WebhookRequest } from '../../functions/shared/http/webhook-request.ts';
import { MINUTE } from '../kit/clock.ts';
import { everyConnection, everySecret } from '../kit/every-source.ts';
import { china } from './china.ts';
import { ownSystems } from './own-systems.ts';
import { shops } from './shops.ts';
import type { Absent, Story } from './story.ts';
import { wholeWay } from './whole-way.ts';

const stories = [...shops, ...ownSystems, ...china];
const is = <T extends object>(step: T | Absent): step is T => !('none' in step);

function open({ source, options }: Story) {
  const [name, connection] = Object.entries(everyConnection).find(([, each]) => each.source === source) ?? [];
  if (name === undefined || !connection) throw new Error(`no connection of ${source}`);
  const own = { ...connection, options: { ...connection.options, ...options } } as ConnectionConfig;
  return { ...wholeWay(own, everySecret[name] ?? {}), secret: everySecret[name] };
}

/** A source whose story is a test of its own. */
function isToldElsewhere(source: string): boolean {
  const folder = join(import.meta.dirname, '../functions/shared/sources/platforms', source);
  return ['story.test.ts', 'source.test.ts'].some((file) => existsSync(join(folder, file)));
}

test('every source has a story', () => {
  const told = new Set<string>(stories.map(({ source }) => source));
  expect(Object.keys(receivers).filter((source) => !told.has(source) && !isToldElsewhere(source))).toEqual([]);
});

/** One character of the proof is another. */
function forge(request: WebhookRequest, source: string): WebhookRequest {
  const sampler = samplerOf(source);
  if (!sampler) throw new Error(`no samples of ${source}`);
  const { body, rawQuery } = forgeSample(
    { method: 'POST', headers: {}, rawQuery: request.rawQuery, body: Buffer.from(request.body).toString() },
    sampler,
  );
  return { ...request, rawQuery, body: Buffer.from(body) };
}

describe.each(stories)('$source', (story) => {
  const { registers, event, becomes, state, forged, forgets } = story;
  const acknowledged = { statusCode: receivers[story.source].acknowledgement.status };

  /** The first event, delivered. */
  async function known() {
    const way = open(story);
    const request = way.requestOf(event);
    expect(await way.send(request)).toMatchObject(acknowledged);
    expect(way.queued()).toBe(1);
    return { ...way, request, deliveries: await way.deliver() };
  }

  if (is(registers))
    test('the address is registered, and nothing comes of it', async () => {
      const { send, queued, secret } = open(story);
      const { answer } = registers;
      expect(await send(registers.request(secret))).toMatchObject(
        typeof answer === 'function' ? answer(secret) : answer,
      );
      expect(queued()).toBe(0);
    });

  test('an event makes a customer, the same once more makes nothing', async () => {
    const { world, deliveries, request, send, deliver } = await known();
    if (is(becomes)) {
      expect(deliveries).toMatchObject([{ outcome: { outcome: 'done' } }]);
      expect(world.cdp.customers()).toHaveLength(1);
      expect(world.cdp.customers()[0]?.identities).toEqual(
        becomes.map((pair): unknown => (typeof pair === 'string' ? pair : expect.stringMatching(pair))),
      );
    } else {
      expect(deliveries).toMatchObject([{ outcome: { outcome: 'ignored' } }]);
      expect(world.cdp.customers()).toEqual([]);
    }
    const [before, calls] = [world.cdp.customers(), world.cdp.calls().length];
    world.clock.pass(MINUTE);
    expect(await send(request)).toMatchObject(acknowledged);
    const [again] = await deliver();
    if (is(becomes)) expect(again).toMatchObject({ outcome: { reason: 'already-done' } });
    expect([world.cdp.customers(), world.cdp.calls().length]).toEqual([before, calls]);
  });

  if (is(state))
    test('what comes late with an older state changes nothing', async () => {
      const { world, requestOf, send, deliver } = await known();
      const whenOlder = world.clock.now + 5 * MINUTE;
      world.clock.pass(10 * MINUTE);
      await send(requestOf(state.newer));
      expect(await deliver()).toMatchObject([{ outcome: { outcome: 'done' } }]);
      expect(state.shows(world.cdp.customers()[0])).toBe(state.holds);
      world.clock.pass(MINUTE);
      expect(await send(requestOf(state.older, whenOlder))).toMatchObject(acknowledged);
      expect((await deliver()).map(({ outcome }) => outcome.outcome)).toEqual(['done']);
      expect(world.cdp.customers()).toHaveLength(1);
      expect(state.shows(world.cdp.customers()[0])).toBe(state.holds);
    });

  if (is(forged))
    test('what nobody of the platform has sent is not taken', async () => {
      const { requestOf, send, queued } = open(story);
      const genuine = requestOf(event);
      const changed = forged.change?.(genuine) ?? forge(genuine, story.source);
      expect(await send(changed)).toMatchObject({ statusCode: forged.status });
      expect(queued()).toBe(0);
      await send(genuine);
      expect(queued()).toBe(1);
    });

  if (is(forgets))
    test('whoever asks is forgotten, and what comes afterwards does not bring them back', async () => {
      const { world, requestOf, send, deliver } = await known();
      expect(world.cdp.customers()).toHaveLength(1);
      world.clock.pass(MINUTE);
      await send(requestOf(forgets));
      expect(await deliver()).toMatchObject([{ outcome: { outcome: 'done' } }]);
      expect(world.cdp.customers()).toEqual([]);
      const late = requestOf(is(state) ? state.older : event, world.clock.now - 5 * MINUTE);
      world.clock.pass(MINUTE);
      expect(await send(late)).toMatchObject(acknowledged);
      await deliver();
      expect(world.cdp.customers()).toEqual([]);
    });
});
