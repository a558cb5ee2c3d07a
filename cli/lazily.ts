import { Command } from 'commander';
import type { Terminal } from './terminal.ts';
import { withJsonVersion } from './versioned-json.ts';

/** A command of the command line. @returns the exit code */
export type CommandAction<Given extends readonly unknown[]> = (terminal: Terminal, ...given: Given) => Promise<number>;

/** Makes commander's action of a command that loads its own modules when it is run: phone numbers, schemas and SQLite take their time. */
export type Lazily = <Given extends readonly unknown[]>(
  load: () => Promise<CommandAction<Given>>,
) => (...given: Given) => Promise<void>;

/** @param ended is told the exit code of the command that was run */
export function lazilyIn(terminal: Terminal, ended: (exitCode: number) => void): Lazily {
  return (load) =>
    async (...given) => {
      const action = await load();
      ended(await action(asksForJson(given) ? withJsonVersion(terminal) : terminal, ...given));
    };
}

/** Commander gives an action its arguments, its options and the command itself. What the CDP answers is the CDP's own, and stays as it is. */
function asksForJson(given: readonly unknown[]): boolean {
  const options = given.at(-2);
  const command = given.at(-1);
  const isOfCdp = command instanceof Command && command.parent?.name() === 'cdp';
  return typeof options === 'object' && options !== null && Reflect.get(options, 'json') === true && !isOfCdp;
}
