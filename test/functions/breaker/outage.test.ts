import { describe, expect, test } from 'vitest';
import { MINUTE } from '../../kit/clock.ts';
import { liveThroughOutage } from '../../chaos/outage.ts';

// A slice of test/chaos/outage.soak.ts, which lives through the same with ten events a second.

/** A probe is due every ten minutes, and for two minutes few receive at a time. */
const NOTICED_MS = 13 * MINUTE;

describe('a CDP that does not answer for 24 hours', () => {
  test.each(['HTTP 503', 'HTTP 503, Retry-After: 1'] as const)(
    '%s: nothing is lost, at most 300 calls, and all is delivered soon after',
    async (fault) => {
      const report = await liveThroughOutage({
        eventsPerSecond: 1 / 180,
        hours: 24,
        fault,
        share: 1,
        callsPerSecond: 1,
      });
      expect(report).toMatchObject({ lost: 0, deadLetters: [], customers: report.sent });
      expect(report.waiting).toBeGreaterThanOrEqual(479);
      expect(report.callsMeanwhile).toBeLessThanOrEqual(300);
      expect(report.drainedAfterMs - NOTICED_MS).toBeLessThan(1.5 * report.minimumMs);
    },
    60_000,
  );
});

test('a CDP that declines half of all calls for two hours: no event is a dead letter', async () => {
  const report = await liveThroughOutage({
    eventsPerSecond: 1 / 20,
    hours: 2,
    fault: 'declined',
    share: 0.5,
    callsPerSecond: 10,
  });
  expect(report).toMatchObject({ lost: 0, deadLetters: [], customers: report.sent });
}, 60_000);
