import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseJson } from '../../functions/shared/json/lossless.ts';
import { wholeDeadLetter } from '../../operations/dead-letters.ts';
import { type AskerOptions, askedBy } from '../asked-by.ts';
import { CommandError } from '../command-error.ts';
import { findDesk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import type { Where } from '../where.ts';

type EditOptions = Where & AskerOptions & { readonly editFile?: string };

/** Changes one letter before it is sent again. @returns false when nothing was changed @throws CommandError */
export async function editLetter(terminal: Terminal, ids: readonly string[], options: EditOptions): Promise<boolean> {
  const [id, ...others] = ids;
  if (id === undefined || others.length > 0) throw new CommandError('--edit takes the id of one letter');
  const asker = askedBy(options);
  const desk = await findDesk(options);
  const { body, queue } = wholeDeadLetter.parse(await desk.ask('/api/reveals', { letter: id, ...asker }));
  // What a partner has signed stays byte by byte what somebody leaves of it; an event of ours may be written as one likes.
  const shown = queue === 'events' ? pretty(body) : body;
  const text = options.editFile === undefined ? await edited(terminal, shown) : read(options.editFile);
  if (text === shown) {
    terminal.stdout.write('nothing was changed, and nothing was moved\n');
    return false;
  }
  await desk.ask(`/api/dead-letters/${encodeURIComponent(id)}/edit`, {
    body: queue === 'events' ? compact(text) : text,
    ...asker,
  });
  return true;
}

function pretty(body: string): string {
  return `${JSON.stringify(parsed(body), undefined, 2)}\n`;
}

function compact(text: string): string {
  return JSON.stringify(parsed(text));
}

function parsed(text: string) {
  try {
    return parseJson(text);
  } catch {
    throw new CommandError('the edited letter is not JSON: nothing was changed, and nothing was moved');
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new CommandError(`${file} cannot be read`, exitCodes.notFound);
  }
}

/** In a file that its owner alone can read, and that is gone afterwards. */
async function edited({ env, stdin }: Terminal, text: string): Promise<string> {
  const editor = env['VISUAL'] || env['EDITOR'];
  if (editor === undefined || editor === '')
    throw new CommandError('say which editor with $EDITOR, or give --edit-file');
  if (!stdin.isTTY) throw new CommandError('an editor needs a terminal; outside of one give --edit-file');
  const folder = mkdtempSync(join(tmpdir(), 'guiyi-edit-'));
  const file = join(folder, 'letter.json');
  try {
    writeFileSync(file, text, { mode: 0o600 });
    // An editor may have arguments of its own, as `code --wait`.
    const child = spawn('sh', ['-c', `${editor} "$1"`, 'sh', file], { stdio: 'inherit' });
    const [status] = (await once(child, 'exit')) as [number | null];
    if (status !== 0) throw new CommandError(`${editor} ended with ${status ?? 'a signal'}: nothing was changed`);
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
