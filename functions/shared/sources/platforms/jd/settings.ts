import * as z from 'zod/mini';
import { digits, word } from '../../setting-fields.ts';

export const options = z.strictObject({
  /** Of the application that asks for the orders: buyers' ids are not known to be the same for another. */
  appKey: word,
  /** The shop. Orders of another are ignored. */
  venderId: digits('venderId'),
  /**
   * Takes orders. What an order looks like is known from public code alone, and the scope of buyers' ids from nothing, so without
   * this option everything is refused.
   */
  acceptUnconfirmed: z.optional(z.boolean()),
});

export type JdOptions = z.infer<typeof options>;
