import { languageOf } from '../../functions/shared/text/language.ts';
import { setTimeout as wait } from 'node:timers/promises';
import { type JobState, type JobView, jobView } from '../../operations/jobs.ts';
import type { Desk } from '../desk.ts';
import type { Terminal } from '../terminal.ts';
import { progressOf } from './lines.ts';

const LOOK_EVERY_MS = 200;

/** Looks at a job until it is in another state than this; on a terminal the progress is shown. */
export async function whileIn(
  desk: Desk,
  id: string,
  states: readonly JobState[],
  { stderr, env }: Pick<Terminal, 'stderr' | 'env'>,
): Promise<JobView> {
  let isShown = false;
  for (let first = true; ; first = false) {
    const job = jobView.parse(await desk.ask(`/api/jobs/${encodeURIComponent(id)}`));
    if (!states.includes(job.state)) {
      if (isShown) stderr.write('\r\u001B[K');
      return job;
    }
    if (stderr.isTTY && !first) {
      stderr.write(`\r\u001B[K${job.state}  ${progressOf(job, languageOf(env))}`);
      isShown = true;
    }
    await wait(LOOK_EVERY_MS);
  }
}
