import { CommanderError } from 'commander';
import { ConfigError } from '../functions/shared/config/problem.ts';
import type { Language } from '../functions/shared/text/language.ts';
import { configErrorText } from '../operations/config-error-text.ts';
import { askedLanguage } from './language/asked-language.ts';
import { CommandError } from './command-error.ts';
import { exitCodes } from './exit-codes.ts';
import { runProgram } from './program.ts';
import type { Terminal } from './terminal.ts';

/** The command line. @param args without node and the file @returns the exit code, when the command has ended */
export async function guiyi(args: readonly string[], terminal: Terminal): Promise<number> {
  const language = askedLanguage(args, terminal.env);
  try {
    return await runProgram(args, terminal);
  } catch (error) {
    // Help, or what is wrong with the arguments; it is printed already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    if (error instanceof CommandError) {
      terminal.stderr.write(`${error.text[language]}\n`);
      return error.exitCode;
    }
    if (error instanceof ConfigError) {
      terminal.stderr.write(`${configErrorText(error, language)}\n`);
      return exitCodes.configuration;
    }
    terminal.stderr.write(`${unexpected(error, language)}\n`);
    return exitCodes.unexpected;
  }
}

/** A sentence with the stack of our own code: what was not foreseen must be told to somebody. */
function unexpected(error: unknown, language: Language): string {
  const trace = error instanceof Error ? (error.stack ?? error.message) : 'no error at all was thrown';
  const said = {
    en: 'guiyi failed in a way that nobody has foreseen. Please report it with these lines:',
    zh: 'guiyi 出现了意外的失败。请连同下面几行一起报告：',
  };
  return `${said[language]}\n${trace}`;
}

if (import.meta.main) {
  // `npx guiyi … | head` closes the pipe early.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  process.exitCode = await guiyi(process.argv.slice(2), process);
}
