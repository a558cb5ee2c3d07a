import { devNull } from 'node:os';

/**
 * From now on this process knows the emulators and no account: a service that has none is asked at an address where nothing of AWS is.
 * @param account the emulators' variables @param otherwise where every other service is asked
 * @returns the same variables, for processes that are started
 */
export function useOwnAccount(
  account: Readonly<Record<string, string>>,
  otherwise: string,
): Readonly<Record<string, string>> {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name];
  const variables = {
    AWS_ENDPOINT_URL: otherwise,
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
    ...account,
  };
  Object.assign(process.env, variables);
  return variables;
}
