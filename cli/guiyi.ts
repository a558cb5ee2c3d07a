import { Command, InvalidArgumentError } from 'commander';
import { ConfigError } from '../functions/shared/config/problem.ts';
import { CommandError } from './command-error.ts';
import { demo } from './demo.ts';
import { trigger } from './trigger.ts';

const program = new Command('guiyi')
  .description('Many channels, one customer: tools for the person who runs Guiyi.')
  .showHelpAfterError();

const collect = (value: string, list: readonly string[]) => [...list, value];
const count = (value: string) => {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError('takes a number from 1.');
  return number;
};

const shared = (command: Command) =>
  command
    .option('--url <url>', 'the running front door (default: the one that `npm start` wrote down)')
    .option('--data <folder>', 'state of the running `npm start`', '.guiyi')
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
