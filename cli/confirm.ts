import { createInterface } from 'node:readline/promises';
import { languageOf } from '../functions/shared/text/language.ts';
import type { Localized } from '../functions/shared/text/localized.ts';
import { CommandError } from './command-error.ts';
import type { Terminal } from './terminal.ts';

export interface Question {
  /** What is about to happen, as a question. */
  readonly ask: Localized;
  /** What to say where nobody can be asked. */
  readonly unasked: Localized;
  /** What to say after a no. */
  readonly refused: Localized;
}

/** Asks before something is done that cannot be undone. @throws CommandError after a no, and where nobody can be asked */
export async function confirm(
  { stdin, stderr, env }: Pick<Terminal, 'stdin' | 'stderr' | 'env'>,
  { ask, unasked, refused }: Question,
): Promise<void> {
  if (!stdin.isTTY) throw new CommandError(unasked);
  const dialogue = createInterface({ input: stdin, output: stderr });
  try {
    const answer = await dialogue.question(`${ask[languageOf(env)]} [y/N] `);
    if (!/^y(es)?$/i.test(answer.trim())) throw new CommandError(refused);
  } finally {
    dialogue.close();
  }
}
