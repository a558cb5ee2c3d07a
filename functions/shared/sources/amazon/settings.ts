import * as z from 'zod/mini';

export const options = z.strictObject({
  /** The seller (merchant token). Notifications of another are ignored. */
  sellerId: z.optional(
    z.string().check(z.regex(/^[A-Z0-9]{6,20}$/, 'must be the merchant token: capitals and digits')),
  ),
});

export type AmazonOptions = z.infer<typeof options>;
