import type { Command } from 'commander';
import type { Lazily } from '../lazily.ts';

/** `guiyi privacy …`: requests of platforms about somebody's data that wait for a person, each with its deadline. */
export function addPrivacyRequestCommands(
  privacy: Command,
  operating: (command: Command) => Command,
  lazily: Lazily,
): void {
  operating(privacy.command('list', { isDefault: true }))
    .description('Requests about somebody’s data that a person answers, the nearest deadline first.')
    .option('--decided', 'those that were carried out or refused', false)
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./list.ts')).listRequests));

  operating(privacy.command('show'))
    .argument('<request>', 'its id, as the list shows it')
    .description('One of them; once it is decided, what has become of it in each system.')
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./list.ts')).showRequest));

  const answering = (command: Command) =>
    operating(command)
      .argument('<request>', 'its id')
      .requiredOption('--note <text>', 'the reason, for the record; without personal data')
      .option('--by <name>', 'who decides (default: the user of this machine)')
      .option('--yes', 'do not ask', false)
      .option('--json', 'as JSON', false);
  answering(privacy.command('carry-out'))
    .description(
      'Erase the person whom it names, in all channels; for a request for data, record that it was answered.',
    )
    .action(lazily(async () => (await import('./answer.ts')).carryOut));
  answering(privacy.command('refuse'))
    .description('Do nothing about it, for the reason in the note.')
    .action(lazily(async () => (await import('./answer.ts')).refuse));
}
