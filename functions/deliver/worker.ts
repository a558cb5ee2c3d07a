import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { BreakerStore } from '../shared/breaker/store.ts';
import { type BreakerReason, type BreakerState, closedBreaker, mayDeliver, tripped } from '../shared/breaker/state.ts';
import { functionStack } from '../shared/envelope/function-stack.ts';
import { fromMessage } from '../shared/envelope/codec.ts';
import { digest, isDigest } from '../shared/envelope/digest.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import { nextRedriveId, nextRenewalId, redriveOf } from '../shared/envelope/redrive-id.ts';
import { describeError, type Log } from '../shared/log/log.ts';
import type { DeliveryMetrics } from '../shared/metrics/delivery-metrics.ts';
import type { ReasonCode } from '../shared/reasons/reasons.ts';
import type { JournalState } from '../shared/ports/journal.ts';
import type { Archive, DeadLetters, Queue, Visibility } from '../shared/ports/ports.ts';
import {
  backOffSeconds,
  DEFAULT_GIVE_UP_DAYS,
  isGivenUp,
  type Journey,
  journeyOf,
  RENEW_AT_RECEIVES,
} from './back-off.ts';
import { type Delivery, type DeliveryPorts, deliverEvent } from './deliver-event.ts';
import { faultSeen, meetBreaker } from './health.ts';
import { isNoted, journalEntry, type Try } from './journal-entry.ts';
import { type MessageGroup, runMessageGroups, toMessageGroups } from './message-groups.ts';
import type { Outcome } from './outcome.ts';

/** Waiting that has an end of its own, which the event knows to the second. */
const ownPause: ReadonlySet<ReasonCode> = new Set<ReasonCode>(['hold-conflict', 'enrichment-waits']);

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
  /** The queue that the events come from: one whose receives run out is sent to it anew. */
  readonly queue: Queue;
  readonly breaker: BreakerStore;
  readonly deadLetters: DeadLetters;
  readonly log: Log;
  /** Groups at once. */
  readonly concurrency: number;
  /** A group starts no event with less time left than this: one event's calls may take so long. */
  readonly reserveMs: number;
  /** Counts what operators watch; without it nothing is counted. */
  readonly metrics?: DeliveryMetrics;
  /** Told of every delivery; locally the journal. */
  readonly observe?: (event: Envelope, delivery: Delivery) => void;
}

/**
 * The deliver function: groups of a batch side by side, each in order. A group stops at its first *waiting*; its messages
 * are returned with a delay and come again together.
 */
