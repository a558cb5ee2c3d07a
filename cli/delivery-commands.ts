import type { Command } from 'commander';
import type { Lazily } from './lazily.ts';
import { count, operating } from './options.ts';

/** Whether events are delivered, and what a person should look at. */
export function addDeliveryCommands(program: Command, lazily: Lazily): void {
  program
    .command('unlock')
    .requiredOption('--stage, --stack <stage>', 'the stage')
    .option('--region <region>', 'of AWS (default: that of the environment or the profile)')
    .option(
      '--config <file>',
      'configuration of the stage (default: guiyi.<stage>.config.ts if there is one, else guiyi.config.ts)',
    )
    .description('Let a protected stage (prod) take changes for a time; it is read-only otherwise.')
    .option('--minutes <n>', 'for how many minutes', count, 30)
    .option('--why <text>', 'for what reason, for the record')
    .option('--by <name>', 'who asks (default: the user of this machine)')
    .action(lazily(async () => (await import('./unlock.ts')).unlock));

  operating(program.command('status'))
    .description(
      'Whether events are delivered, since when and why not, and how many wait. Exit code 0 fine, 10 look, 11 act.',
    )
    .option('--watch', 'again every two seconds, until you stop it', false)
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./pause.ts')).showStatus));

  operating(program.command('pause'))
    .description('Stop delivery: events are accepted and wait, until `guiyi resume`.')
    .requiredOption('--why <reason>', 'for what reason, for whoever finds it paused')
    .option('--by <name>', 'who pauses (default: the user of this machine)')
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./pause.ts')).pauseDelivery));

  operating(program.command('resume'))
    .description('Start delivery again after a pause, or before the breaker would: a few events first.')
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./pause.ts')).resumeDelivery));

  operating(program.command('reveals'))
    .description('Who has seen values in clear: when, of what, and why; the newest first.')
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./reveals.ts')).listReveals));

  operating(program.command('discarded').alias('refusals'))
    .description('Which values became no identity, by source and reason; of a stage, in the last seven days.')
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./discarded.ts')).listDiscarded));

  program
    .command('reason')
    .argument('[code]', 'a reason code of the log, a list or a dead letter; default: all of them')
    .description('What a reason code means, its likely cause, and the fix.')
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./reason.ts')).explainReason));
}
