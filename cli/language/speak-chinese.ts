import type { Command } from 'commander';
import { helpInChinese } from './help.ts';
import { usageErrorInChinese } from './usage-errors.ts';

/** Help and messages about arguments in Chinese, of a program and of the commands that it gets afterwards. */
export function speakChinese(program: Command): void {
  program
    .configureHelp(helpInChinese)
    .configureOutput({ outputError: (message, write) => write(usageErrorInChinese(message)) })
    .showHelpAfterError('（--help 显示用法）');
}
