import { type Command, Option } from 'commander';
import type { Lazily } from '../lazily.ts';

/** `guiyi cases …`: questions about people, and what people decide. */
export function addCaseCommands(cases: Command, operating: (command: Command) => Command, lazily: Lazily): void {
  operating(cases.command('list', { isDefault: true }))
    .description('What a person should look at: dropped, skipped and shared identities, counted, with masked examples.')
    .option('--decided', 'those that were decided', false)
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./list.ts')).listCases));

  operating(cases.command('show'))
    .argument('<case>', 'its id, as the list shows it')
    .description('One case: what was seen, the customers on both sides, and what may be decided.')
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./list.ts')).showCase));

  operating(cases.command('decide'))
    .argument('<case>', 'its id')
    .description(
      'Decide it: one person (join), two people (never-one), a contact that is not the customer’s (not-theirs), nothing (dismiss). The decision is an event: delivery carries it out.',
    )
    .addOption(
      new Option('--as <decision>', 'the decision')
        .choices(['join', 'never-one', 'not-theirs', 'dismiss'])
        .makeOptionMandatory(),
    )
    .option('--customer <id...>', 'whom it is about, where the case names others too')
    .requiredOption('--note <text>', 'the reason, for the record; without personal data')
    .option('--by <name>', 'who decides (default: the user of this machine)')
    .option('--yes', 'do not ask', false)
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./decide.ts')).decideCase));
}
