import type { Finding } from '../../functions/shared/sources/finding.ts';
import type { Localized } from '../../functions/shared/text/localized.ts';

export const CLOCK = 'clock';
const NOTICED_MS = 30_000;
/** WeChat Pay's notifications are refused from here on, and Standard Webhooks likewise. */
const TOO_FAR_MS = 300_000;

/** Whether this machine's clock and another's agree. @param date a `Date` header, to the second */
export function clockFinding(date: string | null, whose: Localized, now: number): readonly Finding[] {
  const theirs = Date.parse(date ?? '');
  if (Number.isNaN(theirs)) return [];
  const apart = Math.abs(now - theirs);
  const seconds = Math.round(apart / 1000);
  const detail = { en: `${seconds} s from that of ${whose.en}`, zh: `与${whose.zh}的时钟相差 ${seconds} 秒` };
  if (apart < NOTICED_MS) return [{ check: CLOCK, verdict: 'ok', detail }];
  const fix = { en: 'let the machine that is wrong take its time by NTP', zh: '让时间不准的一方用 NTP 校时' };
  return [{ check: CLOCK, verdict: apart < TOO_FAR_MS ? 'warning' : 'problem', detail, fix }];
}
