import * as z from 'zod/mini';
import { digits, word } from '../../setting-fields.ts';

export const options = z.strictObject({
  /** Of the app: its users' ids belong to it. Events of another app are ignored. */
  clientKey: word,
  /** The merchant (来客 account). Events of another, of which an app for several hears, are ignored. */
  accountId: z.optional(digits('account_id')),
  /**
   * Takes `from_user_id` for the customer's open id. Douyin says so of its own events in general, not of those of Life Services,
   * and an id of the merchant's there would make one customer of all. Compare the events of two people first.
   */
  fromUserIsCustomer: z.optional(z.boolean()),
});

export const secret = z.strictObject({ clientSecret: word });

export type DouyinOptions = z.infer<typeof options>;
export type DouyinSecret = z.infer<typeof secret>;
