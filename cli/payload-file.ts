import { readFileSync } from 'node:fs';
import { rawInteger } from '../functions/shared/json/lossless.ts';
import type { SamplePayload, SampleValue } from '../functions/shared/sources/source.ts';
import { textIn } from '../functions/shared/text/utf8.ts';
import { CommandError } from './command-error.ts';
import { exitCodes } from './exit-codes.ts';

/** A JSON object to sign in place of a sample. Digits beyond 2^53 stay exact. @throws CommandError */
export function readPayload(file: string): SamplePayload {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch {
    throw new CommandError(
      { en: `${file} is not there, or cannot be read`, zh: `${file} 不存在或无法读取` },
      exitCodes.notFound,
    );
  }
  let parsed: SampleValue | undefined;
  try {
    parsed = JSON.parse(textIn(bytes), exactly) as SampleValue;
  } catch {
    // The parser's own words would quote the file.
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new CommandError({
      en: `${file} must be a JSON object: the payload before it is signed or encrypted`,
      zh: `${file} 必须是一个 JSON 对象：签名或加密之前的内容`,
    });
  }
  return parsed;
}

function exactly(_name: string, value: unknown, { source }: { readonly source?: string }): unknown {
  return typeof value === 'number' && source !== undefined && /^\d{16,19}$/.test(source) ? rawInteger(source) : value;
}
