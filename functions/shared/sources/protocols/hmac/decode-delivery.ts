import { digestOfBytes } from '../../../envelope/digest.ts';
import type { WebhookRequest } from '../../../http/webhook-request.ts';
import { isJsonObject, type Json, type ParsedJson } from '../../../json/lossless.ts';
import { readTolerantJson } from '../../../json/tolerant.ts';
import type { ReasonCode } from '../../../reasons/reasons.ts';
import { textIn } from '../../../text/utf8.ts';
import { takeTogether } from '../../batch.ts';
import { firstTime } from '../../rfc-3339.ts';
import type { Decoding, SourceEvent } from '../../source.ts';
import { type HmacDelivery, textReader } from './delivery.ts';
import type { HmacSourceDefinition } from './hmac-source-definition.ts';

/** A test delivery is one by a header, which has no place in an envelope; so it says so in its data. */
export const TEST_MARK = 'guiyi_test';

/** Makes the reader of one connection's deliveries. */
export function deliveryDecoder<Options, Secret>(
  definition: HmacSourceDefinition<string, Options, Secret>,
  options: Options,
): (payload: Uint8Array, request: WebhookRequest) => Decoding {
  const { unpack, unwrap, several, complaint } = definition;
  const read = deliveryReader(definition, options);
  return (payload, request) => {
    const written = writtenText(payload, request);
    const json = readTolerantJson(unpack?.(written) ?? written);
    if (!json) {
      const complained = complaint?.(written);
      if (complained !== undefined) return undecodable('platform-misconfigured', complained);
      return undecodable('body-malformed', 'the body is not JSON, or nests too deep');
    }
    const { value, text } = json;
    const parts = several?.(value, request);
    if (parts) return takeTogether(parts.map((part) => read(partOf(part, request))));
    const wrapped = unwrap && isJsonObject(value) && isWithoutHeaders(request) ? unwrap(value) : undefined;
    if (!wrapped) return read({ headers: request.headers, json, text, content: payload });
    return read(partOf(wrapped.body, wrapped));
  };
}

/** What stands inside a delivery is a delivery. */
function partOf(body: Json, { headers }: Pick<WebhookRequest, 'headers'>): Delivered {
  const text = JSON.stringify(body);
  return { headers, json: { value: body, plain: false }, text, content: Buffer.from(text) };
}

interface Delivered extends Pick<WebhookRequest, 'headers'> {
  readonly json: ParsedJson;
  readonly text: string;
  /** The bytes whose digest tells events apart. */
  readonly content: Uint8Array;
}

function deliveryReader<Options, Secret>(
  definition: HmacSourceDefinition<string, Options, Secret>,
  options: Options,
): (delivered: Delivered) => Decoding {
  const { contradiction, inner, isTest } = definition;
  const types = new Set(typeof definition.types === 'function' ? definition.types(options) : definition.types);
  const typeOf = textReader(definition.type);
  const order = orderingReader(definition);
  const idOf = definition.id ?? ((_delivery: HmacDelivery<Options>, digest: string, type: string) => [type, digest]);

  return ({ headers, json, text, content }) => {
    const body = inner ? inner(json.value, { headers }, options) : json.value;
    const delivery: HmacDelivery<Options> = { body, options, header: (name) => headers[name] || undefined };
    const type = typeOf(delivery, '');
    if (type === undefined) return undecodable('type-missing', 'nothing says which event it is');
    const refused = refusalOf(definition, { headers }, body, options);
    if (refused) return refused;

    const isKnown = types.has(type);
    const isTestDelivery = isTest?.(delivery) === true;
    const own = idOf(delivery, digestOfBytes(content), type);
    // What has no effect must not take the id of what has one: the type may be an unsigned header.
    const idParts = isTestDelivery ? ['test', ...own] : isKnown ? own : ['other', ...own];
    const data = isTestDelivery ? { data: marked(body) } : dataOf(body, json, text);
    if (!isKnown) return events({ idParts, type, ...data });
    if (!isJsonObject(body)) return undecodable('body-does-not-fit-type', 'the body is no JSON object');
    const contradicted = contradiction?.(type, body, options);
    if (contradicted !== undefined) return undecodable('body-does-not-fit-type', contradicted);
    return events({ idParts, type, ...order(delivery, type), ...data });
  };
}

/** What the source itself takes for no event of the connection. */
function refusalOf<Options, Secret>(
  { reject, complaint }: HmacSourceDefinition<string, Options, Secret>,
  request: Pick<WebhookRequest, 'headers'>,
  body: Json,
  options: Options,
): Decoding | undefined {
  // The webhook has rejected it already; the inlet, which may trust its queue, has not.
  const rejection = reject?.(request, options);
  if (rejection) return undecodable(rejection.reason, rejection.detail);
  const mayComplain = typeof body === 'string' || isJsonObject(body);
  const complained = mayComplain ? complaint?.(body) : undefined;
  return complained === undefined ? undefined : undecodable('platform-misconfigured', complained);
}

/** With the text that was received, where it is that of the data and nothing is lost in it. */
function dataOf(body: Json, { plain, value }: ParsedJson, text: string): Pick<SourceEvent, 'data' | 'dataText'> {
  return { data: body, ...(plain && body === value && { dataText: text }) };
}

/** By what an event waits for others, and when it happened. */
function orderingReader<Options, Secret>({ subject, partition, time }: HmacSourceDefinition<string, Options, Secret>) {
  const personOf = textReader(subject);
  const purchaseOf = textReader(partition);
  const timeOf = textReader(time);
  return (delivery: HmacDelivery<Options>, type: string): Pick<SourceEvent, 'subject' | 'partitionKey' | 'time'> => {
    const person = personOf(delivery, type);
    const purchase = person === undefined ? purchaseOf(delivery, type) : undefined;
    const when = firstTime(timeOf(delivery, type));
    return {
      ...(person === undefined ? {} : { subject: person }),
      ...(purchase === undefined ? {} : { partitionKey: purchase }),
      ...(when === undefined ? {} : { time: when }),
    };
  };
}

function isWithoutHeaders({ headers }: WebhookRequest): boolean {
  return Object.keys(headers).length === 0;
}

function writtenText(payload: Uint8Array, { body, text }: WebhookRequest): string {
  return payload === body && text !== undefined ? text : textIn(payload);
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
