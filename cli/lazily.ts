import type { Terminal } from './terminal.ts';

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
      ended(await action(terminal, ...given));
    };
}
