import { same } from '../functions/shared/text/localized.ts';
import { openCredentials } from '../functions/shared/cdp/credentials.ts';
import { SecretError } from '../functions/shared/secrets/connection-secret.ts';
import type { Credential } from '../sandbox/protocol/access.ts';
import { CommandError } from './command-error.ts';
import { exitCodes } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';
import { readObject, runSandbox, type SandboxCommandOptions } from './run-sandbox.ts';

/** Runs the sandbox with the key that a secrets file has for the CDP. @throws CommandError */
export async function sandboxCommand(
  terminal: Terminal,
  options: SandboxCommandOptions & { readonly secrets: string },
): Promise<number> {
  const { secrets } = options;
  return runSandbox(terminal, options, {
    credential: credentialIn(secrets),
    secretIs: { en: `in ${secrets}`, zh: `见 ${secrets}` },
  });
}

function credentialIn(file: string): Credential {
  const secrets = readObject(file, {
    en: 'maps "cdp" to {"appKey", "secret"}',
    zh: '其中 "cdp" 是 {"appKey", "secret"}',
  });
  try {
    return openCredentials(JSON.stringify(secrets['cdp'] ?? null));
  } catch (error) {
    if (error instanceof SecretError)
      throw new CommandError(same(`${file}: ${error.message}`), exitCodes.configuration);
    throw error;
  }
}
