import { type Command, Option } from 'commander';
import { backfillFormats } from '../../operations/backfill/row.ts';
import type { Lazily } from '../lazily.ts';
import { count, elsewhere, operating } from '../options.ts';

/** The commands of long work: replay, backfill, jobs. */
export function addJobCommands(program: Command, lazily: Lazily): void {
  const atSpeed = (command: Command) =>
    command
      .option('--rate <n>', 'how many events a second at most', count)
      .option('--ahead <n>', 'how many of them wait in the queue at most; new events wait behind them', count);
  const making = (command: Command) =>
    atSpeed(elsewhere(command))
      .option('--dry-run', 'make the plan, send nothing', false)
      .option('--rehearse', 'carry it out on a copy of the state, and show what would become of the customers', false)
      .option('--config <file>', 'configuration of the rehearsal (default: guiyi.config.ts), or of the stage')
      .option('--secrets <file>', 'secrets of the rehearsal', 'local/demo-secrets.json')
      .option('--yes', 'do not ask', false)
      .option('--by <name>', 'who asks (default: the user of this machine)')
      .option('--why <text>', 'for what reason, for the record; without personal data')
      .option('--json', 'as JSON', false);

  making(program.command('replay'))
    .description('Send events of the record again: plan, question, run, report.')
    .addOption(
      new Option(
        '--mode <mode>',
        'reprocess: anew, by the present code and configuration; redeliver: as they were, what is done is skipped; missing: only those of which the CDP lacks the customer or an identity',
      )
        .choices(['reprocess', 'redeliver', 'missing'])
        .makeOptionMandatory(),
    )
    .option('--connection <name>', 'of one connection')
    .option('--source <source>', 'of one source, as /shopify/shop')
    .option('--type <type>', 'of one type')
    .addOption(new Option('--state <state>', 'how they ended').choices(['done', 'ignored']))
    .option('--reason <code>', 'of one reason')
    .option('--since <time>', 'received then or later: 2h, 7d, 2026-03-01, or a time with its offset')
    .option('--until <time>', 'received before')
    .option('--all', 'all that the record has', false)
    .action(lazily(async () => (await import('./make.ts')).replay));

  making(program.command('backfill'))
    .argument('<file>', 'a CSV with a head, or JSON by lines; a shop’s own export of customers or orders')
    .description('Read a file as the events of a connection: plan, question, run, report.')
    .addOption(
      new Option('--as <source>', 'the format of the file').choices([...backfillFormats]).makeOptionMandatory(),
    )
    .option('--connection <name>', 'the connection that it belongs to (default: the only one of that source)')
    .option('--as-of <time>', 'when it was exported: the time of rows without one')
    .option('--offset <offset>', 'for times that have none, such as +08:00')
    .option('--encoding <name>', 'utf-8, gb18030, utf-16le …', 'utf-8')
    .action(lazily(async () => (await import('./make.ts')).backfill));

  elsewhere(program.command('rehearse'))
    .description(
      'What the events of the record would make of an empty sandbox: by the present configuration and by another.',
    )
    .requiredOption('--config <file>', 'the other configuration')
    .option('--present <file>', 'the present one (default: guiyi.config.ts; of a stage that of the stage)')
    .option('--secrets <file>', 'secrets of both', 'local/demo-secrets.json')
    .option('--since <time>', 'events received then or later: 2h, 7d, 2026-03-01 (default: all; of a stage 3d)')
    .option('--by <name>', 'of a stage: who asks (default: the user of this machine)')
    .option('--why <text>', 'of a stage, whose events are opened for it: for what reason, for the record')
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./rehearse.ts')).rehearseConfig));

  const jobs = program.command('jobs').description('Replays and backfills: list, show, run, pause, resume, abort.');
  const one = (command: Command) =>
    operating(command).argument('<job>', 'as the list shows it').option('--json', 'as JSON', false);
  operating(jobs.command('list', { isDefault: true }))
    .description('The newest first.')
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./jobs.ts')).listJobs));
  one(jobs.command('show'))
    .description('Its plan, how far it is, and what became of its events.')
    .action(lazily(async () => (await import('./jobs.ts')).showJob));
  atSpeed(one(jobs.command('run').alias('resume')))
    .description('Start a planned job, or go on with a paused one.')
    .option('--file <file>', 'where the file of a backfill is now: it has moved, or this is another machine')
    .option('--yes', 'do not ask', false)
    .action(lazily(async () => (await import('./jobs.ts')).runJob));
  one(jobs.command('pause'))
    .description('Stop for now; `resume` goes on where it stopped, after a restart too.')
    .action(lazily(async () => (await import('./jobs.ts')).pauseJob));
  one(jobs.command('abort'))
    .description('End it; what was sent stays sent.')
    .action(lazily(async () => (await import('./jobs.ts')).abortJob));
}
