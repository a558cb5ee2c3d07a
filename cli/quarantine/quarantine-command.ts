import type { Command } from 'commander';
import type { Lazily } from '../lazily.ts';

/** `guiyi quarantine …`: what was proved and not understood, and once more after an upgrade. */
export function addQuarantineCommands(
  quarantine: Command,
  running: (command: Command) => Command,
  lazily: Lazily,
): void {
  const choosing = (command: Command) =>
    running(command)
      .option('--connection <name>', 'those of one connection')
      .option('--reason <code>', 'those of one reason')
      .option('--since <time>', 'received then or later: 2h, 7d, 2026-03-01, or a time with its offset')
      .option('--until <time>', 'received before')
      .option('--json', 'as JSON', false);

  choosing(quarantine.command('list', { isDefault: true }))
    .description('By connection and reason; first, last, count and an example of each.')
    .option('--requests', 'one by one, the oldest first', false)
    .action(lazily(async () => (await import('./list.ts')).listQuarantine));

  running(quarantine.command('show'))
    .argument('<request>', 'its id')
    .description('One of them: why and since when; its content, opened by the present secret, with --reveal.')
    .option('--reveal', 'show what came; recorded, with --why', false)
    .option('--out <file>', 'write it into a new file that `source preview` reads; recorded likewise')
    .option('--why <text>', 'for what reason it is shown; without personal data')
    .option('--by <name>', 'who asks (default: the user of this machine)')
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./list.ts')).showQuarantined));

  const acting = (command: Command) =>
    choosing(command.argument('[request...]', 'ids'))
      .option('--all', 'all of them', false)
      .option('--dry-run', 'make the plan and do nothing', false)
      .option('--plan <id>', 'a plan that was made before: exactly what it shows')
      .option('--by <name>', 'who asks (default: the user of this machine)')
      .option('--why <text>', 'the reason, for the record; without personal data')
      .option('--yes', 'do not ask', false);
  acting(quarantine.command('replay'))
    .description(
      'Receive them once more with the present version and keys, as of the time when they came: after an upgrade or a new key.',
    )
    .action(lazily(async () => (await import('./act.ts')).replayQuarantined));
  acting(quarantine.command('discard'))
    .description('Remove them for good, with a reason.')
    .action(lazily(async () => (await import('./act.ts')).discardQuarantined));
}
