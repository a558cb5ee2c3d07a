import * as z from 'zod/mini';
import { digits, word } from '../../setting-fields.ts';
import { keyOf } from './cipher.ts';

export const options = z.strictObject({
  /** Of the app. Every message names it inside the encryption, and buyers' ids belong to it. */
  appKey: word,
  /**
   * The sellers whose messages are let in; every other is refused. As nothing is signed, name them. Without it every seller
   * who has authorised the app.
   */
  userIds: z.optional(z.array(digits('userId')).check(z.minLength(1))),
});

export const secret = z.strictObject({
  /** The key of messages in the console (消息密钥), in Base64. */
  messageSecret: z
    .string()
    .check(
      z.refine((text) => keyOf(text) !== undefined, 'must be Base64 of 16, 24 or 32 bytes, as the console shows it'),
    ),
});

export type KuaishouOptions = z.infer<typeof options>;
export type KuaishouSecret = z.infer<typeof secret>;
