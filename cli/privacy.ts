import { counted } from '../functions/shared/text/counted.ts';
import * as z from 'zod/mini';
import { type Language, languageOf } from '../functions/shared/text/language.ts';
import { answered } from '../operations/chinese/answers.ts';
import { confirm } from './confirm.ts';
import { CommandError } from './command-error.ts';
import { type Desk, findDesk, NotFoundError } from './desk.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { hint } from './hint.ts';
import type { EventView } from '../operations/event-view.ts';
import type { Terminal } from './terminal.ts';
import type { OperatorOptions } from './why.ts';

/** The receipts are asked for by the same two names. */
const accepted = z.object({ event: z.string(), source: z.string() });

/** Asks to forget a person, waits for the end, and prints the receipt. @throws CommandError */
export async function erase(
  terminal: Terminal,
  identity: string,
  options: OperatorOptions & { readonly yes: boolean; readonly unknown: boolean; readonly why?: string },
): Promise<number> {
  const { stdout } = terminal;
  const language = languageOf(terminal.env);
  const desk = await findDesk(options);
  if (!options.yes) {
    await confirm(terminal, {
      ask: {
        en: `Forget ${identity} and delete the customer in the CDP for good?`,
        zh: `删除 ${identity} 的个人信息，并在 CDP 中永久删除该客户？`,
      },
      unasked: {
        en: 'erase asks before it deletes; outside a terminal, say --yes',
        zh: 'erase 删除之前会先询问；不在终端中时加 --yes',
      },
      refused: { en: 'nothing was erased', zh: '没有删除' },
    });
  }
  const request = accepted.parse(await askToErase(desk, identity, options));
  const outcome = await desk.outcome({ source: request.source, id: request.event });
  const done = outcome?.state === 'done';
  const exitCode = endOf(outcome);
  const receipt = done ? await desk.find(`/api/receipts?${new URLSearchParams({ ...request }).toString()}`) : undefined;
  if (options.json) {
    const { state, reason, detail } = outcome ?? { state: 'queued' };
    stdout.write(`${JSON.stringify({ ...request, state, reason, detail, receipt })}\n`);
    return exitCode;
  }
  const lines = eraseLines(outcome, receipt, hint(`why ${request.event}`, options), language);
  if (receipt !== undefined) lines.push(`${WORDS[language].receipt}${JSON.stringify(receipt)}`);
  stdout.write(`${[...lines, eventLine(request.event, language)].join('\n')}\n`);
  return exitCode;
}

const declined: ReadonlySet<string> = new Set(['cdp-refused', 'erase-refused', 'decision-impossible']);

/** How a request ends that was taken. */
export function endOf(event: EventView | undefined): ExitCode {
  if (event?.state === 'done') return exitCodes.done;
  return event !== undefined && declined.has(event.reason ?? '') ? exitCodes.declined : exitCodes.partlyDone;
}

/** How a decision ended, in words. @param next the command that tells more */
export function endLines(
  event: EventView | undefined,
  done: string,
  next: string,
  language: Language,
): readonly string[] {
  const words = WORDS[language];
  if (event?.state === 'done') return [done];
  if (!event) return [words.waits(next)];
  const detail = event.detail === undefined ? undefined : answered(event.detail)[language];
  return [words.because(event.state, event.reason, detail), `${words.see}${next}`];
}

/** The event by which a request is carried out. */
export function eventLine(event: string, language: Language): string {
  return `${WORDS[language].event}${event}`;
}

const WORDS = {
  en: {
    waits: (next: string) => `waits     the outcome is not known yet; see: ${next}`,
    because: (state: string, reason = 'it waits', detail?: string) =>
      `${state}, because ${reason}${detail === undefined ? '' : `: ${detail}`}`,
    see: 'see       ',
    event: 'event     ',
    receipt: 'receipt   ',
    erased: (count: number) => `erased    ${counted(count, 'customer')}; the identity is suppressed from now on`,
  },
  zh: {
    waits: (next: string) => `等待中    尚不知道结果；查看：${next}`,
    because: (state: string, reason = '仍在等待', detail?: string) =>
      `${state}，原因 ${reason}${detail === undefined ? '' : `：${detail}`}`,
    see: '查看      ',
    event: '事件      ',
    receipt: '回执      ',
    erased: (count: number) => `已删除    ${count} 个客户；从现在起屏蔽这个身份`,
  },
} as const satisfies Record<Language, object>;

async function askToErase(
  desk: Desk,
  identity: string,
  { unknown, why }: { readonly unknown: boolean; readonly why?: string },
): Promise<unknown> {
  try {
    return await desk.ask('/api/erase', { identity, ...(unknown && { unknown }), ...(why !== undefined && { why }) });
  } catch (error) {
    if (!(error instanceof NotFoundError && error.answer.includes('nobody-known'))) throw error;
    throw new CommandError(answered(error.message.replace('ask with "unknown"', 'say --unknown')), exitCodes.notFound);
  }
}

const deletion = z.object({ deleted: z.array(z.string()) });

/** The receipt says who was deleted: of the event nothing is kept but its outcome. */
function eraseLines(event: EventView | undefined, receipt: unknown, next: string, language: Language): string[] {
  const words = WORDS[language];
  if (!event) return [words.waits(next)];
  if (event.state !== 'done') return [...endLines(event, '', next, language)];
  const deleted = receipt === undefined ? 0 : deletion.parse(receipt).deleted.length;
  return [words.erased(deleted)];
}

/** What is held of one person, as JSON. @throws CommandError when nothing is. */
export async function printSubjectExport(
  { stdout }: Terminal,
  identity: string,
  options: OperatorOptions,
): Promise<number> {
  const desk = await findDesk(options);
  const held = await desk.ask(`/api/export?${new URLSearchParams({ identity }).toString()}`);
  stdout.write(`${JSON.stringify(held, undefined, options.json ? undefined : 2)}\n`);
  return 0;
}
