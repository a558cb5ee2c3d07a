import type { GuiyiConfig } from './define-config.ts';
import { ConfigError } from './problem.ts';

/**
 * A tenant needs `cdp.token`: by the sandbox's own exchange its key and secret would go to an address that only the sandbox has.
 * @throws ConfigError
 */
export function requireToken(config: GuiyiConfig, file: string): GuiyiConfig {
  const { baseUrl, token } = config.cdp;
  if (token !== undefined || !baseUrl.startsWith('https://')) return config;
  const allowed = 'how the tenant exchanges key and secret for a token: docs/configuration.md';
  throw new ConfigError(file, [{ path: 'cdp.token', found: 'nothing', allowed }]);
}
