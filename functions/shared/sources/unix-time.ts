import { type Json, scalar } from '../json/lossless.ts';

/** RFC 3339 of Unix seconds (10 digits) or milliseconds (13 digits), as number or text; undefined for anything else. */
export function fromUnix(value: Json | undefined): string | undefined {
  const text = scalar(value) ?? '';
  if (/^[1-9]\d{9}$/.test(text)) return new Date(Number(text) * 1000).toISOString();
  return /^[1-9]\d{12}$/.test(text) ? new Date(Number(text)).toISOString() : undefined;
}

/** RFC 3339 of Unix seconds, as a number or its digits; undefined for anything else. */
export function fromUnixSeconds(seconds: Json | undefined): string | undefined {
  const text = scalar(seconds) ?? '';
  return /^\d{1,11}$/.test(text) ? new Date(Number(text) * 1000).toISOString() : undefined;
}
