import { type Language, languageOf } from '../functions/shared/text/language.ts';
import { type Localized, same } from '../functions/shared/text/localized.ts';
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
  readonly secretIs: Localized;
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
  stdout.write(stdout.isTTY ? banner(facts, port, own, languageOf(terminal.env)) : `${JSON.stringify(facts)}\n`);
  onLauncherEnd(() => process.kill(process.pid, 'SIGTERM'));
  await ended;
  await listening.close();
  return 0;
}

function readAppKey(text: string, secret: string): Credential {
  const [appKey = '', names] = text.split(':', 2);
  if (appKey === '') {
    throw new CommandError({
      en: '--app-key takes key or key:permission,permission',
      zh: '--app-key 的写法是 key，或 key:权限,权限',
    });
  }
  if (names === undefined) return { appKey, secret };
  const permissions = names.split(',').map((name): TokenPermission => {
    const permission = allPermissions.find((one) => one === name);
    if (permission !== undefined) return permission;
    const [found, there] = [JSON.stringify(name), allPermissions.join(', ')];
    throw new CommandError({
      en: `--app-key ${appKey}: no permission ${found}; there are ${there}`,
      zh: `--app-key ${appKey}：没有权限 ${found}；现有 ${there}`,
    });
  });
  return { appKey, secret, permissions };
}

/** Switches by name, or the file that `guiyi cdp probe --out` writes. */
function readSwitches(file: string): Partial<Switches> {
  const json = readObject(file, {
    en: 'holds switches by name, or what guiyi cdp probe --out has written',
    zh: '写有各开关的值，或是 guiyi cdp probe --out 写出的文件',
  });
  const order = isJsonObject(json['switches']) ? json['switches'] : json;
  const set = setSwitches(strictSwitches, order);
  if (!set.ok) throw new CommandError(same(`${file}: ${set.message}`));
  return Object.fromEntries(Object.entries(set.switches).filter(([name]) => name in order));
}

/** @throws CommandError without the parser's own words, which would quote the file */
export function readObject(file: string, expected: Localized): JsonObject {
  try {
    const json = parseJson(readFileSync(file, 'utf8'));
    if (isJsonObject(json)) return json;
  } catch {
    // Falls through: no such file, or no JSON.
  }
  const text = { en: `${file} must be a JSON file that ${expected.en}`, zh: `${file} 应为 JSON 文件，${expected.zh}` };
  throw new CommandError(text, exitCodes.configuration);
}

interface Facts {
  readonly url: string;
  readonly cdp: string;
  readonly token: string;
  readonly appKeys: readonly string[];
  readonly data: string | null;
  readonly switches: number;
}

function banner(
  { url, cdp, token, appKeys, data, switches }: Facts,
  port: number,
  { secretIs }: OwnKey,
  language: Language,
): string {
  const words = WORDS[language];
  const moved = port === 0 || url.endsWith(`:${port}`) ? '' : `  ${words.taken(port)}`;
  const lines = [
    `  ${words.api}${cdp}`,
    `  ${words.token}${words.exchange(token, appKeys, secretIs[language])}`,
    `  ${words.state}${data === null ? words.inMemory : words.kept(data)}`,
    `  ${words.switches}${words.set(switches)}${url}/sandbox/switches/definitions`,
  ];
  return `\n  ${words.title}  ${url}${moved}\n\n${lines.join('\n')}\n\n  ${words.stop}\n\n`;
}

// The names are as wide as each other here: the package carries no library that measures Chinese characters.
const WORDS = {
  en: {
    title: 'Guiyi 归一, sandbox of the CDP',
    taken: (port: number) => `(port ${port} was taken)`,
    api: 'API       ',
    token: 'token     ',
    exchange: (address: string, keys: readonly string[], secret: string) =>
      `POST ${address}: appKey ${keys.join(' or ')}, secret ${secret}`,
    state: 'state     ',
    inMemory: 'in memory: gone at the end (--data keeps it)',
    kept: (folder: string) => `${folder}/ (kept)`,
    switches: 'switches  ',
    set: (count: number) => `${count === 0 ? 'all strict' : `${count} set`}; `,
    stop: 'Stop with Ctrl-C.',
  },
  zh: {
    title: 'Guiyi 归一，CDP 沙箱',
    taken: (port: number) => `（端口 ${port} 已被占用）`,
    api: 'API   ',
    token: '令牌  ',
    exchange: (address: string, keys: readonly string[], secret: string) =>
      `POST ${address}：appKey ${keys.join(' 或 ')}，secret ${secret}`,
    state: '状态  ',
    inMemory: '只在内存中，结束时丢失（--data 可保留）',
    kept: (folder: string) => `${folder}/（保留）`,
    switches: '开关  ',
    set: (count: number) => `${count === 0 ? '全部为严格' : `设置了 ${count} 个`}；`,
    stop: '按 Ctrl-C 停止。',
  },
} as const satisfies Record<Language, object>;
