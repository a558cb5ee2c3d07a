import type { Json } from '../json/lossless.ts';
import { firstTime } from './rfc-3339.ts';
import { fromUnix } from './unix-time.ts';

const WITHOUT_OFFSET = /^2\d{3}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?$/;

/** The offset of a platform's times that are written without one. */
export type Offset = '+08:00' | 'Z';

/**
 * RFC 3339 of a time as platforms write it: with its offset, in Unix seconds or milliseconds, or without an offset where the platform's
 * is known. Undefined for anything else, and for the years by which platforms say that there is no time.
 */
export function instantOf(value: Json | undefined, offset?: Offset): string | undefined {
  return firstTime(value) ?? fromUnix(value) ?? (offset && withOffset(value, offset));
}

function withOffset(value: Json | undefined, offset: Offset): string | undefined {
  return typeof value === 'string' && WITHOUT_OFFSET.test(value)
    ? firstTime(`${value.replace(' ', 'T')}${offset}`)
    : undefined;
}
