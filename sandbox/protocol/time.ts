const DATE_TIME = /^(\d{4}-\d{2}-\d{2}) (([01]\d|2[0-3]):[0-5]\d:[0-5]\d)$/;
const SHANGHAI_OFFSET_MS = 8 * 3_600_000;

/** Whether a text is an existing day `yyyy-MM-dd`. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
}

/** `yyyy-MM-dd HH:mm:ss` in +08:00 as ms since the epoch. */
export function parseShanghaiTime(text: string): number | undefined {
  const [, date, time] = DATE_TIME.exec(text) ?? [];
  if (date === undefined || time === undefined || !isCalendarDate(date)) return undefined;
  return Date.parse(`${date}T${time}+08:00`);
}

/** ms since the epoch as `yyyy-MM-dd HH:mm:ss` in +08:00. */
export function formatShanghaiTime(time: number): string {
  return new Date(time + SHANGHAI_OFFSET_MS).toISOString().slice(0, 19).replace('T', ' ');
}
