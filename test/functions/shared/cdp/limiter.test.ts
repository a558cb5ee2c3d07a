import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { limiter, type Limits } from '../../../../functions/shared/cdp/limiter.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** Starts so many calls at once, each of so many ms; says when each began. */
async function run(limits: Limits, calls: number, durationMs: number) {
  const limit = limiter(limits, Date.now);
  const start = Date.now();
  const begun: number[] = [];
  const order: number[] = [];
  let running = 0;
  let most = 0;
  const all = Promise.all(
    Array.from({ length: calls }, (_, index) =>
      limit(async () => {
        begun.push(Date.now() - start);
        order.push(index);
        most = Math.max(most, ++running);
        await new Promise((resume) => setTimeout(resume, durationMs));
        running -= 1;
        return index;
      }),
    ),
  );
  await vi.runAllTimersAsync();
  expect(await all).toEqual(Array.from({ length: calls }, (_, index) => index));
  return { begun, order, most };
}

/** The most calls that began in any second. */
const busiestSecond = (begun: readonly number[]) =>
  Math.max(...begun.map((from) => begun.filter((at) => at >= from && at < from + 1000).length));

describe('the cap', () => {
  test.each([
    [5, 1],
    [20, 2],
    [100, 10],
  ])('%i calls per second, of which %i may start at once', async (callsPerSecond, burst) => {
    const { begun } = await run({ callsPerSecond, inFlight: 1000 }, callsPerSecond * 3, 0);
    expect(begun.filter((at) => at === 0)).toHaveLength(burst);
    expect(busiestSecond(begun)).toBeLessThanOrEqual(callsPerSecond + burst - 1);
    expect(begun.at(-1)).toBeGreaterThanOrEqual(2000);
  });

  test('a slow API may allow a burst: thirty at once, then one in two seconds', async () => {
    const { begun } = await run({ callsPerSecond: 0.5, inFlight: 1000, burst: 30 }, 33, 0);
    expect(begun).toEqual([...Array.from({ length: 30 }, () => 0), 2000, 4000, 6000]);
  });

  test.each([1, 3, 10])('%i in flight', async (inFlight) => {
    const { most } = await run({ callsPerSecond: 10_000, inFlight }, 50, 20);
    expect(most).toBe(inFlight);
  });

  test('first come, first served', async () => {
    const { order } = await run({ callsPerSecond: 50, inFlight: 3 }, 30, 70);
    expect(order).toEqual(Array.from({ length: 30 }, (_, index) => index));
  });
});

test('a call that fails gives its place back', async () => {
  const limit = limiter({ callsPerSecond: 1000, inFlight: 1 }, Date.now);
  for (let i = 0; i < 5; i++) {
    const failed = limit(async () => {
      throw new Error('no');
    });
    const seen = expect(failed).rejects.toThrow('no');
    await vi.runAllTimersAsync();
    await seen;
  }
  const last = limit(async () => 'yes');
  await vi.runAllTimersAsync();
  expect(await last).toBe('yes');
});

test('idle time is not saved up beyond a tenth of a second', async () => {
  const limit = limiter({ callsPerSecond: 20, inFlight: 100 }, Date.now);
  await limit(async () => undefined);
  await vi.advanceTimersByTimeAsync(3_600_000);
  const begun: number[] = [];
  const start = Date.now();
  for (let i = 0; i < 10; i++) void limit(async () => begun.push(Date.now() - start));
  await vi.runAllTimersAsync();
  expect(begun).toEqual([0, 0, 50, 100, 150, 200, 250, 300, 350, 400]);
});

test('a clock that is set back by an hour makes no call wait for it', async () => {
  let now = Date.parse('2026-03-01T12:00:00+08:00');
  const limit = limiter({ callsPerSecond: 10, inFlight: 5 }, () => now);
  await limit(async () => undefined);
  now -= 3_600_000;
  const done = Promise.all(Array.from({ length: 10 }, () => limit(async () => Date.now())));
  await vi.advanceTimersByTimeAsync(10_000);
  await expect(Promise.race([done, Promise.resolve('still waiting')])).resolves.toHaveLength(10);
});
