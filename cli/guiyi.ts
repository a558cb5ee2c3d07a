import { Command, InvalidArgumentError } from 'commander';
import { ConfigError } from '../functions/shared/config/problem.ts';
import { CommandError } from './command-error.ts';
import { demo } from './demo.ts';
import { doctor } from './doctor/doctor.ts';
import { listCases, listRefusals } from './inbox.ts';
import { erase, exportSubject } from './privacy.ts';
import { trigger } from './trigger.ts';
import { explain } from './why.ts';

const program = new Command('guiyi')
  .description('Many channels, one customer: tools for the person who runs Guiyi.')
  .showHelpAfterError();

const collect = (value: string, list: readonly string[]) => [...list, value];
const count = (value: string) => {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('takes a number from 1.');
  return number;
};

const running = (command: Command) =>
  command
    .option('--url <url>', 'the running front door (default: the one that `npm start` wrote down)')
    .option('--data <folder>', 'state of the running `npm start`', '.guiyi');

const shared = (command: Command) =>
  running(command)
    .option('--config <file>', 'configuration', 'guiyi.config.ts')
    .option('--secrets <file>', 'secrets to sign with', 'local/demo-secrets.json');

shared(program.command('trigger'))
  .argument('<platform.event>', 'for example wechat.subscribe, shopify.orders/paid, or <connection>.<event>')
  .description('Build an event, sign or encrypt it as the platform does, and post it to the running front door.')
  .option('--set <path=value>', 'change a field before it is signed; may stand several times', collect, [])
  .option('--times <n>', 'so many different events', count, 1)
  .option('--bad-signature', 'change the body after it was signed', false)
  .option('--duplicate', 'send every event twice', false)
  .option('--json', 'one JSON line an event', false)
  .action(trigger);

shared(program.command('demo'))
  .description('A follow and an order stay two customers, until a log-in proves that they are one person.')
  .option('--json', 'one JSON line a step', false)
  .action(demo);

shared(program.command('doctor'))
  .argument('[connection]', 'a connection or a platform; default: all of them')
  .description(
    'Check the configuration of connections: secret, key, mode, URL check, clock, enrichment. Names the fix.',
  )
  .option('--online', 'ask the platforms’ own APIs whether they may be asked', false)
  .option('--json', 'as JSON', false)
  .action(doctor);

running(program.command('why'))
  .argument('<about>', 'an identity (`mobile:15931000001`, or the value alone), a customer or an event')
  .description('The way from the raw event to the CDP’s answer: identities, refusals, calls, and their reasons.')
  .option('--reveal', 'show values instead of their masked forms', false)
  .option('--json', 'as JSON', false)
  .action(explain);

running(program.command('cases'))
  .description('What a person should look at: dropped, skipped and shared identities, counted, with masked examples.')
  .option('--json', 'as JSON', false)
  .action(listCases);

running(program.command('refusals'))
  .description('Which values became no identity, by source and reason.')
  .option('--json', 'as JSON', false)
  .action(listRefusals);

running(program.command('erase'))
  .argument('<identity>', '`kind:value` or `kind:scope:value`')
  .description('Forget a person: suppress, delete in the CDP, and print the receipt.')
  .option('--yes', 'do not ask', false)
  .option('--json', 'as JSON', false)
  .action(erase);

running(program.command('export'))
  .argument('<identity>', '`kind:value` or `kind:scope:value`')
  .description('What is held of a person, as JSON: the customer in the CDP and the events of this machine.')
  .option('--json', 'on one line', false)
  .action(exportSubject);

// `npx guiyi … | head` closes the pipe early.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommandError || error instanceof ConfigError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
