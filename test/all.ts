import { spawn } from 'node:child_process';

/** What `npm run test:all` runs, and CI first of all: npm scripts in this order, each with what it looks at. */
const steps: Readonly<Record<string, string>> = {
  test: 'every test once, the properties in slices',
  'test:truth': 'the truth set, a slice of it',
  'test:outages': 'processes that are killed, a CDP that is down for a day',
  'test:chaos': 'ten thousand events in a storm of failures end as without it',
  'test:built': 'the package, the bundles, the stack with every switch, two versions, the operations on a stage',
  'test:browser': 'foreign pages in a browser',
  'test:roles': 'the bundles under the roles of the stack',
  'test:documents': 'the commands that the documents show, run as they stand there',
  'test:names': 'whether the tests have the same names in every run',
};

/** What is tried at random takes the same seed in every run, so that luck does not decide about a change. `npm test` and soak take new ones. */
const env = { GUIYI_FUZZ_SEED: '20261130', ...process.env };

/** Runs one step and shows what it prints as it comes: what it printed, and whether it passed. */
async function run(script: string): Promise<{ passed: boolean; printed: string }> {
  const step = spawn('npm', ['run', '--silent', script], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [step.stdout, step.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      process.stdout.write(text);
    });
  }
  return new Promise((resolve) => {
    step.on('close', (status) => resolve({ passed: status === 0, printed }));
  });
}

/** What a failed step says of its failures: from vitest's heading on, or the last lines of a step that has none. */
function failuresIn(printed: string): string {
  const lines = printed.split('\n');
  const heading = lines.findIndex((line) => /⎯ (?:Failed (?:Tests|Suites)|Unhandled Errors) /.test(line));
  return (heading === -1 ? lines.slice(-60) : lines.slice(heading)).join('\n');
}

/** V8 has killed a worker of vitest: no test has said anything, and another run may well pass. See test/kit/worker-flags.ts. */
const workerLost = /Worker exited unexpectedly with signal SIG(?:TRAP|SEGV|ILL|ABRT|BUS)\b/;

/** A step, and once more where V8 has killed one of its workers. */
async function runSteadily(script: string): ReturnType<typeof run> {
  const first = await run(script);
  if (first.passed || !workerLost.test(first.printed)) return first;
  process.stdout.write(`\nnpm run ${script}: V8 has killed a worker, so the step runs once more\n`);
  return run(script);
}

const failed: { script: string; failures: string }[] = [];
for (const [script, looksAt] of Object.entries(steps)) {
  process.stdout.write(`\nnpm run ${script}: ${looksAt}\n`);
  const started = performance.now();
  const { passed, printed } = await runSteadily(script);
  if (!passed) failed.push({ script, failures: failuresIn(printed) });
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  process.stdout.write(`npm run ${script}: ${passed ? 'passed' : 'FAILED'} in ${seconds} s\n`);
}

// Once more at the end, because whoever keeps the output of a long run often keeps its end only.
for (const { script, failures } of failed) process.stdout.write(`\nWhy npm run ${script} failed:\n${failures}\n`);
process.stdout.write(
  `\n${Object.keys(steps).length} steps, ${failed.length} failed${failed.map(({ script }) => ` ${script}`).join()}\n`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
