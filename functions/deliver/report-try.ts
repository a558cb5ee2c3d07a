import type { SQSRecord } from 'aws-lambda';
import { isPrivacyCase } from '../shared/cases/decision.ts';
import { digest, isDigest } from '../shared/envelope/digest.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import { describeError } from '../shared/log/log.ts';
import type { ReasonCode } from '../shared/reasons/reasons.ts';
import type { Delivery } from './delivery.ts';
import type { Try } from './journal-entry.ts';
import type { Outcome } from './outcome.ts';
import type { DeliverPorts } from './ports.ts';

type ReportPorts = Pick<DeliverPorts, 'observe' | 'log' | 'metrics' | 'cases'>;

/** Says how a try has ended: to the observer, the inbox of cases, the metrics and the log. */
export async function reportTry(tried: Try, ports: ReportPorts): Promise<void> {
  const { record, event, delivery, outcome } = tried;
  if (event && delivery) await reportDelivery(event, delivery, ports);
  // Once for each event, not for each try: behind others of its group it is received, and not tried.
  if (outcome.outcome === 'waiting' && isFirstTry(record)) ports.metrics?.countWaiting(outcome.reason);
  logTry(tried, ports);
}

async function reportDelivery(event: Envelope, delivery: Delivery, ports: ReportPorts): Promise<void> {
  const { outcome, asked } = delivery;
  ports.observe?.(event, delivery);
  for (const { detail = '' } of asked.filter((one) => one.outcome === 'failed')) {
    ports.log({ level: 'warn', at: 'deliver', message: 'went on without an answer', ...nameOf(event), detail });
  }
  // An event is counted, and its cases reported, when it ends; a refused erase is a case of its own all the time.
  if (outcome.outcome === 'waiting' && outcome.reason !== 'erase-refused') return;
  await reportCases(event, delivery, ports);
  for (const { kind, reason } of delivery.discarded) ports.metrics?.countDiscarded(event.source, kind, reason);
  for (const { type } of delivery.cases) ports.metrics?.countCase(type);
}

/** Cases go to the inbox; that it is out of reach must not stop a delivery that is done. */
async function reportCases(event: Envelope, delivery: Delivery, ports: ReportPorts): Promise<void> {
  // Requests about privacy are in the inbox before their event ends.
  const cases = delivery.cases.filter((one) => !isPrivacyCase(one));
  if (cases.length === 0) return;
  const detail = [...new Set(cases.map(({ type }) => type))].join(', ');
  ports.log({ level: 'warn', at: 'deliver', message: 'case', ...nameOf(event), detail, count: cases.length });
  try {
    await ports.cases.report(cases);
  } catch (error) {
    ports.log({
      level: 'error',
      at: 'deliver',
      message: 'cases not taken',
      ...nameOf(event),
      error: describeError(error),
    });
  }
}

/** Outcomes whose detail is written by us, without values. */
const ownWords: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'ledger-conflict',
  'store-unavailable',
  'fault',
  'enrichment-waits',
  'hold-conflict',
  'out-of-time',
]);

function logTry({ event, delivery, outcome, times }: Try, { log }: ReportPorts): void {
  const why = outcome.outcome === 'done' ? {} : { reason: outcome.reason };
  // The CDP's message may repeat what we sent: it goes to the dead letter, not to the log. Our own errors say no values.
  const own = outcome.outcome === 'waiting' && ownWords.has(outcome.reason) ? { detail: outcome.detail } : {};
  log({
    level: levelOf(outcome),
    at: 'deliver',
    message: outcome.outcome,
    ...(event ? nameOf(event) : {}),
    ...why,
    ...own,
    count: delivery?.calls.length ?? 0,
    durationMs: times.ended - times.tried,
  });
}

/** An id that another system has chosen may name a person: it is logged as a digest. */
function nameOf({ connection, id, type }: Envelope) {
  return { connection, event: isDigest(id) ? id : digest(id), type };
}

function levelOf(outcome: Outcome): 'info' | 'warn' | 'error' {
  if (outcome.outcome === 'done' || outcome.outcome === 'ignored') return 'info';
  return outcome.outcome === 'waiting' && outcome.reason !== 'erase-refused' ? 'warn' : 'error';
}

function isFirstTry({ attributes }: SQSRecord): boolean {
  return Number(attributes.ApproximateReceiveCount) === 1;
}
