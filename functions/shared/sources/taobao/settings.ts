import * as z from 'zod/mini';

const word = z.string().check(z.regex(/^\S+$/, 'must not be empty or contain blanks'));

export const options = z.strictObject({
  /** Of the application whose messages the bridge takes: the scope of `buyer_open_uid`. */
  appKey: word,
  /** The shop's seller id: the scope of `ouid`. Messages of another seller are ignored. */
  sellerId: z.string().check(z.regex(/^[1-9]\d{0,18}$/, 'must be the digits of the seller id, as a text')),
  /** Any name for the merchant entity whose shops share `omid`; the same in the connections of all of its shops. */
  merchantEntity: z.optional(word),
});

export type TaobaoOptions = z.infer<typeof options>;
