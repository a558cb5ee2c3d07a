import type { Clock, SecretStore } from '../shared/ports/ports.ts';
import { cachedSecret } from '../shared/secrets/connection-secret.ts';

/** The secret `privacy`, as its text stands: the key by which suppressed identities are remembered. */
export function openHashKey(store: SecretStore, clock: Clock): () => Promise<string> {
  const secret = cachedSecret({ store, clock, name: 'privacy', open: (text) => text });
  return () => secret.current();
}
