import type { JobOperations, JobState } from '../../operations/jobs.ts';
import type { StageJobs } from './stage-jobs.ts';

/** What of these a command beside the console must not meet half done. */
const MOVING: ReadonlySet<JobState> = new Set(['planning', 'running']);

/** Jobs of a stage as a console has them, which stays open for hours. */
export interface ConsoleJobs extends JobOperations {
  /** Pauses what runs. */
  close(): Promise<void>;
}

/**
 * One process at a time has the file of a stage's jobs. A console gives it back after each question while no job of it moves, so that
 * commands can work on the jobs while somebody looks at them.
 * @param open takes the file, or throws where another process has it
 */
export function consoleJobs(open: () => Promise<StageJobs>): ConsoleJobs {
  let opening: Promise<StageJobs> | undefined;
  let closed: Promise<void> = Promise.resolve();
  let asking = 0;

  const release = () => {
    const held = opening;
    opening = undefined;
    if (held !== undefined) closed = held.then(async (jobs) => jobs.close());
    return closed;
  };
  const ask = async <T>(question: (jobs: StageJobs) => Promise<T>): Promise<T> => {
    asking += 1;
    try {
      opening ??= closed.then(open);
      return await question(await opening);
    } catch (error) {
      // Nothing is held where it was not opened.
      if (await isLost(opening)) opening = undefined;
      throw error;
    } finally {
      asking -= 1;
      if (asking === 0 && opening !== undefined && !(await isMoving(opening)) && asking === 0) await release();
    }
  };
  return {
    list: async () => ask(async (jobs) => jobs.list()),
    get: async (id) => ask(async (jobs) => jobs.get(id)),
    create: async (request) => ask(async (jobs) => jobs.create(request)),
    run: async (id, speed) => ask(async (jobs) => jobs.run(id, speed)),
    pause: async (id) => ask(async (jobs) => jobs.pause(id)),
    abort: async (id) => ask(async (jobs) => jobs.abort(id)),
    close: release,
  };
}

async function isLost(opening: Promise<StageJobs> | undefined): Promise<boolean> {
  return (
    opening === undefined ||
    opening.then(
      () => false,
      () => true,
    )
  );
}

async function isMoving(opening: Promise<StageJobs>): Promise<boolean> {
  const jobs = await opening;
  return (await jobs.list()).some(({ state }) => MOVING.has(state));
}
