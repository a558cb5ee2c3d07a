import * as z from 'zod/mini';

export const options = z.strictObject({
  /**
   * The permanent name of the shop, as Shopify's header says it: never the shop's own domain. Deliveries that name another
   * shop are refused. Without it the connection itself is the shop: whatever its secret signs belongs to it.
   */
  shop: z.optional(
    z.string().check(z.regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/, 'write name.myshopify.com in lower case')),
  ),
  /** Let test notifications and orders of the test gateway reach the CDP. */
  acceptTests: z.optional(z.boolean()),
  /** Deleting a customer in the shop admin is housekeeping for most shops, and no request to be forgotten. */
  onCustomerDelete: z.optional(z.enum(['ignore', 'erase'])),
});
export type ShopifyOptions = z.infer<typeof options>;

export const secret = z.strictObject({
  /** The app's client secret; for webhooks made in the shop admin, the key that its notification page shows. */
  clientSecret: z.string().check(z.minLength(1)),
});
export type ShopifySecret = z.infer<typeof secret>;
