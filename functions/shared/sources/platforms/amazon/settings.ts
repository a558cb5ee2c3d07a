import * as z from 'zod/mini';
import { word } from '../../setting-fields.ts';

export const options = z.strictObject({
  /** The seller (merchant token). Notifications of another are ignored. */
  sellerId: z.optional(
    z.string().check(z.regex(/^[A-Z0-9]{6,20}$/, 'must be the merchant token: capitals and digits')),
  ),
  /** Where the seller's marketplaces are: North America, Europe with India and the Gulf, the Far East. `enrich` asks there. */
  region: z.optional(z.enum(['na', 'eu', 'fe'])),
  /**
   * Takes the alias of a buyer's address that the Orders API gives for an id of the buyer with this seller. Whether there is one
   * for each buyer is not documented.
   */
  buyerAlias: z.optional(z.boolean()),
});

/** Of an application that the seller has authorised, for `enrich` alone: notifications need no secret. */
export const secret = z.strictObject({
  clientId: z.optional(word),
  clientSecret: z.optional(word),
  refreshToken: z.optional(word),
});

export type AmazonOptions = z.infer<typeof options>;
