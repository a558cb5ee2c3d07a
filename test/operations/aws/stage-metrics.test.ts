import { expect, test } from 'vitest';
import { openStageMetrics } from '../../../operations/aws/stage-metrics.ts';
import { callMetrics } from '../../../functions/shared/metrics/delivery-metrics.ts';
import { deployedStage } from '../../kit/deployed-stage.ts';
import { embeddedMetricsSource } from '../../../local-stage/emulators/embedded-metrics.ts';

const HALF_PAST = Date.parse('2026-11-30T12:30:00Z');
const at = (time: string) => Date.parse(`2026-11-30T${time}:00Z`);

/** CloudWatch by the lines of the functions, whose hours begin with those of the clock. */
function stage() {
  const cloudWatch = embeddedMetricsSource();
  const metrics = openStageMetrics({ deployed: deployedStage(), clock: () => HALF_PAST }, cloudWatch.source);
  const calls = (
    time: number,
    milliseconds: readonly number[],
    failed: Parameters<ReturnType<typeof callMetrics>>[0]['failed'] = new Map(),
  ) => callMetrics({ clock: () => time, write: cloudWatch.write, namespace: 'Guiyi/dev' })({ milliseconds, failed });
  return { metrics, calls };
}

test('calls are counted with what half and 95 of 100 took, and failed ones by kind, the most first', async () => {
  const { metrics, calls } = stage();
  calls(
    at('12:01'),
    Array.from({ length: 100 }, (_, index) => index + 1),
    new Map([['timeout', 1]]),
  );
  calls(at('12:20'), [], new Map([['unavailable', 3]]));
  expect(await metrics.lastHour()).toMatchObject({
    calls: 100,
    callTimes: { p50: 50, p95: 95 },
    failedCalls: [
      { kind: 'unavailable', count: 3 },
      { kind: 'timeout', count: 1 },
    ],
  });
});

test('where the hour lies in two of the clock, each counts by its calls; what is older does not count', async () => {
  const { metrics, calls } = stage();
  calls(at('11:10'), [9_000]);
  calls(at('11:40'), [100, 100, 100]);
  calls(at('12:10'), [200]);
  expect(await metrics.lastHour()).toMatchObject({ calls: 4, callTimes: { p50: 125, p95: 125 } });
});

test('of a stage whose functions have counted no call nothing is said', async () => {
  const { metrics } = stage();
  const hour = await metrics.lastHour();
  expect(hour).not.toHaveProperty('calls');
  expect(hour).not.toHaveProperty('callTimes');
  expect(hour.failedCalls).toEqual([]);
});
