import type { Command } from 'commander';
import { exitCodes } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import { commandTree } from './command-tree.ts';
import { completionScript, type Shell } from './scripts.ts';

/** Prints the script by which a shell completes every command of the program. */
export async function printCompletion({ stdout }: Terminal, shell: Shell, program: Command): Promise<number> {
  stdout.write(completionScript(shell, commandTree(program)));
  return exitCodes.done;
}
