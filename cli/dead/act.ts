import { counted } from '../../functions/shared/text/counted.ts';
import { userInfo } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { type DeadLetterPlan, deadLetterPlan, type PlanProgress, planProgress } from '../../operations/plans.ts';
import { CommandError } from '../command-error.ts';
import { confirm } from '../confirm.ts';
import { type Desk, findDesk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import { hint } from '../hint.ts';
import { languageOf } from '../../functions/shared/text/language.ts';
import type { Localized } from '../../functions/shared/text/localized.ts';
import { asksFirst, carriedOutBefore, notRun, otherPlan, planLine } from '../language/plan-words.ts';
import type { Terminal } from '../terminal.ts';
import { rejectUnknownNames } from '../unknown-names.ts';
import type { OperatorOptions } from '../why.ts';
import { deadLetterGroupLines } from './lines.ts';
import { readChoice, type SelectionOptions } from './selection.ts';

export interface ActOptions extends OperatorOptions, SelectionOptions {
  readonly yes: boolean;
  readonly dryRun: boolean;
  /** A plan that was made before. */
  readonly plan?: string;
  /** So many a second. */
  readonly rate?: number;
  readonly by?: string;
  readonly why?: string;
  /** Of a redrive: change the one letter first, in an editor or by a file. */
  readonly edit?: boolean;
  readonly editFile?: string;
}

/** Puts dead letters back into their queues: plan, run, report. @throws CommandError */
export async function redriveDead(terminal: Terminal, ids: readonly string[], options: ActOptions): Promise<number> {
  let desk: Desk | undefined;
  if (options.edit === true || options.editFile !== undefined) {
    const { editLetter } = await import('./edit.ts');
    const edited = await editLetter(terminal, ids, options);
    if (!edited) return exitCodes.done;
    ({ desk } = edited);
  }
  return act(terminal, ids, options, {
    action: 'redrive',
    question: (count) => ({ en: `Send ${counted(count, 'dead letter')} again?`, zh: `重投 ${count} 条死信？` }),
    done: { en: 'moved', zh: '已重投' },
    nothing: { en: 'nothing was moved', zh: '没有重投' },
    desk,
  });
}

/** Removes dead letters for good, after they were exported. @throws CommandError */
export function discardDead(terminal: Terminal, ids: readonly string[], options: ActOptions): Promise<number> {
  if (options.why === undefined && options.plan === undefined) {
    throw new CommandError({
      en: 'say why with --why "…": it stands in the record of what is discarded',
      zh: '请用 --why "…" 写明原因：它会写进丢弃记录',
    });
  }
  return act(terminal, ids, options, {
    action: 'discard',
    question: (count) => ({
      en: `Discard ${counted(count, 'dead letter')} for good?`,
      zh: `永久丢弃 ${count} 条死信？`,
    }),
    done: { en: 'discarded', zh: '已丢弃' },
    nothing: { en: 'nothing was discarded', zh: '没有丢弃' },
  });
}

interface Words {
  readonly action: DeadLetterPlan['action'];
  readonly question: (count: number) => Localized;
  readonly done: Localized;
  readonly nothing: Localized;
  /** Which has taken the edit of a letter: on a stage it lives as long as the command. */
  readonly desk?: Desk | undefined;
}

async function act(terminal: Terminal, ids: readonly string[], options: ActOptions, words: Words): Promise<number> {
  const { json, yes, dryRun } = options;
  const { stdout, stderr } = terminal;
  const language = languageOf(terminal.env);
  if (options.plan !== undefined && (ids.length > 0 || options.all)) {
    throw new CommandError({
      en: '--plan names what was chosen before: nothing else can be chosen beside it',
      zh: '--plan 指明之前选定的内容：不能同时再选别的',
    });
  }
  const desk = words.desk ?? (await findDesk(options));
  const plan = options.plan ?? (await makePlan(desk, ids, options, words, terminal));
  const before = planProgress.parse(await desk.ask(`/api/dead-letters/plans/${encodeURIComponent(plan)}`));
  if (before.action !== words.action) throw new CommandError(otherPlan(plan, before.action));
  if (before.remaining === 0) {
    return tellReport(terminal, json, before, carriedOutBefore(reportLine(words.done, before, plan)));
  }
  const next = hint(`dead ${words.action} --plan ${plan} --yes`, options);
  if (dryRun) {
    if (!json) stdout.write(notRun(words.nothing, next, language));
    return exitCodes.done;
  }
  if (!yes) {
    const unasked = asksFirst(words.nothing, words.action, next);
    await confirm(terminal, { ask: words.question(before.remaining), unasked, refused: words.nothing });
  }
  const report = await runPlan(desk, '/api/dead-letters/plans', plan, options.rate, (progress) => {
    if (stderr.isTTY && !json) stderr.write(`\r${progress.planned - progress.remaining}/${progress.planned}`);
  });
  if (stderr.isTTY && !json) stderr.write('\r');
  return tellReport(terminal, json, report, reportLine(words.done, report, plan));
}

/** @returns the plan's id, after it was shown */
async function makePlan(
  desk: Desk,
  ids: readonly string[],
  options: ActOptions,
  { action, nothing }: Words,
  { stdout, stderr, env }: Terminal,
): Promise<string> {
  const language = languageOf(env);
  const { json, dryRun, why } = options;
  const select = readChoice(ids, options, Date.now());
  const by = options.by ?? userInfo().username;
  const request = { action, select, by, ...(why !== undefined && { why }) };
  const plan = deadLetterPlan.parse(await desk.ask('/api/dead-letters/plans', request));
  const { count, groups, privacyLeftOut } = plan;
  const left = leftOut(privacyLeftOut);
  if (count === 0) {
    const none = { en: 'no dead letter fits', zh: '没有符合的死信' };
    await rejectUnknownNames(desk, options, none);
    const text = {
      en: `${none.en}: ${nothing.en}\n${left.en}`.trimEnd(),
      zh: `${none.zh}：${nothing.zh}\n${left.zh}`.trimEnd(),
    };
    throw new CommandError(text, exitCodes.notFound);
  }
  if (count < ids.length) {
    const what = { en: 'no dead letter that fits', zh: '符合的死信' };
    stderr.write(`${notThere(ids.length - count, ids.length, what)[language]}\n`);
  }
  if (json && dryRun) stdout.write(`${JSON.stringify(plan)}\n`);
  if (!json) {
    const lines = [
      ...deadLetterGroupLines(groups, language),
      `${left[language]}${planLine(plan.plan, action, count)[language]}`,
    ];
    stdout.write(`${lines.join('\n')}\n`);
  }
  return plan.plan;
}

/** Ids that were asked for and are not in the plan. */
export function notThere(missing: number, asked: number, what: Localized): Localized {
  return {
    en: `${missing} of ${counted(asked, 'id')} ${missing === 1 ? 'is' : 'are'} ${what.en}`,
    zh: `${asked} 个 ID 中有 ${missing} 个不是${what.zh}`,
  };
}

function leftOut(count: number): Localized {
  if (count === 0) return { en: '', zh: '' };
  return {
    en: `${counted(count, 'privacy request fits too and is', 'privacy requests fit too and are')} left out; --privacy takes ${count === 1 ? 'it' : 'them'} in\n`,
    zh: `另有 ${count} 条个人信息请求符合，未包括在内；加 --privacy 才包括\n`,
  };
}

function reportLine(done: Localized, { done: count, planned, gone }: PlanProgress, plan: string): Localized {
  const lost = {
    en: gone === 0 ? '' : `, ${counted(gone, 'was', 'were')} no longer there or in somebody’s hands`,
    zh: gone === 0 ? '' : `，${gone} 条已不在，或正由别人处理`,
  };
  return {
    en: `${done.en} ${count} of ${planned}${lost.en}  (plan ${plan})`,
    zh: `${done.zh} ${count} 条，共 ${planned} 条${lost.zh}（计划 ${plan}）`,
  };
}

/** @returns the exit code */
export function tellReport({ stdout, env }: Terminal, json: boolean, report: PlanProgress, text: Localized): number {
  stdout.write(json ? `${JSON.stringify(report)}\n` : `${text[languageOf(env)]}\n`);
  return report.gone > 0 ? exitCodes.partlyDone : exitCodes.done;
}

const SECOND_MS = 1000;
const TURN = 1000;

/** In turns, so that it can be seen, slowed down and stopped; whoever stops it goes on with the same plan. */
export async function runPlan(
  desk: Desk,
  base: string,
  plan: string,
  rate: number | undefined,
  tell: (progress: PlanProgress) => void,
): Promise<PlanProgress> {
  for (;;) {
    const started = Date.now();
    const path = `${base}/${encodeURIComponent(plan)}/run`;
    const progress = planProgress.parse(await desk.ask(path, { max: rate ?? TURN }));
    tell(progress);
    if (progress.remaining === 0) return progress;
    if (rate !== undefined) await wait(Math.max(0, SECOND_MS - (Date.now() - started)));
  }
}
