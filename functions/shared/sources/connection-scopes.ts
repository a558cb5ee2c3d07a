import { receivers } from './generated/receivers.ts';
import type { Scopes } from './scopes.ts';
import type { Receiver } from './source.ts';

/**
 * The scopes in which a connection's own identities are unique, as far as its options say them. What the brand's own
 * systems send names its scopes itself.
 */
export function connectionScopes(name: string, { source, options, enrich }: Readonly<Record<string, unknown>>): Scopes {
  const isKnown = typeof source === 'string' && Object.hasOwn(bySource, source);
  const receiver = isKnown ? bySource[source] : undefined;
  return receiver?.scopes(options, { name, isAsked: enrich !== undefined }) ?? {};
}

const bySource: Readonly<Record<string, Receiver>> = receivers;
