import * as z from 'zod/mini';

export const options = z.strictObject({
  /**
   * The account, `acct_…`. Events of another connected account are kept and change nobody. Without it the connection itself is
   * the account.
   */
  account: z.optional(z.string().check(z.regex(/^acct_[A-Za-z0-9]+$/, 'an account as acct_1032D82eZvKYlo2C'))),
  /** Let events of the test mode (`livemode: false`) reach the CDP. */
  acceptTestMode: z.optional(z.boolean()),
  /** Deleting a customer in the dashboard is housekeeping for most, and no request to be forgotten. */
  onCustomerDelete: z.optional(z.enum(['ignore', 'erase'])),
});
export type StripeOptions = z.infer<typeof options>;

export const secret = z.strictObject({
  /** Of this one endpoint; used as it is, `whsec_` included. */
  endpointSecret: z
    .string()
    .check(z.regex(/^whsec_\S+$/, 'must be the whole signing secret of the endpoint, whsec_ included, without blanks')),
});
export type StripeSecret = z.infer<typeof secret>;
