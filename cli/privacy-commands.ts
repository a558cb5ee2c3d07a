import type { Command } from 'commander';
import type { Lazily } from './lazily.ts';
import { operating } from './options.ts';

/** People who must be forgotten, or of whom no event is used. */
export function addPrivacyCommands(program: Command, lazily: Lazily): void {
  operating(program.command('erase'))
    .argument('<identity>', '`kind:value` or `kind:scope:value`')
    .description('Forget a person: suppress, delete in the CDP, and print the receipt.')
    .option('--unknown', 'block the identity even if nobody is known by it', false)
    .option('--why <text>', 'the reason, for the record; without personal data')
    .option('--yes', 'do not ask', false)
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./privacy.ts')).erase));

  const suppressions = program
    .command('suppressions')
    .description('People whose events are not used: list them, add one, lift one.');
  const requesting = (command: Command) =>
    operating(command)
      .argument('<identity>', '`kind:value` or `kind:scope:value`')
      .option('--why <text>', 'the reason, for the record; without personal data')
      .option('--json', 'as JSON', false);
  operating(suppressions.command('list', { isDefault: true }))
    .argument('[identity]', '`kind:value` or `kind:scope:value`; default: all')
    .description('Who is blocked since when, by keyed hashes; or whether one identity is.')
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./suppressions.ts')).listSuppressions));
  requesting(suppressions.command('add'))
    .description('Use no event about a person until it is lifted; what the CDP has of them stays.')
    .action(lazily(async () => (await import('./suppressions.ts')).suppress));
  requesting(suppressions.command('lift'))
    .description('Free a person: what was blocked until now, by an erase too, is free again.')
    .action(lazily(async () => (await import('./suppressions.ts')).lift));
}
