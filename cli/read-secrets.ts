import { readFileSync } from 'node:fs';
import { isJsonObject, type Json, type JsonObject, parseJson } from '../functions/shared/json/lossless.ts';
import { CommandError } from './command-error.ts';
import { exitCodes } from './exit-codes.ts';

/** @throws CommandError that does not quote the file. */
export function readSecrets(file: string): JsonObject {
  let parsed: Json;
  try {
    parsed = parseJson(readFileSync(file, 'utf8'));
  } catch {
    throw new CommandError(
      `${file} is missing or not JSON; it must map a connection's name to its secret.`,
      exitCodes.configuration,
    );
  }
  if (!isJsonObject(parsed))
    throw new CommandError(`${file} is not a JSON object of secrets by connection.`, exitCodes.configuration);
  return parsed;
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
