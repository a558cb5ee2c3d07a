import { prices } from '../../operations/cost/prices.ts';
import type { OutageReport } from './outage.ts';

const { lambdaPerMillion, lambdaGbSecond, fifoPerMillion, writeUnitsPerMillion, readUnitsPerMillion } =
  prices['us-east-1'];
const MILLION = 1e6;
const MEMORY_GB = 0.5;
/** A turn that wakes its function, a batch beside its calls, and a call that runs into its time-out: all are rounded up. */
const TURN_SECONDS = 1;
const BATCH_SECONDS = 0.1;
const CALL_SECONDS = 10;
/** What is given back together goes in one request. */
const GIVEN_BACK_AT_ONCE = 10;
/** A subject, an identity and a customer are read at once. */
const UNITS_AT_ONCE = 3;

/**
 * What the functions cost in a day of an outage, at list prices of us-east-1, beside what it costs to accept the events: that is the same
 * whether the CDP answers or not.
 * @returns USD
 */
export function costOfDay({ callsMeanwhile, usedMeanwhile }: OutageReport, hours: number): number {
  const { breakerTurns, batches, boundaries } = usedMeanwhile;
  const of = (boundary: keyof typeof boundaries) => boundaries[boundary] ?? 0;
  const lambda =
    ((breakerTurns + batches) * lambdaPerMillion) / MILLION +
    (breakerTurns * TURN_SECONDS + batches * BATCH_SECONDS + callsMeanwhile * CALL_SECONDS) *
      MEMORY_GB *
      lambdaGbSecond;
  const requests = batches + of('event queue: remove') + of('visibility') / GIVEN_BACK_AT_ONCE + of('dead letters');
  const ledger =
    of('ledger: read') * UNITS_AT_ONCE * readUnitsPerMillion +
    (of('ledger: write') + of('ledger: remove')) * writeUnitsPerMillion;
  const cost = lambda + (requests * fifoPerMillion + ledger) / MILLION;
  return (cost * 24) / hours;
}
