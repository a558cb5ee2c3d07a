import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkConfig } from '../functions/shared/config/check-config.ts';
import type { GuiyiConfig } from '../functions/shared/config/define-config.ts';
import { ConfigError } from '../functions/shared/config/problem.ts';
import { receivers } from '../functions/shared/sources/generated/receivers.ts';

const NEEDED = 'a file that exports defineConfig({…})';

/** Loads and checks a configuration file. @throws ConfigError */
export async function loadConfig(file: string): Promise<GuiyiConfig> {
  const path = resolve(file);
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) throw unusable(file, 'no such file', NEEDED);
  if (found.isDirectory()) throw unusable(file, 'a folder', NEEDED);
  const module = await importModule(path, file);
  if (module.default === undefined) throw unusable(file, 'no default export', 'export default defineConfig({…})');
  return checkConfig(module.default, receivers, file);
}

async function importModule(path: string, file: string): Promise<{ readonly default?: unknown }> {
  try {
    return (await import(pathToFileURL(path).href)) as { readonly default?: unknown };
  } catch (error) {
    const found = error instanceof Error ? `${error.name}: ${error.message}${lineOf(error, path)}` : 'an error';
    throw unusable(file, found, 'a module that loads and exports defineConfig({…})');
  }
}

/** Where in the file it failed, as far as Node says: in the stack of an error, and above that of what cannot be parsed. */
function lineOf({ stack = '' }: Error, path: string): string {
  const at = stack.indexOf(`${path}:`);
  const [, line] = at < 0 ? [] : (/^:(\d+)/.exec(stack.slice(at + path.length)) ?? []);
  return line === undefined ? '' : ` (line ${line})`;
}

function unusable(file: string, found: string, allowed: string): ConfigError {
  return new ConfigError(file, [{ path: '', found, allowed }]);
}
