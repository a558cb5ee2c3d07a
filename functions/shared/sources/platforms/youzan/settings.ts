import * as z from 'zod/mini';
import { digits, word } from '../../setting-fields.ts';

export const options = z.strictObject({
  /**
   * The shop, or the head office of a chain. Events of other shops, of which an app for several hears, are ignored. Without
   * it every event that the secret signs belongs to the connection.
   */
  kdtId: z.optional(digits('kdt_id')),
  /**
   * The app id of the official account or mini program whose openids stand in `outer_user_id`. Youzan does not say which it
   * is, and apps of other systems put ids of their own there, so without this option nothing is made of it.
   */
  outerUserIdApp: z.optional(word),
});

export const secret = z.strictObject({
  /** Of the app in the Youzan cloud console. */
  clientId: word,
  clientSecret: word,
});

export type YouzanOptions = z.infer<typeof options>;
export type YouzanSecret = z.infer<typeof secret>;
