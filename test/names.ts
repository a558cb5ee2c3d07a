import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod/mini';

// A name that changes from run to run is of no use to whoever looks for a test, or for one that is lost.

const tests = z.array(z.object({ file: z.string(), name: z.string() }));
const folder = mkdtempSync(join(tmpdir(), 'guiyi-names-'));

/** The names of all tests, in a process of its own. */
function collect(run: string): readonly string[] {
  const file = join(folder, run);
  // Parsed statically, a title would be its template.
  const args = ['list', '--staticParse=false', `--json=${file}`];
  const { status, stderr } = spawnSync('vitest', args, { encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] });
  if (status !== 0) throw new Error(`vitest ${args.join(' ')} ended with ${status}:\n${stderr}`);
  const listed = tests.parse(JSON.parse(readFileSync(file, 'utf8')));
  return listed.map((test) => `${test.file}: ${test.name}`).toSorted();
}

const [first, second] = ['first', 'second'].map(collect);
rmSync(folder, { recursive: true });
const changed = new Set(first).symmetricDifference(new Set(second));
process.stdout.write(`${first?.length} tests, ${changed.size} names that are not the same in both runs\n`);
for (const name of changed) process.stdout.write(`  ${name}\n`);
process.exitCode = changed.size === 0 && first?.length === second?.length ? 0 : 1;
