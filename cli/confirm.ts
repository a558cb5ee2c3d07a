import { createInterface } from 'node:readline/promises';
import { CommandError } from './command-error.ts';
import type { Terminal } from './terminal.ts';

export interface Question {
  /** What is about to happen, as a question. */
  readonly ask: string;
  /** What to say where nobody can be asked. */
  readonly unasked: string;
  /** What to say after a no. */
  readonly refused: string;
}

/** Asks before something is done that cannot be undone. @throws CommandError after a no, and where nobody can be asked */
export async function confirm(
  { stdin, stderr }: Pick<Terminal, 'stdin' | 'stderr'>,
  { ask, unasked, refused }: Question,
): Promise<void> {
  if (!stdin.isTTY) throw new CommandError(unasked);
  const dialogue = createInterface({ input: stdin, output: stderr });
  try {
    const answer = await dialogue.question(`${ask} [y/N] `);
    if (!/^y(es)?$/i.test(answer.trim())) throw new CommandError(refused);
  } finally {
    dialogue.close();
  }
}
