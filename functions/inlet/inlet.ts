import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { functionStack } from '../shared/envelope/function-stack.ts';
import type { GuiyiConfig } from '../shared/config/define-config.ts';
import { toMessages } from '../shared/envelope/codec.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import { readableData, toEnvelope } from '../shared/envelope/from-source.ts';
import { deliveryIds } from '../shared/journal/delivery-ids.ts';
import { DEFAULT_MAX_BODY_BYTES, type WebhookRequest } from '../shared/http/webhook-request.ts';
import type { Archive, Queue, SecretStore } from '../shared/ports/ports.ts';
import { type Connection, openConnections } from '../shared/sources/connection.ts';
import { proveWithoutAsking } from '../shared/sources/prove-request.ts';
import type { Decoding, Receiver, Unread } from '../shared/sources/source.ts';
import { messageOf } from './message-of.ts';
import { readInlet } from './read-inlet.ts';
import { returnMessage, type ReturnPorts } from './return-message.ts';
import { detailOf, type UnwrappedMessage, type InletMessage, unwrap, unwrapBatch } from './unwrap.ts';

export interface InletPorts extends ReturnPorts {
  readonly config: GuiyiConfig;
  readonly receivers: Readonly<Record<string, Receiver>>;
  readonly secrets: SecretStore;
  readonly queue: Queue;
  readonly archive: Archive;
  /** Told of every envelope that is queued. */
  readonly observe?: (envelopes: readonly Envelope[]) => void;
}

/** What there is to queue of a message, and what is for an operator. */
interface Taken {
  readonly envelopes: readonly Envelope[];
  readonly deadLetters: readonly Undeliverable[];
}

interface Undeliverable extends Unread {
  readonly message: UnwrappedMessage;
}

/** The inlet: events from bridges, partner buses and the brand's own systems take the same way as webhooks. */
export function inletHandler(ports: InletPorts) {
  const { config, receivers, secrets, clock } = ports;
  const connections = openConnections(config, receivers, secrets, clock);
  return functionStack<SQSEvent, SQSBatchResponse>().handler(async (event) => {
    const failed = await Promise.all(
      event.Records.map(async (record) => {
        try {
          await takeRecord(record, connections, ports);
          return undefined;
        } catch (error) {
          const comesAgain = await returnMessage(record, error, ports);
          return comesAgain ? { itemIdentifier: record.messageId } : undefined;
        }
      }),
    );
    return { batchItemFailures: failed.filter((item) => item !== undefined) };
  });
}

async function takeRecord(
  record: SQSRecord,
  connections: ReadonlyMap<string, Connection>,
  ports: InletPorts,
): Promise<void> {
  const message = messageOf(record);
  const whole = unwrap(message);
  const { envelopes, deadLetters } = await take(whole, connections, ports);
  if (envelopes.length > 0) {
    const sendables = envelopes.map((envelope) => ({ envelope }));
    await ports.queue.send(await toMessages(sendables, ports.archive));
    ports.observe?.(envelopes);
  }
  for (const [index, { message: undeliverable, reason, detail }] of deadLetters.entries()) {
    // Of a batch what is dead-lettered alone; else the message as it came.
    const { body, attributes } = undeliverable === whole ? message : undeliverable;
    const deduplicationId = index === 0 ? record.messageId : `${record.messageId}-${index}`;
    await ports.deadLetters.send({ body, groupId: record.messageId, deduplicationId, reason, detail, attributes });
    ports.log({ level: 'error', at: 'inlet', message: 'dead-lettered', reason, detail });
  }
  if (envelopes.length > 0 || deadLetters.length === 0) {
    ports.log({ level: 'debug', at: 'inlet', message: 'accepted', count: envelopes.length });
  }
}

/** A message, or each of a batch. @throws when the secret is out of reach: the message comes again. */
async function take(
  message: UnwrappedMessage,
  connections: ReadonlyMap<string, Connection>,
  ports: InletPorts,
): Promise<Taken> {
  const whole = await takeOne(message, connections, ports);
  const isTaken = whole.deadLetters.length === 0 || whole.envelopes.length > 0;
  // A list that a platform signs is its own affair: no part of it is proved by itself.
  const batch = isTaken || isSigned(message) ? undefined : unwrapBatch(message);
  if (!batch) return whole;
  const taken = await Promise.all(batch.map((one) => takeOne(one, connections, ports)));
  const envelopes = taken.flatMap((one) => one.envelopes);
  const deadLetters = taken.flatMap((one) => one.deadLetters);
  const [first] = deadLetters;
  // Nothing in it is of use: it stays as it came.
  return first && envelopes.length === 0 ? asDeadLetter(message, first) : { envelopes, deadLetters };
}

