import { cpus, loadavg } from 'node:os';
import { ConfigError } from '../../functions/shared/config/problem.ts';
import { type Evaluation, type Job, sumEvaluations } from './evaluate.ts';
import { readOptions, type Options, USAGE, UsageError } from './options.ts';
import { laidOver } from './products/guiyi/config.ts';
import { nameOf, openProduct, type ProductChoice } from './products/products.ts';
import { caseTable, orderTable, pairTable, type Row, scoreTable } from './report.ts';
import { runJobs } from './run-jobs.ts';
import { settingsTable, trials } from './settings.ts';
import { senzingSettings } from './senzing/lines.ts';
import { scorePairs } from './senzing/score-pairs.ts';
import type { Settings } from './world/history.ts';
import { writeFiles } from './write-files.ts';

/** The truth set as a command: `npm run truth -- --help`. */

/** Small enough that no thread is idle for long at the end. */
const HISTORIES_A_JOB = 25;

const print = (lines: readonly string[]) => process.stdout.write(lines.map((line) => `${line}\n`).join(''));

async function main(): Promise<void> {
  if (process.argv.includes('--help')) {
    print([USAGE]);
    return;
  }
  const options = readOptions(process.argv.slice(2));
  if (options.write !== undefined) {
    print(writeFiles(options.write, options));
    return;
  }
  const started = performance.now();
  // An unknown setting is said before any thread begins.
  options.choices.forEach(nameOf);
  if (options.trials) {
    await printTrials(options);
  } else {
    for (const settings of options.settings) await printTables(options, settings);
    if (options.senzing) await printSenzing(options.choices);
  }
  const { user, system } = process.cpuUsage();
  const wall = ((performance.now() - started) / 1000).toFixed(0);
  const machine = `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model}, load ${loadavg()[0]?.toFixed(1)}`;
  print([`${machine}; CPU ${((user + system) / 1e6).toFixed(0)} s, wall ${wall} s`]);
}

async function printTables(options: Options, settings: Settings): Promise<void> {
  const { seeds, histories, hazards, choices } = options;
  const head = `${histories} histories a hazard, seeds ${seeds.join(' ')}; ${settings.rate} acts a person-year, names in log-ins ${settings.names ? 'on' : 'off'}`;
  const jobs = hazards.flatMap((hazard) =>
    choices.flatMap((choice) =>
      seeds.flatMap((seed) => jobsOf({ hazard, choice, seed, settings, orders: options.orders }, histories)),
    ),
  );
  const answers = await answersTo(jobs);
  const sumOf = (is: (job: Job) => boolean): Evaluation =>
    sumEvaluations(jobs.filter(is).flatMap((job) => answers.get(job) ?? []));
  const rows = hazards.flatMap((hazard) =>
    choices.map((choice): Row => {
      const isOfRow = (job: Job) => job.hazard === hazard && job.choice === choice;
      const bySeed = seeds.map((seed) => sumOf((job) => isOfRow(job) && job.seed === seed));
      return { hazard, product: nameOf(choice), seeds: bySeed, sum: sumOf(isOfRow) };
    }),
  );
  for (const table of [scoreTable(rows), caseTable(rows), orderTable(rows)])
    if (table.length > 0) print([head, ...table, '']);
}

async function answersTo(jobs: readonly Job[]): Promise<ReadonlyMap<Job, Evaluation>> {
  let done = 0;
  const evaluations = await runJobs(jobs, () => {
    done += 1;
    if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${jobs.length}${done === jobs.length ? '\n' : ''}`);
  });
  return new Map(jobs.flatMap((job, index) => (evaluations[index] ? [[job, evaluations[index]] as const] : [])));
}

async function printTrials({ seeds, histories }: Options): Promise<void> {
  const rows = trials.flatMap((trial) =>
    trial.hazards.map((hazard) => {
      const { choice, settings } = trial;
      return {
        trial,
        hazard,
        jobs: seeds.flatMap((seed) => jobsOf({ hazard, choice, seed, settings, orders: 0 }, histories)),
      };
    }),
  );
  const answers = await answersTo(rows.flatMap(({ jobs }) => jobs));
  print([
    `${histories} histories a hazard, seeds ${seeds.join(' ')}`,
    ...settingsTable(
      rows.map(({ jobs, ...row }) => ({ ...row, sum: sumEvaluations(jobs.flatMap((job) => answers.get(job) ?? [])) })),
    ),
    '',
  ]);
}

function jobsOf(job: Omit<Job, 'from' | 'to'>, histories: number): readonly Job[] {
  return Array.from({ length: Math.ceil(histories / HISTORIES_A_JOB) }, (_, index) => ({
    ...job,
    from: index * HISTORIES_A_JOB,
    to: Math.min(histories, (index + 1) * HISTORIES_A_JOB),
  }));
}

async function printSenzing(choices: readonly ProductChoice[]): Promise<void> {
  const rows: (readonly [string, Awaited<ReturnType<typeof scorePairs>>])[] = [];
  for (const choice of choices) {
    const product = openProduct({ ...choice, settings: laidOver(choice.settings ?? {}, senzingSettings) });
    if (product !== 'oracle') rows.push([product.name, await scorePairs(product)]);
  }
  print([...pairTable(rows), '']);
}

try {
  await main();
} catch (error) {
  if (!(error instanceof UsageError) && !(error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n${error instanceof UsageError ? `${USAGE}\n` : ''}`);
  process.exitCode = 2;
}