export function deliverHandler(ports: DeliverPorts) {
  return functionStack<SQSEvent, SQSBatchResponse>().handler(async (event, context) => {
    const failed = new Set<string>();
    const groups = toMessageGroups(event.Records, (record) => record.attributes.MessageGroupId ?? record.messageId);
    const gate = await openGate(ports);
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

/** The breaker as one batch meets it. */
interface Gate {
  /** Seconds until the CDP may be called again; undefined while it may. */
  closedFor(): number | undefined;
  /** Opens the breaker where what was seen says so. */
  look(outcome: Outcome): Promise<void>;
}

const LEAST_PAUSE_SECONDS = 60;

/** Reads the breaker, once for a batch. One that cannot be read stops nothing: it saves calls, and no event depends on it. */
async function openGate(ports: DeliverPorts): Promise<Gate> {
  const { breaker, clock, health, log } = ports;
  let state: BreakerState = closedBreaker;
  try {
    state = await breaker.read();
    meetBreaker(health, state);
  } catch (error) {
    log({ level: 'warn', at: 'deliver', message: 'breaker not read', error: describeError(error) });
  }
  return {
    closedFor() {
      if (mayDeliver(state)) return undefined;
      return Math.max(LEAST_PAUSE_SECONDS, Math.ceil(((state.nextProbe ?? 0) - clock()) / 1000));
    },
    async look(outcome) {
      if (!mayDeliver(state) || outcome.outcome !== 'waiting') return;
      const isOnTrial = state.state === 'half-open';
      const now = clock();
      const reason = isOnTrial ? breakerReasonOf(outcome.reason) : faultSeen(health, now);
      if (reason === undefined) return;
      const change = (before: BreakerState) => tripped(before, { reason, detail: outcome.reason, now });
      state = change(state);
      log({ level: 'error', at: 'deliver', message: 'the breaker opens', reason });
      try {
        state = await breaker.update(change);
      } catch (error) {
        log({ level: 'error', at: 'deliver', message: 'breaker not written', error: describeError(error) });
      }
      meetBreaker(health, state);
    },
  };
}

/** Of one batch on trial a single failure decides; but an answer -1 to one event may be the event's own fault. */
function breakerReasonOf(reason: ReasonCode): BreakerReason | undefined {
  return reason === 'cdp-unavailable' || reason === 'cdp-credentials' ? reason : undefined;
}

/** @returns the records that must come again. */
async function runMessageGroup(
  messages: MessageGroup<SQSRecord>,
  remainingMs: () => number,
  gate: Gate,
  ports: DeliverPorts,
): Promise<MessageGroup<SQSRecord>> {
  const decoded = decoding(ports.archive);
  for (let index = 0; index < messages.length;) {
    const pause = gate.closedFor();
    if (pause !== undefined) return returnOrRenew(messages.slice(index), pause, ports);
    if (remainingMs() < ports.reserveMs) return returnOrRenew(messages.slice(index), 0, ports);
    for (const ended of await deliverRecords(messages.slice(index), decoded, remainingMs, ports)) {
      const wait = await afterEnd(ended, gate, ports);
      if (wait !== undefined) return returnOrRenew(messages.slice(index), wait, ports);
      index += 1;
    }
  }
  return [];
}

interface RecordEnd {
  readonly tried: Try;
  readonly journey: Journey;
}

/** @returns seconds after which the record and those behind it come again; undefined where it is over */
async function afterEnd({ tried, journey }: RecordEnd, gate: Gate, ports: DeliverPorts): Promise<number | undefined> {
  const { record, outcome } = tried;
  await gate.look(outcome);
  const now = ports.clock();
  if (outcome.outcome === 'waiting' && !isGivenUp(journey, giveUpDays(ports), now)) {
    const { reason, retryAfterSeconds } = outcome;
    if (isNoted(record)) await noteLeniently(tried, 'waiting', ports);
    const isOwn = ownPause.has(reason) && retryAfterSeconds !== undefined;
    return isOwn ? retryAfterSeconds : backOffSeconds(journey, { now, wishSeconds: retryAfterSeconds });
  }
  if (outcome.outcome === 'done' || outcome.outcome === 'ignored') {
    if (outcome.outcome === 'done' || outcome.reason !== 'already-done') {
      await noteLeniently(tried, outcome.outcome, ports);
    }
    return undefined;
  }
  return (await sendToDeadLetters(tried, outcome, ports)) ? undefined : backOffSeconds(journey, { now });
}

function giveUpDays({ config }: DeliverPorts): number {
  return config.cdp.giveUpAfterDays ?? DEFAULT_GIVE_UP_DAYS;
}

/**
 * Returns the messages of a group. Those whose receives run out are sent anew, in their order: SQS would make dead letters of them
 * without a reason. They stand behind newer ones of their group then, and the time of each event decides.
 * @returns those that stay in the queue as they are
 */
async function returnOrRenew(
  rest: MessageGroup<SQSRecord>,
  seconds: number,
  ports: DeliverPorts,
): Promise<MessageGroup<SQSRecord>> {
  const renewed = new Set<SQSRecord>();
  for (const record of rest) {
    if (Number(record.attributes.ApproximateReceiveCount) < RENEW_AT_RECEIVES) continue;
    const { MessageGroupId: groupId, MessageDeduplicationId: id } = record.attributes;
    if (groupId === undefined || id === undefined) continue;
    try {
      await ports.queue.send([{ body: record.body, groupId, deduplicationId: nextRenewalId(id) }]);
      renewed.add(record);
    } catch (error) {
      ports.log({ level: 'error', at: 'deliver', message: 'not sent anew', error: describeError(error) });
      break;
    }
  }
  const kept = rest.filter((record) => !renewed.has(record));
  await returnToQueue(kept, seconds, ports);
  return kept;
}

type Decoded = Awaited<ReturnType<typeof fromMessage>>;

/** Decodes each record once, however often it is looked at. */
function decoding(archive: Archive): (record: SQSRecord) => Promise<Decoded> {
  const known = new Map<SQSRecord, Promise<Decoded>>();
  return (record) => {
    const decoded = known.get(record) ?? fromMessage(record.body, archive);
    known.set(record, decoded);
    return decoded;
  };
}

/** Delivers the first record, and with it those that follow as far as they add up. */
async function deliverRecords(
  messages: MessageGroup<SQSRecord>,
  decoded: (record: SQSRecord) => Promise<Decoded>,
  remainingMs: () => number,
  ports: DeliverPorts,
): Promise<readonly RecordEnd[]> {
  const started = ports.clock();
  const [record, ...rest] = messages;
  if (!record) return [];
  let journey = journeyOf(sentOf(record), undefined, started);
  const end = async (of: SQSRecord, outcome: Outcome, event?: Envelope, delivery?: Delivery): Promise<RecordEnd> => {
    const times = { queued: Number(of.attributes.SentTimestamp), tried: started, ended: ports.clock() };
    const tried = { record: of, event, delivery, outcome, times };
    await tellEnd(tried, ports);
    return { tried, journey };
  };
  let deliveries: readonly Delivery[];
  let events: readonly Envelope[];
  try {
    const first = await decoded(record);
    if (!first.ok) return [await end(record, { outcome: 'dead-lettered', reason: first.reason, detail: first.detail })];
    const event = first.envelope;
    journey = journeyOf(sentOf(record), event.receivedtime, started);
    const arrival = { redrive: redriveIn(record), receives: journey.receives, until: started + remainingMs() };
    const following = await readable(rest, decoded);
    events = [event, ...following];
    deliveries = await deliverEvent(event, arrival, following, ports);
  } catch (error) {
    return [await end(record, { outcome: 'waiting', reason: 'fault', detail: describeError(error) })];
  }
  const ended: RecordEnd[] = [];
  for (const [index, delivery] of deliveries.entries()) {
    const of = messages[index];
    if (of) ended.push(await end(of, delivery.outcome, events[index], delivery));
  }
  return ended;
}

function redriveIn({ attributes }: SQSRecord): string | undefined {
  return redriveOf(attributes.MessageDeduplicationId ?? '');
}

/** The events up to the first that must have its own turn: it cannot be read, or an operator has sent it again. */
async function readable(
  records: MessageGroup<SQSRecord>,
  decoded: (record: SQSRecord) => Promise<Decoded>,
): Promise<readonly Envelope[]> {
  const events: Envelope[] = [];
  for (const record of records) {
    const one = redriveIn(record) === undefined ? await decoded(record).catch(() => undefined) : undefined;
    if (!one?.ok) break;
    events.push(one.envelope);
  }
  return events;
}

/** Says how a try has ended: to the observer, the inbox of cases, the metrics and the log. */
async function tellEnd({ record, event, delivery, outcome, times }: Try, ports: DeliverPorts): Promise<void> {
  if (event && delivery) {
    ports.observe?.(event, delivery);
    for (const { detail = '' } of delivery.asked.filter((one) => one.outcome === 'failed')) {
      ports.log({ level: 'warn', at: 'deliver', message: 'went on without an answer', ...nameOf(event), detail });
    }
    // An event is counted, and its cases reported, when it ends; a refused erase is a case of its own all the time.
    if (outcome.outcome !== 'waiting' || outcome.reason === 'erase-refused') await countEnd(event, delivery, ports);
  }
  // Once for each event, not for each try: behind others of its group it is received, and not tried.
  if (outcome.outcome === 'waiting' && isFirstTry(record)) ports.metrics?.countWaiting(outcome.reason);
  const why = outcome.outcome === 'done' ? {} : { reason: outcome.reason };
  // The CDP's message may repeat what we sent: it goes to the dead letter, not to the log. Our own errors say no values.
  const own = outcome.outcome === 'waiting' && ownWords.has(outcome.reason) ? { detail: outcome.detail } : {};
  ports.log({
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

/** Tells the journal. @throws PortError */
async function note(tried: Try, state: JournalState, ports: DeliverPorts, deduplicationId?: string): Promise<void> {
  const { journal, config } = ports;
  if (!journal) return;
  const [hashKey, envelopeKey] = await Promise.all([ports.hashKey(), journal.envelopeKey?.()]);
  const letter = deduplicationId !== undefined && { deduplicationId };
  const entry = journalEntry(tried, state, { config, hashKey, envelopeKey, ...letter });
  // Of an event that is done they are known already.
  if (state !== 'done') await journal.store.pair(entry.partition, entry.who);
  await journal.store.write(entry);
}

/** An event that is delivered is so whatever the journal says. */
async function noteLeniently(tried: Try, state: JournalState, ports: DeliverPorts): Promise<void> {
  try {
    await note(tried, state, ports);
  } catch (error) {
    ports.log({ level: 'error', at: 'deliver', message: 'journal not written', error: describeError(error) });
  }
}

function sentOf({ attributes }: SQSRecord) {
  return {
    receiveCount: attributes.ApproximateReceiveCount,
    sentTimestamp: attributes.SentTimestamp,
    deduplicationId: attributes.MessageDeduplicationId,
  };
}

function isFirstTry({ attributes }: SQSRecord): boolean {
  return Number(attributes.ApproximateReceiveCount) === 1;
}

async function countEnd(event: Envelope, delivery: Delivery, ports: DeliverPorts): Promise<void> {
  await reportCases(event, delivery, ports);
  for (const { kind, reason } of delivery.discarded) ports.metrics?.countDiscarded(event.source, kind, reason);
  for (const { type } of delivery.cases) ports.metrics?.countCase(type);
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
  return outcome.outcome === 'waiting' && outcome.reason !== 'erase-refused' ? 'warn' : 'error';
}

/** Dead letters carry the reason; the message leaves the queue only when they have it. */
async function sendToDeadLetters(
  tried: Try,
  { outcome, reason, detail }: Extract<Outcome, { outcome: 'dead-lettered' | 'waiting' }>,
  ports: DeliverPorts,
): Promise<boolean> {
  const { record } = tried;
  // Another id than the last time: moved back by hand and refused again at once, the letter would be swallowed.
  const deduplicationId = nextRedriveId(record.attributes.MessageDeduplicationId ?? record.messageId);
  try {
    await ports.deadLetters.send({
      body: record.body,
      groupId: record.attributes.MessageGroupId ?? record.messageId,
      deduplicationId,
      reason,
      detail: outcome === 'waiting' ? `given up after ${giveUpDays(ports)} days: ${detail}` : detail,
    });
    // Operators find it by the journal alone.
    await note(tried, 'dead-lettered', ports, deduplicationId);
    return true;
  } catch (error) {
    ports.log({ level: 'error', at: 'deliver', message: 'dead letter not taken', error: describeError(error) });
    return false;
  }
}

/** A message whose visibility cannot be changed comes back when its own ends. */
async function returnToQueue(
  records: readonly SQSRecord[],
  seconds: number,
  { visibility, log }: DeliverPorts,
): Promise<void> {
  const changes = await Promise.allSettled(records.map((record) => visibility.change(record.receiptHandle, seconds)));
  const refused = changes.find((change) => change.status === 'rejected');
  if (refused)
    log({ level: 'warn', at: 'deliver', message: 'visibility not changed', error: describeError(refused.reason) });
}
