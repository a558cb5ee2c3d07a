import { bothRuns } from './both-runs.ts';
import { type Options, readOptions, USAGE } from './options.ts';
import { faultsIn, reportOf } from './report.ts';

/** The chaos run as a command: `npm run chaos -- --help`. */

async function main(options: Options): Promise<boolean> {
  const started = performance.now();
  let told = 0;
  const outcome = await bothRuns(options, (run, share) => {
    // A short run needs no word in between.
    if (performance.now() - told < 30_000) return;
    told = performance.now();
    if (told - started > 30_000) process.stderr.write(`${run}: ${(share * 100).toFixed(0)} %\n`);
  });
  const seconds = (performance.now() - started) / 1000;
  process.stdout.write(
    reportOf(outcome, options, seconds)
      .map((line) => `${line}\n`)
      .join(''),
  );
  return faultsIn(outcome).length === 0;
}

if (process.argv.includes('--help')) {
  process.stdout.write(USAGE);
} else {
  try {
    process.exitCode = (await main(readOptions(process.argv.slice(2)))) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    process.stderr.write(`${error.message}\n\n${USAGE}`);
    process.exitCode = 2;
  }
}
