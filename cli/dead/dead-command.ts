import { type Command, InvalidArgumentError } from 'commander';
import type { Lazily } from '../lazily.ts';
import { selectionOptions } from './selection.ts';

/** `guiyi dead …`: what could not be delivered, and what may be done about it. */
export function addDeadCommands(dead: Command, running: (command: Command) => Command, lazily: Lazily): void {
  selectionOptions(running(dead.command('list', { isDefault: true })))
    .description('By cause: reason, connection, type; first, last, count and an example of each.')
    .option('--letters', 'one by one, the oldest 500', false)
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./list.ts')).listDead));

  running(dead.command('show'))
    .argument('<letter>', 'its id')
    .description('One of them: why, since when, what was done about it; its values masked.')
    .option('--reveal', 'show values instead of their masked forms; recorded, with --why', false)
    .option('--why <text>', 'for what reason values are shown; without personal data')
    .option('--by <name>', 'who asks (default: the user of this machine)')
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./list.ts')).showDead));

  const acting = (command: Command) =>
    selectionOptions(running(command).argument('[letter...]', 'ids'), 'all of them but privacy requests')
      .option('--plan <id>', 'a plan that was made before: exactly what it shows')
      .option('--dry-run', 'make the plan and do nothing', false)
      .option('--rate <n>', 'how many a second at most', perSecond)
      .option('--by <name>', 'who asks (default: the user of this machine)')
      .option('--why <text>', 'the reason, for the record; without personal data')
      .option('--yes', 'do not ask', false)
      .option('--json', 'as JSON', false);

  acting(dead.command('redrive'))
    .option('--edit', 'change the one letter first, in $VISUAL or $EDITOR; recorded, with --why', false)
    .option('--edit-file <file>', 'the same, with what stands in a file')
    .description('Send them again: a plan of exactly these, then the run, then the report.')
    .action(lazily(async () => (await import('./act.ts')).redriveDead));
  acting(dead.command('discard'))
    .description('Remove them for good, after an export and with a reason.')
    .action(lazily(async () => (await import('./act.ts')).discardDead));

  selectionOptions(running(dead.command('export')).argument('[letter...]', 'ids'), 'all of them')
    .description('Write them whole, values in clear, a line of JSON each.')
    .requiredOption('--out <file>', 'a new file; only its owner can read it')
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./export.ts')).exportDead));
}

function perSecond(text: string): number {
  const rate = Number(text);
  if (!Number.isInteger(rate) || rate < 1) throw new InvalidArgumentError('takes a number from 1.');
  return rate;
}
