import type { Envelope } from '../envelope/envelope.ts';
import { isJsonObject, type Json, type JsonObject, scalar } from '../json/lossless.ts';

/** Members that hold an order's number wherever they stand, in small letters without `_` and `-`. */
const NUMBERS = new Set([
  'amazonorderid',
  'checkoutid',
  'clientreferenceid',
  'combineouttradeno',
  'incrementid',
  'mchorderid',
  'oid',
  'ordercode',
  'orderid',
  'orderincrementid',
  'ordername',
  'orderno',
  'ordernumber',
  'ordersn',
  'outorderno',
  'outrefundno',
  'outtradeno',
  'parentorderid',
  'shoporderid',
  'tid',
  'tradeno',
  'transactionid',
  'wxorderid',
]);
/** Members of an order itself, or of an object that is called one. */
const OWN = new Set(['code', 'entityid', 'id', 'no', 'number', 'sn']);
/** Shops that write an order's number as its name, `#1001`; elsewhere a name is a person's. */
const NAMED = new Set(['shopify', 'shopline']);
/** Sources whose orders have numbers of their own names. */
const OTHERS: Readonly<Record<string, readonly string[]>> = { doudian: ['pid', 'sid', 'sids'] };
/** Types of events that are about an order. */
const ABOUT_ORDERS = /order|trade|checkout|refund|fulfil|payment|charge|invoice|purchase|transaction|certificate/i;

const MAX_DEPTH = 8;
const MAX_LIST = 20;
const MAX_NUMBERS = 8;
const MAX_LENGTH = 64;

/** The numbers by which people know the orders of an event, as they are looked for; the outermost first, eight at most. */
export function orderNumbers({ source, type, data }: Pick<Envelope, 'source' | 'type' | 'data'>): readonly string[] {
  const platform = source.split('/')[1] ?? '';
  const others = new Set(OTHERS[platform] ?? []);
  const isNumber = (name: string) => NUMBERS.has(name) || others.has(name);
  const found = new Set<string>();
  const keep = (value: Json | undefined) => {
    for (const one of Array.isArray(value) ? value.slice(0, MAX_LIST) : [value]) {
      const number = readNumber(one as Json | undefined);
      if (number !== undefined && found.size < MAX_NUMBERS) found.add(number);
    }
  };
  const keepOwn = (order: JsonObject) => {
    for (const [name, value] of Object.entries(order)) {
      if (OWN.has(plain(name)) || (NAMED.has(platform) && name === 'name')) keep(value);
    }
  };
  // The record of an event stands at its top or below `data`, `resource`, `object`, `value`, `payload`.
  if (ABOUT_ORDERS.test(type)) for (const record of records(data)) keepOwn(record);
  for (const { name, value } of members(data)) {
    if (isNumber(name)) keep(value);
    if (name !== 'order' && name !== 'orders') continue;
    for (const order of Array.isArray(value) ? value.slice(0, MAX_LIST) : [value]) {
      if (isJsonObject(order as Json)) keepOwn(order as JsonObject);
      else keep(order as Json);
    }
  }
  return [...found];
}

/** A number as it is looked for: `#204` and `204` are one. Undefined for what is none. */
export function readNumber(value: Json | undefined): string | undefined {
  const text = scalar(value ?? null)
    ?.normalize('NFKC')
    .trim()
    .replace(/^#/, '')
    .toLowerCase();
  return text !== undefined && text.length <= MAX_LENGTH && /^[^\s@]*\d[^\s@]*$/.test(text) ? text : undefined;
}

const WRAPPERS = ['data', 'resource', 'object', 'value', 'payload', 'message', 'msg', 'content'];

function records(json: Json, depth = 0): readonly JsonObject[] {
  if (!isJsonObject(json)) return [];
  const inner = depth < 3 ? WRAPPERS.flatMap((name) => records(json[name] ?? null, depth + 1)) : [];
  return [json, ...inner];
}

/** The members of all objects, the outermost first. */
function* members(data: Json): Iterable<{ readonly name: string; readonly value: Json }> {
  let level: readonly Json[] = [data];
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth++) {
    const next: Json[] = [];
    for (const json of level) {
      if (Array.isArray(json)) next.push(...(json.slice(0, MAX_LIST) as Json[]));
      else if (isJsonObject(json)) {
        for (const [name, value] of Object.entries(json)) {
          yield { name: plain(name), value };
          if (typeof value === 'object' && value !== null) next.push(value);
        }
      }
    }
    level = next;
  }
}

function plain(name: string): string {
  return name.toLowerCase().replaceAll(/[_-]/g, '');
}
