/** Seconds from 1973 to 5138, or milliseconds; 0 is written where no time is. */
const SECONDS = /^[1-9]\d{8,10}$/;
const MILLISECONDS = /^[1-9]\d{12}$/;

/** RFC 3339; undefined where no Unix time stands. */
export function pushTimeOf(time: string | undefined): string | undefined {
  if (time === undefined) return undefined;
  if (SECONDS.test(time)) return new Date(Number(time) * 1000).toISOString();
  return MILLISECONDS.test(time) ? new Date(Number(time)).toISOString() : undefined;
}
