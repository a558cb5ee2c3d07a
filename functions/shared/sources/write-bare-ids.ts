import { rawInteger } from '../json/lossless.ts';
import type { SamplePayload } from './source.ts';

/** JSON text in which the digits in these fields are bare numbers of 64 bits, as several platforms write their ids. */
export function writeBareIds(payload: SamplePayload, fields: ReadonlySet<string>): string {
  return JSON.stringify(payload, (key: string, value: unknown) => {
    if (!fields.has(key)) return value;
    return Array.isArray(value) ? value.map((each: unknown) => bare(each)) : bare(value);
  });
}

function bare(value: unknown): unknown {
  return typeof value === 'string' && /^\d{1,19}$/.test(value) ? rawInteger(value) : value;
}
