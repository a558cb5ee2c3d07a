import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkConfig } from '../functions/shared/config/check-config.ts';
import type { GuiyiConfig } from '../functions/shared/config/define-config.ts';
import { ConfigError } from '../functions/shared/config/problem.ts';
import { receivers } from '../functions/shared/sources/generated/receivers.ts';

/** Loads and checks a configuration file. @throws ConfigError */
export async function loadConfig(file: string): Promise<GuiyiConfig> {
  const path = resolve(file);
  if (!existsSync(path)) {
    throw new ConfigError(file, [
      { path: '', found: 'no such file', allowed: 'a file that exports defineConfig({…})' },
    ]);
  }
  const module = await importModule(path, file);
  return checkConfig(module.default, receivers, file);
}

async function importModule(path: string, file: string): Promise<{ readonly default?: unknown }> {
  try {
    return (await import(pathToFileURL(path).href)) as { readonly default?: unknown };
  } catch (error) {
    const found = error instanceof Error ? `${error.name}: ${error.message}` : 'an error';
    throw new ConfigError(file, [{ path: '', found, allowed: 'a module that loads and exports defineConfig({…})' }]);
  }
}
