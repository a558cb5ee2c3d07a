/** `npx guiyi` where the package is installed. In the repository it has more commands: there it is cli/guiyi.ts. */
import { Command, InvalidArgumentError } from 'commander';
import { listenSandbox } from '../sandbox/listen.ts';

interface SandboxCommand {
  readonly port: number;
  readonly data?: string;
  readonly appKey: string;
  readonly secret: string;
}

const program = new Command('guiyi')
  .description('The CDP on one machine. The tools of a running Guiyi are in its repository.')
  .showHelpAfterError();

const port = (value: string) => {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0 || number > 65_535)
    throw new InvalidArgumentError('takes a number from 0 to 65535.');
  return number;
};

program
  .command('sandbox')
  .description('Serve the sandbox on 127.0.0.1 until Ctrl-C.')
  .option('--port <number>', 'the next free one when it is taken; 0 takes any', port, 8787)
  .option('--data <folder>', 'keeps the state there (default: in memory, gone at the end)')
  .option('--app-key <text>', 'with the secret it gets a token at POST /sandbox/token', 'sandbox')
  .option('--secret <text>', 'an invented one', 'sandbox')
  .action(async ({ port, data, appKey, secret }: SandboxCommand) => {
    const listening = await listenSandbox({ port, data, credentials: [{ appKey, secret }] });
    const { url } = listening;
    process.stdout.write(
      process.stdout.isTTY
        ? `CDP sandbox  ${url}/openapi\ntoken        POST ${url}/sandbox/token\nswitches     ${url}/sandbox/switches/definitions\n`
        : `${JSON.stringify({ url })}\n`,
    );
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void listening.close());
  });

await program.parseAsync();
