import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import * as z from 'zod/mini';
import { temporaryFolder } from '../end-to-end/running-host.ts';

const root = join(import.meta.dirname, '../..');
const address = z.object({ url: z.string(), desk: z.optional(z.string()) });
/** What neither the runner nor an npm around it has put there. */
const inherited = Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_OPTIONS$|INIT_CWD$)/.test(name));

export interface Ended {
  readonly command: string;
  readonly code: number;
  /** What it has written to stdout and stderr. */
  readonly printed: string;
}

/** The repository as somebody has cloned it, with `npm start` running in it. */
export interface Clone {
  /** Runs commands in one shell, one after the other, whatever becomes of them. */
  run(commands: readonly string[]): Promise<readonly Ended[]>;
  close(): Promise<void>;
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

const ENDED = '\u0001';
/** An answer of HTTP 400 and above is a failure of curl. */
const CURL = 'curl() { command curl --fail-with-body "$@"; }\n';

export async function openClone(): Promise<Clone> {
  const folder = temporaryFolder();
  for (const name of readdirSync(root))
    if (!['.git', '.guiyi'].includes(name)) symlinkSync(join(root, name), join(folder.path, name));
  const env = { ...Object.fromEntries(inherited), npm_config_cache: join(folder.path, '.npm') };
  const begun: Child[] = [];
  const begin = (command: string, ...args: readonly string[]): Child => {
    // A group of processes of its own: npm does not pass on every signal.
    const options = { cwd: folder.path, env, detached: true } as const;
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    begun.push(child);
    return child;
  };
  await listening(begin('npm', 'start'));
  const ports = portsIn(folder.path);
  const shell = async (script: string) => {
    const bash = begin('bash', '-c', script);
    let printed = '';
    for (const stream of [bash.stdout, bash.stderr]) stream.setEncoding('utf8').on('data', (text) => (printed += text));
    await once(bash, 'close');
    return printed;
  };
  /** A page shows the usual ports, and no folder of this machine. */
  const asShown = (printed: string) =>
    ports.reduce((text, [usual, here]) => text.replaceAll(here, usual), printed.replaceAll(`${folder.path}/`, ''));
  return {
    async run(commands) {
      const script = commands.map((command) => `${withPorts(command, ports)}\nprintf '${ENDED}%s${ENDED}' $?\n`);
      const parts = (await shell(CURL + script.join(''))).split(ENDED);
      return commands.map((command, index) => ({
        command,
        printed: asShown(parts[index * 2] ?? ''),
        code: Number(parts[index * 2 + 1] ?? NaN),
      }));
    },
    async close() {
      // A command that does not end is among them, when its test is over its time.
      await Promise.all(begun.map(end));
      folder.remove();
    },
  };
}

/** Outside a terminal it writes its addresses in one line of JSON. */
async function listening({ stdout, stderr }: Child): Promise<void> {
  let printed = '';
  const address = Promise.withResolvers<void>();
  for (const stream of [stdout, stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      if (/^\{"url".*\}$/m.test(printed)) address.resolve();
    });
  stdout.once('end', () => address.reject(new Error(`npm start has ended:\n${printed}`)));
  await address.promise;
}

/** The documents name the usual ports; here may be others, because those are taken. */
function portsIn(folder: string): readonly (readonly [string, string])[] {
  const { url, desk = url } = address.parse(JSON.parse(readFileSync(join(folder, '.guiyi/address.json'), 'utf8')));
  return [
    ['http://127.0.0.1:8787', url],
    ['http://127.0.0.1:8788', desk],
  ];
}

function withPorts(command: string, ports: ReturnType<typeof portsIn>): string {
  return ports.reduce((text, [usual, here]) => text.replaceAll(usual, () => here), command);
}

async function end(child: Child): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  process.kill(-child.pid, 'SIGTERM');
  await exited;
}
