import { languageOf } from '../../functions/shared/text/language.ts';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseJson } from '../../functions/shared/json/lossless.ts';
import { wholeDeadLetter } from '../../operations/dead-letters.ts';
import { type AskerOptions, askedBy } from '../asked-by.ts';
import { CommandError } from '../command-error.ts';
import { type Desk, findDesk } from '../desk.ts';
import { exitCodes } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import type { Where } from '../where.ts';

type EditOptions = Where & AskerOptions & { readonly editFile?: string };

/** Changes one letter before it is sent again. @returns the desk that has it; undefined when nothing was changed @throws CommandError */
export async function editLetter(
  terminal: Terminal,
  ids: readonly string[],
  options: EditOptions,
): Promise<{ readonly desk: Desk } | undefined> {
  const [id, ...others] = ids;
  if (id === undefined || others.length > 0) {
    throw new CommandError({ en: '--edit takes the id of one letter', zh: '--edit 只能用于一条死信，请给出它的 ID' });
  }
  const asker = askedBy(options);
  const desk = await findDesk(options);
  const { body, queue } = wholeDeadLetter.parse(await desk.ask('/api/reveals', { letter: id, ...asker }));
  // What a partner has signed stays byte by byte what somebody leaves of it; an event of ours may be written as one likes.
  const shown = queue === 'events' ? pretty(body) : body;
  const text = options.editFile === undefined ? await edited(terminal, shown) : read(options.editFile);
  if (text === shown) {
    const said = { en: 'nothing was changed, and nothing was moved', zh: '没有修改，也没有重投' };
    terminal.stdout.write(`${said[languageOf(terminal.env)]}\n`);
    return undefined;
  }
  await desk.ask(`/api/dead-letters/${encodeURIComponent(id)}/edit`, {
    body: queue === 'events' ? compact(text) : text,
    ...asker,
  });
  return { desk };
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
    throw new CommandError({
      en: 'the edited letter is not JSON: nothing was changed, and nothing was moved',
      zh: '修改后的死信不是 JSON：没有保存修改，也没有重投',
    });
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new CommandError({ en: `${file} cannot be read`, zh: `无法读取 ${file}` }, exitCodes.notFound);
  }
}

/** In a file that its owner alone can read, and that is gone afterwards. */
async function edited({ env, stdin }: Terminal, text: string): Promise<string> {
  const editor = env['VISUAL'] || env['EDITOR'];
  if (editor === undefined || editor === '')
    throw new CommandError({
      en: 'say which editor with $EDITOR, or give --edit-file',
      zh: '用 $EDITOR 指明编辑器，或用 --edit-file',
    });
  if (!stdin.isTTY) {
    throw new CommandError({
      en: 'an editor needs a terminal; outside of one give --edit-file',
      zh: '编辑器需要终端；不在终端中时用 --edit-file',
    });
  }
  const folder = mkdtempSync(join(tmpdir(), 'guiyi-edit-'));
  const file = join(folder, 'letter.json');
  try {
    writeFileSync(file, text, { mode: 0o600 });
    // An editor may have arguments of its own, as `code --wait`.
    const child = spawn('sh', ['-c', `${editor} "$1"`, 'sh', file], { stdio: 'inherit' });
    const [status] = (await once(child, 'exit')) as [number | null];
    if (status !== 0) {
      throw new CommandError({
        en: `${editor} ended with ${status ?? 'a signal'}: nothing was changed`,
        zh: `${editor} 以 ${status ?? '信号'} 结束：没有保存修改`,
      });
    }
    return readFileSync(file, 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
