import { afterAll, describe, expect, test } from 'vitest';
import { bounded, bounds, measures } from '../../../bench/truth/bounds.ts';
import { evaluate, type Job, sumEvaluations } from '../../../bench/truth/evaluate.ts';
import { hazardNames } from '../../../bench/truth/hazards/hazards.ts';
import { runJobs } from '../../../bench/truth/run-jobs.ts';
import { standardSettings } from '../../../bench/truth/write-history.ts';

/*
 * Guiyi at its defaults on the truth set: no worse than the table of bounds says. A slice in `npm run test:truth`; in `npm run soak` the
 * standard run of 100 histories a hazard and three seeds.
 */
const isSoak = process.env['SOAK'] !== undefined;
const run = isSoak ? bounds.whole : bounds.slice;
const TIMEOUT_MS = isSoak ? 4 * 3_600_000 : 60_000;

const cpu = process.cpuUsage();
let histories = 0;
afterAll(() => {
  const { user, system } = process.cpuUsage(cpu);
  process.stdout.write(`truth set: ${histories} histories of Guiyi, CPU ${((user + system) / 1e6).toFixed(1)} s\n`);
});

describe(`${run.histories} histories a hazard, seeds ${run.seeds.join(' ')}`, () => {
  test.each(hazardNames)(
    '%s',
    async (hazard) => {
      const jobs = run.seeds.map((seed): Job => ({
        choice: { product: 'guiyi' },
        hazard,
        seed,
        from: 0,
        to: run.histories,
        settings: standardSettings,
        orders: 0,
      }));
      const evaluations = isSoak ? await runJobs(jobs) : await Promise.all(jobs.map(evaluate));
      const { score } = sumEvaluations(evaluations);
      histories += score.histories;
      const found = measures(score);
      const worse = bounded.filter((name) => found[name] > (run.most[hazard][bounded.indexOf(name)] ?? 0));
      expect(worse.map((name) => `${name}: ${found[name]}, bound ${run.most[hazard][bounded.indexOf(name)]}`)).toEqual(
        [],
      );
    },
    TIMEOUT_MS,
  );
});
