/** `npx guiyi` where the package is installed. In the repository it is cli/guiyi.ts, which has more commands. */
import { Command, InvalidArgumentError } from 'commander';
import { listenSandbox } from '../sandbox/listen.ts';

const program = new Command('guiyi')
  .description('The sandbox of the CDP. The tools for a running Guiyi are in its repository.')
  .showHelpAfterError();

const port = (value: string) => {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0 || number > 65_535)
    throw new InvalidArgumentError('takes a number from 0 to 65535.');
  return number;
};

/** Of no worth: the sandbox listens on this machine alone. */
const credential = { appKey: 'sandbox', secret: 'sandbox' };

program
  .command('sandbox')
  .description('Run the sandbox of the CDP alone, on 127.0.0.1.')
  .option('--port <n>', 'the next free one when it is taken; 0: any free one', port, 8788)
  .option('--data <folder>', 'keep the state there (default: in memory)')
  .action(async ({ port, data }: { readonly port: number; readonly data?: string }) => {
    const listening = await listenSandbox({ port, data, credentials: [credential] });
    const { url } = listening;
    const facts = { url, cdp: `${url}/openapi`, token: `${url}/sandbox/token` };
    process.stdout.write(process.stdout.isTTY ? banner(facts) : `${JSON.stringify(facts)}\n`);
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => void listening.close().then(() => process.exit(0)));
  });

function banner({ url, cdp, token }: Readonly<Record<'url' | 'cdp' | 'token', string>>): string {
  return `
  Guiyi 归一, sandbox of the CDP  ${url}

  API       ${cdp}
  token     POST ${token} ${JSON.stringify(credential)}
  switches  ${url}/sandbox/switches/definitions

  Stop with Ctrl-C.

`;
}

await program.parseAsync();
