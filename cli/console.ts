import { spawn } from 'node:child_process';
import { consoleAddress } from '../local/host/address.ts';
import { CommandError } from './command-error.ts';
import { findAddress, findDesk } from './desk.ts';
import { exitCodes } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';
import type { Where } from './where.ts';

export interface ConsoleOptions extends Where {
  /** Prints an address with which one can look and change nothing. */
  readonly readOnly: boolean;
  readonly open: boolean;
  readonly json: boolean;
}

/** Prints the address of the console with its key, and opens it in the browser where somebody asks for that; of a stage it serves it too. */
export async function showConsole(terminal: Terminal, options: ConsoleOptions): Promise<number> {
  const { stdout } = terminal;
  const { stack } = options;
  if (stack !== undefined) {
    const { serveStageConsole } = await import('./stage/serve-console.ts');
    await serveStageConsole(terminal, { ...options, stack }, (served) => {
      if (options.open) open(served);
    });
    return exitCodes.done;
  }
  const { desk, token, viewToken } = findAddress(options.data);
  // Somebody must answer there, and take the key.
  await findDesk(options.data);
  const key = options.readOnly ? viewToken : token;
  if (key === undefined)
    throw new CommandError(
      {
        en: 'The npm start that runs is of a former version and has no key of that kind. Start it again',
        zh: '正在运行的 npm start 是旧版本，没有这种密钥。请重新启动',
      },
      exitCodes.configuration,
    );
  const address = consoleAddress(desk, key);
  stdout.write(options.json ? `${JSON.stringify({ console: address })}\n` : `${address}\n`);
  if (options.open) open(address);
  return exitCodes.done;
}

const openers: Readonly<Record<string, readonly [command: string, ...before: string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

/** In the browser of the person; where there is none, the printed address is enough. */
function open(address: string): void {
  const [command, ...before] = openers[process.platform] ?? ['xdg-open'];
  const child = spawn(command, [...before, address], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}
