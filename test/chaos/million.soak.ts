import { expect, test } from 'vitest';
import { bothRuns } from './both-runs.ts';
import { faultsIn, reportOf } from './report.ts';

const EVENTS = 1_000_000;

test('a million events in a storm of failures end as without it', async () => {
  const options = { events: EVENTS, seed: String(Date.now()) };
  const started = performance.now();
  const outcome = await bothRuns(options, () => undefined);
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(`${reportOf(outcome, options, seconds).join('\n')}\n`);
  expect(faultsIn(outcome)).toEqual([]);
});
