import { PortError } from '../shared/ports/port-error.ts';
import type { Clock, SecretStore } from '../shared/ports/ports.ts';
import { cachedSecret, SecretError } from '../shared/secrets/connection-secret.ts';

/** Secrets Manager generates 32. A shorter one was emptied or cut off, and would recognise no erased person. */
const LEAST_CHARACTERS = 32;

/** The secret `privacy`, as its text stands: the key by which suppressed identities are remembered. */
export function openHashKey(store: SecretStore, clock: Clock): () => Promise<string> {
  return openKey('privacy', store, clock);
}

/** The secret `envelopes`, as its text stands: the key of the messages that the journal keeps. */
export function openEnvelopeKey(store: SecretStore, clock: Clock): () => Promise<string> {
  return openKey('envelopes', store, clock);
}

function openKey(name: string, store: SecretStore, clock: Clock): () => Promise<string> {
  const open = (text: string): string => {
    if (text.length >= LEAST_CHARACTERS) return text;
    throw new SecretError(
      `the secret ${JSON.stringify(name)} has ${text.length} characters of at least ${LEAST_CHARACTERS}: restore its former version`,
    );
  };
  const secret = cachedSecret({ store, clock, name, open });
  return async () => {
    try {
      return await secret.current();
    } catch (error) {
      // A key of the deployment's own: the CDP has nothing to do with it.
      if (!(error instanceof SecretError)) throw error;
      throw new PortError('secrets', error.message, true, error);
    }
  };
}
