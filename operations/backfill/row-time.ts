import { bad, type Converted } from './row.ts';

/** `+08:00`, for times that are written without one. */
export type RowOffset = string | undefined;

export type RowTime = { readonly time: string } | { readonly bad: Converted };

const PARTS =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ](\d{1,2}):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?$/;
/** Clocks differ. */
const AHEAD_MS = 5 * 60_000;

/** A time of a row as RFC 3339. Shops write `2026-05-01 10:00:00 +0200`, `2026-05-01 10:00:00` and `2026-05-01`. */
export function rowTime(column: string, text: string, { offset, now }: { offset: RowOffset; now: number }): RowTime {
  const parts = PARTS.exec(text.trim());
  if (!parts) return { bad: bad('time-malformed', column, 'no time as 2026-05-01 10:00:00 +0800', text) };
  const [, year = '', month = '', day = '', hour = '00', minute = '00', second = '00', fraction, zone] = parts;
  const zoned = zone === undefined ? offset : zoneOf(zone);
  if (zoned === undefined) {
    const detail = 'the time has no offset: say which it is with --offset, as --offset +08:00';
    return { bad: bad('time-without-offset', column, detail, text) };
  }
  const two = (part: string) => part.padStart(2, '0');
  const time = `${year}-${two(month)}-${two(day)}T${two(hour)}:${minute}:${second}${fraction ? `.${fraction}` : ''}${zoned}`;
  const at = Date.parse(time);
  if (Number.isNaN(at)) return { bad: bad('time-malformed', column, 'no such time', text) };
  if (at > now + AHEAD_MS) {
    return { bad: bad('time-in-the-future', column, 'it would be newer than everything that is known', text) };
  }
  return { time };
}

function zoneOf(zone: string): string {
  return /^[ZUG]/.test(zone) ? 'Z' : zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
}

/** The latest of those that are times; undefined where none is. */
export function latest(times: readonly string[]): string | undefined {
  return times.toSorted((one, other) => Date.parse(other) - Date.parse(one))[0];
}
