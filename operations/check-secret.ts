import { openCredentials } from '../functions/shared/cdp/credentials.ts';
import { isUsable } from '../functions/shared/enrichment/platform-api.ts';
import { DEFAULT_MESSAGE } from '../functions/shared/schema/default-message.ts';
import { SecretError } from '../functions/shared/secrets/connection-secret.ts';
import { isDemoSecret } from './demo-account.ts';
import type { SecretUse } from './secret-uses.ts';

/** What is wrong with a value of a connection's secret, by names of fields; never a value. */
export function secretProblems(
  value: object,
  { source, receiver, account }: SecretUse,
  now: number,
): readonly string[] {
  if (isDemoSecret(value)) return ['it is a secret of the demo, which everybody can read'];
  const opened = receiver?.openSecret(value);
  const wrong =
    opened?.ok === false
      ? opened.issues.flatMap(({ path, message, ...issue }) => {
          const field = path.join('.') || 'the whole';
          if (issue.code === 'unrecognized_keys')
            return issue.keys.map((key) => `${[...path, key].join('.')} is no field of it`);
          return message === DEFAULT_MESSAGE ? `${field} is missing or wrong` : `${field}: ${message}`;
        })
      : [];
  if (wrong.length > 0) return wrong.map((problem) => `${problem} (docs/sources/${source}.md)`);
  const padded = paddedFields(value);
  if (padded.length > 0) return padded;
  if (account === undefined || isUsable(account, value, now)) return [];
  return [`${account.api.credentials.join(' and ')}: delivery asks the platform with it (docs/enrichment.md)`];
}

/**
 * Copied with a blank or a line end, a key proves nothing, and looks right. Keys in PEM end with a line.
 */
function paddedFields(value: object): readonly string[] {
  return Object.entries(value).flatMap(([field, text]) =>
    typeof text === 'string' && text !== text.trim() && !text.includes('-----BEGIN')
      ? [`${field} begins or ends with a blank or a line end, which was copied along`]
      : [],
  );
}

/** The same for the secret of the CDP. */
export function cdpSecretProblems(value: object): readonly string[] {
  if (isDemoSecret(value)) return ['it is a secret of the demo, which everybody can read'];
  try {
    openCredentials(JSON.stringify(value));
    return paddedFields(value);
  } catch (error) {
    if (!(error instanceof SecretError)) throw error;
    return [error.message];
  }
}