async function takeOne(
  message: UnwrappedMessage,
  connections: ReadonlyMap<string, Connection>,
  ports: InletPorts,
): Promise<Taken> {
  const reading = readInlet(message, connections);
  switch (reading.kind) {
    case 'unreadable':
      return asDeadLetter(message, reading);
    case 'envelope': {
      const { envelope, connection } = reading;
      const receivedtime = new Date(ports.clock()).toISOString();
      const subject = envelope.subject ?? connection.receiver.subjectOf(envelope.data);
      const { mended: _, ...unmended } = envelope;
      const data = readableData(envelope);
      return {
        envelopes: [{ ...unmended, ...data, receivedtime, ...(subject !== undefined && { subject }) }],
        deadLetters: [],
      };
    }
    case 'payload':
      return takePayload(message, reading.connection, ports);
  }
}

/** A bare payload is verified as a webhook is, unless its connection trusts the queue. */
async function takePayload(message: UnwrappedMessage, connection: Connection, ports: InletPorts): Promise<Taken> {
  const request = toRequest(message);
  if (!request) {
    return asDeadLetter(message, { reason: 'inlet-unreadable', detail: 'the attribute headers is not a JSON object' });
  }
  if (connection.config.trust === 'queue') {
    const decoding = decodeTrusted(message, request, connection);
    return toTaken(message, decoding, { connection, request, ports });
  }
  if (!isSigned(message)) {
    const detail = `no headers and no query to verify, and connection ${connection.name} does not say trust: 'queue'`;
    return asDeadLetter(message, { reason: 'inlet-untrusted', detail });
  }
  const proof = await proveWithoutAsking(
    connection,
    request,
    ports.config.door?.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES,
  );
  switch (proof.outcome) {
    case 'without-secret':
      return asDeadLetter(message, { reason: 'secret-missing', detail: proof.detail });
    case 'answered':
      return { envelopes: [], deadLetters: [] };
    case 'too-large':
      return asDeadLetter(message, { reason: 'body-too-large', detail: proof.detail });
    case 'rejected':
      return asDeadLetter(message, proof);
    case 'verified':
      return toTaken(message, connection.receiver.decode(proof.payload, proof.request ?? request), {
        connection,
        request,
        ports,
      });
  }
}

function isSigned({ attributes }: UnwrappedMessage): boolean {
  return attributes['headers'] !== undefined || attributes['query'] !== undefined;
}

/** A source may know what its partner bus writes around an event; what it does not know there, it may know as `detail`. */
function decodeTrusted(message: UnwrappedMessage, request: WebhookRequest, { receiver }: Connection): Decoding {
  const decoding = receiver.decode(request.body, request);
  const detail = decoding.outcome === 'undecodable' ? detailOf(message.json) : undefined;
  if (!detail) return decoding;
  const body = Buffer.from(JSON.stringify(detail));
  const inner = receiver.decode(body, { ...request, body });
  return inner.outcome === 'events' ? inner : decoding;
}

interface TakenFrom {
  readonly connection: Connection;
  readonly request: WebhookRequest;
  readonly ports: InletPorts;
}

function toTaken(message: UnwrappedMessage, decoding: Decoding, { connection, request, ports }: TakenFrom): Taken {
  if (decoding.outcome === 'undecodable') return asDeadLetter(message, decoding);
  const receivedTime = new Date(ports.clock()).toISOString();
  const { platform } = connection.receiver;
  const [deliveryId] = deliveryIds(request.headers);
  const reception = { platform, connection: connection.name, receivedTime, deliveryId };
  const deadLetters = decoding.unread ? [{ message, ...decoding.unread }] : [];
  return { envelopes: decoding.events.map((event) => toEnvelope(event, reception)), deadLetters };
}

function asDeadLetter(message: UnwrappedMessage, { reason, detail }: Unread): Taken {
  return { envelopes: [], deadLetters: [{ message, reason, detail }] };
}

/** A webhook that came through a queue: its headers and query travel in attributes. */
function toRequest({ body, attributes, sentAt }: InletMessage): WebhookRequest | undefined {
  const headers = parseHeaders(attributes['headers'] ?? '{}');
  if (!headers) return undefined;
  return {
    method: 'POST',
    headers,
    rawQuery: attributes['query'] ?? '',
    receivedAt: sentAt,
    body: Buffer.from(body, attributes['encoding'] === 'base64' ? 'base64' : 'utf8'),
  };
}

function parseHeaders(text: string): Record<string, string> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
    return Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name.toLowerCase(), String(value)]));
  } catch {
    return undefined;
  }
}
