import * as z from 'zod/mini';
import { digits, word } from '../../setting-fields.ts';

export const options = z.strictObject({
  /** Of the application whose messages the bridge takes: the scope of `buyer_open_uid`. */
  appKey: word,
  /** The shop's seller id: the scope of `ouid`. Messages of another seller are ignored. */
  sellerId: digits('seller id'),
  /** Any name for the merchant entity whose shops share `omid`; the same in the connections of all of its shops. */
  merchantEntity: z.optional(word),
});

export type TaobaoOptions = z.infer<typeof options>;
