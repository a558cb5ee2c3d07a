import { jsonIn, jsonOf } from '../../../json/json-of.ts';
import { isJsonObject, type Json, type JsonObject, scalar } from '../../../json/lossless.ts';

/** One message of a delivery. */
export interface Message {
  readonly tag: string;
  readonly messageId: string | undefined;
  /** Read where it is JSON in a text, as the documents have it. */
  readonly data: Json;
}

/** The messages of a delivery: a list, whatever their number. Undefined where something in it is no message. */
export function readBatch(body: Uint8Array): readonly Message[] | undefined {
  const list = jsonOf(body);
  if (!Array.isArray(list)) return undefined;
  const messages = list.map(readMessage);
  return messages.every((message) => message !== undefined) ? messages : undefined;
}

/** Doudian asks the address whether it answers. */
export function isProbe({ tag }: Message): boolean {
  return tag === '0';
}

function readMessage(entry: Json): Message | undefined {
  const tag = isJsonObject(entry) ? scalar(entry['tag']) : undefined;
  if (!isJsonObject(entry) || !tag) return undefined;
  const messageId = scalar(entry['msg_id'] ?? entry['msgId']);
  return { tag, messageId: messageId || undefined, data: readData(entry) };
}

function readData({ data = null }: JsonObject): Json {
  return typeof data === 'string' ? (jsonIn(data) ?? data) : data;
}
