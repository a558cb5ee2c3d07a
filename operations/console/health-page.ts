import * as z from 'zod/mini';
import { waiting } from '../events.ts';

/** One minute. Latency: from the receipt of an event to its end, in ms; absent where none ended. */
export const minute = z.object({
  at: z.string(),
  done: z.number(),
  ignored: z.number(),
  waiting: z.number(),
  deadLettered: z.number(),
  rejected: z.number(),
  p50: z.optional(z.number()),
  p95: z.optional(z.number()),
  calls: z.number(),
});
export type Minute = z.infer<typeof minute>;

export const healthPage = z.object({
  now: z.string(),
  /** The oldest first; a minute in which nothing happened is there too. */
  minutes: z.array(minute),
  events: waiting,
  inlet: waiting,
  deadLetters: z.number(),
  quarantined: z.number(),
  cases: z.number(),
  breaker: z.object({
    state: z.string(),
    since: z.optional(z.string()),
    reason: z.optional(z.string()),
    nextProbe: z.optional(z.string()),
    pausedBy: z.optional(z.string()),
    pausedWhy: z.optional(z.string()),
  }),
  /** Calls to the CDP in that time. */
  calls: z.array(z.object({ call: z.string(), count: z.number() })),
  total: z.number(),
  isSandbox: z.boolean(),
  isReadOnly: z.boolean(),
});
export type HealthPage = z.infer<typeof healthPage>;
