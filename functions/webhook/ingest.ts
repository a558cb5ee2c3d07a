import { toMessages } from '../shared/envelope/codec.ts';
import { digestOfBytes } from '../shared/envelope/digest.ts';
import type { Envelope } from '../shared/envelope/envelope.ts';
import { toEnvelope } from '../shared/envelope/from-source.ts';
import type { SourceEvent } from '../shared/envelope/source-event.ts';
import {
  DEFAULT_MAX_BODY_BYTES,
  type WebhookRequest,
  type WebhookResponse,
  withoutParameter,
} from '../shared/http/webhook-request.ts';
import { deliveryIds } from '../shared/journal/delivery-ids.ts';
import type { Archive, Clock, Queue } from '../shared/ports/ports.ts';
import type { ReasonCode } from '../shared/reasons/reasons.ts';
import { SecretError } from '../shared/secrets/connection-secret.ts';
import type { Connection } from '../shared/sources/connection.ts';
import { type Proof, proveRequest } from '../shared/sources/prove-request.ts';

export interface IngestPorts {
  readonly queue: Queue;
  readonly archive: Archive;
  readonly clock: Clock;
}

/** What became of a request: the answer for the platform, and what the log must say. */
export interface Reception {
  readonly response: WebhookResponse;
  readonly envelopes: readonly Envelope[];
  /** Of several live values of the secret the one that has proved the request, from 0. */
  readonly liveValue?: number;
  readonly reason?: ReasonCode;
  readonly detail?: string;
  readonly error?: unknown;
}

/**
 * Receives one request for a connection: verify, decode, queue, and only then the platform's acknowledgement. No call
 * leaves the process before the queue has everything.
 */
export async function receive(
  connection: Connection,
  request: WebhookRequest,
  ports: IngestPorts,
  maxBodyBytes: number = DEFAULT_MAX_BODY_BYTES,
): Promise<Reception> {
  const { errorResponse } = connection.receiver;
  const comeAgain = () => errorResponse(503, 'unavailable');
  let proof: Proof;
  try {
    proof = await proveRequest(connection, request, maxBodyBytes);
  } catch (error) {
    if (!(error instanceof SecretError)) throw error;
    return {
      response: comeAgain(),
      envelopes: [],
      reason: 'secret-missing',
      detail: error.message,
      error: error.cause,
    };
  }
  if (proof.outcome === 'too-large') {
    return { response: errorResponse(413, 'too large'), envelopes: [], reason: 'body-too-large', detail: proof.detail };
  }
  if (proof.outcome === 'answered') return { response: proof.response, envelopes: [] };
  const receivedTime = new Date(ports.clock()).toISOString();
  if (proof.outcome === 'rejected') {
    const { status, reason, detail, authentic } = proof;
    if (authentic) await quarantine(connection, request, { receivedTime, reason, detail }, ports.archive);
    return { response: errorResponse(status, 'refused'), envelopes: [], reason, detail };
  }

  const decoding = connection.receiver.decode(proof.payload, proof.request ?? request);
  const { acknowledgement } = connection.receiver;
  if (decoding.outcome === 'undecodable') {
    const { reason, detail } = decoding;
    await quarantine(connection, request, { receivedTime, reason, detail }, ports.archive);
    return { response: acknowledgement, envelopes: [], reason, detail };
  }
  const envelopes = envelopesOf(decoding.events, connection, request, receivedTime);
  try {
    const sendables = envelopes.map((envelope, index) => ({
      envelope,
      dataText: envelope.mended === undefined ? decoding.events[index]?.dataText : undefined,
    }));
    await ports.queue.send(await toMessages(sendables, ports.archive));
  } catch (error) {
    return { response: comeAgain(), envelopes: [], reason: 'queue-refused', detail: 'nothing was acknowledged', error };
  }
  const { unread } = decoding;
  if (unread) await quarantine(connection, request, { receivedTime, ...unread }, ports.archive);
  const { liveValue } = proof;
  return {
    response: decoding.acknowledgement ?? acknowledgement,
    envelopes,
    ...(liveValue !== undefined && { liveValue }),
    ...unread,
  };
}

function envelopesOf(
  events: readonly SourceEvent[],
  { name, receiver: { platform } }: Connection,
  { headers }: WebhookRequest,
  receivedTime: string,
): readonly Envelope[] {
  const traceparent = headers['traceparent'];
  const reception = { platform, connection: name, receivedTime, traceparent, deliveryId: deliveryIds(headers)[0] };
  return events.map((event) => toEnvelope(event, reception));
}

/** Of a request what may be kept: neither a header nor a parameter by which somebody could prove another one. */
export function withoutSecrets(
  { receiver: { secretParameter, isSecretHeader } }: Connection,
  { method, headers, rawQuery }: WebhookRequest,
): Pick<WebhookRequest, 'method' | 'headers' | 'rawQuery'> {
  return {
    method,
    headers: Object.fromEntries(Object.entries(headers).filter(([name]) => !isSecretHeader(name))),
    rawQuery: secretParameter === undefined ? rawQuery : withoutParameter(rawQuery, secretParameter),
  };
}

/** Keeps what is genuine and not understood, whole. @throws when the archive does not take it. */
async function quarantine(
  connection: Connection,
  request: WebhookRequest,
  why: { receivedTime: string; reason: ReasonCode; detail: string },
  archive: Archive,
): Promise<void> {
  const { body } = request;
  const kept = {
    connection: connection.name,
    ...why,
    ...withoutSecrets(connection, request),
    body: Buffer.from(body).toString('base64'),
  };
  // Connection and reason are in the key, so that an operator who may only list the archive can see them.
  const name = `${digestOfBytes(body)}.${why.reason}.json`;
  await archive.put(`quarantine/${connection.name}/${name}`, Buffer.from(JSON.stringify(kept)));
}
