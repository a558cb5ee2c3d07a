import * as z from 'zod/mini';

export const options = z.strictObject({
  /** The shop (mallID). Messages of another are ignored. */
  mallId: z.optional(z.string().check(z.regex(/^[1-9]\d{0,18}$/, 'must be the digits of the mallID, as a text'))),
});

export type PinduoduoOptions = z.infer<typeof options>;
