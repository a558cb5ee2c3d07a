import type { Command } from 'commander';
import type { Lazily } from '../lazily.ts';
import { count, ofStage } from '../options.ts';

/** A stage on AWS: deploy it, its addresses, whether it works, its secrets. */
export function addStageCommands(program: Command, lazily: Lazily): void {
  ofStage(program.command('deploy'))
    .argument('[arguments...]', 'more arguments of cdk, after --')
    .description('Deploy a stage to AWS: prints the cdk command and runs it, then lists the secrets that are missing.')
    .option('--dry-run', 'print the command alone', false)
    .action(lazily(async () => (await import('./deploy.ts')).deploy));

  ofStage(program.command('addresses'))
    .description('The webhook address of every connection of a stage.')
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./addresses.ts')).listAddresses));

  program
    .command('smoke')
    .argument('[connection]', 'by which connection an event is sent (default: the first that can)')
    .requiredOption('--stage, --stack <stage>', 'the deployed stage: dev, prod …')
    .option('--region <region>', 'of AWS (default: that of the environment or the profile)')
    .option('--config <file>', 'configuration (default: guiyi.<stage>.config.ts if there is one, else guiyi.config.ts)')
    .option('--seconds <n>', 'how long the event may take', count, 120)
    .option('--json', 'as JSON', false)
    .description('Send a genuine event that is about nobody through a deployed stage, and let delivery ask the CDP.')
    .action(lazily(async () => (await import('./smoke.ts')).smoke));

  program
    .command('cost')
    .description('What events cost on AWS, item by item: counted by a run of the functions, at list prices.')
    .option('--mix <name>', 'which events: standard, new-orders, known-orders, follows, clicks, log-ins', 'standard')
    .option('--events <n>', 'how many; written as 1e6 too', '1e6')
    .option('--region <region>', 'of AWS: us-east-1, cn-north-1, cn-northwest-1', 'us-east-1')
    .option('--batch <n>', 'events that delivery takes at once, 1 to 10', '2')
    .option('--cdp-ms <n>', 'milliseconds of a call to the CDP', '60')
    .option('--no-journal', 'without the journal')
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('../cost.ts')).printCost));

  const secret = program.command('secret').description('The secrets of a stage on AWS: of its connections, and `cdp`.');
  ofStage(secret.command('set'))
    .argument('<connection>', 'a connection of the configuration, or cdp')
    .description(
      'Read a secret as JSON from the standard input, or ask for its fields; check it; make it the newest value, and keep the old ones valid.',
    )
    .option('--replace', 'accept no old value any more, because it has leaked', false)
    .action(lazily(async () => (await import('./set-secret.ts')).setSecret));
  ofStage(secret.command('list'))
    .description('Which secrets the stage needs, has and lacks, and when each was changed and last read.')
    .option('--check', 'read every value and look at its fields', false)
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./list-secrets.ts')).listSecrets));
  ofStage(secret.command('retire'))
    .argument('<connection>', 'a connection of the configuration, or cdp')
    .description('End a rotation: keep the newest value alone.')
    .action(lazily(async () => (await import('./retire-secret.ts')).retireSecret));
}
