import { type Counts, type Sort, type Uses } from './counts.ts';
import type { Mix } from './mixes.ts';
import type { Prices } from './prices.ts';

export interface Assumptions {
  /** Events that one invocation of delivery takes at once. */
  readonly batch: number;
  /** How long the CDP takes for a call. */
  readonly cdpMs: number;
  readonly journal: boolean;
}

export interface CostItem {
  readonly what: string;
  /** Per event. */
  readonly units: number;
  readonly unit: string;
  /** Of all events; undefined where the price is not known. */
  readonly cost: number | undefined;
}

export interface Estimate {
  readonly items: readonly CostItem[];
  /** Of the items whose price is known. */
  readonly total: number;
  readonly isComplete: boolean;
  readonly callsPerEvent: number;
}

/** Of one warm invocation, beside what it waits for the CDP: measured on two shared cores, rounded up. */
const WEBHOOK_MS = 12;
const INLET_MS = 12;
const DELIVER_MS = 20;
/** Of the ledger's reads, the one of the breaker's state: one for a batch. */
const READS_OF_BATCH = 1;
const MEMORY_GB = 0.5;
const GIGABYTE = 1e9;
const MILLION = 1e6;

/** What so many events of a mix cost. */
export function estimate(
  { events: byMix }: Pick<Counts, 'events'>,
  mix: Mix,
  events: number,
  prices: Prices,
  { batch, cdpMs, journal }: Assumptions,
): Estimate {
  const uses = usesOf(byMix, mix);
  const perMillion = (price: number | undefined) => (price === undefined ? undefined : price / MILLION);
  const perGb = (price: number | undefined) => (price === undefined ? undefined : price / GIGABYTE);
  const item = (what: string, units: number, unit: string, price: number | undefined): CostItem => ({
    what,
    units,
    unit,
    cost: price === undefined ? undefined : units * price * events,
  });
  const invocations = uses.webhookRequests + uses.inletMessages + 1 / batch;
  const milliseconds =
    uses.webhookRequests * WEBHOOK_MS +
    uses.inletMessages * INLET_MS +
    DELIVER_MS / batch +
    // Groups of a batch wait for the CDP side by side.
    (uses.cdpCalls * cdpMs) / batch;
  const items = [
    item('HTTP API', uses.webhookRequests, 'requests', perMillion(prices.httpApiPerMillion)),
    item('Lambda, invocations', invocations, 'requests', perMillion(prices.lambdaPerMillion)),
    item('Lambda, time', (milliseconds / 1000) * MEMORY_GB, 'GB-seconds', prices.lambdaGbSecond),
    item('SQS, event queue', 1 + 2 / batch, 'requests', perMillion(prices.fifoPerMillion)),
    item('SQS, inlet', uses.inletMessages * 3, 'requests', perMillion(prices.standardPerMillion)),
    item('DynamoDB, ledger, written', uses.ledgerWrites, 'units', perMillion(prices.writeUnitsPerMillion)),
    item(
      'DynamoDB, ledger, read',
      uses.ledgerReads - READS_OF_BATCH + READS_OF_BATCH / batch,
      'units',
      perMillion(prices.readUnitsPerMillion),
    ),
    ...(journal
      ? [
          item('DynamoDB, journal, written', uses.journalWrites, 'units', perMillion(prices.writeUnitsPerMillion)),
          item('DynamoDB, journal, read', uses.journalReads, 'units', perMillion(prices.readUnitsPerMillion)),
        ]
      : []),
    item('Logs', uses.logBytes, 'bytes', perGb(prices.logsPerGb)),
    item('Traffic to the CDP', uses.cdpBytes, 'bytes', perGb(prices.egressPerGb)),
  ];
  return {
    items,
    total: items.reduce((sum, { cost = 0 }) => sum + cost, 0),
    isComplete: items.every(({ cost, units }) => cost !== undefined || units === 0),
    callsPerEvent: uses.cdpCalls,
  };
}

/** What an average event of a mix uses. */
function usesOf(byMix: Counts['events'], mix: Mix): Uses {
  const shares = Object.entries(mix) as [Sort, number][];
  const all = shares.reduce((sum, [, share]) => sum + share, 0);
  const average = (of: keyof Uses) => shares.reduce((sum, [sort, share]) => sum + byMix[sort][of] * share, 0) / all;
  return {
    cdpCalls: average('cdpCalls'),
    cdpBytes: average('cdpBytes'),
    ledgerReads: average('ledgerReads'),
    ledgerWrites: average('ledgerWrites'),
    journalReads: average('journalReads'),
    journalWrites: average('journalWrites'),
    webhookRequests: average('webhookRequests'),
    inletMessages: average('inletMessages'),
    logBytes: average('logBytes'),
  };
}
