import type { WebhookResponse } from '../../../http/webhook-request.ts';

/** Numbers keep the digits that they are written with. */
const asWritten = (_key: string, value: unknown, { source }: { readonly source?: string }): unknown =>
  typeof value === 'number' && source !== undefined ? JSON.rawJSON(source) : value;

/**
 * The answer to a check of the address; undefined for anything else. The challenge goes back with its type: a number as that
 * number, a word as that word. Nothing else is ever repeated to whoever asks.
 */
export function answerToChallenge(body: Uint8Array): WebhookResponse | undefined {
  const message = parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString());
  if (message?.['event'] !== 'verify_webhook') return undefined;
  const { content } = message;
  const challenge = (typeof content === 'string' ? parse(content) : fieldsOf(content))?.['challenge'];
  const isWord = typeof challenge === 'string' && /^[A-Za-z0-9_-]{1,64}$/.test(challenge);
  if (!isWord && !isNumber(challenge)) return undefined;
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ challenge }) };
}

function isNumber(value: unknown): boolean {
  const text = fieldsOf(value)?.['rawJSON'];
  return typeof text === 'string' && /^-?\d{1,32}$/.test(text);
}

function parse(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    return fieldsOf(JSON.parse(text, asWritten));
  } catch {
    return undefined;
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}
