import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryFolder } from '../end-to-end/running-host.ts';
import { runGuiyi } from './run-guiyi.ts';

const folder = temporaryFolder();
const script = join(folder.path, 'guiyi.bash');
beforeAll(async () => {
  writeFileSync(script, (await runGuiyi(['completion', 'bash'])).out);
});
afterAll(() => folder.remove());

/** What bash offers for the last word of a line. */
function offered(...words: readonly string[]): readonly string[] {
  const line = 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($#-1)); _guiyi; printf "%s\\n" "${COMPREPLY[@]}"';
  return execFileSync('bash', ['-c', line, 'bash', script, 'guiyi', ...words], { encoding: 'utf8' })
    .trim()
    .split('\n');
}

test.each([
  ['commands', ['de'], ['demo', 'dead', 'deploy']],
  ['subcommands', ['dead', 'red'], ['redrive']],
  ['options of a subcommand, behind other words', ['dead', 'redrive', '--reason', 'cdp-refused', '--qu'], ['--queue']],
  ['values of an option', ['replay', '--mode', 're'], ['reprocess', 'redeliver']],
  ['values of an argument', ['completion', ''], ['bash', 'zsh', 'fish', '--help']],
  ['commands that are loaded when they are asked for', ['sandbox', '--po'], ['--port']],
])('bash completes %s', (_name, words, expected) => {
  expect(offered(...words)).toEqual(expect.arrayContaining(expected));
});

test.each(['zsh', 'fish'])('%s is told every command', async (shell) => {
  const { code, out } = await runGuiyi(['completion', shell]);
  expect(code).toBe(0);
  for (const word of ['redrive', 'backfill', 'reprocess', 'quarantine']) expect(out).toContain(word);
});

test('another shell is said to be none', async () => {
  expect(await runGuiyi(['completion', 'cmd'])).toMatchObject({ code: 2 });
});
