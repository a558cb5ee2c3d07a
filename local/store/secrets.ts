import { readFile, stat } from 'node:fs/promises';
import type { JsonObject } from '../../functions/shared/json/lossless.ts';
import { errorName, PortError } from '../../functions/shared/ports/port-error.ts';
import type { SecretStore } from '../../functions/shared/ports/ports.ts';
import { inSecrets } from './secrets-file.ts';

/**
 * One JSON file: secret name to the JSON that its Secrets Manager secret would hold. Read again when the file changes,
 * so that a rotation needs no restart.
 */
export function fileSecrets(path: string): SecretStore {
  let stamp: string | undefined;
  let secrets: JsonObject = {};

  return {
    async read(name) {
      const current = await fileStamp(path);
      if (current !== stamp) {
        secrets = await readSecrets(path);
        stamp = current;
      }
      const secret = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
      return secret === undefined ? undefined : JSON.stringify(secret);
    },
  };
}

async function fileStamp(path: string): Promise<string> {
  try {
    const { mtimeNs, size, ino } = await stat(path, { bigint: true });
    return `${mtimeNs} ${size} ${ino}`;
  } catch (error) {
    throw new PortError('secrets', `the secrets file cannot be read (${errorName(error)})`, true, error);
  }
}

async function readSecrets(path: string): Promise<JsonObject> {
  const read = inSecrets(await readFile(path));
  if (!read.ok) throw new PortError('secrets', `the secrets file holds ${read.found}`, true);
  return read.secrets;
}
