import * as z from 'zod/mini';

export const options = z.strictObject({
  /** The hash in the store's addresses. Deliveries of another store are kept and change nobody. */
  storeHash: z.optional(z.string().check(z.regex(/^[a-z0-9]{4,32}$/, 'the hash alone, as abcde12345'))),
  /** Deleting a customer in the control panel is housekeeping for most, and no request to be forgotten. */
  onCustomerDelete: z.optional(z.enum(['ignore', 'erase'])),
});
export type BigcommerceOptions = z.infer<typeof options>;

export const secret = z
  .strictObject({
    /** The app's client secret: signed deliveries are judged by it. */
    clientSecret: z.optional(z.string().check(z.minLength(1))),
    /** Headers that the subscription sends with every delivery: they prove deliveries that are not signed. */
    headers: z.optional(
      z.record(
        z.string().check(z.regex(/^[A-Za-z0-9-]{1,64}$/, 'the name of a header')),
        z.string().check(z.minLength(16, 'at least 16 characters: it is all that proves a delivery')),
      ),
    ),
    /** Of an API account of the store that may read customers and orders: `enrich` asks with it. */
    accessToken: z.optional(z.string().check(z.minLength(1))),
  })
  .check(
    z.refine(
      ({ clientSecret, headers = {} }) => clientSecret !== undefined || Object.keys(headers).length > 0,
      'needs clientSecret, headers, or both: a delivery is never believed for the mere lack of a signature',
    ),
  );
export type BigcommerceSecret = z.infer<typeof secret>;
