import { describe, expect, test } from 'vitest';
import { openBreakerGate } from '../../../functions/deliver/breaker-gate.ts';
import { type Health, see } from '../../../functions/deliver/health.ts';
import type { Outcome } from '../../../functions/deliver/outcome.ts';
import { type BreakerState, closedBreaker } from '../../../functions/shared/breaker/state.ts';
import { breakerInLedger } from '../../../functions/shared/breaker/store.ts';
import type { Sight } from '../../../functions/shared/breaker/window.ts';
import { MINUTE, SECOND, TestClock } from '../../kit/clock.ts';
import { memberBound } from '../../kit/delivery.ts';
import { recordingLog } from '../../kit/log.ts';
import { MemoryLedger } from '../../kit/ports.ts';

type Waiting = Extract<Outcome, { outcome: 'waiting' }>;
const waiting = (reason: Waiting['reason']): Waiting => ({ outcome: 'waiting', reason, detail: 'd' });
const done: Outcome = { outcome: 'done' };

/** A process that has seen this of the CDP, one event a person, and meets a breaker in this state. */
async function met(state: Partial<BreakerState> = {}, seen: readonly Sight[] = []) {
  const clock = new TestClock();
  const ledger = new MemoryLedger(clock.read);
  const breaker = breakerInLedger(ledger);
  const health: Health = { lastSuccess: 0, breakerSince: state.since ?? 0 };
  const { log, lines } = recordingLog();
  if (Object.keys(state).length > 0) await breaker.update(() => ({ ...closedBreaker, ...state }));
  seen.forEach((sight, index) => see(health, memberBound([], { subject: `s${index}` }), sight, clock.now));
  const open = () => openBreakerGate({ breaker, clock: clock.read, health, log });
  return { clock, ledger, breaker, health, lines, open };
}

const CDP_IS_DOWN: readonly Sight[] = Array.from({ length: 5 }, () => 'cdp-unavailable');

describe('a batch is delivered', () => {
  test.each([
    ['closed', {}, undefined],
    ['half-open', { state: 'half-open' }, undefined],
    ['recovering', { state: 'recovering' }, undefined],
  ] as const)('through a breaker that is %s', async (_name, state, seconds) => {
    expect((await (await met(state)).open()).closedFor()).toBe(seconds);
  });

  test('where the breaker cannot be read, and the log says so', async () => {
    const world = await met({ state: 'open' });
    world.ledger.failingReads = true;
    expect((await world.open()).closedFor()).toBeUndefined();
    expect(world.lines()).toEqual([
      { level: 'warn', at: 'deliver', message: 'breaker not read', error: 'PortError: ledger: InternalServerError' },
    ]);
  });
});

describe('a batch is returned untouched', () => {
  test.each([
    ['until the next probe of an open breaker', 10 * MINUTE, 600],
    ['for whole seconds, none too few', 10 * MINUTE - SECOND / 2, 600],
    ['for a minute where the next probe is nearer', 10 * SECOND, 60],
    ['for a minute where the next probe is due', -MINUTE, 60],
  ] as const)('%s', async (_name, probeIn, seconds) => {
    const { clock } = await met();
    const { open } = await met({ state: 'open', nextProbe: clock.now + probeIn });
    expect((await open()).closedFor()).toBe(seconds);
  });

  test('for a minute while somebody has stopped delivery by hand', async () => {
    const { open } = await met({ pause: { by: 'ops', why: 'w', at: 0 } });
    expect((await open()).closedFor()).toBe(60);
  });
});

