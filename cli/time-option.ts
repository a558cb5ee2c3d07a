import { isTime } from '../operations/request.ts';
import { CommandError } from './command-error.ts';

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `30m`, `2h`, `7d` before now, a date, or a time with its offset, as RFC 3339. @throws CommandError */
export function readTime(option: string, text: string, now: number): string {
  const [, count = '', unit = ''] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  if (count !== '') return new Date(now - Number(count) * (UNITS[unit] ?? 0)).toISOString();
  const isWhole = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/.test(text);
  const time = isWhole ? text : /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : '';
  if (!isTime(time)) {
    const found = JSON.stringify(text);
    throw new CommandError({
      en: `--${option} takes a time before now as 30m, 2h or 7d, a date as 2026-03-01 (UTC), or a time with its offset as 2026-03-01T12:00:00+08:00; found ${found}`,
      zh: `--${option} 可以是距今多久（30m、2h、7d）、日期（2026-03-01，UTC），或带时区的时间（2026-03-01T12:00:00+08:00）；实际为 ${found}`,
    });
  }
  return time;
}

interface Span {
  readonly since?: string;
  readonly until?: string;
}

/** `--since` and `--until`. A span in which nothing can be would read as an empty list. @throws CommandError */
export function readSpan({ since, until }: { readonly [Name in keyof Span]?: string | undefined }, now: number): Span {
  const span: Span = {
    ...(since !== undefined && { since: readTime('since', since, now) }),
    ...(until !== undefined && { until: readTime('until', until, now) }),
  };
  const from = Date.parse(span.since ?? '');
  if (from > now) {
    throw new CommandError({
      en: `--since ${since ?? ''} is in the future; a date alone is one of UTC`,
      zh: `--since ${since ?? ''} 在将来；只写日期时按 UTC 计算`,
    });
  }
  if (from >= Date.parse(span.until ?? '')) {
    throw new CommandError({
      en: `--until ${until ?? ''} is not after --since ${since ?? ''}: nothing is between them`,
      zh: `--until ${until ?? ''} 不晚于 --since ${since ?? ''}：两者之间没有内容`,
    });
  }
  return span;
}
