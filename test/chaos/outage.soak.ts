import { expect, test } from 'vitest';
import { HOUR } from '../kit/clock.ts';
import { liveThroughOutage, type OutageOptions, type OutageReport } from './outage.ts';
import { costOfDay } from './outage-cost.ts';

const hours = (ms: number) => `${(ms / HOUR).toFixed(2)} h`;
const number = (value: number) => value.toLocaleString('en');

function tell({ eventsPerSecond, hours: length, fault, share }: OutageOptions, report: OutageReport): void {
  const { waiting, callsMeanwhile, deadLetters, lost, drainedAfterMs, minimumMs, callsPerEvent } = report;
  const lines = [
    `${fault}, ${share * 100} % of all calls, ${length} h at ${eventsPerSecond} events a second:`,
    `  waiting at its end ${number(waiting)}; calls meanwhile ${number(callsMeanwhile)}; lost ${lost}; dead letters ${deadLetters.length}`,
    `  drained after ${hours(drainedAfterMs)}, at least ${hours(minimumMs)}: ${(drainedAfterMs / minimumMs).toFixed(2)} times; calls an event ${callsPerEvent.toFixed(3)}`,
    `  ${costOfDay(report, length).toFixed(4)} USD a day beside accepting the events`,
  ];
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

test.each(['HTTP 503', 'HTTP 503, Retry-After: 1'] as const)(
  '%s for 24 hours: few calls, nothing lost, no dead letter, and soon delivered',
  async (fault) => {
    const options = { eventsPerSecond: 10, hours: 24, fault, share: 1, callsPerSecond: 100 };
    const report = await liveThroughOutage(options);
    tell(options, report);
    expect(report).toMatchObject({ lost: 0, deadLetters: [], customers: report.sent });
    expect(report.waiting).toBeGreaterThanOrEqual(863_000);
    expect(report.callsMeanwhile).toBeLessThanOrEqual(300);
    expect(report.drainedAfterMs).toBeLessThanOrEqual(1.5 * report.minimumMs);
    expect(costOfDay(report, options.hours)).toBeLessThanOrEqual(1);
  },
);

test.each([
  [2, 10],
  [24, 1],
])('half of all calls are declined for %i hours, at %i events a second: no dead letter', async (hours, rate) => {
  const options = { eventsPerSecond: rate, hours, fault: 'declined', share: 0.5, callsPerSecond: 100 } as const;
  const report = await liveThroughOutage(options);
  tell(options, report);
  expect(report).toMatchObject({ lost: 0, deadLetters: [], customers: report.sent });
});
