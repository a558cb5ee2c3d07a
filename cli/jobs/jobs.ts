import { languageOf } from '../../functions/shared/text/language.ts';
import { jobList, jobView } from '../../operations/jobs.ts';
import { askFor } from '../ask-for.ts';
import { findDesk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import { hint } from '../hint.ts';
import type { Terminal } from '../terminal.ts';
import type { OperatorOptions } from '../why.ts';
import { jobLines, planLines, jobReportLines } from './lines.ts';
import { run, type RunOptions } from './make.ts';

/** All jobs, the newest first. @throws CommandError */
export async function listJobs({ stdout, env }: Terminal, { json, ...where }: OperatorOptions): Promise<number> {
  const desk = await findDesk(where);
  const { jobs } = jobList.parse(await desk.ask('/api/jobs'));
  const language = languageOf(env);
  const none = { en: 'no jobs', zh: '没有作业' }[language];
  const lines = jobs.length === 0 ? [none] : jobLines(jobs, language);
  stdout.write(json ? `${JSON.stringify({ jobs })}\n` : `${lines.join('\n')}\n`);
  return exitCodes.done;
}

/** One job: its plan, how far it is, what became of its events. @throws CommandError */
export async function showJob(
  { stdout, env }: Terminal,
  id: string,
  { json, ...where }: OperatorOptions,
): Promise<number> {
  const desk = await findDesk(where);
  const job = jobView.parse(await askFor(desk, `/api/jobs/${encodeURIComponent(id)}`, hint('jobs list', where)));
  const language = languageOf(env);
  const lines = [...(job.plan ? planLines(job, job.plan, language) : []), ...jobReportLines(job, language)];
  stdout.write(json ? `${JSON.stringify(job)}\n` : `${lines.join('\n')}\n`);
  return exitCodes.done;
}

/** Starts a planned job, or goes on with a paused one, and follows it. @throws CommandError */
export async function runJob(terminal: Terminal, id: string, options: RunOptions): Promise<number> {
  const desk = await findDesk(options);
  const job = jobView.parse(await askFor(desk, `/api/jobs/${encodeURIComponent(id)}`, hint('jobs list', options)));
  // Of what has ended nothing is asked: the answer says that it has.
  const hasEnded = ['done', 'aborted', 'failed'].includes(job.state);
  return run(terminal, desk, job, { ...options, yes: options.yes || hasEnded });
}

export const pauseJob = (terminal: Terminal, id: string, options: OperatorOptions) =>
  ask('pause', terminal, id, options);
export const abortJob = (terminal: Terminal, id: string, options: OperatorOptions) =>
  ask('abort', terminal, id, options);

async function ask(
  what: 'pause' | 'abort',
  { stdout, env }: Terminal,
  id: string,
  { json, ...where }: OperatorOptions,
): Promise<number> {
  const desk = await findDesk(where);
  const path = `/api/jobs/${encodeURIComponent(id)}/${what}`;
  const job = jobView.parse(await askFor(desk, path, hint('jobs list', where), {}));
  stdout.write(json ? `${JSON.stringify(job)}\n` : `${jobReportLines(job, languageOf(env)).join('\n')}\n`);
  return exitCodes.done;
}
