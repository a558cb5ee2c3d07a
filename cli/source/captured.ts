import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { objectIn } from '../../functions/shared/json/json-of.ts';
import { isJsonObject, scalar } from '../../functions/shared/json/lossless.ts';
import { CommandError } from '../command-error.ts';
import { exitCodes } from '../exit-codes.ts';

/** What a platform sent, as somebody has written it down. */
export interface Captured {
  readonly file: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const HEADER_LINE = /^# ([A-Za-z0-9-]+): ?(.*?)\r?$/;
const KNOWN = new Set(['headers', 'body']);

/**
 * Reads a captured event: its raw body, with headers as `# name: value` lines before it, or a JSON object of `headers` and
 * `body`. @throws CommandError
 */
export function readCaptured(file: string): Captured {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    throw new CommandError({ en: `${file} cannot be read.`, zh: `无法读取 ${file}。` }, exitCodes.notFound);
  }
  return { file: basename(file), ...(written(bytes) ?? raw(bytes)) };
}

/** `{"headers": {…}, "body": …}`; a body that is no text is written as JSON. Undefined for anything else. */
function written(bytes: Buffer): Pick<Captured, 'headers' | 'body'> | undefined {
  const json = objectIn(bytes.toString());
  const headers = json?.['headers'];
  const body = json?.['body'];
  if (!json || !isJsonObject(headers) || body === undefined || !Object.keys(json).every((key) => KNOWN.has(key)))
    return undefined;
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), scalar(value) ?? ''] as const);
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { headers: Object.fromEntries(named), body: Buffer.from(text) };
}

function raw(bytes: Buffer): Pick<Captured, 'headers' | 'body'> {
  const headers: Record<string, string> = {};
  let at = 0;
  for (;;) {
    const end = bytes.indexOf('\n', at);
    const line = bytes.subarray(at, end < 0 ? bytes.length : end).toString();
    const [, name, value] = HEADER_LINE.exec(line) ?? [];
    // One empty line may part headers and body.
    const isGap = at > 0 && line.trim() === '';
    if (name !== undefined) headers[name.toLowerCase()] = value ?? '';
    if ((name === undefined && !isGap) || end < 0) break;
    at = end + 1;
    if (isGap) break;
  }
  return { headers, body: bytes.subarray(at) };
}
