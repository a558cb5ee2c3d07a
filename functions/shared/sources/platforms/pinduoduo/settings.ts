import * as z from 'zod/mini';
import { digits } from '../../setting-fields.ts';

export const options = z.strictObject({
  /** The shop (mallID). Messages of another are ignored. */
  mallId: z.optional(digits('mallID')),
});

export type PinduoduoOptions = z.infer<typeof options>;
