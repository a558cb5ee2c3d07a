import * as z from 'zod/mini';

/** Values of one kind that became no identity for one reason. */
export const discardedValues = z.object({
  /** The platform. */
  source: z.string(),
  connection: z.string(),
  kind: z.string(),
  reason: z.string(),
  count: z.number(),
  /** Where they stood, and the newest of them, masked; a stage counts by neither. */
  field: z.optional(z.string()),
  example: z.optional(z.string()),
});
export type DiscardedValues = z.infer<typeof discardedValues>;

/** The most first; of a stage those of the last seven days. */
export const discardedList = z.array(discardedValues);
