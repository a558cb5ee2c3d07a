import type { SQSRecord } from 'aws-lambda';
import type { GuiyiConfig } from '../shared/config/define-config.ts';
import { digest, isDigest } from '../shared/envelope/digest.ts';
import { type Envelope, orderingKey } from '../shared/envelope/envelope.ts';
import { textHash } from '../shared/identity/keyed-hash.ts';
import { mask } from '../shared/identity/mask.ts';
import { deliveryIds } from '../shared/journal/delivery-ids.ts';
import { orderNumbers } from '../shared/journal/order-numbers.ts';
import { seal } from '../shared/journal/seal.ts';
import type { JournalEntry, JournalState, JournalTimes } from '../shared/ports/journal.ts';
import type { Delivery } from './delivery.ts';
import { spokenOf } from './keep-event.ts';
import type { Outcome } from './outcome.ts';

/** A try of one message, of which the journal is told. */
export interface Try {
  readonly record: SQSRecord;
  /** Undefined where the message holds no event. */
  readonly event: Envelope | undefined;
  readonly delivery: Delivery | undefined;
  readonly outcome: Outcome;
  readonly times: JournalTimes;
}

export interface Keeping {
  readonly config: GuiyiConfig;
  readonly hashKey: string;
  /** Undefined: messages are not kept. */
  readonly envelopeKey: string | undefined;
  /** The id under which it became a dead letter. */
  readonly deduplicationId?: string;
}

const MAX_KEYS = 3;
/** An item of DynamoDB ends at 400 KB. A message that is larger still is in its dead letter alone. */
const MAX_SEALED_BYTES = 300_000;
/** After a first try behind others of its group: these receives write down that it waits, if none before has. */
const NOTED_RECEIVES: ReadonlySet<number> = new Set([1, 8, 64, 512]);

/** Is it written down that an event waits? Of the tries between the log tells. */
export function isNoted({ attributes }: SQSRecord): boolean {
  return NOTED_RECEIVES.has(Number(attributes.ApproximateReceiveCount));
}

export function journalEntry(tried: Try, state: JournalState, keeping: Keeping): JournalEntry {
  const { record, event, delivery, outcome, times } = tried;
  const { hashKey, config } = keeping;
  const head = event ? headOf(event) : unreadable(record);
  // Of whom must be forgotten nothing is written but that the event came.
  const isPersonal = delivery !== undefined && !isForgotten(delivery);
  return {
    ...head,
    state,
    ...(outcome.outcome !== 'done' && { reason: outcome.reason }),
    times,
    receives: Number(record.attributes.ApproximateReceiveCount),
    who: isPersonal ? spokenOf(delivery, config, hashKey) : [],
    keys: event && isPersonal ? keysOf(event, state, hashKey) : [],
    ...(isPersonal && { report: JSON.stringify(maskedReport(delivery)) }),
    ...(isPersonal && envelopeOf(record, delivery, head.event, keeping)),
    ...(delivery?.isErasing && { isPrivacyRequest: true }),
    ...(state === 'dead-lettered' && letterOf(record, keeping)),
  };
}

/** The message itself, sealed under the subject's salt. */
function envelopeOf(
  { body }: SQSRecord,
  { salt }: Delivery,
  event: string,
  { envelopeKey }: Keeping,
): Pick<JournalEntry, 'envelope'> {
  if (envelopeKey === undefined || salt === undefined) return {};
  const envelope = seal(body, { key: envelopeKey, salt, context: event });
  return envelope.length <= MAX_SEALED_BYTES ? { envelope } : {};
}

function letterOf({ attributes, messageId }: SQSRecord, { deduplicationId }: Keeping): Pick<JournalEntry, 'letter'> {
  if (deduplicationId === undefined) return {};
  return { letter: { groupId: attributes.MessageGroupId ?? messageId, deduplicationId } };
}

function headOf(event: Envelope) {
  const { id, source, connection, type, receivedtime } = event;
  return {
    partition: digest('subject', connection, orderingKey(event)),
    event: digest('event', source, id),
    id,
    source,
    connection,
    type,
    receivedTime: new Date(receivedtime).toISOString(),
  };
}

/** A message that holds no event stands for itself. */
function unreadable({ body, attributes }: SQSRecord) {
  const id = digest('message', body);
  const receivedTime = new Date(Number(attributes.SentTimestamp)).toISOString();
  return { partition: id, event: id, id, source: '', connection: '', type: '', receivedTime };
}

function isForgotten({ outcome, salt, calls }: Delivery): boolean {
  if (outcome.outcome === 'ignored' && outcome.reason === 'suppressed') return true;
  return calls.some(({ call }) => call === 'singleDelete') && salt === undefined;
}

/** By what people look for it. Its own id is found by its row alone, unless another system has chosen it or it did not end at once. */
function keysOf(event: Envelope, state: JournalState, hashKey: string): readonly string[] {
  const isAskedFor = !isDigest(event.id) || state === 'waiting' || state === 'dead-lettered';
  const deliveries = [...(event.deliveryid === undefined ? [] : [event.deliveryid]), ...deliveryIds({}, event.data)];
  // One of the rows is for a delivery: its id is what the platform's console and support name.
  const orders = orderNumbers(event).slice(0, deliveries.length > 0 ? MAX_KEYS - 1 : MAX_KEYS);
  const business = [
    ...orders.map((number) => textHash('order', [number], hashKey)),
    ...deliveries.map((id) => textHash('delivery', [id], hashKey)),
  ].slice(0, MAX_KEYS);
  return [...business, ...(isAskedFor ? [eventHash(event.id, hashKey)] : [])];
}

export function eventHash(id: string, hashKey: string): string {
  return textHash('event', [id], hashKey);
}

/** What was made of it, in the form of the operator's views. */
function maskedReport({ identities, withheld, discarded, asked, calls, customers }: Delivery) {
  const plain = ({ kind, scope, value, evidence }: Delivery['identities'][number]) => ({
    kind,
    scope,
    value: mask(kind, value),
    evidence: { grade: evidence.grade, field: evidence.field },
  });
  return {
    identities: identities.map(plain),
    withheld: withheld.map((one) => ({ ...plain(one), because: one.because })),
    // By this name every version knows them.
    refusals: discarded.map(({ kind, field, reason, masked }) => ({ kind, field, reason, masked })),
    asked: asked.map(({ api, outcome, found }) => ({ api, outcome, found })),
    // Of an answer the id of a customer, or that there was none.
    calls: calls.map(({ call, answer }) => ({
      call,
      request: null,
      answer: typeof answer === 'string' || answer === null ? answer : '(an answer)',
    })),
    customers,
  };
}
