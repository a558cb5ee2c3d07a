import { describe, expect, test } from 'vitest';
import {
  batchPassed,
  type BreakerState,
  closed,
  closedBreaker,
  isProbeDue,
  isRecovered,
  mayDeliver,
  paused,
  probed,
  resumed,
  tripped,
  wanted,
} from '../../../../functions/shared/breaker/state.ts';
import { HOUR, MINUTE } from '../../../kit/clock.ts';

const trouble = { reason: 'cdp-unavailable', detail: 'cdp-unavailable' } as const;
const open = tripped(closedBreaker, { ...trouble, now: 0 });
const halfOpen = probed(open, true, MINUTE);
const recovering = batchPassed(halfOpen, MINUTE);
const pause = { by: 'Mei', why: 'the tenant moves', at: 5 };

test('a whole round: closed, open, half-open, recovering, closed', () => {
  expect([open, halfOpen, recovering].map(({ state }) => state)).toEqual(['open', 'half-open', 'recovering']);
  expect(isRecovered(recovering, 2 * MINUTE)).toBe(false);
  expect(isRecovered(recovering, 3 * MINUTE)).toBe(true);
  expect(closed(recovering, 4 * MINUTE)).toEqual({
    state: 'closed',
    since: 4 * MINUTE,
    failedProbes: 0,
    closedAt: 4 * MINUTE,
  });
});

describe('probes of an outage', () => {
  test('come after 1, 2, 4, 8 and then every 10 minutes, fewer than 150 in the first day', () => {
    let state = open;
    const minutes: number[] = [];
    for (let now = 0; now < 24 * HOUR; now += MINUTE) {
      if (!isProbeDue(state, now)) continue;
      minutes.push(now / MINUTE);
      state = probed(state, false, now);
    }
    expect(minutes.slice(0, 6)).toEqual([1, 3, 7, 15, 25, 35]);
    expect(minutes.length).toBeLessThan(150);
  });

  test('a batch that fails opens it again, and goes on waiting longer', () => {
    const again = tripped(halfOpen, { ...trouble, now: 2 * MINUTE });
    expect(again).toMatchObject({ state: 'open', failedProbes: 1, nextProbe: 4 * MINUTE, trouble: { since: 0 } });
    expect(tripped(recovering, { ...trouble, now: 2 * MINUTE })).toMatchObject({ state: 'open', failedProbes: 1 });
  });

  test('what has come too late changes nothing', () => {
    expect(tripped(open, { ...trouble, now: 9 })).toBe(open);
    expect(probed(recovering, false, 9)).toBe(recovering);
    expect(batchPassed(open, 9)).toBe(open);
  });
});

test.each<readonly [string, BreakerState, ReturnType<typeof wanted>, boolean]>([
  ['closed', closedBreaker, 'as-it-is', true],
  ['open', open, 'none', false],
  ['half-open: the batch that the breaker sends', halfOpen, 'none', true],
  ['recovering', recovering, 'few', true],
  ['paused while closed', paused(closedBreaker, pause), 'none', false],
  ['paused while it recovers', paused(recovering, pause), 'none', false],
])('%s', (_name, state, receiving, delivers) => {
  expect(wanted(state)).toBe(receiving);
  expect(mayDeliver(state)).toBe(delivers);
});

test('a pause outlives every change but a resume, which begins with few', () => {
  const during = paused(open, pause);
  expect(probed(during, true, 9).pause).toEqual(pause);
  expect(closed(during, 9).pause).toEqual(pause);
  expect(resumed(during, 9)).toMatchObject({ state: 'recovering', since: 9 });
  expect(resumed(during, 9).pause).toBeUndefined();
});

test.each<readonly [string, BreakerState, boolean]>([
  ['closed: to resume it would slow a healthy delivery down', closedBreaker, false],
  ['recovering: its two minutes do not begin again', recovering, false],
  ['open', open, true],
  ['half-open', halfOpen, true],
  ['paused while closed', paused(closedBreaker, pause), true],
  ['paused while it recovers', paused(recovering, pause), true],
])('a resume changes only what has stopped: %s', (_name, before, changes) => {
  const after = resumed(before, 9 * MINUTE);
  if (changes) expect(after).toMatchObject({ state: 'recovering', since: 9 * MINUTE });
  else expect(after).toBe(before);
});
