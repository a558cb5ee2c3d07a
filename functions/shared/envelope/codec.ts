import * as z from 'zod/mini';
import { type Json, parseJson } from '../json/lossless.ts';
import type { Archive, OutgoingMessage } from '../ports/ports.ts';
import { digest } from './digest.ts';
import { type Envelope, orderingKey } from './envelope.ts';

/** Above this an envelope leaves its data in the archive; an SQS message ends at 1 MiB, attributes included. */
export const MAX_MESSAGE_BYTES = 900 * 1024;

const dateTime = z.string().check(
  z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/),
  // A 13th month would be later than nothing and earlier than nothing.
  z.refine((time) => !Number.isNaN(Date.parse(time))),
);
const word = z.string().check(
  z.minLength(1),
  z.maxLength(1024),
  // Half a surrogate pair has no UTF-8: two ids that differ in it alone would have one digest.
  z.refine((text) => text.isWellFormed()),
);

const schema = z.object({
  specversion: z.literal('1.0'),
  id: word,
  source: word,
  type: word,
  subject: z.optional(word),
  time: dateTime,
  datacontenttype: z.literal('application/json'),
  data: z.optional(z.unknown()),
  /** Where the data is when it is too large for the queue (CloudEvents claim check extension). */
  dataref: z.optional(word),
  connection: word,
  receivedtime: dateTime,
  partitionkey: z.optional(word),
  traceparent: z.optional(z.string()),
  deliveryid: z.optional(z.string()),
  mended: z.optional(z.string()),
});

export type Decoded =
  | { readonly ok: true; readonly envelope: Envelope }
  | { readonly ok: false; readonly reason: 'envelope-invalid' | 'archive-missing'; readonly detail: string };

/** An envelope, and its data as JSON text where that is at hand. */
export interface Sendable {
  readonly envelope: Envelope;
  readonly dataText?: string | undefined;
}

/** The messages that carry envelopes; a large one leaves its data in the archive first. */
export async function toMessages(sendables: readonly Sendable[], archive: Archive): Promise<OutgoingMessage[]> {
  const messages: OutgoingMessage[] = [];
  for (const { envelope, dataText } of sendables) {
    const { message, claim } = pack(envelope, dataText);
    if (claim) await archive.put(claim.key, Buffer.from(claim.text));
    messages.push(message);
  }
  return messages;
}

/** Where the archive holds the data of an event that is too large for a queue. */
export function archivedDataKey(source: string, id: string): string {
  return `claims/${digest(source, id)}`;
}

interface Packed {
  readonly message: OutgoingMessage;
  readonly claim?: { readonly key: string; readonly text: string };
}

function pack(envelope: Envelope, dataText: string | undefined): Packed {
  const { data, ...attributes } = envelope;
  const text = dataText ?? JSON.stringify(data);
  const groupId = digest(envelope.connection, orderingKey(envelope));
  // Ids are unique within their source. SQS compares within the group, but not every queue is made to.
  const deduplicationId = digest(envelope.source, envelope.id);
  const head = JSON.stringify(attributes);
  // An envelope that came with a claim check of its own has no data.
  const body = data === undefined ? head : `${head.slice(0, -1)},"data":${text}}`;
  // One UTF-16 unit takes at most three bytes of UTF-8.
  if (body.length * 3 <= MAX_MESSAGE_BYTES || Buffer.byteLength(body) <= MAX_MESSAGE_BYTES) {
    return { message: { body, groupId, deduplicationId } };
  }
  const dataref = archivedDataKey(envelope.source, envelope.id);
  const message = { body: JSON.stringify({ ...attributes, dataref }), groupId, deduplicationId };
  return { message, claim: { key: dataref, text } };
}

/** Reads an envelope out of a message, and its data out of the archive where it was left there. */
export async function fromMessage(body: string, archive: Archive): Promise<Decoded> {
  const parsed = parseEnvelope(body);
  if (!parsed.ok) return parsed;
  const { dataref, ...envelope } = parsed.envelope;
  if (dataref === undefined) return { ok: true, envelope };
  const bytes = dataref.startsWith('claims/') ? await archive.get(dataref) : undefined;
  if (!bytes) return { ok: false, reason: 'archive-missing', detail: 'no data at the claim check' };
  try {
    return { ok: true, envelope: { ...envelope, data: parseJson(Buffer.from(bytes).toString()) } };
  } catch {
    // The parser's own message quotes the text, which is about a person.
    return { ok: false, reason: 'archive-missing', detail: 'the data at the claim check is not JSON' };
  }
}

/** Reads text as an envelope, whoever wrote it. The detail names fields, never values. */
export function parseEnvelope(body: string): ReadEnvelope {
  try {
    return readEnvelope(parseJson(body));
  } catch {
    return { ok: false, reason: 'envelope-invalid', detail: 'the message is not JSON' };
  }
}

type ReadEnvelope =
  | { readonly ok: true; readonly envelope: Envelope & { readonly dataref?: string } }
  | { readonly ok: false; readonly reason: 'envelope-invalid'; readonly detail: string };

/** Reads JSON as an envelope. The detail names fields, never values. */
export function readEnvelope(json: Json): ReadEnvelope {
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const fields = [...new Set(parsed.error.issues.map((issue) => issue.path.join('.') || '(envelope)'))];
    return { ok: false, reason: 'envelope-invalid', detail: `missing or not as specified: ${fields.join(', ')}` };
  }
  if (parsed.data.data === undefined && parsed.data.dataref === undefined) {
    return { ok: false, reason: 'envelope-invalid', detail: 'missing or not as specified: data' };
  }
  // The schema has checked every member but the free form of `data`, which came from parseJson.
  return { ok: true, envelope: parsed.data as Envelope & { readonly dataref?: string } };
}
