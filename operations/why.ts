import * as z from 'zod/mini';
import { eventView } from './event-view.ts';
import { time, queryWord } from './request.ts';

/** Asks why something is as it is. `since` and `connection` choose the requests that are counted where nothing is known. */
export const whyRequest = z.strictObject({
  about: queryWord,
  source: z.optional(queryWord),
  connection: z.optional(queryWord),
  since: z.optional(time),
});

export type WhyRequest = z.infer<typeof whyRequest>;

/** Everything that is known about something. */
export const why = z.object({
  about: z.string(),
  kind: z.enum(['event', 'customer', 'order', 'delivery', 'identity']),
  /** The newest first. */
  events: z.array(eventView),
  /** The customers that the events led to. */
  customers: z.array(z.string()),
  /** Merges in which one of them survived or ended, oldest first; a tenant tells none. */
  merges: z.array(z.object({ loser: z.string(), survivor: z.string(), mergedAt: z.string() })),
});
export type Why = z.infer<typeof why>;

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
export const requestsRequest = z.strictObject({ since: z.optional(time), connection: z.optional(queryWord) });
export type RequestsRequest = z.infer<typeof requestsRequest>;

export const countedRequests = z.object({
  since: z.string(),
  requests: z.array(requestCount),
  /** Whoever asks may not read all of the counts. */
  isUncounted: z.optional(z.boolean()),
});
export type CountedRequests = z.infer<typeof countedRequests>;

/** That nothing is known, what was looked at, and what else happened in that time. */
export const unknown = z.object({
  error: z.string(),
  looked: z.object({
    at: z.array(z.string()),
    /** Of one machine: how many are kept. */
    events: z.optional(z.number()),
    /** When the oldest event that is kept was received. */
    oldest: z.optional(z.string()),
    deadLetters: z.number(),
  }),
  since: z.string(),
  requests: z.array(requestCount),
  /** Whoever asks may not read the counts. */
  isUncounted: z.optional(z.boolean()),
});
export type Unknown = z.infer<typeof unknown>;

export function isUnknown(answer: Why | Unknown): answer is Unknown {
  return 'looked' in answer;
}
