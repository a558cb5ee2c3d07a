import * as z from 'zod/mini';
import { configuredEvents, path } from '../../protocols/hmac/configured-events.ts';
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
