import * as z from 'zod/mini';
import { aesKey, word } from '../wechat-crypto/secret-fields.ts';
import { unconfirmedSenders } from './unconfirmed-senders.ts';

export const options = z.strictObject({
  /** The account's app id, the scope of its openids; the same as in the secret. */
  appId: word,
  /** For a trial only: accept pushes that prove nothing about their content. */
  plaintext: z.optional(z.boolean()),
  /** Names the open-platform account in which the account's unionids are unique. */
  openPlatform: z.optional(z.string()),
  /** Events whose sender you have seen to be the customer. WeChat's documents do not say so, and none is taken without being named. */
  senderIsCustomer: z.optional(z.array(z.enum(unconfirmedSenders))),
});

export const secret = z.strictObject({
  token: word,
  /** May be absent only in plaintext mode. */
  encodingAesKey: z.optional(aesKey),
  appId: word,
  /** The AppSecret, for `enrich` alone: no push is verified by it. */
  appSecret: z.optional(word),
});

export type PushOptions = z.infer<typeof options>;
export type PushSecret = z.infer<typeof secret>;
