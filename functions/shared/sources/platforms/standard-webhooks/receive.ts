import * as z from 'zod/mini';
import { defineHmacSource } from '../../protocols/hmac/define-hmac-source.ts';
import { textReader } from '../../protocols/hmac/delivery.ts';
import type { AnyBody } from '../../protocols/hmac/path.ts';
import { configuredEvents, configuredScopes, path } from '../../protocols/hmac/configured-events.ts';
import type { About } from '../../about.ts';
import { standardSchemes } from '../../protocols/standard-webhooks/scheme.ts';
import { readSigningSecret, type SigningSecret } from './signing-secret.ts';

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
