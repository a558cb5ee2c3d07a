/** Times as people read them, in the language and the time zone of the browser. */
export interface TimeFormat {
  /** 13:38:48 today, else with the date. */
  short(time: string | number): string;
  /** With date, milliseconds and time zone. */
  full(time: string | number): string;
  /** "3 minutes ago" */
  ago(time: string | number, now?: number): string;
  /** "41 ms", "3.2 s", "5 min" */
  duration(milliseconds: number): string;
}

const DAY_MS = 24 * 3_600_000;
const units = [
  ['day', DAY_MS],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

export function timeFormat(locale: string): TimeFormat {
  const clock = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hour12: false,
  });
  const dated = new Intl.DateTimeFormat(locale, {
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  });
  const whole = new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hour12: false,
    timeZoneName: 'short',
  });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const measured = (value: number, unit: string) =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 }).format(
      value,
    );

  return {
    short(time) {
      const date = new Date(time);
      return date.toDateString() === new Date().toDateString() ? clock.format(date) : dated.format(date);
    },
    full: (time) => whole.format(new Date(time)),
    ago(time, now = Date.now()) {
      const past = new Date(time).getTime() - now;
      const [unit, size] = units.find(([, length]) => Math.abs(past) >= length) ?? ['second', 1_000];
      return relative.format(Math.round(past / size), unit);
    },
    duration(milliseconds) {
      if (milliseconds < 1_000) return measured(Math.round(milliseconds), 'millisecond');
      if (milliseconds < 60_000) return measured(milliseconds / 1_000, 'second');
      if (milliseconds < 3_600_000) return measured(milliseconds / 60_000, 'minute');
      return milliseconds < DAY_MS
        ? measured(milliseconds / 3_600_000, 'hour')
        : measured(milliseconds / DAY_MS, 'day');
    },
  };
}
