import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { errorName, portErrorFrom } from '../port-error.ts';
import type { SecretStore } from '../ports.ts';
import { secretPath } from '../secret-name.ts';

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
        if (isMissing(errorName(error))) return undefined;
        throw portErrorFrom('secrets', error);
      }
    },
  };
}

/** `InvalidRequestException`: it is about to be deleted, and cannot be read any more. */
function isMissing(name: string): boolean {
  return name === 'ResourceNotFoundException' || name === 'InvalidRequestException';
}

/** The secrets of a stage, by the names that a configuration gives them. @param prefix of the stage, as `guiyi/prod/` */
export function stageSecrets(prefix: string): SecretStore {
  const store = secretsManagerStore(prefix);
  return { read: async (name) => store.read(secretPath(name)) };
}
