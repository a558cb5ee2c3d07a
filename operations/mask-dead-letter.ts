import { counted } from '../functions/shared/text/counted.ts';
import { mask } from '../functions/shared/identity/mask.ts';
import { objectIn } from '../functions/shared/json/json-of.ts';
import { isJsonObject, type Json, scalar } from '../functions/shared/json/lossless.ts';
import type { WholeDeadLetter } from './dead-letters.ts';

const STARS = '***';
/** Members of an envelope that say nothing of a person. */
const PLAIN = new Set(['specversion', 'id', 'source', 'type', 'time', 'datacontenttype', 'connection', 'receivedtime']);
const PLAIN_ATTRIBUTES = new Set(['reason', 'connection', 'encoding']);
/** Shorter ones are words of every text. */
const TELLING_LENGTH = 3;

/** A letter without a personal value: its shape, and of an envelope the head. */
export function maskDeadLetter({ body, attributes, ...letter }: WholeDeadLetter): WholeDeadLetter {
  return {
    ...letter,
    body: maskBody(body),
    attributes: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [name, PLAIN_ATTRIBUTES.has(name) ? value : STARS]),
    ),
  };
}

/** What the CDP said may repeat what was sent: no value of the letter is left in it. */
export function maskDetail(detail: string, body: string): string {
  const values = new Set<string>();
  const json = objectIn(body);
  if (json) leaves(json['data'] ?? json, values);
  const telling = [...values].filter(({ length }) => length >= TELLING_LENGTH);
  let masked = detail;
  for (const value of telling.toSorted((one, other) => other.length - one.length)) {
    masked = masked.replaceAll(value, STARS);
  }
  // A number in another spelling than the letter's, and addresses.
  return masked.replaceAll(/[^\s@"'<>]+@[^\s@"'<>]+/g, STARS).replaceAll(/\d{7,}/g, STARS);
}

function maskBody(body: string): string {
  const json = objectIn(body);
  if (!json) return `(${counted(Buffer.byteLength(body), 'byte that is', 'bytes that are')} no JSON object)`;
  const isEnvelope = json['specversion'] !== undefined;
  const masked = Object.entries(json).map(([name, value]) => {
    if (isEnvelope && PLAIN.has(name)) return [name, value];
    if (isEnvelope && name === 'subject') return [name, mask('', scalar(value) ?? '')];
    return [name, starred(value)];
  });
  return JSON.stringify(Object.fromEntries(masked));
}

function starred(json: Json): Json {
  if (Array.isArray(json)) return json.map((member: Json) => starred(member));
  if (isJsonObject(json))
    return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, starred(value)]));
  return json === null || json === '' || typeof json === 'boolean' ? json : STARS;
}

function leaves(json: Json, found: Set<string>): void {
  if (Array.isArray(json)) for (const member of json as readonly Json[]) leaves(member, found);
  else if (isJsonObject(json)) for (const member of Object.values(json)) leaves(member, found);
  else {
    const text = scalar(json);
    if (text !== undefined) found.add(text);
  }
}
