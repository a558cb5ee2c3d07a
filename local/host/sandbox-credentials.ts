import { ConfigError } from '../../functions/shared/config/problem.ts';
import { isJsonObject, type JsonObject } from '../../functions/shared/json/lossless.ts';
import { readSecretsFile } from '../store/secrets-file.ts';

export type SandboxCredentials = readonly { readonly appKey: string; readonly secret: string }[];

/** The secrets of the connections and of the CDP. @throws ConfigError */
export function openSecretsFile(file: string): JsonObject {
  const read = readSecretsFile(file);
  if (read.ok) return read.secrets;
  const allowed = 'a JSON file that maps each connection’s name, and cdp, to its secret';
  throw new ConfigError(file, [{ path: '', found: read.found, allowed }]);
}

/** The sandbox accepts the very key that the secrets file gives to delivery. */
export function sandboxCredentials({ cdp }: JsonObject): SandboxCredentials {
  const { appKey, secret } = isJsonObject(cdp) ? cdp : {};
  return typeof appKey === 'string' && typeof secret === 'string' ? [{ appKey, secret }] : [];
}
