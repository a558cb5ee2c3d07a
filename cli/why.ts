import { counted } from '../functions/shared/text/counted.ts';
import * as z from 'zod/mini';
import { type Language, languageOf } from '../functions/shared/text/language.ts';
import { type Unknown, unknown } from '../operations/why.ts';
import { answered } from '../operations/chinese/answers.ts';
import { findDesk, NotFoundError } from './desk.ts';
import { type EventView, eventView } from '../operations/event-view.ts';
import { outcomeLines } from './print.ts';
import { requestCountLines } from './request-counts.ts';
import { type AskerOptions, askedBy } from './asked-by.ts';
import { exitCodes } from './exit-codes.ts';
import { hint } from './hint.ts';
import { readTime } from './time-option.ts';
import type { Terminal } from './terminal.ts';
import { rejectUnknownNames } from './unknown-names.ts';
import type { Where } from './where.ts';

const why = z.object({
  about: z.string(),
  kind: z.string(),
  events: z.array(eventView),
  customers: z.array(z.string()),
  merges: z.array(z.object({ loser: z.string(), survivor: z.string(), mergedAt: z.string() })),
});

const WORDS = {
  en: {
    head: (kind: string, events: number, customers: number) =>
      `${kind}: events ${events}, customers ${customers}; the newest first`,
    merge: (loser: string, survivor: string, at: string) => `merge     ${loser} became part of ${survivor} at ${at}`,
    event: 'event     ',
    source: 'source    ',
    came: 'came      ',
    data: 'data      ',
    by: (via: string) => ` by ${via}`,
    about: (subject: string) => `, about ${subject}`,
    forgotten: '(the person was erased: what happened is all that is kept)',
    hidden: '(--reveal --why "…" shows it)',
  },
  zh: {
    head: (kind: string, events: number, customers: number) =>
      `${kind}：事件 ${events} 个，客户 ${customers} 个；最新的在前`,
    merge: (loser: string, survivor: string, at: string) => `合并      ${loser} 于 ${at} 并入 ${survivor}`,
    event: '事件      ',
    source: '来源      ',
    came: '收到      ',
    data: '数据      ',
    by: (via: string) => `，经 ${via}`,
    about: (subject: string) => `，主体 ${subject}`,
    forgotten: '（个人信息已删除：只保留发生过什么）',
    hidden: '（加 --reveal --why "…" 显示）',
  },
} as const;

export interface OperatorOptions extends Where {
  readonly json: boolean;
}

interface WhyOptions extends OperatorOptions, AskerOptions {
  /** Of the event that is meant, where several sources have sent its id. */
  readonly source?: string;
  /** Whose requests are counted where nothing is known, and from when. */
  readonly connection?: string;
  readonly since?: string;
  readonly reveal: boolean;
}

/** From the raw event to the CDP's answer, the newest event first. @throws CommandError */
export async function printWhy(terminal: Terminal, about: string, options: WhyOptions): Promise<number> {
  const { stdout, env } = terminal;
  const language = languageOf(env);
  const words = WORDS[language];
  const asker = options.reveal ? askedBy(options) : undefined;
  const desk = await findDesk(options);
  const { source, connection, since } = options;
  const query = new URLSearchParams({
    about,
    ...(source !== undefined && { source }),
    ...(connection !== undefined && { connection }),
    ...(since !== undefined && { since: readTime('since', since, Date.now()) }),
  });
  let known: z.infer<typeof why>;
  try {
    known = why.parse(await desk.ask(`/api/why?${query.toString()}`));
    const clear = { about, ...(source !== undefined && { source }), ...asker };
    if (asker) known = why.parse(await desk.ask('/api/reveals', clear));
  } catch (error) {
    if (!(error instanceof NotFoundError)) throw error;
    const nothing = {
      en: `nothing is known about ${JSON.stringify(about)}`,
      zh: `查不到 ${JSON.stringify(about)}`,
    };
    await rejectUnknownNames(desk, { connection }, nothing);
    return nothingIsKnown(terminal, unknown.parse(JSON.parse(error.answer)), options);
  }
  if (options.json) {
    stdout.write(`${JSON.stringify(known)}\n`);
    return 0;
  }
  const { kind, events, customers, merges } = known;
  stdout.write(`${words.head(kind, events.length, customers.length)}\n`);
  for (const event of events) stdout.write(`\n${eventLines(event, options.reveal, language).join('\n')}\n`);
  if (merges.length > 0) stdout.write('\n');
  for (const { loser, survivor, mergedAt } of merges) {
    stdout.write(`${words.merge(loser, survivor, mergedAt)}\n`);
  }
  return 0;
}

/** What was looked at, and which requests of that time became no event: one of them may be what is missed. */
function nothingIsKnown({ stdout, stderr, env }: Terminal, nothing: Unknown, { json, ...where }: WhyOptions): number {
  const { error, looked } = nothing;
  if (json) {
    stdout.write(`${JSON.stringify(nothing)}\n`);
    return exitCodes.notFound;
  }
  const language = languageOf(env);
  const words = NOTHING[language];
  const lines = [
    answered(error)[language],
    words.looked(looked.at, looked.events, looked.oldest),
    words.deadLetters(looked.deadLetters, hint('dead', where)),
    ...requestCountLines(nothing, where.stack !== undefined, language),
  ];
  stderr.write(`${lines.join('\n')}\n`);
  return exitCodes.notFound;
}

const NOTHING = {
  en: {
    looked: (at: readonly string[], events?: number, oldest?: string) =>
      `looked at  ${at.join(', ')}${events === undefined ? '' : ` of ${counted(events, 'event')}`}${oldest === undefined ? '' : `, the oldest of ${oldest}`}`,
    deadLetters: (count: number, command: string) => `           ${counted(count, 'dead letter')}: ${command}`,
  },
  zh: {
    looked: (_at: readonly string[], events?: number, oldest?: string) =>
      `查过       ${events === undefined ? '' : `${events} 个`}事件的 ID、订单号、投递 ID、身份和客户${oldest === undefined ? '' : `，最早的 ${oldest}`}`,
    deadLetters: (count: number, command: string) => `           ${count} 条死信：${command}`,
  },
} as const satisfies Record<Language, object>;

function eventLines(event: EventView, reveal: boolean, language: Language): string[] {
  const words = WORDS[language];
  const { id, source, connection, type, subject, receivedTime, via, event: came } = event;
  const way = via === undefined ? '' : words.by(via);
  const lines = [
    `${type}  ${connection ?? ''}  ${came?.time ?? receivedTime ?? ''}`,
    `  ${words.event}${id}`,
    `  ${words.source}${source ?? ''}`,
    `  ${words.came}${receivedTime ?? ''}${way}${subject === undefined ? '' : words.about(subject)}`,
  ];
  if (event.forgotten) lines.push(`  ${words.data}${words.forgotten}`);
  if (came) lines.push(reveal ? `  ${words.data}${JSON.stringify(came.data)}` : `  ${words.data}${words.hidden}`);
  return [...lines, ...outcomeLines(event, language).map((line) => `  ${line}`)];
}
