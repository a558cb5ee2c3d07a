import { readFileSync } from 'node:fs';
import { isJsonObject, type JsonObject, parseJson } from '../functions/shared/json/lossless.ts';
import { openCredentials } from '../functions/shared/cdp/credentials.ts';
import { SecretError } from '../functions/shared/secrets/connection-secret.ts';
import { listenSandbox } from '../sandbox/listen.ts';
import { allPermissions, type Credential, type TokenPermission } from '../sandbox/protocol/access.ts';
import { setSwitches, strictSwitches, type Switches } from '../sandbox/switches.ts';
import { CommandError } from './command-error.ts';
import { pairLines } from './table.ts';

export interface SandboxOptions {
  readonly port: number;
  readonly data?: string;
  readonly switches?: string;
  readonly secrets: string;
  /** `reader:customer-read,group-read`: app keys beside the first, with fewer permissions. */
  readonly appKey: readonly string[];
}

/** Runs the sandbox alone, until Ctrl-C. @throws CommandError */
export async function runSandbox({ port, data, switches, secrets, appKey }: SandboxOptions): Promise<void> {
  const set = switches === undefined ? {} : readSwitches(switches);
  const [first, ...others] = credentialsOf(secrets, appKey);
  const listening = await listenSandbox({ port, data, switches: set, credentials: [first, ...others] });
  const { url } = listening;
  const facts = {
    url,
    cdp: `${url}/openapi`,
    token: `${url}/sandbox/token`,
    appKeys: [first, ...others].map((credential) => credential.appKey),
    data: data ?? null,
    switches: Object.keys(set).length,
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void listening.close().then(() => process.exit(0)));
  process.stdout.write(process.stdout.isTTY ? banner(facts, { port, secrets }) : `${JSON.stringify(facts)}\n`);
}

/** The secret `cdp` of the secrets file; the app keys of the command line have the same secret. */
function credentialsOf(file: string, appKeys: readonly string[]): readonly [Credential, ...Credential[]] {
  const secrets = readObject(file, 'maps "cdp" to {"appKey", "secret"}');
  try {
    const first = openCredentials(JSON.stringify(secrets['cdp'] ?? null));
    return [first, ...appKeys.map((text) => readAppKey(text, first.secret))];
  } catch (error) {
    if (error instanceof SecretError) throw new CommandError(`${file}: ${error.message}`);
    throw error;
  }
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

function readObject(file: string, expected: string): JsonObject {
  try {
    const json = parseJson(readFileSync(file, 'utf8'));
    if (isJsonObject(json)) return json;
  } catch {
    // Falls through. The parser's own words would quote the file, which may be secret.
  }
  throw new CommandError(`${file} must be a JSON file that ${expected}`);
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
  { port, secrets }: Pick<SandboxOptions, 'port' | 'secrets'>,
): string {
  const moved = port === 0 || url.endsWith(`:${port}`) ? '' : `  (port ${port} was taken)`;
  const rows: readonly (readonly [string, string])[] = [
    ['API', cdp],
    ['token', `POST ${token} with appKey ${appKeys.join(' or ')} and the secret in ${secrets}`],
    ['state', data === null ? 'in memory: gone at the end (--data keeps it)' : `${data}/ (kept)`],
    ['switches', switches === 0 ? 'all strict' : `${switches} set`],
  ];
  return `\n  Guiyi 归一, sandbox of the CDP  ${url}${moved}\n\n${pairLines(rows, '  ').join('\n')}\n\n  In another terminal:  npx guiyi cdp queryTreeFormList --url ${url}\n  Stop with Ctrl-C.\n\n`;
}
