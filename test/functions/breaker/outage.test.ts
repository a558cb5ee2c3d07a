import { describe, expect, test } from 'vitest';
import { HOUR } from '../../kit/clock.ts';
import { liveThroughOutage } from '../../kit/outage.ts';

// A slice of what `npm run soak` runs at ten events a second.

describe('a CDP that does not answer for 24 hours', () => {
  test.each([
    ['HTTP 503', null],
    ['HTTP 503 with Retry-After: 1', '1'],
  ])(
    '%s: nothing is lost, at most 300 calls, and all is delivered soon after',
    async (_name, retryAfter) => {
      const report = await liveThroughOutage({
        eventsPerSecond: 1 / 180,
        hours: 24,
        stepMs: 10_000,
        answer: () => ({ status: 503, retryAfter, text: '' }),
      });
      expect(report).toMatchObject({ sent: 480, customers: 480, deadLetters: [] });
      expect(report.callsMeanwhile).toBeLessThanOrEqual(300);
      expect(report.drainedAfterMs).toBeLessThan(HOUR);
    },
    60_000,
  );
});

test('a CDP that declines half of all calls for two hours: no event is a dead letter', async () => {
  const report = await liveThroughOutage({
    eventsPerSecond: 1 / 20,
    hours: 2,
    stepMs: 5_000,
    answer: (call) =>
      call % 2 === 0 ? { status: 200, retryAfter: null, text: '{"code":-1,"msg":"busy","data":null}' } : undefined,
  });
  expect(report).toMatchObject({ sent: 360, customers: 360, deadLetters: [] });
}, 60_000);
