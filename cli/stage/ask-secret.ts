import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { Writable } from 'node:stream';
import { isFields } from '../../operations/secret-values.ts';
import { CommandError } from '../command-error.ts';
import type { Terminal } from '../terminal.ts';

/**
 * A secret from the standard input, as JSON; at a terminal the fields one by one, unseen. Never from the command line, where everybody on
 * the machine can read it.
 * @throws CommandError that quotes nothing of it
 */
export async function askSecret(
  { stdin, stderr }: Pick<Terminal, 'stdin' | 'stderr'>,
  about: string,
  fields: readonly string[] | undefined,
): Promise<object> {
  if (!stdin.isTTY) return parse(await text(stdin));
  // What is typed is not written back.
  const unseen = new Writable({ write: (_chunk, _encoding, done) => done() });
  const dialogue = createInterface({ input: stdin, output: unseen, terminal: true });
  const ask = async (question: string) => {
    stderr.write(`${question}: `);
    const answer = await dialogue.question('');
    stderr.write('\n');
    return answer.trim();
  };
  try {
    if (!fields) return parse(await ask(`The secret of ${about}, as JSON on one line`));
    const entries: (readonly [string, string])[] = [];
    for (const field of fields) {
      const value = await ask(`${field} of ${about} (Enter leaves it out)`);
      if (value !== '') entries.push([field, value]);
    }
    return Object.fromEntries(entries);
  } finally {
    dialogue.close();
  }
}

function parse(json: string): object {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    throw new CommandError('what was read is not JSON; it takes one object, fields named as the platform names them.');
  }
  if (isFields(parsed)) return parsed;
  throw new CommandError('it takes one JSON object: a value that is live already is kept beside it by itself.');
}
