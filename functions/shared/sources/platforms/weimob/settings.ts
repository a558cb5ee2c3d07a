import * as z from 'zod/mini';
import { digits } from '../../setting-fields.ts';
import { urlKey } from '../../url-key.ts';

export const options = z.strictObject({
  /** The merchant (bosId), the scope of its members' ids. Messages of others are ignored. */
  bosId: digits('bosId'),
  /**
   * Takes messages whose address carries the key of the secret. How Weimob makes `sign` is not confirmed, so without this option
   * everything is refused.
   */
  acceptUnsigned: z.optional(z.boolean()),
  /** Members whom Weimob merges: `case` (default) leaves it to a person, `connect` makes them one customer. There is no undo. */
  onMerge: z.optional(z.enum(['case', 'connect'])),
});

export const secret = z.strictObject({
  /** Of our own making, and part of the address that Weimob is given. */
  urlKey,
});

export type WeimobOptions = z.infer<typeof options>;
export type WeimobSecret = z.infer<typeof secret>;
