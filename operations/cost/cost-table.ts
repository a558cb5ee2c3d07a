import { counts } from './counts.ts';
import { estimate } from './estimate.ts';
import { type MixName, mixes, mixNames } from './mixes.ts';
import { prices } from './prices.ts';

/** As the command assumes where nothing else is said. */
export const usual = { events: 1_000_000, batch: 2, cdpMs: 60 } as const;

const texts = {
  en: {
    head: ['A million events', 'Calls an event', 'USD', 'USD without the journal'],
    mixes: {
      standard: 'the standard mix',
      'new-orders': 'orders of new buyers',
      'known-orders': 'orders of known buyers',
      follows: 'follows of somebody new',
      clicks: 'clicks of known followers',
      'log-ins': 'log-ins that make two customers one',
    },
  },
  zh: {
    head: ['一百万个事件', '每个事件的调用', '美元', '不含日志（journal），美元'],
    mixes: {
      standard: '标准组合',
      'new-orders': '新买家的订单',
      'known-orders': '老买家的订单',
      follows: '新粉丝的关注',
      clicks: '老粉丝的点击',
      'log-ins': '把两个客户合为一个的登录',
    },
  },
} as const satisfies Record<string, { head: readonly string[]; mixes: Record<MixName, string> }>;

/** The table of docs/deploy.md, in Markdown. */
export function costTable(language: keyof typeof texts): readonly string[] {
  const { head, mixes: named } = texts[language];
  const cost = (mix: MixName, journal: boolean) =>
    estimate(counts, mixes[mix], usual.events, prices['us-east-1'], { ...usual, journal });
  const row = (mix: MixName) => {
    const { total, callsPerEvent } = cost(mix, true);
    return [named[mix], callsPerEvent.toFixed(1), total.toFixed(2), cost(mix, false).total.toFixed(2)];
  };
  const rows = [head, ['---', '---:', '---:', '---:'], ...mixNames.map(row)];
  return rows.map((cells) => `| ${cells.join(' | ')} |`);
}
