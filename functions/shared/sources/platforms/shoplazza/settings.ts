import * as z from 'zod/mini';

export const options = z.strictObject({
  /**
   * The shop's domain as `X-Shoplazza-Shop-Domain` says it. Deliveries that name another shop are refused. Without it the
   * connection itself is the shop: whatever its secret signs belongs to it.
   */
  shop: z.optional(
    z.string().check(z.regex(/^[a-z0-9][a-z0-9.-]*\.[a-z]+$/, 'a domain in lower case as name.myshoplaza.com')),
  ),
  /** UNCONFIRMED: bodies are wrapped as `{"order": {…}}` or `{"customer": {…}}`. */
  wrappedBodies: z.optional(z.boolean()),
});
export type ShoplazzaOptions = z.infer<typeof options>;

export const secret = z.strictObject({
  /** The app's client secret, from the partner centre. */
  clientSecret: z.string().check(z.minLength(1, 'the client secret of the app')),
});
export type ShoplazzaSecret = z.infer<typeof secret>;
