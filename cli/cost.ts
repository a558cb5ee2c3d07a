import { type Language, languageOf } from '../functions/shared/text/language.ts';
import type { Localized } from '../functions/shared/text/localized.ts';
import { labelsIn } from './language/labels.ts';
import { counts } from '../operations/cost/counts.ts';
import { estimate, type Estimate, type CostItem } from '../operations/cost/estimate.ts';
import { type MixName, mixes, mixNames } from '../operations/cost/mixes.ts';
import { type PricedRegion, pricedRegions, type Prices, prices } from '../operations/cost/prices.ts';
import { CommandError } from './command-error.ts';
import { exitCodes } from './exit-codes.ts';
import { tableLines } from './table.ts';
import type { Terminal } from './terminal.ts';

export interface CostOptions {
  readonly mix: string;
  readonly events: string;
  readonly region: string;
  readonly batch: string;
  readonly cdpMs: string;
  readonly journal: boolean;
  readonly json: boolean;
}

/** Prints what so many events cost on AWS, item by item. @throws CommandError */
export async function printCost({ stdout, env }: Terminal, options: CostOptions): Promise<number> {
  const mix = oneOf<MixName>('--mix', options.mix, mixNames);
  const region = oneOf<PricedRegion>('--region', options.region, pricedRegions);
  const events = positive('--events', options.events);
  const batch = positive('--batch', options.batch);
  if (batch > 10)
    throw usage({ en: '--batch: SQS gives at most 10 messages at once', zh: '--batch：SQS 一次最多给 10 条消息' });
  const cdpMs = positive('--cdp-ms', options.cdpMs);
  const asked: Prices = prices[region];
  const estimated = estimate(counts, mixes[mix], events, asked, { batch, cdpMs, journal: options.journal });
  if (options.json) {
    stdout.write(`${JSON.stringify({ mix, region, events, batch, cdpMs, ...estimated, currency: asked.currency })}\n`);
    return exitCodes.done;
  }
  const language = languageOf(env);
  const words = WORDS[language];
  const lines = [
    words.title(events.toLocaleString('en'), mix, region, asked.currency),
    '',
    ...itemLines(estimated, asked, language),
    '',
    words.calls(estimated.callsPerEvent.toFixed(2)),
    words.counted(counts.measured, batch, cdpMs),
    words.prices(asked.asOf, asked.source),
    words.monthly,
  ];
  stdout.write(lines.map((line) => `${line}\n`).join(''));
  return exitCodes.done;
}

const WORDS = {
  en: {
    title: (events: string, mix: string, region: string, currency: string) =>
      `${events} events of the mix ${mix} in ${region}, ${currency}`,
    calls: (count: string) => `Calls to the CDP: ${count} an event.`,
    counted: (day: string, batch: number, milliseconds: number) =>
      `Counted on ${day}, one event at a time; deliveries of ${batch}, a CDP that takes ${milliseconds} ms a call.`,
    prices: (day: string, source: string) => `List prices of ${day} without any free tier: ${source}.`,
    monthly: 'What is paid each month in any case: docs/deploy.md.',
    noPrice: 'no price known',
    together: (total: string, currency: string) => `Together ${total} ${currency}.`,
    partly: (total: string, currency: string) => `Of what has a price here, ${total} ${currency}: not all of it.`,
  },
  zh: {
    title: (events: string, mix: string, region: string, currency: string) =>
      `${events} 个事件，组合 ${mix}，区域 ${region}，${currency}`,
    calls: (count: string) => `对 CDP 的调用：每个事件 ${count} 次。`,
    counted: (day: string, batch: number, milliseconds: number) =>
      `计数于 ${day}，逐个事件；按每次投递 ${batch} 个、CDP 每次调用 ${milliseconds} 毫秒计算。`,
    prices: (day: string, source: string) =>
      `${day} 的目录价，不计免费额度：${source.replace(' and pages that repeat it', ' 及转载它的页面')}。`,
    monthly: '每月固定的费用见 docs/zh/deploy.md。',
    noPrice: '价格未知',
    together: (total: string, currency: string) => `合计 ${total} ${currency}。`,
    partly: (total: string, currency: string) => `有价格的部分合计 ${total} ${currency}，不是全部。`,
  },
} as const satisfies Record<Language, object>;

/** Names of services stay; what is counted of them does not. */
const chinese: Readonly<Record<string, string>> = {
  'Lambda, invocations': 'Lambda，调用次数',
  'Lambda, time': 'Lambda，时长',
  'SQS, event queue': 'SQS，事件队列',
  'SQS, inlet': 'SQS，入口队列',
  'DynamoDB, ledger, written': 'DynamoDB，台账，写',
  'DynamoDB, ledger, read': 'DynamoDB，台账，读',
  'DynamoDB, journal, written': 'DynamoDB，事件记录，写',
  'DynamoDB, journal, read': 'DynamoDB，事件记录，读',
  Logs: '日志',
  'Traffic to the CDP': '发往 CDP 的流量',
  requests: '次请求',
  'GB-seconds': 'GB-秒',
  units: '单位',
  bytes: '字节',
};

function itemLines(
  { items, total, isComplete }: Estimate,
  { currency }: Prices,
  language: Language,
): readonly string[] {
  const words = WORDS[language];
  const label = labelsIn(language);
  const named = (name: string) => (language === 'zh' ? (chinese[name] ?? name) : name);
  const row = ({ what, units, unit, cost }: CostItem) => [
    named(what),
    `${Number(units.toPrecision(3))} ${named(unit)}`,
    cost === undefined ? words.noPrice : cost.toFixed(2),
  ];
  return [
    ...tableLines([label('item'), label('an event'), currency], items.map(row)),
    (isComplete ? words.together : words.partly)(total.toFixed(2), currency),
  ];
}

function oneOf<Name extends string>(option: string, given: string, names: readonly Name[]): Name {
  const found = names.find((name) => name === given);
  if (found === undefined) {
    const there = names.join(', ');
    throw usage({ en: `${option} ${given}: there are ${there}`, zh: `${option} ${given}：可选 ${there}` });
  }
  return found;
}

function positive(option: string, given: string): number {
  const value = Number(given);
  if (given.trim() === '' || !Number.isFinite(value) || value <= 0) {
    throw usage({ en: `${option} ${given}: a number above 0`, zh: `${option} ${given}：应为大于 0 的数字` });
  }
  return value;
}

function usage(text: Localized): CommandError {
  return new CommandError(text, exitCodes.usage);
}
