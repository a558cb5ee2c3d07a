import { readFileSync } from 'node:fs';
import { type Command, InvalidArgumentError } from 'commander';
import { isJsonObject, type JsonObject, parseJson } from '../functions/shared/json/lossless.ts';
import { listenSandbox } from '../sandbox/listen.ts';
import { allPermissions, type Credential, type TokenPermission } from '../sandbox/protocol/access.ts';
import { setSwitches, strictSwitches, type Switches } from '../sandbox/switches.ts';
import { onLauncherEnd } from '../local/state/launcher.ts';
import { CommandError } from './command-error.ts';
import { exitCodes } from './exit-codes.ts';
import { type Terminal, untilEnded } from './terminal.ts';

export interface SandboxCommandOptions {
  readonly port: number;
  readonly data?: string;
  readonly switches?: string;
  /** `reader:customer-read,group-read`: app keys beside the first, with fewer permissions. */
  readonly appKey: readonly string[];
}

/** The app key that may do everything. */
export interface OwnKey {
  readonly credential: Credential;
  /** What a person is told about its secret. */
  readonly secretIs: string;
}

/** What a command takes that runs the sandbox. */
export function sandboxOptions(command: Command): Command {
  return command
    .description('Run the sandbox of the CDP alone, on 127.0.0.1.')
    .option('--port <n>', 'the next free one when it is taken; 0: any free one', readPort, 8789)
    .option('--data <folder>', 'keep the state there (default: in memory)')
    .option('--switches <file>', 'JSON of switches, or what `guiyi cdp probe --out` has written')
    .option(
      '--app-key <key[:permissions]>',
      'another key with the same secret, as reader:customer-read,group-read',
      (value: string, list: readonly string[]) => [...list, value],
      [],
    );
}

function readPort(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0 || number > 65_535)
    throw new InvalidArgumentError('takes a number from 0 to 65535.');
  return number;
}

/** Runs the sandbox alone, until Ctrl-C. @returns the exit code @throws CommandError */
export async function runSandbox(
  terminal: Terminal,
  { port, data, switches, appKey }: SandboxCommandOptions,
  own: OwnKey,
): Promise<number> {
  const set = switches === undefined ? {} : readSwitches(switches);
  const credentials = [own.credential, ...appKey.map((text) => readAppKey(text, own.credential.secret))];
  const listening = await listenSandbox({ port, data, switches: set, credentials });
  const { url } = listening;
  const facts = {
    url,
    cdp: `${url}/openapi`,
    token: `${url}/sandbox/token`,
    appKeys: credentials.map((credential) => credential.appKey),
    data: data ?? null,
    switches: Object.keys(set).length,
  };
  const { stdout } = terminal;
  const ended = untilEnded(terminal);
  stdout.write(stdout.isTTY ? banner(facts, port, own) : `${JSON.stringify(facts)}\n`);
  onLauncherEnd(() => process.kill(process.pid, 'SIGTERM'));
  await ended;
  await listening.close();
  return 0;
}

function readAppKey(text: string, secret: string): Credential {
  const [appKey = '', names] = text.split(':', 2);
  if (appKey === '') throw new CommandError('--app-key takes key or key:permission,permission');
  if (names === undefined) return { appKey, secret };
  const permissions = names.split(',').map((name): TokenPermission => {
    const permission = allPermissions.find((one) => one === name);
    if (permission !== undefined) return permission;
    throw new CommandError(
      `--app-key ${appKey}: no permission ${JSON.stringify(name)}; there are ${allPermissions.join(', ')}`,
    );
  });
  return { appKey, secret, permissions };
}

/** Switches by name, or the file that `guiyi cdp probe --out` writes. */
function readSwitches(file: string): Partial<Switches> {
  const json = readObject(file, 'holds switches by name, or what guiyi cdp probe --out has written');
  const order = isJsonObject(json['switches']) ? json['switches'] : json;
  const set = setSwitches(strictSwitches, order);
  if (!set.ok) throw new CommandError(`${file}: ${set.message}`);
  return Object.fromEntries(Object.entries(set.switches).filter(([name]) => name in order));
}

/** @throws CommandError without the parser's own words, which would quote the file */
export function readObject(file: string, expected: string): JsonObject {
  try {
    const json = parseJson(readFileSync(file, 'utf8'));
    if (isJsonObject(json)) return json;
  } catch {
    // Falls through: no such file, or no JSON.
  }
  throw new CommandError(`${file} must be a JSON file that ${expected}`, exitCodes.configuration);
}

interface Facts {
  readonly url: string;
  readonly cdp: string;
  readonly token: string;
  readonly appKeys: readonly string[];
  readonly data: string | null;
  readonly switches: number;
}

function banner({ url, cdp, token, appKeys, data, switches }: Facts, port: number, { secretIs }: OwnKey): string {
  const moved = port === 0 || url.endsWith(`:${port}`) ? '' : `  (port ${port} was taken)`;
  const rows = [
    ['API', cdp],
    ['token', `POST ${token}: appKey ${appKeys.join(' or ')}, secret ${secretIs}`],
    ['state', data === null ? 'in memory: gone at the end (--data keeps it)' : `${data}/ (kept)`],
    ['switches', `${switches === 0 ? 'all strict' : `${switches} set`}; ${url}/sandbox/switches/definitions`],
  ];
  const lines = rows.map(([name = '', value = '']) => `  ${name.padEnd(10)}${value}`);
  return `\n  Guiyi 归一, sandbox of the CDP  ${url}${moved}\n\n${lines.join('\n')}\n\n  Stop with Ctrl-C.\n\n`;
}
