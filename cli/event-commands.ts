import { type Command, Option } from 'commander';
import type { Lazily } from './lazily.ts';
import { count, operating } from './options.ts';

/** What came, and what became of it. */
export function addEventCommands(program: Command, lazily: Lazily): void {
  operating(program.command('why'))
    .argument(
      '<about>',
      'an order’s number (`#204`), a delivery id of the platform, an event, a customer, or an identity (`mobile:15931000001`, or the value alone)',
    )
    .description(
      'The way from the raw event to the CDP’s answer: identities, discarded values, calls, and their reasons.',
    )
    .option('--source <source>', 'of an event whose id several sources have sent, as /brand-events/crm')
    .option('--connection <name>', 'where nothing is known: count the requests of one connection alone')
    .option('--since <time>', 'count them from then on: 2h, 7d, 2026-03-01 (7d)')
    .option('--reveal', 'show values instead of their masked forms; recorded, with --why', false)
    .option('--why <text>', 'for what reason values are shown; without personal data')
    .option('--by <name>', 'who asks (default: the user of this machine)')
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./why.ts')).printWhy));

  const choosingEvents = (command: Command) =>
    operating(command)
      .option('--order <number>', 'of an order, as `#204` or 5810200000094')
      .option('--delivery <id>', 'of a delivery of the platform')
      .option('--identity <identity>', '`mobile:159…`, or the value alone in any spelling')
      .option('--customer <id>', 'that led to a customer')
      .option('--connection <name>', 'of one connection')
      .option('--source <source>', 'of one source, as /shopify/shop')
      .option('--type <type>', 'of one type')
      .addOption(
        new Option('--state <state>', 'in which state').choices([
          'queued',
          'waiting',
          'done',
          'ignored',
          'dead-lettered',
        ]),
      )
      .option('--reason <code>', 'of one reason')
      .option('--since <time>', 'received then or later: 2h, 7d, 2026-03-01, or a time with its offset')
      .option('--until <time>', 'received before')
      .option('--json', 'as JSON', false);
  choosingEvents(program.command('events'))
    .description('What came and what became of it, the newest first.')
    .option('--limit <n>', 'how many, at most 500', count)
    .option('--after <position>', 'events before these, as the page before says')
    .action(lazily(async () => (await import('./events.ts')).printEvents));
  operating(program.command('event'))
    .argument('<event>', 'its id, or what the list shows of it')
    .description('One event: when it came to which step, identities, calls, and why.')
    .option('--source <source>', 'where several sources have sent the id, as /brand-events/crm')
    .option('--reveal', 'show what came, values in clear; recorded, with --why', false)
    .option('--out <file>', 'write it into a new file that `source preview` reads; recorded likewise')
    .option('--why <text>', 'for what reason values are shown; without personal data')
    .option('--by <name>', 'who asks (default: the user of this machine)')
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./events.ts')).showEvent));
  choosingEvents(program.command('tail'))
    .description('Show events as they end, until you stop it.')
    .option('--lines <n>', 'end after this many', count)
    .action(lazily(async () => (await import('./events.ts')).tailEvents));
}
