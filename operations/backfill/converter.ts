import { toEnvelope } from '../../functions/shared/envelope/from-source.ts';
import type { WebhookRequest } from '../../functions/shared/http/webhook-request.ts';
import { isJsonObject, type JsonObject } from '../../functions/shared/json/lossless.ts';
import type { ConfiguredReceiver } from '../../functions/shared/sources/source.ts';
import { brandRow } from './brand-row.ts';
import { bad, type BackfillFormat, type Converted, type FileRow } from './row.ts';
import { rowTime } from './row-time.ts';
import { type RowSettings, type ShopRow } from './shop-row.ts';
import { shopifyRow, shopifyTopic } from './shopify-row.ts';
import { woocommerceRow, woocommerceTopic } from './woocommerce-row.ts';

export interface BackfillTarget {
  readonly format: BackfillFormat;
  readonly connection: string;
  readonly receiver: ConfiguredReceiver;
  /** Of the options where the connection says which shop it is. */
  readonly shop?: string | undefined;
  /** Kinds of identities that the configuration knows. */
  readonly kinds: ReadonlySet<string>;
}

interface Shop {
  readonly row: (cells: ReadonlyMap<string, string>, settings: RowSettings) => ShopRow;
  readonly topic: (object: JsonObject) => string;
  readonly headers: (topic: string, shop: string) => Readonly<Record<string, string>>;
}

const shops: Readonly<Record<'shopify' | 'woocommerce', Shop>> = {
  shopify: {
    row: shopifyRow,
    topic: shopifyTopic,
    headers: (topic, shop) => ({ 'x-shopify-topic': topic, 'x-shopify-shop-domain': shop }),
  },
  woocommerce: {
    row: woocommerceRow,
    topic: woocommerceTopic,
    headers: (topic, shop) => ({ 'x-wc-webhook-topic': topic, 'x-wc-webhook-source': shop }),
  },
};

/**
 * Makes the converter of the rows of one file, in their order, to events as the platform would send them: decoded, and later
 * identified and graded, by the source itself. The same row is the same event whenever it comes.
 */
export function openConverter(target: BackfillTarget, settings: RowSettings): (row: FileRow) => Converted {
  const { format, connection, receiver, kinds } = target;
  let order: string | undefined;
  return (row) => {
    if ('unreadable' in row) return bad('row-unreadable', '', row.unreadable);
    if (format === 'brand-events') {
      return brandRow(row, { name: connection, kinds, subjectOf: receiver.subjectOf }, settings);
    }
    const shop = shops[format];
    if ('object' in row) return decoded(row.object, row.text, target, shop, settings);
    const read = shop.row(row.cells, settings);
    if (read.kind === 'bad') return read.row;
    if (read.kind === 'part') {
      if (read.of === order) return { outcome: 'part' };
      return bad('not-of-this-format', 'Name', 'a line of an order whose first line is not above it');
    }
    order = read.name;
    return decoded(read.object, JSON.stringify(read.object), target, shop, settings);
  };
}

function decoded(
  object: JsonObject,
  text: string,
  { connection, receiver, shop = '' }: BackfillTarget,
  { topic, headers }: Shop,
  { asOf, now }: RowSettings,
): Converted {
  const body = Buffer.from(text);
  const request: WebhookRequest = {
    method: 'POST',
    headers: headers(topic(object), shop === '' ? connection : shop),
    rawQuery: '',
    receivedAt: now,
    body,
  };
  const decoding = receiver.decode(body, request);
  if (decoding.outcome === 'undecodable') return bad('not-of-this-format', '', decoding.detail);
  const [event] = decoding.events;
  if (!event) return bad('not-of-this-format', '', 'it is no event');
  const time = event.time ?? asOf;
  if (time === undefined) {
    return bad('time-missing', '', 'the object says no time: say when the file was exported with --as-of');
  }
  const read = rowTime('time', time, { offset: undefined, now });
  if ('bad' in read) return read.bad;
  const reception = { platform: receiver.platform, connection, receivedTime: new Date(now).toISOString() };
  const envelope = toEnvelope({ ...event, time }, reception);
  return { outcome: 'event', envelope, dataText: envelope.mended === undefined ? event.dataText : undefined };
}

/** A line of JSON as a row. */
export function jsonRow(line: number, text: string, parse: (text: string) => unknown): FileRow {
  let object: unknown;
  try {
    object = parse(text);
  } catch {
    return { line, unreadable: 'the line is not JSON' };
  }
  return isJsonObject(object) ? { line, object, text } : { line, unreadable: 'the line is no JSON object' };
}