describe('an event that waits opens the breaker', () => {
  test('where what was seen of the CDP says that it is at fault; and the rest of the batch is returned', async () => {
    const { open, breaker, clock, lines } = await met({}, CDP_IS_DOWN);
    const gate = await open();
    await gate.look(waiting('cdp-unavailable'));
    expect(await breaker.read()).toMatchObject({
      state: 'open',
      since: clock.now,
      trouble: { reason: 'cdp-unavailable', detail: 'cdp-unavailable' },
    });
    expect(gate.closedFor()).toBe(60);
    expect(lines()).toEqual([
      { level: 'error', at: 'deliver', message: 'the breaker opens', reason: 'cdp-unavailable' },
    ]);
  });

  test('whatever it waits for itself', async () => {
    const { open, breaker } = await met({}, CDP_IS_DOWN);
    await (await open()).look(waiting('ledger-conflict'));
    expect((await breaker.read()).trouble).toMatchObject({ reason: 'cdp-unavailable', detail: 'ledger-conflict' });
  });

  test.each([
    ['with one failure less', CDP_IS_DOWN.slice(1), waiting('cdp-unavailable')],
    ['but none that is done', CDP_IS_DOWN, done],
    [
      'but none that is refused for good',
      CDP_IS_DOWN,
      { ...waiting('cdp-refused'), outcome: 'dead-lettered' } as const,
    ],
  ])('not %s', async (_name, seen, outcome) => {
    const { open, breaker, lines } = await met({}, seen);
    await (await open()).look(outcome);
    expect(await breaker.read()).toEqual(closedBreaker);
    expect(lines()).toEqual([]);
  });

  test('once: what ends after it changes nothing', async () => {
    const { open, breaker, lines, clock } = await met({}, CDP_IS_DOWN);
    const gate = await open();
    await gate.look(waiting('cdp-unavailable'));
    const opened = await breaker.read();
    clock.pass(SECOND);
    await gate.look(waiting('cdp-unavailable'));
    expect(await breaker.read()).toEqual(opened);
    expect(lines()).toHaveLength(1);
  });

  test('of a batch on trial by a single failure, but not by an answer that nobody can interpret', async () => {
    for (const [reason, state] of [
      ['cdp-unavailable', 'open'],
      ['cdp-credentials', 'open'],
      ['cdp-undecided', 'half-open'],
      ['ledger-conflict', 'half-open'],
    ] as const) {
      const { open, breaker } = await met({ state: 'half-open', since: 1 });
      await (await open()).look(waiting(reason));
      expect([reason, (await breaker.read()).state]).toEqual([reason, state]);
    }
  });

  test('a single failure opens none that is recovering', async () => {
    const { open, breaker } = await met({ state: 'recovering', since: 1 });
    await (await open()).look(waiting('cdp-unavailable'));
    expect((await breaker.read()).state).toBe('recovering');
  });

  test('for this batch also where that cannot be written, and the log says so', async () => {
    const world = await met({}, CDP_IS_DOWN);
    const gate = await world.open();
    world.ledger.failingReads = true;
    await gate.look(waiting('cdp-unavailable'));
    expect(gate.closedFor()).toBe(60);
    expect(world.lines()[1]).toEqual({
      level: 'error',
      at: 'deliver',
      message: 'breaker not written',
      error: 'PortError: ledger: InternalServerError',
    });
  });
});

describe('what a process has seen of the CDP', () => {
  test('is seen anew after each change of the breaker, and kept while it stays as it is', async () => {
    const since = { state: 'recovering', since: 7 } as const;
    const kept = await met(since, CDP_IS_DOWN);
    await kept.open();
    expect(kept.health.window?.seen).toHaveLength(5);
    const anew = await met(since, CDP_IS_DOWN);
    anew.health.breakerSince = 6;
    await anew.open();
    expect(anew.health.window?.seen).toEqual([]);
    expect(anew.health.breakerSince).toBe(7);
  });

  test('is seen anew once it has opened the breaker itself', async () => {
    const { open, health, clock } = await met({}, CDP_IS_DOWN);
    await (await open()).look(waiting('cdp-unavailable'));
    expect(health).toMatchObject({ breakerSince: clock.now, window: { seen: [] } });
  });

  test('counts against an event only since the breaker last closed', async () => {
    const { open, health } = await met({ since: 9, closedAt: 9 });
    await open();
    expect(health.countsFrom).toBe(9);
  });

  test.each(['open', 'half-open', 'recovering'] as const)(
    'counts against no event while the breaker is %s: time stands still until it is closed',
    async (state) => {
      const { open, health } = await met({ state, since: 9, closedAt: 5 });
      await open();
      expect(health.countsFrom).toBe(Infinity);
    },
  );

  test('has a success where the CDP has answered, and nowhere else', async () => {
    const { health, clock } = await met({}, ['cdp-unavailable', 'declined', 'cdp-credentials']);
    expect(health.lastSuccess).toBe(0);
    see(health, memberBound([]), 'answered', clock.now);
    expect(health.lastSuccess).toBe(clock.now);
  });
});
