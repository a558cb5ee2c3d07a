import * as z from 'zod/mini';
import { word } from '../../setting-fields.ts';
import { urlKey } from '../../url-key.ts';

export const options = z.strictObject({
  /** The shop. Messages of another are ignored. */
  sellerId: z.optional(word),
  /**
   * Takes messages whose address carries the key of the secret. What Xiaohongshu signs is not confirmed, and the body is no part of
   * it, so without this option everything is refused.
   */
  acceptUnsigned: z.optional(z.boolean()),
});

export const secret = z.strictObject({
  /** Of our own making, and part of the address that Xiaohongshu is given. */
  urlKey,
});

export type XiaohongshuOptions = z.infer<typeof options>;
export type XiaohongshuSecret = z.infer<typeof secret>;
