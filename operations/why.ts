import * as z from 'zod/mini';
import { time, word } from './request.ts';

/** Asks why something is as it is. `since` and `connection` choose the requests that are counted where nothing is known. */
export const whyRequest = z.strictObject({
  about: word,
  source: z.optional(word),
  connection: z.optional(word),
  since: z.optional(time),
});

/** Requests that became no event, counted. Times are RFC 3339, to the minute. */
export const requestCount = z.object({
  /** Empty where the request named no connection of ours. */
  connection: z.string(),
  outcome: z.enum(['rejected', 'quarantined']),
  reason: z.string(),
  count: z.number(),
  first: z.string(),
  last: z.string(),
});
export type RequestCountView = z.infer<typeof requestCount>;

/** Asks for those counts; without `since` of the last seven days. */
export const requestsRequest = z.strictObject({ since: z.optional(time), connection: z.optional(word) });

/** That nothing is known, what was looked at, and what else happened in that time. */
export const unknown = z.object({
  error: z.string(),
  looked: z.object({
    at: z.array(z.string()),
    events: z.number(),
    /** When the oldest event that is kept was received. */
    oldest: z.optional(z.string()),
    deadLetters: z.number(),
  }),
  since: z.string(),
  requests: z.array(requestCount),
});
export type Unknown = z.infer<typeof unknown>;
