import * as z from 'zod/mini';

const word = z.string().check(z.regex(/^\S+$/, 'must not be empty or contain blanks'));

export const options = z.strictObject({
  /** The shop. Events of others, of which an app for several hears, are ignored. */
  shopId: z.optional(z.string().check(z.regex(/^[1-9]\d{0,18}$/, 'must be the digits of the shop_id, as a text'))),
  /** Of the app. With it and `shopId`, `enrich` may ask who bought: buyers' ids belong to both. */
  appKey: z.optional(word),
  /** As chosen for the app. Official code knows `md5` alone; that there is a second is known from one public program. */
  signMethod: z.optional(z.enum(['md5', 'hmac-sha256'])),
});

export const secret = z.strictObject({ appKey: word, appSecret: word });

export type DoudianOptions = z.infer<typeof options>;
export type DoudianSecret = z.infer<typeof secret>;
