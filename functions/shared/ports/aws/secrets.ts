import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { errorName, portErrorFrom } from '../port-error.ts';
import type { SecretStore } from '../ports.ts';

let client: SecretsManagerClient | undefined;
const secretsManager = () =>
  (client ??= new SecretsManagerClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
  }));

/** AWS Secrets Manager; the secret of `name` is called `<prefix><name>`. */
export function secretsManagerStore(prefix: string): SecretStore {
  return {
    async read(name) {
      try {
        const answer = await secretsManager().send(new GetSecretValueCommand({ SecretId: `${prefix}${name}` }));
        return answer.SecretString;
      } catch (error) {
        if (errorName(error) === 'ResourceNotFoundException') return undefined;
        throw portErrorFrom('secrets', error);
      }
    },
  };
}
