import type { Json, JsonObject } from '../functions/shared/json/lossless.ts';
import { readSecretsFile } from '../local/store/secrets-file.ts';
import { configTextInChinese } from '../operations/config-text-in-chinese.ts';
import { CommandError } from './command-error.ts';
import { exitCodes } from './exit-codes.ts';

/** @throws CommandError that does not quote the file. */
export function readSecrets(file: string): JsonObject {
  const read = readSecretsFile(file);
  if (read.ok) return read.secrets;
  const text = {
    en: `${file} must be a JSON file that maps a connection's name to its secret; found ${read.found}`,
    zh: `${file} 应为 JSON 文件，把每个连接的名称对应到密钥；现为 ${configTextInChinese(read.found)}`,
  };
  throw new CommandError(text, exitCodes.configuration);
}

/** A secret is one set of fields, or a list of them while a rotation lasts; undefined where there is none. */
export function liveSecrets(secrets: JsonObject, name: string): readonly Json[] | undefined {
  const secret = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
  if (secret === undefined || secret === null) return undefined;
  return isList(secret) ? secret : [secret];
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}
