import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { functionStack } from '../shared/envelope/function-stack.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import { describeError } from '../shared/log/log.ts';
import { PortError } from '../shared/ports/port-error.ts';
import type { ReasonCode } from '../shared/reasons/reasons.ts';
import { backOffSeconds, giveUpDays, isGivenUp, type Journey } from '../shared/envelope/back-off.ts';
import { sendToDeadLetters } from './dead-letter.ts';
import { deliverEvent } from './deliver-event.ts';
import type { Delivery } from './delivery.ts';
import { type BreakerGate, openBreakerGate } from './breaker-gate.ts';
import { isNoted, type Try } from './journal-entry.ts';
import { type MessageGroup, runMessageGroups, toMessageGroups } from './message-groups.ts';
import { noteTryLeniently } from './note-try.ts';
import type { Outcome } from './outcome.ts';
import type { DeliverPorts } from './ports.ts';
import { type Decode, decoding, journeyIn, readableEvents, redriveIn } from './read-messages.ts';
import { reportTry } from './report-try.ts';
import { returnToQueue } from './return-to-queue.ts';

/**
 * The deliver function: groups of a batch side by side, each in order. A group stops at its first *waiting*; its messages
 * are returned with a delay and come again together.
 */
export function deliverHandler(ports: DeliverPorts) {
  return functionStack<SQSEvent, SQSBatchResponse>().handler(async (event, context) => {
    const failed = new Set<string>();
    const groups = toMessageGroups(event.Records, (record) => record.attributes.MessageGroupId ?? record.messageId);
    const gate = await openBreakerGate(ports);
    await runMessageGroups(groups, ports.concurrency, async (messages) => {
      for (const record of await runMessageGroup(messages, () => context.getRemainingTimeInMillis(), gate, ports)) {
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
async function runMessageGroup(
  messages: MessageGroup<SQSRecord>,
  remainingMs: () => number,
  gate: BreakerGate,
  ports: DeliverPorts,
): Promise<MessageGroup<SQSRecord>> {
  const decode = decoding(ports.archive);
  for (let index = 0; index < messages.length;) {
    const pause = gate.closedFor();
    if (pause !== undefined) return returnToQueue(messages.slice(index), pause, ports);
    if (remainingMs() < ports.reserveMs) return returnToQueue(messages.slice(index), 0, ports);
    for (const ended of await deliverRecords(messages.slice(index), decode, remainingMs, ports)) {
      const wait = await afterEnd(ended, gate, ports);
      if (wait !== undefined) return returnToQueue(messages.slice(index), wait, ports);
      index += 1;
    }
  }
  return [];
}

interface RecordEnd {
  readonly tried: Try;
  readonly journey: Journey;
}

/** Delivers the first record, and with it those that follow as far as they add up. */
async function deliverRecords(
  messages: MessageGroup<SQSRecord>,
  decode: Decode,
  remainingMs: () => number,
  ports: DeliverPorts,
): Promise<readonly RecordEnd[]> {
  const started = ports.clock();
  const [record, ...rest] = messages;
  if (!record) return [];
  let journey = journeyIn(record, undefined, started);
  const end = async (of: SQSRecord, outcome: Outcome, event?: Envelope, delivery?: Delivery): Promise<RecordEnd> => {
    const times = { queued: Number(of.attributes.SentTimestamp), tried: started, ended: ports.clock() };
    const tried = { record: of, event, delivery, outcome, times };
    await reportTry(tried, ports);
    return { tried, journey };
  };
  let deliveries: readonly Delivery[];
  let events: readonly Envelope[];
  try {
    const first = await decode(record);
    if (!first.ok) return [await end(record, { outcome: 'dead-lettered', reason: first.reason, detail: first.detail })];
    const event = first.envelope;
    journey = journeyIn(record, event.receivedtime, started);
    const arrival = { redrive: redriveIn(record), receives: journey.receives, until: started + remainingMs() };
    const following = await readableEvents(rest, decode);
    events = [event, ...following];
    deliveries = await deliverEvent(event, arrival, following, ports);
  } catch (error) {
    const reason = error instanceof PortError ? 'store-unavailable' : 'fault';
    return [await end(record, { outcome: 'waiting', reason, detail: describeError(error) })];
  }
  const ended: RecordEnd[] = [];
  for (const [index, delivery] of deliveries.entries()) {
    const of = messages[index];
    if (of) ended.push(await end(of, delivery.outcome, events[index], delivery));
  }
  return ended;
}

/** Waiting that has an end of its own, which the event knows to the second. */
const ownPause: ReadonlySet<ReasonCode> = new Set<ReasonCode>(['hold-conflict', 'enrichment-waits']);

/** @returns seconds after which the record and those behind it come again; undefined where it is over */
async function afterEnd(
  { tried, journey }: RecordEnd,
  gate: BreakerGate,
  ports: DeliverPorts,
): Promise<number | undefined> {
  const { record, outcome } = tried;
  await gate.look(outcome);
  const now = ports.clock();
  const patience = { giveUpAfterDays: giveUpDays(ports.config.cdp), countsFrom: ports.health.countsFrom, now };
  if (outcome.outcome === 'waiting' && !isGivenUp(journey, patience)) {
    const { reason, retryAfterSeconds } = outcome;
    if (isNoted(record)) await noteTryLeniently(tried, 'waiting', ports);
    const isOwn = ownPause.has(reason) && retryAfterSeconds !== undefined;
    return isOwn ? retryAfterSeconds : backOffSeconds(journey, { now, wishSeconds: retryAfterSeconds });
  }
  if (outcome.outcome === 'done' || outcome.outcome === 'ignored') {
    if (outcome.outcome === 'done' || outcome.reason !== 'already-done') {
      await noteTryLeniently(tried, outcome.outcome, ports);
    }
    return undefined;
  }
  return (await sendToDeadLetters(tried, outcome, ports)) ? undefined : backOffSeconds(journey, { now });
}
