import type { JobPlan, JobView } from '../../operations/jobs.ts';
import { pairLines, tableLines } from '../table.ts';

const HEAD = ['job', 'kind', 'state', 'progress', 'accepted', 'created', 'about'];

export function jobLines(jobs: readonly JobView[]): readonly string[] {
  return tableLines(
    HEAD,
    jobs.map((job) => [job.job, job.kind, job.state, progressOf(job), String(job.accepted), job.created, job.about]),
  );
}

/** `1200 of 5000 (24 %)` */
export function progressOf({ kind, position, plan }: JobView): string {
  if (!plan) return '-';
  const total = kind === 'backfill' ? plan.total : plan.events;
  return total === 0 ? '0' : `${position} of ${total} (${Math.floor((position / total) * 100)} %)`;
}

/** What a job will do, before it does it. */
export function planLines(job: JobView, plan: JobPlan): readonly string[] {
  const of = job.kind === 'backfill' ? 'rows' : 'events of the record';
  const parts = plan.parts === 0 ? '' : `, ${plan.parts} further lines of orders`;
  const list = (counts: JobPlan['types']) => counts.map(({ name, count }) => `${count} ${name}`).join(', ');
  return pairLines([
    ['job', `${job.job}: ${job.kind}, ${job.about}`],
    ['plan', `${plan.events} events of ${plan.total} ${of}${parts}`],
    ...(plan.types.length === 0 ? [] : [['types', list(plan.types)] as const]),
    ...(plan.identities.length === 0 ? [] : [['identities', list(plan.identities)] as const]),
    ...(plan.from === undefined ? [] : [['times', `${plan.from} to ${plan.to ?? plan.from}`] as const]),
    ...(plan.leftOut.length === 0 ? [] : [['left out', list(plan.leftOut)] as const]),
    ...(plan.unreadColumns.length === 0 ? [] : [['not read', `columns ${plan.unreadColumns.join(', ')}`] as const]),
    ...(job.badRows === undefined ? [] : [['bad rows', `${job.badRows} says line, column, reason of each`] as const]),
  ]);
}

/** How far a job is, and what became of its events. */
export function jobReportLines(job: JobView): readonly string[] {
  return pairLines([
    ['state', `${job.state}${job.problem === undefined ? '' : `: ${job.problem}`}`],
    ['by', `${job.by}${job.why === undefined ? '' : `, ${job.why}`}`],
    ['created', job.created],
    ...(job.started === undefined ? [] : [['started', job.started] as const]),
    ...(job.ended === undefined ? [] : [['ended', job.ended] as const]),
    ['progress', progressOf(job)],
    ['accepted', `${job.accepted} events are in the queue or delivered`],
    ...job.outcomes.map(
      ({ state, reason, count }) => [state, `${count}${reason === undefined ? '' : ` because ${reason}`}`] as const,
    ),
  ]);
}
