import * as z from 'zod/mini';

const counts = z.object({ taken: z.number(), discarded: z.number() });

/** One field: what was taken from it when the events were delivered, and what the mapping takes from it now. */
export const fieldPreview = z.object({
  field: z.string(),
  kind: z.string(),
  before: counts,
  now: counts,
  /** Masked. */
  example: z.string(),
});
export type FieldPreview = z.infer<typeof fieldPreview>;

/** What the mapping of a source, as its files are now, makes of the newest events of a connection. */
export const sourcePreview = z.object({
  /** When the files were read; RFC 3339. */
  at: z.string(),
  /** How many events. */
  looked: z.number(),
  fields: z.array(fieldPreview),
  /** Events of which something else is taken now, or nothing; `before` and `now` in one line each. */
  differing: z.array(
    z.object({ id: z.string(), source: z.string(), type: z.string(), before: z.string(), now: z.string() }),
  ),
  /** Paths of the mapping that lead to nothing in any of the events. */
  unmatched: z.array(
    z.object({
      path: z.string(),
      types: z.array(z.string()),
      nearest: z.optional(z.string()),
      mayBeAbsent: z.boolean(),
    }),
  ),
  /** Why the files cannot be loaded, or do not end. */
  problem: z.optional(z.string()),
});
export type SourcePreview = z.infer<typeof sourcePreview>;
