import {
  CreateSecretCommand,
  GetSecretValueCommand,
  paginateListSecrets,
  PutSecretValueCommand,
  ResourceNotFoundException,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { secretPath } from '../../functions/shared/ports/secret-name.ts';
import type { Stage } from '../stage.ts';
import { inAccount } from './account-error.ts';

export interface StoredSecret {
  /** Below the prefix of the stage, as `connections/shop`. */
  readonly path: string;
  readonly changed: Date | undefined;
  /** The day, as AWS tells no more. */
  readonly accessed: Date | undefined;
}

/** The secrets of a stage, with the rights of the person who asks. Names are those of the configuration. */
export interface SecretFolder {
  /** In Secrets Manager. */
  idOf(name: string): string;
  list(): Promise<readonly StoredSecret[]>;
  /** Undefined where there is none. */
  read(name: string): Promise<string | undefined>;
  create(name: string, text: string): Promise<void>;
  put(name: string, text: string): Promise<void>;
}

/** @param region default: that of the environment or the profile */
export function openSecretFolder({ name: stage, secretPrefix }: Stage, region?: string): SecretFolder {
  const client = new SecretsManagerClient(region === undefined ? {} : { region });
  const idOf = (name: string) => `${secretPrefix}${secretPath(name)}`;
  return {
    idOf,
    list: async () =>
      inAccount(`list the secrets ${secretPrefix}…`, async () => {
        const found: StoredSecret[] = [];
        const filter = { Filters: [{ Key: 'name' as const, Values: [secretPrefix] }] };
        for await (const page of paginateListSecrets({ client, pageSize: 100 }, filter)) {
          for (const { Name = '', LastChangedDate, LastAccessedDate } of page.SecretList ?? []) {
            // The filter takes no notice of capitals.
            if (!Name.startsWith(secretPrefix)) continue;
            const path = Name.slice(secretPrefix.length);
            found.push({ path, changed: LastChangedDate, accessed: LastAccessedDate });
          }
        }
        return found;
      }),
    read: async (name) =>
      inAccount(`read ${idOf(name)}`, async () => {
        try {
          return (await client.send(new GetSecretValueCommand({ SecretId: idOf(name) }))).SecretString;
        } catch (error) {
          if (error instanceof ResourceNotFoundException) return undefined;
          throw error;
        }
      }),
    create: async (name, text) =>
      inAccount(`create ${idOf(name)}`, async () => {
        await client.send(
          new CreateSecretCommand({
            Name: idOf(name),
            SecretString: text,
            Description: 'JSON with the fields that the platform of the connection has',
            Tags: [
              { Key: 'guiyi:application', Value: 'guiyi' },
              { Key: 'guiyi:stage', Value: stage },
            ],
          }),
        );
      }),
    put: async (name, text) =>
      inAccount(`change ${idOf(name)}`, async () => {
        await client.send(new PutSecretValueCommand({ SecretId: idOf(name), SecretString: text }));
      }),
  };
}
