import * as z from 'zod/mini';
import { digits, word } from '../../setting-fields.ts';

export const options = z.strictObject({
  /** The shop. Events of others, of which an app for several hears, are ignored. */
  shopId: z.optional(digits('shop_id')),
  /** Of the app. With it and `shopId`, `enrich` may ask who bought: buyers' ids belong to both. */
  appKey: z.optional(word),
  /** As chosen for the app. Official code knows `md5` alone; that there is a second is known from one public program. */
  signMethod: z.optional(z.enum(['md5', 'hmac-sha256'])),
});

export const secret = z.strictObject({ appKey: word, appSecret: word });

export type DoudianOptions = z.infer<typeof options>;
export type DoudianSecret = z.infer<typeof secret>;
