import { createInterface } from 'node:readline/promises';
import { CommandError } from './command-error.ts';

export interface Question {
  /** What is about to happen, as a question. */
  readonly ask: string;
  /** What to say where nobody can be asked. */
  readonly unasked: string;
  /** What to say after a no. */
  readonly refused: string;
}

/** Asks before something is done that cannot be undone. @throws CommandError after a no, and where nobody can be asked */
export async function confirm({ ask, unasked, refused }: Question): Promise<void> {
  if (!process.stdin.isTTY) throw new CommandError(unasked);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${ask} [y/N] `);
    if (!/^y(es)?$/i.test(answer.trim())) throw new CommandError(refused);
  } finally {
    terminal.close();
  }
}
