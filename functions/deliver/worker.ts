import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { functionStack } from '../shared/envelope/function-stack.ts';
import { fromMessage } from '../shared/envelope/codec.ts';
import { digest, isDigest } from '../shared/envelope/digest.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import { nextRedriveId, redriveOf } from '../shared/envelope/redrive-id.ts';
import { describeError, type Log } from '../shared/log/log.ts';
import type { DeliveryMetrics } from '../shared/log/delivery-metrics.ts';
import type { ReasonCode } from '../shared/reasons/reasons.ts';
import type { Archive, DeadLetters, Visibility } from '../shared/ports/ports.ts';
import { type Delivery, type DeliveryPorts, deliverEvent } from './deliver-event.ts';
import { type Lane, runLanes, toLanes } from './lanes.ts';
import { delaySeconds, type Outcome } from './outcome.ts';

/** Outcomes whose detail is written by us, without values. */
const ownWords: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  'ledger-conflict',
  'fault',
  'enrichment-waits',
  'hold-conflict',
  'out-of-time',
]);

export interface DeliverPorts extends DeliveryPorts {
  readonly archive: Archive;
  readonly visibility: Visibility;
  readonly deadLetters: DeadLetters;
  readonly log: Log;
  /** Lanes at once. */
  readonly concurrency: number;
  /** A lane starts no event with less time left than this: one event's calls may take so long. */
  readonly reserveMs: number;
  /** Counts what operators watch; without it nothing is counted. */
  readonly metrics?: DeliveryMetrics;
  /** Told of every delivery; locally the journal. */
  readonly observe?: (event: Envelope, delivery: Delivery) => void;
}

/**
 * The deliver function: groups of a batch side by side, each in order. A group stops at its first *later*; its messages
 * are returned with a delay and come again together.
 */
export function deliverHandler(ports: DeliverPorts) {
  return functionStack<SQSEvent, SQSBatchResponse>().handler(async (event, context) => {
    const failed = new Set<string>();
    const lanes = toLanes(event.Records, (record) => record.attributes.MessageGroupId ?? record.messageId);
    await runLanes(lanes, ports.concurrency, async (lane) => {
      for (const record of await runLane(lane, () => context.getRemainingTimeInMillis(), ports)) {
        failed.add(record.messageId);
      }
    });
    // In the order received, which FIFO partial batches ask for.
    const batchItemFailures = event.Records.filter(({ messageId }) => failed.has(messageId)).map(({ messageId }) => ({
      itemIdentifier: messageId,
    }));
    return { batchItemFailures };
  });
}

/** @returns the records that must come again. */
async function runLane(
  lane: Lane<SQSRecord>,
  remainingMs: () => number,
  ports: DeliverPorts,
): Promise<Lane<SQSRecord>> {
  for (const [index, record] of lane.entries()) {
    const rest = lane.slice(index);
    if (remainingMs() < ports.reserveMs) {
      await giveBack(rest, 0, ports);
      return rest;
    }
    const outcome = await deliverRecord(record, remainingMs, ports);
    const attempt = attemptOf(record);
    if (outcome.outcome === 'later') {
      await giveBack(rest, delaySeconds(attempt, outcome.retryAfterSeconds), ports);
      return rest;
    }
    if (outcome.outcome !== 'refused') continue;
    if (!(await bury(record, outcome, ports))) {
      await giveBack(rest, delaySeconds(attempt, undefined), ports);
      return rest;
    }
  }
  return [];
}

function attemptOf({ attributes }: SQSRecord): number {
  return Number(attributes.ApproximateReceiveCount) || 1;
}

async function deliverRecord(record: SQSRecord, remainingMs: () => number, ports: DeliverPorts): Promise<Outcome> {
  const started = ports.clock();
  let outcome: Outcome;
  let event: Envelope | undefined;
  let calls = 0;
  try {
    const decoded = await fromMessage(record.body, ports.archive);
    if (decoded.ok) {
      event = decoded.envelope;
      const redrive = redriveOf(record.attributes.MessageDeduplicationId ?? '');
      const delivery = await deliverEvent(event, { redrive, until: started + remainingMs() }, ports);
      ports.observe?.(event, delivery);
      calls = delivery.calls.length;
      for (const { detail = '' } of delivery.asked.filter((one) => one.outcome === 'failed')) {
        ports.log({ level: 'warn', at: 'deliver', message: 'went on without an answer', ...nameOf(event), detail });
      }
      await reportCases(event, delivery, ports);
      for (const { kind, reason } of delivery.refusals) ports.metrics?.countRefusal(event.source, kind, reason);
      for (const { type } of delivery.cases) ports.metrics?.countCase(type);
      outcome = delivery.outcome;
    } else {
      outcome = { outcome: 'refused', reason: decoded.reason, detail: decoded.detail };
    }
  } catch (error) {
    outcome = { outcome: 'later', reason: 'fault', detail: describeError(error) };
  }
  if (outcome.outcome === 'later') ports.metrics?.countWaiting(outcome.reason);
  const why = outcome.outcome === 'done' ? {} : { reason: outcome.reason };
  // The CDP's message may repeat what we sent: it goes to the dead letter, not to the log. Our own errors say no values.
  const own = outcome.outcome === 'later' && ownWords.has(outcome.reason) ? { detail: outcome.detail } : {};
  ports.log({
    level: levelOf(outcome),
    at: 'deliver',
    message: outcome.outcome,
    ...(event ? nameOf(event) : {}),
    ...why,
    ...own,
    count: calls,
    durationMs: ports.clock() - started,
  });
  return outcome;
}

/** Cases go to the inbox; that it is out of reach must not stop a delivery that is done. */
async function reportCases(event: Envelope, { cases }: Delivery, ports: DeliverPorts): Promise<void> {
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

/** An id that another system has chosen may name a person: it is logged as a digest. */
function nameOf({ connection, id, type }: Envelope) {
  return { connection, event: isDigest(id) ? id : digest(id), type };
}

function levelOf(outcome: Outcome): 'info' | 'warn' | 'error' {
  if (outcome.outcome === 'done' || outcome.outcome === 'ignored') return 'info';
  return outcome.outcome === 'later' && outcome.reason !== 'erase-refused' ? 'warn' : 'error';
}

/** Dead letters carry the reason; the message leaves the queue only when they have it. */
async function bury(
  record: SQSRecord,
  outcome: Extract<Outcome, { outcome: 'refused' }>,
  ports: DeliverPorts,
): Promise<boolean> {
  try {
    await ports.deadLetters.send({
      body: record.body,
      groupId: record.attributes.MessageGroupId ?? record.messageId,
      // Another id than the last time: moved back by hand and refused again at once, the letter would be swallowed.
      deduplicationId: nextRedriveId(record.attributes.MessageDeduplicationId ?? record.messageId),
      reason: outcome.reason,
      detail: outcome.detail,
    });
    return true;
  } catch (error) {
    ports.log({ level: 'error', at: 'deliver', message: 'dead letter not taken', error: describeError(error) });
    return false;
  }
}

/** A message whose visibility cannot be changed comes back when its own ends. */
async function giveBack(
  records: readonly SQSRecord[],
  seconds: number,
  { visibility, log }: DeliverPorts,
): Promise<void> {
  const changes = await Promise.allSettled(records.map((record) => visibility.change(record.receiptHandle, seconds)));
  const refused = changes.find((change) => change.status === 'rejected');
  if (refused)
    log({ level: 'warn', at: 'deliver', message: 'visibility not changed', error: describeError(refused.reason) });
}
