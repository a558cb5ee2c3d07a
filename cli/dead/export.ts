import { counted } from '../../functions/shared/text/counted.ts';
import { languageOf } from '../../functions/shared/text/language.ts';
import { closeSync, rmSync, writeSync } from 'node:fs';
import { exportPage } from '../../operations/dead-letters.ts';
import { CommandError } from '../command-error.ts';
import { findDesk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import { openNew } from '../new-file.ts';
import type { Terminal } from '../terminal.ts';
import type { OperatorOptions } from '../why.ts';
import { readChoice, type SelectionOptions } from './selection.ts';

interface ExportOptions extends OperatorOptions, SelectionOptions {
  readonly out: string;
}

/** Writes dead letters whole into a file that only its owner can read, a line of JSON each. @throws CommandError */
export async function exportDead(
  { stdout, env }: Terminal,
  ids: readonly string[],
  { json, out, ...options }: ExportOptions,
): Promise<number> {
  const select = readChoice(ids, options, Date.now());
  const desk = await findDesk(options);
  const file = openNew(out);
  let count = 0;
  try {
    for (let after: string | undefined = '0'; after !== undefined;) {
      const page = exportPage.parse(await desk.ask(`/api/dead-letters/export?after=${after}`, select));
      for (const letter of page.letters) writeSync(file, `${JSON.stringify(letter)}\n`);
      count += page.letters.length;
      after = page.next;
    }
  } finally {
    closeSync(file);
  }
  if (count === 0) {
    rmSync(out);
    throw new CommandError(
      { en: 'no dead letter fits: nothing was written', zh: '没有符合的死信：没有写入文件' },
      exitCodes.notFound,
    );
  }
  const said = {
    en: `${counted(count, 'dead letter')}, values in clear: ${out}`,
    zh: `${count} 条死信，明文写入：${out}`,
  };
  stdout.write(json ? `${JSON.stringify({ file: out, count })}\n` : `${said[languageOf(env)]}\n`);
  return exitCodes.done;
}
