import { readFileSync } from 'node:fs';
import { isJsonObject, type Json, type JsonObject, parseJson } from '../../functions/shared/json/lossless.ts';
import { textIn } from '../../functions/shared/text/utf8.ts';

export type SecretsFile =
  | { readonly ok: true; readonly secrets: JsonObject }
  | {
      readonly ok: false;
      /** What was found in its place, without a word of the file: what it holds is secret. */ readonly found: string;
    };

/** The file that maps a connection's name to its secret. */
export function readSecretsFile(file: string): SecretsFile {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    return {
      ok: false,
      found:
        (error instanceof Error && 'code' in error && unreadable[String(error.code)]) || 'a file that cannot be read',
    };
  }
  return inSecrets(bytes);
}

const unreadable: Readonly<Record<string, string>> = {
  ENOENT: 'no such file',
  ENOTDIR: 'no such file',
  EISDIR: 'a folder',
  EACCES: 'a file that this user may not read',
};

/** The same of what the file holds. */
export function inSecrets(bytes: Uint8Array): SecretsFile {
  let parsed: Json;
  try {
    parsed = parseJson(textIn(bytes));
  } catch {
    // The parser's own words would quote the file.
    return { ok: false, found: 'no JSON' };
  }
  return isJsonObject(parsed) ? { ok: true, secrets: parsed } : { ok: false, found: 'JSON that is no object' };
}
