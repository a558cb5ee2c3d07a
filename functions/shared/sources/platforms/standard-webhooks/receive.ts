import { createPublicKey, type KeyObject } from 'node:crypto';
import * as z from 'zod/mini';
import type { About } from '../../about.ts';
import { configuredEvents, configuredScopes, path } from '../../protocols/hmac/configured-events.ts';
import { defineHmacSource } from '../../protocols/hmac/define-hmac-source.ts';
import { textReader } from '../../protocols/hmac/delivery.ts';
import type { AnyBody } from '../../protocols/hmac/path.ts';
import { standardSchemes } from '../../protocols/standard-webhooks/scheme.ts';

export const options = z.strictObject({
  /** Where the body says which event it is; default `type`. */
  typePath: z.optional(path),
  /** Where the body says when it happened, RFC 3339; default `timestamp`. */
  timePath: z.optional(path),
  /** Where the body has the sender's id of the person; events of one person stay in order. */
  subjectPath: z.optional(path),
  /** How far the signed time may be away, in either direction; default 300. */
  toleranceSeconds: z.optional(z.int().check(z.positive())),
  events: configuredEvents,
});
export type StandardWebhooksOptions = z.infer<typeof options>;

/** Reads the text once, when the secret is opened. */
const signingSecret = z.pipe(
  z.string(),
  z.transform((text, context): SigningSecret => {
    const read = readSigningSecret(text);
    if (!('problem' in read)) return read;
    context.issues.push({ code: 'custom', message: read.problem, input: '' });
    return z.NEVER;
  }),
);

export const secret = z.strictObject({
  /** `whsec_…` of an endpoint signed with v1, or `whpk_…` of one signed with v1a. */
  secret: signingSecret,
});
export type StandardWebhooksSecret = z.infer<typeof secret>;

export const aboutStandardWebhooks: About<StandardWebhooksOptions> = {
  name: 'Standard Webhooks',
  authentication: 'HMAC-SHA256 (v1) or Ed25519 (v1a) over id, time and body; five minutes',
  confidence: 'confirmed',
  events: ['as configured'],
};

/**
 * Standard Webhooks 1.0.0 of the brand's own systems. The kind of the secret decides the version: an endpoint with a public key
 * never looks at v1, where anybody could sign with that key.
 */
export const standardWebhooks = defineHmacSource<AnyBody, StandardWebhooksOptions, StandardWebhooksSecret>({
  platform: 'standard-webhooks',
  options,
  secret,
  scopes: ({ events }) => configuredScopes(events),
  signature: ({ toleranceSeconds }, live) => standardSchemes(live.secret.version, toleranceSeconds),
  key: (live) => live.secret.key,
  types: ({ events }) => Object.keys(events),
  type: (delivery) => textReader<StandardWebhooksOptions>({ path: delivery.options.typePath ?? 'type' })(delivery, ''),
  // The id of the family that was verified; most senders keep it when they repeat a delivery, and then the body is the same too.
  id: ({ header }, digest) => [header(header('webhook-signature') ? 'webhook-id' : 'svix-id') ?? '', digest],
  subject: (delivery, type) => {
    const { subjectPath } = delivery.options;
    return subjectPath && textReader<StandardWebhooksOptions>({ path: subjectPath })(delivery, type);
  },
  time: (delivery, type) =>
    textReader<StandardWebhooksOptions>({ path: delivery.options.timePath ?? 'timestamp' })(delivery, type),
});

/** What a deployment of Standard Webhooks signs with: an HMAC secret, or the public half of an Ed25519 key. */
export type SigningSecret =
  | { readonly version: 'v1'; readonly key: Uint8Array }
  | { readonly version: 'v1a'; readonly key: KeyObject };

const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
/** DER of an Ed25519 public key without the key itself: SubjectPublicKeyInfo, RFC 8410. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const ED25519_BYTES = 32;
const [LEAST_BYTES, MOST_BYTES] = [24, 64];

/**
 * Reads `whsec_…` or `whpk_…`; otherwise says what is wrong, for whoever filled the secret in. Without a prefix it is a secret of
 * v1, as in the libraries, unless it may be a public key: with that, anybody could sign.
 */
export function readSigningSecret(text: string): SigningSecret | { readonly problem: string } {
  const [, given, encoded = ''] = /^(?:(whsec|whpk|whsk)_)?(.*)$/.exec(text) ?? [];
  const kind = given ?? (isBareSecret(encoded) ? 'whsec' : undefined);
  if (kind === undefined) return { problem: 'must begin with whsec_ (v1) or whpk_ (v1a)' };
  if (kind === 'whsk') return { problem: 'is the private key, which stays with the sender: give the whpk_ beside it' };
  const bytes = BASE64.test(encoded) ? Buffer.from(encoded, 'base64') : undefined;
  // Node passes over what is no Base64; a key that lost characters on the way would be another key.
  if (!bytes || bytes.toString('base64').replace(/=+$/, '') !== encoded.replace(/=+$/, ''))
    return { problem: `must be Base64 behind ${kind}_` };
  if (kind === 'whpk') {
    if (bytes.length !== ED25519_BYTES)
      return { problem: 'must be the 32 bytes of an Ed25519 public key behind whpk_' };
    const key = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, bytes]), format: 'der', type: 'spki' });
    return { version: 'v1a', key };
  }
  if (bytes.length < LEAST_BYTES || bytes.length > MOST_BYTES)
    return { problem: `must be ${LEAST_BYTES} to ${MOST_BYTES} bytes behind whsec_` };
  return { version: 'v1', key: bytes };
}

function isBareSecret(encoded: string): boolean {
  const { length } = Buffer.from(encoded, 'base64');
  return BASE64.test(encoded) && length >= LEAST_BYTES && length !== ED25519_BYTES;
}
