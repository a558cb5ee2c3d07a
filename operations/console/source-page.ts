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
  /** Of the last 24 hours; absent where nobody counts them. */
  events: z.optional(z.number()),
  /** Of the last seven days: requests that became no event; absent where they are counted elsewhere. */
  rejected: z.optional(z.array(counted)),
  secret: z.object({
    state: z.enum(['there', 'missing', 'not-needed', 'unknown']),
    /** How many values are accepted; absent where the values are not looked at. */
    live: z.optional(z.number()),
    fields: z.array(z.string()),
    /** Of several live values, the newest first: when each has last proved a request. */
    values: z.optional(z.array(z.object({ lastUse: z.optional(z.string()) }))),
    /** When it was changed, and when it was last used; of a stage to the day. */
    changed: z.optional(z.string()),
    accessed: z.optional(z.string()),
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
  /** In every language. */
  detail: z.object({ en: z.string(), zh: z.string() }),
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
