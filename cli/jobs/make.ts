import { counted } from '../../functions/shared/text/counted.ts';
import { languageOf } from '../../functions/shared/text/language.ts';
import type { Localized } from '../../functions/shared/text/localized.ts';
import { notRun } from '../language/plan-words.ts';
import { answered } from '../../operations/chinese/answers.ts';
import { userInfo } from 'node:os';
import { resolve } from 'node:path';
import { jobRequest, type JobView, jobView, type ReplayMode, type ReplaySelection } from '../../operations/jobs.ts';
import type { BackfillFormat } from '../../operations/backfill/row.ts';
import { CommandError } from '../command-error.ts';
import { confirm } from '../confirm.ts';
import { type Desk, findDesk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import { hint } from '../hint.ts';
import type { Terminal } from '../terminal.ts';
import { readSpan, readTime } from '../time-option.ts';
import { rejectUnknownNames } from '../unknown-names.ts';
import type { OperatorOptions } from '../why.ts';
import { whileIn } from './follow.ts';
import { rehearse, type ShadowOptions } from './rehearse.ts';
import { planLines, jobReportLines } from './lines.ts';

interface MakeOptions extends ShadowOptions {
  readonly rehearse: boolean;
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly rate?: number;
  readonly ahead?: number;
  readonly by?: string;
  readonly why?: string;
}

export interface ReplayOptions extends MakeOptions {
  readonly mode: ReplayMode;
  readonly all: boolean;
  readonly connection?: string;
  readonly source?: string;
  readonly type?: string;
  readonly state?: ReplaySelection['state'];
  readonly reason?: string;
  readonly since?: string;
  readonly until?: string;
}

/** Sends events of the record again: plan, question, run, report. @throws CommandError */
export async function replay(terminal: Terminal, options: ReplayOptions): Promise<number> {
  const { mode, all, connection, source, type, state, reason, since, until } = options;
  const now = Date.now();
  const select: ReplaySelection = {
    ...(connection !== undefined && { connection }),
    ...(source !== undefined && { source }),
    ...(type !== undefined && { type }),
    ...(state !== undefined && { state }),
    ...(reason !== undefined && { reason }),
    ...readSpan({ since, until }, now),
  };
  if (Object.keys(select).length === 0 && !all) {
    throw new CommandError({
      en: 'which events? Give --connection, --source, --type, --state, --reason, --since or --until; or --all',
      zh: '哪些事件？给出 --connection、--source、--type、--state、--reason、--since 或 --until；或 --all',
    });
  }
  return make(terminal, '/api/jobs/replay', { kind: 'replay', mode, select }, options, select);
}

export interface BackfillOptions extends MakeOptions {
  readonly as: BackfillFormat;
  readonly connection?: string;
  readonly asOf?: string;
  readonly offset?: string;
  readonly encoding?: string;
}

/** Reads a file as events: plan, question, run, report. @throws CommandError */
export async function backfill(terminal: Terminal, file: string, options: BackfillOptions): Promise<number> {
  const { as, connection, asOf, offset, encoding } = options;
  const request = {
    kind: 'backfill',
    file: resolve(file),
    as,
    ...(connection !== undefined && { connection }),
    ...(asOf !== undefined && { asOf: readTime('as-of', asOf, Date.now()) }),
    ...(offset !== undefined && { offset }),
    ...(encoding !== undefined && { encoding }),
  };
  return make(terminal, '/api/jobs/backfill', request, options);
}

async function make(
  terminal: Terminal,
  path: string,
  request: object,
  options: MakeOptions,
  chosen: ReplaySelection = {},
): Promise<number> {
  const { rate, ahead, why, dryRun, json } = options;
  const { stdout } = terminal;
  if (options.rehearse && options.stack !== undefined) {
    throw new CommandError({
      en: 'a rehearsal of a job needs a copy of the CDP, and of a tenant there is none. What the events of the stage make of an empty sandbox shows npx guiyi rehearse --stack; a file can be rehearsed on npm start',
      zh: '作业的预演需要 CDP 的副本，而租户没有副本。npx guiyi rehearse --stack 显示该阶段的事件在空沙箱上的结果；文件可在 npm start 上预演',
    });
  }
  const desk = await findDesk(options);
  const asked = {
    ...request,
    by: options.by ?? userInfo().username,
    ...(why !== undefined && { why }),
    ...(rate !== undefined && { rate }),
    ...(ahead !== undefined && { ahead }),
  };
  if (options.rehearse) return rehearse(terminal, desk, jobRequest.parse(asked), options);
  const { job: id } = jobView.parse(await desk.ask(path, asked));
  const job = await whileIn(desk, id, ['planning'], terminal);
  const { plan } = job;
  if (job.state === 'failed' || !plan) {
    const state = { en: `the job ${id} is ${job.state}`, zh: `作业 ${id} 的状态是 ${job.state}` };
    throw new CommandError(job.problem === undefined ? state : answered(job.problem), exitCodes.verification);
  }
  if (!json) stdout.write(`${planLines(job, plan, languageOf(terminal.env)).join('\n')}\n`);
  if (plan.events === 0) {
    await desk.ask(`/api/jobs/${id}/abort`, {});
    const none = { en: 'nothing is left to send', zh: '没有可发送的' };
    await rejectUnknownNames(desk, chosen, none);
    throw new CommandError(none, exitCodes.notFound);
  }
  const next = hint(`jobs run ${id} --yes`, options);
  if (dryRun) {
    stdout.write(json ? `${JSON.stringify(job)}\n` : notRun(nothing, next, languageOf(terminal.env)));
    return exitCodes.done;
  }
  return run(terminal, desk, job, options);
}

const nothing: Localized = { en: 'nothing was sent', zh: '没有发送' };

export interface RunOptions extends OperatorOptions {
  readonly yes: boolean;
  /** Where the file of a backfill is now. */
  readonly file?: string;
  readonly rate?: number;
  readonly ahead?: number;
}

/** Asks, starts, follows to the end, and reports. */
export async function run(terminal: Terminal, desk: Desk, job: JobView, options: RunOptions): Promise<number> {
  const { job: id, plan } = job;
  if (!options.yes) {
    const next = hint(`jobs run ${id} --yes`, options);
    await confirm(terminal, {
      ask: { en: `Send ${counted(plan?.events ?? 0, 'event')}?`, zh: `发送 ${plan?.events ?? 0} 个事件？` },
      unasked: {
        en: `${nothing.en}: it asks before it acts; outside a terminal, say --yes: ${next}`,
        zh: `${nothing.zh}：执行前会先询问；不在终端中时加 --yes：${next}`,
      },
      refused: { en: `${nothing.en}; the job ${id} stays planned`, zh: `${nothing.zh}；作业 ${id} 保持已计划状态` },
    });
  }
  const { rate, ahead, file } = options;
  await desk.ask(`/api/jobs/${encodeURIComponent(id)}/run`, {
    ...(rate !== undefined && { rate }),
    ...(ahead !== undefined && { ahead }),
    ...(file !== undefined && { file: resolve(file) }),
  });
  return report(terminal, desk, await whileIn(desk, id, ['running'], terminal), options);
}

async function report(terminal: Terminal, desk: Desk, job: JobView, options: OperatorOptions): Promise<number> {
  const { stdout } = terminal;
  const ended = job.state === 'done' ? await settled(desk, job) : job;
  const language = languageOf(terminal.env);
  const [resume, show] = [hint(`jobs run ${job.job} --yes`, options), hint(`jobs show ${job.job}`, options)];
  const next = {
    en: ended.state === 'paused' ? `goes on with: ${resume}` : `more: ${show}`,
    zh: ended.state === 'paused' ? `继续执行：${resume}` : `详情：${show}`,
  };
  const lines = [...jobReportLines(ended, language), next[language]];
  stdout.write(options.json ? `${JSON.stringify(ended)}\n` : `${lines.join('\n')}\n`);
  if (ended.state === 'failed') return exitCodes.verification;
  const isWhole = ended.state === 'done' && (ended.kind === 'replay' || (ended.plan?.leftOut.length ?? 0) === 0);
  return isWhole ? exitCodes.done : exitCodes.partlyDone;
}

const SETTLE_MS = 10_000;
const LOOK_EVERY_MS = 100;

/** A job ends when its events are in the queue; of a short one the end of delivery is told too. */
async function settled(desk: Desk, job: JobView): Promise<JobView> {
  const until = Date.now() + SETTLE_MS;
  let now = job;
  while (now.outcomes.some(({ state }) => state === 'queued') && Date.now() < until) {
    await new Promise((resume) => setTimeout(resume, LOOK_EVERY_MS));
    now = jobView.parse(await desk.ask(`/api/jobs/${encodeURIComponent(job.job)}`));
  }
  return now;
}
