import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

const file = join(dirname(import.meta.dirname), 'local/demo-secrets.json');
/** In every app id that the demo has invented. */
const INVENTED = '00d3m000d3m';

let read: Readonly<Record<string, unknown>> | undefined;
const demoSecrets = () => (read ??= JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, unknown>>);

/** Is it one of the demo's accounts, whose secrets everybody can read in the repository? */
export function isDemoAccount(connection: string, options: unknown): boolean {
  return Object.hasOwn(demoSecrets(), connection) || (JSON.stringify(options) ?? '').includes(INVENTED);
}

/** Is it a secret that everybody can read in the repository? */
export function isDemoSecret(value: unknown): boolean {
  return Object.values(demoSecrets()).some((secret) => isDeepStrictEqual(secret, value));
}
