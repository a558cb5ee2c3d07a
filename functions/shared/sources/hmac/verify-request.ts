import type { WebhookRequest } from '../../http/webhook-request.ts';
import type { Verifier } from '../source.ts';
import type { HmacSourceDefinition } from './hmac-source-definition.ts';
import type { SignatureScheme } from './signature-scheme.ts';
import { signatureIn, signatureVerifier } from './verify-signature.ts';

/** Judges the requests of one connection by one of its live secrets. @throws RangeError when a scheme is not one. */
export function requestVerifier<Options, Secret>(
  definition: HmacSourceDefinition<string, Options, Secret>,
  options: Options,
  secret: Secret,
): Verifier {
  const { unsigned, refuse } = definition;
  const schemes = schemesOf(definition, options, secret);
  const verifiers = schemes.map((scheme) => ({ headers: scheme.headers, verify: signatureVerifier(scheme) }));
  const key = definition.key(secret);
  const proof = (request: WebhookRequest) => {
    const signed = verifiers.find(({ headers }) => signatureIn(request, headers) !== undefined);
    if (signed) return signed.verify(request, key);
    const otherwise = unsigned?.(request, secret, options);
    if (otherwise) return otherwise;
    return verifiers[0]?.verify(request, key) ?? NO_PROOF;
  };
  return (request) => {
    const verification = proof(request);
    return (verification.outcome === 'verified' && refuse?.(request, options)) || verification;
  };
}

export function schemesOf<Options, Secret>(
  { signature }: HmacSourceDefinition<string, Options, Secret>,
  options: Options,
  secret: Secret,
): readonly SignatureScheme[] {
  const schemes = typeof signature === 'function' ? signature(options, secret) : signature;
  return isList(schemes) ? schemes : [schemes];
}

const NO_PROOF = {
  outcome: 'refused',
  status: 401,
  reason: 'parameter-missing',
  detail: 'nothing in the request proves whose it is',
} as const;

function isList(schemes: SignatureScheme | readonly SignatureScheme[]): schemes is readonly SignatureScheme[] {
  return Array.isArray(schemes);
}
