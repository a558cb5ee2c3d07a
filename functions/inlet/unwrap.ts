import { jsonIn } from '../shared/json/json-of.ts';
import { isJsonObject, type Json, type JsonObject } from '../shared/json/lossless.ts';

/** A message in the inlet queue, free of what SQS adds. */
export interface InletMessage {
  readonly body: string;
  /** String attributes: `connection`, and for a signed payload `headers` (JSON), `query`, `encoding` (`base64`). */
  readonly attributes: Readonly<Record<string, string>>;
  /** Unix milliseconds when it entered the queue: how long it waited there is no fault of its sender. */
  readonly sentAt: number;
}

/** A message without what AWS has put around it. */
export interface UnwrappedMessage extends InletMessage {
  readonly json: Json | undefined;
  /** What was around it, the outermost first. */
  readonly wrappers: readonly JsonObject[];
}

/** The deepest known wrapping: a queue behind a topic behind a bus. */
const MOST_WRAPPERS = 4;
/** They are about one body, and no other body of a batch has it. */
const OF_ONE_BODY: ReadonlySet<string> = new Set(['headers', 'query', 'encoding']);
/** What is read of the attributes that come with a message. */
const READ: ReadonlySet<string> = new Set(['connection', ...OF_ONE_BODY]);

/**
 * Takes off what AWS itself puts around a message: a notification of SNS, an envelope in the `detail` of an event of EventBridge, a record
 * of SQS or Kinesis as EventBridge Pipes hand it on. An event of EventBridge without an envelope stays whole: its source knows what it is.
 */
export function unwrap(message: InletMessage): UnwrappedMessage {
  let unwrapped: UnwrappedMessage = { ...message, json: jsonIn(message.body), wrappers: [] };
  for (let taken = 0; taken < MOST_WRAPPERS && isJsonObject(unwrapped.json); taken++) {
    const inner = contentOf(unwrapped.json);
    if (!inner) break;
    unwrapped = {
      body: inner.body,
      json: jsonIn(inner.body),
      attributes: { ...inner.attributes, ...unwrapped.attributes },
      sentAt: unwrapped.sentAt,
      wrappers: [...unwrapped.wrappers, unwrapped.json],
    };
  }
  return unwrapped;
}

/** The messages of a batch: of EventBridge Pipes, or of CloudEvents in their batch format. Undefined for what is no list. */
export function unwrapBatch({
  json,
  attributes,
  sentAt,
  wrappers,
}: UnwrappedMessage): readonly UnwrappedMessage[] | undefined {
  if (!Array.isArray(json)) return undefined;
  const own = Object.fromEntries(Object.entries(attributes).filter(([name]) => !OF_ONE_BODY.has(name)));
  return (json as readonly Json[]).map((entry) => {
    const unwrapped = unwrap({ body: JSON.stringify(entry), attributes: own, sentAt });
    return { ...unwrapped, wrappers: [...wrappers, ...unwrapped.wrappers] };
  });
}

/** The event in an event of EventBridge, as its sender wrote it. */
export function detailOf(json: Json | undefined): JsonObject | undefined {
  if (!isJsonObject(json ?? null)) return undefined;
  const { 'detail-type': type, source, detail = null } = json as JsonObject;
  return typeof type === 'string' && typeof source === 'string' && isJsonObject(detail) ? detail : undefined;
}

type Content = Pick<InletMessage, 'body' | 'attributes'>;

function contentOf(json: JsonObject): Content | undefined {
  const detail = detailOf(json);
  if (detail) return isEnvelope(detail) ? { body: JSON.stringify(detail), attributes: {} } : undefined;
  return notificationIn(json) ?? recordIn(json);
}

function isEnvelope({ specversion, connection }: JsonObject): boolean {
  return specversion !== undefined && connection !== undefined;
}

/** docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
function notificationIn({ Type, TopicArn, Message, MessageAttributes = null }: JsonObject): Content | undefined {
  if (Type !== 'Notification' || typeof TopicArn !== 'string' || typeof Message !== 'string') return undefined;
  return { body: Message, attributes: textsIn(MessageAttributes, 'Value') };
}

/** docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-sqs.html and eb-pipes-kinesis.html */
function recordIn({ eventSource, body, data, messageAttributes = null }: JsonObject): Content | undefined {
  if (eventSource === 'aws:sqs' && typeof body === 'string')
    return { body, attributes: textsIn(messageAttributes, 'stringValue') };
  if (eventSource === 'aws:kinesis' && typeof data === 'string')
    return { body: Buffer.from(data, 'base64').toString(), attributes: {} };
  return undefined;
}

function textsIn(attributes: Json, member: string): Readonly<Record<string, string>> {
  if (!isJsonObject(attributes)) return {};
  return Object.fromEntries(
    Object.entries(attributes).flatMap(([name, attribute]) => {
      const value = isJsonObject(attribute) ? attribute[member] : undefined;
      return READ.has(name) && typeof value === 'string' && value !== '' ? [[name, value] as const] : [];
    }),
  );
}
