import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { functionStack } from '../shared/envelope/function-stack.ts';
import type { GuiyiConfig } from '../shared/config/define-config.ts';
import { toMessages } from '../shared/envelope/codec.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import { readableData, toEnvelope } from '../shared/envelope/from-source.ts';
import type { WebhookRequest } from '../shared/http/webhook-request.ts';
import { describeError, type Log } from '../shared/log/log.ts';
import type { Archive, Clock, DeadLetters, Queue, SecretStore } from '../shared/ports/ports.ts';
import type { ReasonCode } from '../shared/reasons/reasons.ts';
import { type Connection, openConnections, verify } from '../shared/sources/connection.ts';
import type { Receiver } from '../shared/sources/source.ts';
import { type InletMessage, readInlet } from './read-inlet.ts';

export interface InletPorts {
  readonly config: GuiyiConfig;
  readonly receivers: Readonly<Record<string, Receiver>>;
  readonly secrets: SecretStore;
  readonly queue: Queue;
  readonly archive: Archive;
  readonly deadLetters: DeadLetters;
  readonly clock: Clock;
  readonly log: Log;
  /** Told of every envelope that is queued. */
  readonly observe?: (envelopes: readonly Envelope[]) => void;
}

type Taken =
  | { readonly outcome: 'queued'; readonly envelopes: readonly Envelope[] }
  | { readonly outcome: 'unreadable'; readonly reason: ReasonCode; readonly detail: string };

/** The inlet: events from bridges, partner buses and the brand's own systems take the same way as webhooks. */
export function inletHandler(ports: InletPorts) {
  const { config, receivers, secrets, clock, log } = ports;
  const connections = openConnections(config, receivers, secrets, clock);
  return functionStack<SQSEvent, SQSBatchResponse>().handler(async (event) => {
    const failed = await Promise.all(
      event.Records.map(async (record) => {
        try {
          await takeRecord(record, connections, ports);
          return undefined;
        } catch (error) {
          log({ level: 'error', at: 'inlet', message: 'later', error: describeError(error) });
          return { itemIdentifier: record.messageId };
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
  const message = toMessageOf(record);
  const taken = await take(message, connections, ports);
  if (taken.outcome === 'queued') {
    ports.observe?.(taken.envelopes);
    ports.log({ level: 'debug', at: 'inlet', message: 'accepted', count: taken.envelopes.length });
    return;
  }
  const { reason, detail } = taken;
  await ports.deadLetters.send({
    body: record.body,
    groupId: record.messageId,
    deduplicationId: record.messageId,
    reason,
    detail,
    attributes: message.attributes,
  });
  ports.log({ level: 'error', at: 'inlet', message: 'refused', reason, detail });
}

function toMessageOf(record: SQSRecord): InletMessage {
  const attributes = Object.entries(record.messageAttributes).flatMap(([name, { stringValue }]) =>
    // SQS has no empty attribute values, and bytes in one mean nothing here.
    stringValue === undefined || stringValue === '' ? [] : [[name, stringValue] as const],
  );
  return {
    body: record.body,
    attributes: Object.fromEntries(attributes),
    sentAt: Number(record.attributes.SentTimestamp),
  };
}

/** @throws when secret, archive or queue are out of reach: the message comes again. */
async function take(
  message: InletMessage,
  connections: ReadonlyMap<string, Connection>,
  ports: InletPorts,
): Promise<Taken> {
  const reading = readInlet(message, connections);
  if (reading.kind === 'unreadable') return { outcome: 'unreadable', reason: reading.reason, detail: reading.detail };
  if (reading.kind === 'envelope') {
    const { envelope, connection } = reading;
    const receivedtime = new Date(ports.clock()).toISOString();
    const subject = envelope.subject ?? connection.receiver.subjectOf(envelope.data);
    const { mended: _, ...told } = envelope;
    return queueAll(
      [{ ...told, ...readableData(envelope), receivedtime, ...(subject !== undefined && { subject }) }],
      ports,
    );
  }
  return takePayload(message, reading.connection, ports);
}

/** A bare payload is verified as at the door, unless its connection trusts the queue. */
async function takePayload(message: InletMessage, connection: Connection, ports: InletPorts): Promise<Taken> {
  const request = toRequest(message);
  if (!request) {
    return { outcome: 'unreadable', reason: 'inlet-unreadable', detail: 'the attribute headers is not a JSON object' };
  }
  let payload = request.body;
  if (connection.config.trust !== 'queue') {
    if (message.attributes['headers'] === undefined && message.attributes['query'] === undefined) {
      const detail = `no headers and no query to verify, and connection ${connection.name} does not say trust: 'queue'`;
      return { outcome: 'unreadable', reason: 'inlet-untrusted', detail };
    }
    const verification = await verify(connection, request);
    if (verification.outcome === 'answered') return { outcome: 'queued', envelopes: [] };
    if (verification.outcome === 'refused') {
      const { reason, detail } = verification;
      return { outcome: 'unreadable', reason, detail };
    }
    payload = verification.payload;
  }
  const decoding = connection.receiver.decode(payload, request);
  if (decoding.outcome === 'undecodable') {
    return { outcome: 'unreadable', reason: decoding.reason, detail: decoding.detail };
  }
  const receivedTime = new Date(ports.clock()).toISOString();
  const { platform } = connection.receiver;
  const reception = { platform, connection: connection.name, receivedTime };
  return queueAll(
    decoding.events.map((event) => toEnvelope(event, reception)),
    ports,
  );
}

async function queueAll(envelopes: readonly Envelope[], { queue, archive }: InletPorts): Promise<Taken> {
  await queue.send(
    await toMessages(
      envelopes.map((envelope) => ({ envelope })),
      archive,
    ),
  );
  return { outcome: 'queued', envelopes };
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
