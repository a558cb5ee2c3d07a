import type { GuiyiConfig } from '../../functions/shared/config/define-config.ts';
import type { JsonObject } from '../../functions/shared/json/lossless.ts';
import type { LogLine } from '../../functions/shared/log/log.ts';
import { type SecretUse, secretUses } from '../../operations/secret-uses.ts';
import { liveValues } from '../../operations/secret-values.ts';

/** What whoever starts should know: for which connections every request will be answered 503. */
export function unusableSecrets(config: GuiyiConfig, secrets: JsonObject): readonly LogLine[] {
  return secretUses(config).flatMap((use): LogLine[] => {
    const wrong = use.receiver && wrongOf(use.receiver, secrets, use.secret);
    if (wrong === undefined) return [];
    const detail = `${wrong}: until that is mended its requests are answered 503`;
    return [
      {
        level: 'warn',
        at: 'local',
        message: 'a secret is not usable',
        connection: use.connection,
        reason: 'secret-missing',
        detail,
      },
    ];
  });
}

function wrongOf(receiver: NonNullable<SecretUse['receiver']>, secrets: JsonObject, name: string): string | undefined {
  const values = Object.hasOwn(secrets, name) ? liveValues(JSON.stringify(secrets[name])) : [];
  if (values.length === 0) return `the secrets file has no secret "${name}"`;
  const fields = values.flatMap((value) => {
    const opened = receiver.openSecret(value);
    return opened.ok ? [] : opened.issues.map(({ path }) => path.map(String).join('.'));
  });
  const named = [...new Set(fields)].filter((field) => field !== '');
  if (fields.length === 0) return undefined;
  return `the secret "${name}" has missing or wrong fields${named.length > 0 ? `: ${named.join(', ')}` : ''}`;
}
