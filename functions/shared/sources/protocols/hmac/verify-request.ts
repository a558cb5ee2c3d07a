import { isRepeated } from '../../../http/headers.ts';
import type { WebhookRequest } from '../../../http/webhook-request.ts';
import type { Verification, Verifier } from '../../source.ts';
import type { HmacSourceDefinition } from './hmac-source-definition.ts';
import type { SignatureScheme } from './signature-scheme.ts';
import { signatureIn, signatureVerifier } from './verify-signature.ts';

/** Judges the requests of one connection by one of its live secrets. @throws RangeError when a scheme is not one. */
export function requestVerifier<Options, Secret>(
  definition: HmacSourceDefinition<string, Options, Secret>,
  options: Options,
  secret: Secret,
): Verifier {
  const { unsigned, reject } = definition;
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
  const single = singleHeadersOf(definition, options, schemes);
  return (request) => {
    const repeated = single.find((name) => isRepeated(request.headers[name] ?? ''));
    if (repeated !== undefined) return rejectionOfRepeated(repeated);
    const verification = proof(request);
    return (verification.outcome === 'verified' && reject?.(request, options)) || verification;
  };
}

/** Those whose value has no comma: the signature, where the scheme needs none, and the type. */
function singleHeadersOf<Options, Secret>(
  { type, typeHeaders = [] }: HmacSourceDefinition<string, Options, Secret>,
  options: Options,
  schemes: readonly SignatureScheme[],
): readonly string[] {
  const signatures = schemes.flatMap(({ headers, separator, prefix = '', signed = '' }) =>
    separator === ',' || prefix.includes(',') || signed.includes('{entry:') ? [] : headers,
  );
  const read = typeof typeHeaders === 'function' ? typeHeaders(options) : typeHeaders;
  return [...signatures, ...read, ...(typeof type === 'object' && 'header' in type ? [type.header] : [])];
}

function rejectionOfRepeated(name: string): Verification {
  return {
    outcome: 'rejected',
    status: 401,
    reason: 'header-repeated',
    detail: `${name} stands there twice, and differs`,
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
  outcome: 'rejected',
  status: 401,
  reason: 'parameter-missing',
  detail: 'nothing in the request proves whose it is',
} as const;

function isList(schemes: SignatureScheme | readonly SignatureScheme[]): schemes is readonly SignatureScheme[] {
  return Array.isArray(schemes);
}
