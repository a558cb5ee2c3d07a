import { spawnSync } from 'node:child_process';

/** What `npm run test:all` runs, and CI first of all: npm scripts in this order, each with what it looks at. */
const steps: Readonly<Record<string, string>> = {
  test: 'every test once, the properties in slices',
  'test:browser': 'foreign pages in a browser',
  'test:roles': 'the bundles under the roles of the stack',
  'test:documents': 'the commands that the documents show, run as they stand there',
  'test:names': 'whether the tests have the same names in every run',
};

const failed: string[] = [];
for (const [script, looksAt] of Object.entries(steps)) {
  process.stdout.write(`\nnpm run ${script}: ${looksAt}\n`);
  const started = performance.now();
  const { status } = spawnSync('npm', ['run', '--silent', script], { stdio: 'inherit' });
  if (status !== 0) failed.push(script);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  process.stdout.write(`npm run ${script}: ${status === 0 ? 'passed' : 'FAILED'} in ${seconds} s\n`);
}

process.stdout.write(
  `\n${Object.keys(steps).length} steps, ${failed.length} failed${failed.map((script) => ` ${script}`).join()}\n`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
