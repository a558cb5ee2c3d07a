import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { publicState } from '../../operations/events.ts';
import type { JobRequest, JobView } from '../../operations/jobs.ts';
import type { LocalJournal } from '../store/journal.ts';
import type { StoredJob } from '../store/jobs.ts';

export interface JobViews {
  readonly journal: Pick<LocalJournal, 'outcomesOf'>;
  readonly badRowsFile: (job: string) => string;
}

/** A job with its progress and what became of its events. */
export function jobViewOf(job: StoredJob, { journal, badRowsFile }: JobViews): JobView {
  const { id, request, state, created, started, ended, plan, position, accepted, problem } = job;
  const { kind, by, why, rate } = request;
  const file = badRowsFile(id);
  const hasBadRows = kind === 'backfill' && plan !== undefined && existsSync(file);
  return {
    job: id,
    kind,
    state,
    about: aboutOf(request),
    by,
    ...(why !== undefined && { why }),
    created: timeText(created),
    ...(started !== undefined && { started: timeText(started) }),
    ...(ended !== undefined && { ended: timeText(ended) }),
    ...(rate !== undefined && { rate }),
    ...(plan && { plan }),
    position,
    accepted,
    outcomes: accepted === 0 ? [] : journal.outcomesOf(id).map((one) => ({ ...one, state: publicState(one.state) })),
    ...(hasBadRows && { badRows: file }),
    ...(problem !== undefined && { problem }),
  };
}

function aboutOf(request: JobRequest): string {
  if (request.kind === 'backfill') {
    return `${basename(request.file)} as ${request.as}${request.connection === undefined ? '' : ` of ${request.connection}`}`;
  }
  const chosen = Object.entries(request.select).map(([name, value]) => `${name} ${String(value)}`);
  return `${request.mode}${chosen.length === 0 ? ', everything' : `, ${chosen.join(', ')}`}`;
}

function timeText(unixMs: number): string {
  return new Date(unixMs).toISOString();
}
