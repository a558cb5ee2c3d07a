import { userInfo } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { type DeadLetterPlan, deadLetterPlan, type PlanProgress, planProgress } from '../../operations/plans.ts';
import { CommandError } from '../command-error.ts';
import { confirm } from '../confirm.ts';
import { type Desk, findDesk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import { hint } from '../hint.ts';
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
  if (options.edit === true || options.editFile !== undefined) {
    const { editLetter } = await import('./edit.ts');
    const isEdited = await editLetter(terminal, ids, options);
    if (!isEdited) return exitCodes.done;
  }
  return act(terminal, ids, options, {
    action: 'redrive',
    question: (count) => `Send ${count} dead letters again?`,
    done: 'moved',
    nothing: 'nothing was moved',
  });
}

/** Removes dead letters for good, after they were exported. @throws CommandError */
export function discardDead(terminal: Terminal, ids: readonly string[], options: ActOptions): Promise<number> {
  if (options.why === undefined && options.plan === undefined) {
    throw new CommandError('say why with --why "…": it stands in the record of what is discarded');
  }
  return act(terminal, ids, options, {
    action: 'discard',
    question: (count) => `Discard ${count} dead letters for good?`,
    done: 'discarded',
    nothing: 'nothing was discarded',
  });
}

interface Words {
  readonly action: DeadLetterPlan['action'];
  readonly question: (count: number) => string;
  readonly done: string;
  readonly nothing: string;
}

async function act(terminal: Terminal, ids: readonly string[], options: ActOptions, words: Words): Promise<number> {
  const { json, yes, dryRun } = options;
  const { stdout, stderr } = terminal;
  if (options.plan !== undefined && (ids.length > 0 || options.all)) {
    throw new CommandError('--plan names what was chosen before: nothing else can be chosen beside it');
  }
  const desk = await findDesk(options);
  const plan = options.plan ?? (await makePlan(desk, ids, options, words, terminal));
  const before = planProgress.parse(await desk.ask(`/api/dead-letters/plans/${encodeURIComponent(plan)}`));
  if (before.action !== words.action) throw new CommandError(`the plan ${plan} is one to ${before.action}`);
  const next = hint(`dead ${words.action} --plan ${plan} --yes`, options);
  if (dryRun) {
    if (!json) stdout.write(`${words.nothing}; to run exactly this: ${next}\n`);
    return exitCodes.done;
  }
  if (!yes) {
    const unasked = `${words.nothing}: ${words.action} asks before it acts; outside a terminal, say --yes: ${next}`;
    await confirm(terminal, { ask: words.question(before.remaining), unasked, refused: words.nothing });
  }
  const report = await runPlan(desk, '/api/dead-letters/plans', plan, options.rate, (progress) => {
    if (stderr.isTTY && !json) stderr.write(`\r${progress.planned - progress.remaining} of ${progress.planned}`);
  });
  if (stderr.isTTY && !json) stderr.write('\r');
  const gone = report.gone === 0 ? '' : `, ${report.gone} were no longer there or in somebody’s hands`;
  stdout.write(
    json ? `${JSON.stringify(report)}\n` : `${words.done} ${report.done} of ${report.planned}${gone}  (plan ${plan})\n`,
  );
  return report.gone > 0 ? exitCodes.partlyDone : exitCodes.done;
}

/** @returns the plan's id, after it was shown */
async function makePlan(
  desk: Desk,
  ids: readonly string[],
  options: ActOptions,
  { action, nothing }: Words,
  { stdout, stderr }: Terminal,
): Promise<string> {
  const { json, dryRun, why } = options;
  const select = readChoice(ids, options, Date.now());
  const by = options.by ?? userInfo().username;
  const request = { action, select, by, ...(why !== undefined && { why }) };
  const plan = deadLetterPlan.parse(await desk.ask('/api/dead-letters/plans', request));
  const { count, groups, privacyLeftOut } = plan;
  const left =
    privacyLeftOut === 0
      ? ''
      : `${privacyLeftOut} privacy requests fit too and are left out; --privacy takes them in\n`;
  if (count === 0) await rejectUnknownNames(desk, options, 'no dead letter fits');
  if (count === 0) throw new CommandError(`no dead letter fits: ${nothing}\n${left}`.trimEnd(), exitCodes.notFound);
  if (count < ids.length) stderr.write(notThere(ids.length - count, ids.length, 'no dead letter that fits'));
  if (json && dryRun) stdout.write(`${JSON.stringify(plan)}\n`);
  if (!json)
    stdout.write(
      `${deadLetterGroupLines(groups, 'en').join('\n')}\n${left}plan ${plan.plan}: ${action} these ${count}\n`,
    );
  return plan.plan;
}

/** Ids that were asked for and are not in the plan. */
export function notThere(missing: number, asked: number, what: string): string {
  return `${missing} of ${asked} ids ${missing === 1 ? 'is' : 'are'} ${what}\n`;
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
