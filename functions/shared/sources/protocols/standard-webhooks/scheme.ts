import type { SignatureScheme } from '../hmac/signature-scheme.ts';

/** Libraries of the specification take five minutes in both directions. */
export const TOLERANCE_SECONDS = 300;

/** Standard Webhooks 1.0.0: id, time and body, under the names of the specification or of Svix, who invented it. */
export function standardSchemes(
  version: 'v1' | 'v1a',
  toleranceSeconds: number = TOLERANCE_SECONDS,
): readonly SignatureScheme[] {
  return (['webhook', 'svix'] as const).map((family) => ({
    headers: [`${family}-signature`],
    algorithm: version === 'v1' ? 'sha256' : 'ed25519',
    encodings: ['base64'],
    prefix: `${version},`,
    separator: ' ',
    signed: `{header:${family}-id}.{header:${family}-timestamp}.{body}`,
    timestamp: { of: `header:${family}-timestamp`, toleranceSeconds },
  }));
}
