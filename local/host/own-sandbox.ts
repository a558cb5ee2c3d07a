import { readFileSync } from 'node:fs';
import { ConfigError } from '../../functions/shared/config/problem.ts';
import { openSandbox, type Sandbox } from '../../sandbox/sandbox.ts';
import { sqliteStartError } from '../state/sqlite-error.ts';

export type SandboxCredentials = readonly { readonly appKey: string; readonly secret: string }[];

/** @throws StartError where the file cannot be opened */
export function openOwnSandbox(file: string, credentials: SandboxCredentials): Sandbox {
  try {
    // NORMAL survives kill -9 of this process, which is what the sandbox of one machine needs.
    return openSandbox({ file, credentials, synchronous: 'normal' });
  } catch (error) {
    throw sqliteStartError(error, file) ?? error;
  }
}

/** The sandbox accepts the very key that the secrets file gives to delivery. @throws ConfigError */
export function sandboxCredentials(secretsFile: string): SandboxCredentials {
  const { appKey, secret } = readSecrets(secretsFile).cdp ?? {};
  return typeof appKey === 'string' && typeof secret === 'string' ? [{ appKey, secret }] : [];
}

function readSecrets(file: string): { readonly cdp?: { readonly appKey?: unknown; readonly secret?: unknown } } {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { cdp?: { appKey?: unknown; secret?: unknown } };
  } catch {
    // The parser's own words would quote the file.
    const allowed = 'a JSON file that maps each connection’s name, and cdp, to its secret';
    throw new ConfigError(file, [{ path: '', found: 'no such file, or no JSON', allowed }]);
  }
}
