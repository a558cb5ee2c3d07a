import { Argument, type Command } from 'commander';
import type { Lazily } from './lazily.ts';
import { collect, count, sending } from './options.ts';

/** What a person tries out on one machine: an event, a story, a platform, a configuration. */
export function addTrialCommands(program: Command, lazily: Lazily): void {
  sending(program.command('trigger'))
    .argument('<platform.event>', 'for example wechat.subscribe, shopify.orders/paid, or <connection>.<event>')
    .description('Build an event, sign or encrypt it as the platform does, and post it to the running front door.')
    .option('--set <path=value>', 'change or add a field before it is signed; may be given several times', collect, [])
    .option('--unset <path>', 'leave a field out before it is signed; may be given several times', collect, [])
    .option('--payload <file>', 'sign this JSON in place of a sample; also for events without a sample')
    .option('--times <n>', 'how many different events', count, 1)
    .option('--bad-signature', 'forge the signature, as somebody without the key would', false)
    .option('--duplicate', 'send every event twice', false)
    .option('--json', 'one JSON line an event', false)
    .action(lazily(async () => (await import('./trigger.ts')).trigger));

  sending(program.command('demo'))
    .addArgument(new Argument('[story]', 'which story').choices(['one-customer', 'recycled']).default('one-customer'))
    .description(
      'one-customer: a follow and an order stay two customers, until a log-in proves that they are one person. ' +
        'recycled: a phone number changes hands, and nobody says so; its two owners stay two customers.',
    )
    .option('--calls', 'every identity and every call to the CDP', false)
    .option('--json', 'one JSON line a step', false)
    .action(lazily(async () => (await import('./demo/stories.ts')).tellStory));

  sending(program.command('tour'))
    .argument('[connection]', 'a connection or a platform; default: all of them')
    .description('Send every event that a platform is known to send: genuine, again, and forged; and show the result.')
    .option('--json', 'one JSON line a connection', false)
    .action(lazily(async () => (await import('./source-tour.ts')).sourceTour));

  sending(program.command('doctor'))
    .argument('[connection]', 'a connection or a platform; default: all of them')
    .description(
      'Check the configuration of connections: secret, key, mode, URL check, clock, enrichment. Names the fix.',
    )
    .option('--online', 'ask the platforms’ own APIs whether they may be asked', false)
    .option(
      '--stage, --stack <stage>',
      'a deployed stage in place of this machine: secrets, addresses, alarms, queues, quota',
    )
    .option('--region <region>', 'of AWS, with --stack (default: that of the environment or the profile)')
    .option('--json', 'as JSON', false)
    .action(lazily(async () => (await import('./doctor/doctor.ts')).doctor));
}
