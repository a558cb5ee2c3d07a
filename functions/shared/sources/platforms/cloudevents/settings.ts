import * as z from 'zod/mini';
import { configuredEvents, path } from '../../protocols/hmac/configured-events.ts';

export const options = z.strictObject({
  /** The `WebHook-Request-Origin`s that may ask to deliver; `*` for any. Without it every request for consent is refused. */
  allowedOrigins: z.optional(z.readonly(z.array(z.string().check(z.minLength(1))))),
  /** Deliveries a minute that a sender is granted; default `*`. */
  allowedRate: z.optional(z.union([z.int().check(z.positive()), z.literal('*')])),
  /** Where `data` has the sender's id of the person; default: the attribute `subject`. */
  subjectPath: z.optional(path),
  /** Paths begin in `data`. */
  events: configuredEvents,
});
export type CloudeventsOptions = z.infer<typeof options>;

export const secret = z.strictObject({
  /** The bearer token that every delivery carries. */
  accessToken: z.string().check(z.minLength(16, 'at least 16 characters: it is all that proves a delivery')),
});
export type CloudeventsSecret = z.infer<typeof secret>;
