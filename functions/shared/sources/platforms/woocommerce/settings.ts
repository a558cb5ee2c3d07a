import * as z from 'zod/mini';
import { htmlDecoded } from './html-entities.ts';

export const options = z.strictObject({
  /**
   * The site's home URL as `X-WC-Webhook-Source` says it. Deliveries that name another site are refused. Without it the
   * connection itself is the site: whatever its secret signs belongs to it.
   */
  site: z.optional(
    z
      .string()
      .check(z.regex(/^https?:\/\/[a-z0-9][a-z0-9.:-]*(?:\/[^?#\s]*)?$/, 'the home URL as https://shop.example')),
  ),
  /** A site may change it by the filter `woocommerce_webhook_hash_algorithm`. Default `sha256`. */
  algorithm: z.optional(z.enum(['sha1', 'sha256', 'sha512'])),
});
export type WoocommerceOptions = z.infer<typeof options>;

export const secret = z.strictObject({
  /** The secret of the webhook; WordPress may store its signs as entities, and signs with the signs themselves. */
  secret: z.pipe(
    z.string().check(z.minLength(1, 'the secret of the webhook; an empty one is no secret')),
    z.transform((text) => htmlDecoded(text)),
  ),
});
export type WoocommerceSecret = z.infer<typeof secret>;
