/** Longer than any maintenance that somebody announces by a header. */
const LONGEST_SECONDS = 99_999;

/** Seconds of a Retry-After header, in its form of seconds or of a date (RFC 9110, 10.2.3). @param now Unix ms */
export function retryAfterSeconds(header: string | null | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(Number(text), LONGEST_SECONDS);
  // Of the three forms of a date, the one that senders write: `Mon, 30 Nov 2026 10:00:00 GMT`.
  const time = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? undefined : Math.min(Math.max(0, Math.ceil((time - now) / 1000)), LONGEST_SECONDS);
}
