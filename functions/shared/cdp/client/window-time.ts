/** Hours and minutes ahead of UTC: `+08:00`. */
export type UtcOffset = `${'+' | '-'}${number}:${number}`;

/** Q26: a time as the CDP writes it, `yyyy-MM-dd HH:mm:ss` in the tenant's zone; a text goes as it is. */
export function windowTime(time: Date | string, offset: UtcOffset): string {
  if (typeof time === 'string') return time;
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(offset) ?? [];
  if (sign === undefined) throw new RangeError(`${offset} is no offset from UTC as +08:00`);
  const ahead = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
  return new Date(time.getTime() + ahead).toISOString().slice(0, 19).replace('T', ' ');
}
