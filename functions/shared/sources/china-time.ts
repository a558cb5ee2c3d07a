import type { Json } from '../json/lossless.ts';

const WRITTEN = /^(2\d{3})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/;
const IN_A_ROW = /^(2\d{3})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/;

/**
 * RFC 3339 of `yyyy-MM-dd HH:mm:ss` or `yyyyMMddHHmmss` in China's time; undefined for anything else, and for the years before 2000 by
 * which platforms say that there is no time.
 */
export function fromChinaTime(value: Json | undefined): string | undefined {
  const parts = typeof value === 'string' ? (WRITTEN.exec(value) ?? IN_A_ROW.exec(value)) : null;
  if (!parts) return undefined;
  const [, year, month, day, hour, minute, second] = parts;
  const time = `${year}-${month}-${day}T${hour}:${minute}:${second}+08:00`;
  return Number.isNaN(Date.parse(time)) ? undefined : time;
}
