import { defineHmacSource } from '../../protocols/hmac/define-hmac-source.ts';
import { textReader } from '../../protocols/hmac/delivery.ts';
import type { AnyBody } from '../../protocols/hmac/path.ts';
import { standardSchemes } from './scheme.ts';
import { options, secret, type StandardWebhooksOptions, type StandardWebhooksSecret } from './settings.ts';

/**
 * Standard Webhooks 1.0.0 of the brand's own systems. The kind of the secret decides the version: an endpoint with a public key
 * never looks at v1, where anybody could sign with that key.
 */
export const standardWebhooks = defineHmacSource<AnyBody, StandardWebhooksOptions, StandardWebhooksSecret>({
  platform: 'standard-webhooks',
  options,
  secret,
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
