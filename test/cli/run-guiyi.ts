import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { guiyi } from '../../cli/guiyi.ts';
import { TestTerminal } from './test-terminal.ts';

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** `npx guiyi …` in this process, outside a terminal. @param env all that it sees of an environment @param input its standard input */
export async function runGuiyi(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  input = '',
): Promise<Ended> {
  const terminal = new TestTerminal(env, input);
  const code = await guiyi(args, terminal);
  return { code, out: terminal.out, err: terminal.err };
}

export interface RunningSandbox {
  readonly facts: Facts;
  /** Ctrl-C; answers with the exit code. */
  stop(): Promise<number>;
}

interface Facts {
  readonly url: string;
  readonly appKeys: readonly string[];
  readonly data: string | null;
  readonly switches: number;
}

/** `npx guiyi sandbox …` in this process, on a free port. */
export async function startSandbox(...args: readonly string[]): Promise<RunningSandbox> {
  const terminal = new TestTerminal();
  const ended = guiyi(['sandbox', '--port', '0', ...args], terminal);
  const code = await Promise.race([ended, once(terminal, 'out')]);
  if (typeof code === 'number') throw new Error(`guiyi sandbox ended with ${code}: ${terminal.err}`);
  return {
    facts: JSON.parse(terminal.out) as Facts,
    stop: () => {
      terminal.interrupt();
      return ended;
    },
  };
}

let tenants = 0;

/** A configuration whose tenant is a sandbox on this machine. */
export function tenantConfig(folder: string, url: string, callsPerSecond = 20_000): string {
  // Each has a name of its own: a module is read once in a process.
  tenants += 1;
  const file = join(folder, `tenant-${tenants}.config.mjs`);
  const type = (code: string) => ({ code, value: 'bare' });
  const config = {
    connections: {},
    cdp: {
      baseUrl: url,
      identityTypes: {
        mobile: type('mobile'),
        'wechat-unionid': type('wechat-unionid'),
        'wechat-openid': { code: 'wechat', value: 'scoped' },
        'member-no': type('member-no'),
        'shopify-customer': { code: 'shopify-customer', value: 'scoped' },
      },
      limits: { callsPerSecond, inFlight: 4 },
    },
  };
  writeFileSync(file, `export default ${JSON.stringify(config)};\n`);
  return file;
}
