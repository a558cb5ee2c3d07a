import type { Json } from '../json/lossless.ts';

/**
 * RFC 3339 of `yyyy-MM-dd HH:mm:ss` in China's time; undefined for anything else, and for the years before 2000 by which
 * platforms say that there is no time.
 */
export function fromChinaTime(value: Json | undefined): string | undefined {
  if (typeof value !== 'string' || !/^2\d{3}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(value)) return undefined;
  const time = `${value.replace(' ', 'T')}+08:00`;
  return Number.isNaN(Date.parse(time)) ? undefined : time;
}
