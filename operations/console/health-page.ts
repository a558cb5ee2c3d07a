import * as z from 'zod/mini';
import { lastHour } from '../delivery.ts';
import { waiting } from '../events.ts';

/** A stage on AWS. */
const stage = z.object({
  name: z.string(),
  region: z.string(),
  /** It takes writes only while it is unlocked. */
  isProtected: z.boolean(),
  unlockedUntil: z.optional(z.string()),
});

/** Lists and acts that an npm start has, and a stage does not. */
const lack = z.enum(['customer-list', 'play', 'preview', 'merges']);
export type Lack = z.infer<typeof lack>;

/** One minute. Latency: from the receipt of an event to its end, in ms; absent where none ended. */
export const minute = z.object({
  at: z.string(),
  done: z.number(),
  ignored: z.number(),
  waiting: z.number(),
  deadLettered: z.number(),
  /** Absent where they are counted elsewhere. */
  rejected: z.optional(z.number()),
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
  /** Absent where it is listed on request alone. */
  quarantined: z.optional(z.number()),
  cases: z.number(),
  breaker: z.object({
    state: z.string(),
    since: z.optional(z.string()),
    reason: z.optional(z.string()),
    nextProbe: z.optional(z.string()),
    pausedBy: z.optional(z.string()),
    pausedWhy: z.optional(z.string()),
  }),
  /** Of a stage, by its metrics; absent where whoever asks may not read them. */
  lastHour: z.optional(lastHour),
  /** Calls to the CDP in that time. */
  calls: z.array(z.object({ call: z.string(), count: z.number() })),
  /** Events that are kept; absent where nobody counts them. */
  total: z.optional(z.number()),
  /** Where the minutes are made of the newest events alone: of how many. */
  looked: z.optional(z.number()),
  isSandbox: z.boolean(),
  /** No write is taken now. */
  isReadOnly: z.boolean(),
  /** Whoever asks may see values in clear, as a reveal. */
  mayReveal: z.boolean(),
  /** The stage that is looked at; absent for an npm start. */
  stage: z.optional(stage),
  /** What cannot be asked or done here. */
  lacks: z.array(lack),
});
export type HealthPage = z.infer<typeof healthPage>;
