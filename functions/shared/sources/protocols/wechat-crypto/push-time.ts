/** Seconds until the year 5138: anything longer is not in seconds. */
const SECONDS = /^[0-9]{1,11}$/;

/** RFC 3339; undefined where no number of seconds stands. */
export function pushTimeOf(seconds: string | undefined): string | undefined {
  return seconds !== undefined && SECONDS.test(seconds) ? new Date(Number(seconds) * 1000).toISOString() : undefined;
}
