import * as z from 'zod/mini';

const counted = z.object({ reason: z.string(), count: z.number(), last: z.optional(z.string()) });

/** One connection with what has come of it. Times are RFC 3339. */
export const sourceRow = z.object({
  name: z.string(),
  source: z.string(),
  via: z.enum(['webhook', 'inlet']),
  /** What the platform's console is given. */
  address: z.optional(z.string()),
  lastEvent: z.optional(z.string()),
  /** Of the last 24 hours. */
  events: z.number(),
  /** Of the last seven days: requests that became no event. */
  rejected: z.array(counted),
  secret: z.object({
    isThere: z.boolean(),
    /** How many values are accepted. */
    live: z.number(),
    fields: z.array(z.string()),
  }),
});
export type SourceRow = z.infer<typeof sourceRow>;
export const sourceRows = z.object({ sources: z.array(sourceRow) });

/** What was taken from one field of the newest events of a connection. */
export const fieldUse = z.object({
  field: z.string(),
  kind: z.string(),
  grade: z.optional(z.string()),
  taken: z.number(),
  withheld: z.number(),
  /** Values that became no identity, by reason. */
  discarded: z.array(counted),
  /** Masked. */
  example: z.string(),
});
export type FieldUse = z.infer<typeof fieldUse>;

const finding = z.object({
  check: z.string(),
  verdict: z.string(),
  detail: z.string(),
});

export const sourcePage = z.object({
  row: sourceRow,
  types: z.array(z.object({ type: z.string(), count: z.number(), withIdentity: z.number() })),
  /** How many events `types` and `fields` are about. */
  looked: z.number(),
  fields: z.array(fieldUse),
  findings: z.array(finding),
});
export type SourcePage = z.infer<typeof sourcePage>;
