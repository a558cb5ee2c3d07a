import * as z from 'zod/mini';

export const options = z.strictObject({
  /**
   * The shop's domain as `X-Shopline-Shop-Domain` says it. Deliveries that name another shop are refused. Without it the
   * connection itself is the shop: whatever its secret signs belongs to it.
   */
  shop: z.optional(
    z.string().check(z.regex(/^[a-z0-9][a-z0-9-]*\.myshopline\.com$/, 'write name.myshopline.com in lower case')),
  ),
  /** Deleting a customer in the shop admin is housekeeping for most shops, and no request to be forgotten. */
  onCustomerDelete: z.optional(z.enum(['ignore', 'erase'])),
});
export type ShoplineOptions = z.infer<typeof options>;

export const secret = z.strictObject({
  /** The app's secret, beside its app key in the partner portal. */
  appSecret: z.string().check(z.minLength(1, 'the secret of the app')),
});
export type ShoplineSecret = z.infer<typeof secret>;
