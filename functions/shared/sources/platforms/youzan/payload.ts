import { jsonIn } from '../../../json/json-of.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../json/lossless.ts';

/**
 * The content of a push: `msg` is an object in the newer refund messages and percent-encoded JSON in all others; undefined
 * where it is neither. Two encoders are in use, and nothing in a push names the one. That of trades writes a blank as `%20` and
 * leaves colons as they are; that of forms writes `%3A`, and a blank as `+`. A phone's `+86` must survive both.
 */
export function readMessage(msg: Json | undefined): JsonObject | undefined {
  if (typeof msg !== 'string') return isJsonObject(msg) ? msg : undefined;
  const text = msg.trimStart().startsWith('{') ? msg : decoded(msg);
  const content = text === undefined ? undefined : jsonIn(text);
  return isJsonObject(content) ? content : undefined;
}

function decoded(msg: string): string | undefined {
  const isForm = !msg.includes(':') && /%3a/i.test(msg);
  try {
    return decodeURIComponent(isForm ? msg.replaceAll('+', ' ') : msg);
  } catch {
    return undefined;
  }
}
