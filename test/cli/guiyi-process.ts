import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** So many processes would otherwise spend their time on stripping the same types. */
const compiled = { NODE_COMPILE_CACHE: join(tmpdir(), 'guiyi-test-compile-cache') };

/** `npx guiyi …` in a process of its own, outside a terminal. */
export function guiyi(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ['cli/guiyi.ts', ...args],
      { env: { ...process.env, ...compiled, ...env } },
      (_error, out, err) => resolve({ code: child.exitCode ?? -1, out, err }),
    );
    child.stdin?.end();
  });
}

export interface Running {
  readonly child: ChildProcess;
  readonly facts: Facts;
  /** Ctrl-C; answers with the exit code. */
  stop(): Promise<number | null>;
}

interface Facts {
  readonly url: string;
  readonly appKeys: readonly string[];
  readonly data: string | null;
  readonly switches: number;
}

/** `npx guiyi sandbox …` on a free port. */
export async function startSandbox(...args: readonly string[]): Promise<Running> {
  const child = spawn(process.execPath, ['cli/guiyi.ts', 'sandbox', '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...compiled },
  });
  let out = '';
  const facts = await new Promise<Facts>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (out.endsWith('\n')) resolve(JSON.parse(out) as Facts);
    });
    child.once('exit', (code) => reject(new Error(`guiyi sandbox ended with ${code}: ${out}`)));
  });
  return { child, facts, stop: () => interrupt(child) };
}

/** Ctrl-C, as a terminal sends it. */
export async function interrupt(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  return ended;
}

/** A configuration whose tenant is a sandbox on this machine. */
export function tenantConfig(folder: string, url: string, callsPerSecond = 20_000): string {
  const file = join(folder, 'tenant.config.mjs');
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
