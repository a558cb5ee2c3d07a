import { counts } from './counts.ts';
import { type CostItem, estimate } from './estimate.ts';
import { type MixName, mixes, mixNames } from './mixes.ts';
import { prices } from './prices.ts';

/** As the command assumes where nothing else is said. */
export const usual = { events: 1_000_000, batch: 2, cdpMs: 60 } as const;

interface Texts {
  readonly head: readonly string[];
  readonly mixes: Record<MixName, string>;
  readonly itemHead: readonly string[];
  /** By their names of the calculator; what is not here keeps that name. */
  readonly items: Readonly<Record<string, string>>;
  readonly units: Readonly<Record<string, string>>;
}

const texts: Readonly<Record<'en' | 'zh', Texts>> = {
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
    itemHead: ['The standard mix', 'An event uses', 'USD a million'],
    items: {},
    units: {},
  },
  zh: {
    head: ['一百万个事件', '每个事件的调用', '美元', '不含事件记录，美元'],
    mixes: {
      standard: '标准组合',
      'new-orders': '新买家的订单',
      'known-orders': '老买家的订单',
      follows: '新粉丝的关注',
      clicks: '老粉丝的点击',
      'log-ins': '合并两个客户的登录',
    },
    itemHead: ['标准组合', '一个事件使用', '一百万个，美元'],
    items: {
      'Lambda, invocations': 'Lambda，调用',
      'Lambda, time': 'Lambda，时间',
      'SQS, event queue': 'SQS，事件队列',
      'SQS, inlet': 'SQS，inlet',
      'DynamoDB, ledger, written': 'DynamoDB，台账，写',
      'DynamoDB, ledger, read': 'DynamoDB，台账，读',
      'DynamoDB, journal, written': 'DynamoDB，事件记录，写',
      Logs: 'CloudWatch 日志',
      'Traffic to the CDP': '到 CDP 的流量',
    },
    units: { requests: '次请求', units: '单位', bytes: '字节', 'GB-seconds': 'GB 秒' },
  },
};

/** The table of docs/deploy.md, in Markdown. */
export function costTable(language: keyof typeof texts): readonly string[] {
  const { head, mixes: named } = texts[language];
  const cost = (mix: MixName, journal: boolean) =>
    estimate(counts, mixes[mix], usual.events, prices['us-east-1'], { ...usual, journal });
  const row = (mix: MixName) => {
    const { total, callsPerEvent } = cost(mix, true);
    return [named[mix], callsPerEvent.toFixed(1), total.toFixed(2), cost(mix, false).total.toFixed(2)];
  };
  return markdown([head, ['---', '---:', '---:', '---:'], ...mixNames.map(row)]);
}

/** What the standard mix is made of, as another table of the page. */
export function itemTable(language: keyof typeof texts): readonly string[] {
  const { itemHead, items: named, units: ofUnits } = texts[language];
  const { items } = estimate(counts, mixes.standard, usual.events, prices['us-east-1'], { ...usual, journal: true });
  const row = ({ what, units, unit, cost = 0 }: CostItem) => [
    named[what] ?? what,
    `${Number(units.toPrecision(2))} ${ofUnits[unit] ?? unit}`,
    cost.toFixed(2),
  ];
  const used = items.filter(({ units }) => units > 0);
  return markdown([itemHead, ['---', '---:', '---:'], ...used.map(row)]);
}

function markdown(rows: readonly (readonly string[])[]): readonly string[] {
  return rows.map((cells) => `| ${cells.join(' | ')} |`);
}
