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
import { readTime } from '../time-option.ts';
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
    ...(since !== undefined && { since: readTime('since', since, now) }),
    ...(until !== undefined && { until: readTime('until', until, now) }),
  };
  if (Object.keys(select).length === 0 && !all) {
    throw new CommandError(
      'which events? Give --connection, --source, --type, --state, --reason, --since or --until; or --all',
    );
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
    throw new CommandError(job.problem ?? `the job ${id} is ${job.state}`, exitCodes.verification);
  }
  if (!json) stdout.write(`${planLines(job, plan).join('\n')}\n`);
  if (plan.events === 0) {
    await desk.ask(`/api/jobs/${id}/abort`, {});
    await rejectUnknownNames(desk, chosen, 'nothing is left to send');
    throw new CommandError('nothing is left to send', exitCodes.notFound);
  }
  const next = hint(`jobs run ${id} --yes`, options);
  if (dryRun) {
    stdout.write(json ? `${JSON.stringify(job)}\n` : `nothing was sent; to run exactly this: ${next}\n`);
    return exitCodes.done;
  }
  return run(terminal, desk, job, options);
}

export interface RunOptions extends OperatorOptions {
  readonly yes: boolean;
  readonly rate?: number;
  readonly ahead?: number;
}

/** Asks, starts, follows to the end, and reports. */
export async function run(terminal: Terminal, desk: Desk, job: JobView, options: RunOptions): Promise<number> {
  const { job: id, plan } = job;
  if (!options.yes) {
    const next = hint(`jobs run ${id} --yes`, options);
    await confirm(terminal, {
      ask: `Send ${plan?.events ?? 0} events?`,
      unasked: `nothing was sent: it asks before it acts; outside a terminal, say --yes: ${next}`,
      refused: `nothing was sent; the job ${id} stays planned`,
    });
  }
  const { rate, ahead } = options;
  await desk.ask(`/api/jobs/${encodeURIComponent(id)}/run`, {
    ...(rate !== undefined && { rate }),
    ...(ahead !== undefined && { ahead }),
  });
  return report(terminal, desk, await whileIn(desk, id, ['running'], terminal), options);
}

async function report(terminal: Terminal, desk: Desk, job: JobView, options: OperatorOptions): Promise<number> {
  const { stdout } = terminal;
  const ended = job.state === 'done' ? await settled(desk, job) : job;
  const next =
    ended.state === 'paused'
      ? `goes on with: ${hint(`jobs run ${job.job} --yes`, options)}`
      : `more: ${hint(`jobs show ${job.job}`, options)}`;
  stdout.write(options.json ? `${JSON.stringify(ended)}\n` : `${jobReportLines(ended).join('\n')}\n${next}\n`);
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
