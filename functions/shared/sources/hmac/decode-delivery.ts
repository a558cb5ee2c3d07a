import { isUtf8 } from 'node:buffer';
import { digestOfBytes } from '../../envelope/digest.ts';
import type { WebhookRequest } from '../../http/webhook-request.ts';
import { isJsonObject, type Json, type ParsedJson, readJson } from '../../json/lossless.ts';
import type { ReasonCode } from '../../reasons/reasons.ts';
import { firstTime } from '../rfc-3339.ts';
import type { Decoding, SourceEvent } from '../source.ts';
import type { HmacSourceDefinition } from './hmac-source-definition.ts';
import { type Delivery, textOf } from './delivery.ts';

/** A test delivery is one by a header, which has no place in an envelope; so it says so in its data. */
export const TEST_MARK = 'guiyi_test';

/** Reads the deliveries of one connection. */
export function deliveryDecoder<Options, Secret>(
  definition: HmacSourceDefinition<string, Options, Secret>,
  options: Options,
): (payload: Uint8Array, request: WebhookRequest) => Decoding {
  const types = new Set(typeof definition.types === 'function' ? definition.types(options) : definition.types);
  return (payload, request) => {
    const written = textIn(payload, request);
    const text = written === undefined ? undefined : (definition.unpack?.(written) ?? written);
    const json = text === undefined ? undefined : parse(text);
    if (text === undefined || json === undefined) return undecodable('body-malformed', 'the body is not JSON in UTF-8');
    const wrapped =
      definition.unwrap && isJsonObject(json.value) && Object.keys(request.headers).length === 0
        ? definition.unwrap(json.value)
        : undefined;
    if (!wrapped) return read(definition, { ...request, options, types, json, text, content: payload });
    const { body, headers } = wrapped;
    const content = Buffer.from(JSON.stringify(body));
    return read(definition, { headers, options, types, json: { value: body, plain: false }, text, content });
  };
}

interface Reading<Options> extends Pick<WebhookRequest, 'headers'> {
  readonly options: Options;
  readonly types: ReadonlySet<string>;
  readonly json: ParsedJson;
  readonly text: string;
  /** The bytes whose digest tells events apart. */
  readonly content: Uint8Array;
}

function read<Options, Secret>(
  definition: HmacSourceDefinition<string, Options, Secret>,
  { headers, options, types, json, text, content }: Reading<Options>,
): Decoding {
  const body = json.value;
  const delivery: Delivery<Options> = { body, options, header: (name) => headers[name] || undefined };
  const type = textOf(definition.type, delivery);
  if (type === undefined) return undecodable('type-missing', 'nothing says which event it is');
  // The door has refused it already; the inlet, which may trust its queue, has not.
  const refusal = definition.refuse?.({ headers }, options);
  if (refusal) return undecodable(refusal.reason, refusal.detail);

  const known = types.has(type);
  const isTest = definition.isTest?.(delivery) === true;
  const digest = digestOfBytes(content);
  const own = definition.id?.(delivery, digest, type) ?? [type, digest];
  // What has no effect must not take the id of what has one: the type may be an unsigned header.
  const idParts = isTest ? ['test', ...own] : known ? own : ['other', ...own];
  const data = isTest ? { data: marked(body) } : { data: body, ...(json.plain ? { dataText: text } : {}) };
  if (isJsonObject(body)) {
    const complaint = definition.complaint?.(body);
    if (complaint !== undefined) return undecodable('platform-misconfigured', complaint);
  }
  if (!known) return events({ idParts, type, ...data });
  if (!isJsonObject(body)) return undecodable('body-does-not-fit-type', 'the body is no JSON object');
  const contradiction = definition.contradiction?.(type, body, options);
  if (contradiction !== undefined) return undecodable('body-does-not-fit-type', contradiction);
  return events({ idParts, type, ...orderingOf(definition, delivery), ...data });
}

function orderingOf<Options, Secret>(
  { subject, partition, time }: HmacSourceDefinition<string, Options, Secret>,
  delivery: Delivery<Options>,
): Pick<SourceEvent, 'subject' | 'partitionKey' | 'time'> {
  const person = textOf(subject, delivery);
  const purchase = person === undefined ? textOf(partition, delivery) : undefined;
  const when = firstTime(textOf(time, delivery));
  return {
    ...(person === undefined ? {} : { subject: person }),
    ...(purchase === undefined ? {} : { partitionKey: purchase }),
    ...(when === undefined ? {} : { time: when }),
  };
}

function textIn(payload: Uint8Array, { body, text }: WebhookRequest): string | undefined {
  if (payload === body && text !== undefined) return text;
  if (!isUtf8(payload)) return undefined;
  return Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString();
}

function parse(text: string): ParsedJson | undefined {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}

function marked(body: Json): Json {
  return isJsonObject(body) ? { ...body, [TEST_MARK]: true } : body;
}

function events(event: SourceEvent): Decoding {
  return { outcome: 'events', events: [event] };
}

function undecodable(reason: ReasonCode, detail: string): Decoding {
  return { outcome: 'undecodable', reason, detail };
}
