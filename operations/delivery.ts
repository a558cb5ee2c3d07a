import * as z from 'zod/mini';
import type { BreakerState } from '../functions/shared/breaker/state.ts';
import { connectionStatus } from './connection-status.ts';
import { waiting } from './events.ts';
import type { Objection } from './objection.ts';
import { asker } from './request.ts';

/** Whether events are delivered. Times are RFC 3339. */
export const breakerView = z.object({
  /** `paused`, or the breaker's own. */
  state: z.string(),
  since: z.optional(z.string()),
  trouble: z.optional(z.looseObject({ reason: z.string(), detail: z.string(), since: z.string() })),
  nextProbe: z.optional(z.string()),
  pause: z.optional(z.object({ by: z.string(), why: z.string(), at: z.string() })),
});
export type BreakerView = z.infer<typeof breakerView>;

/** What happened in the last hour. */
export const lastHour = z.object({
  /** Events that were queued, and those that have come to an end or left the queue. */
  accepted: z.number(),
  ended: z.number(),
  /** Requests at the door. */
  rejected: z.number(),
  quarantined: z.number(),
  /** Requests to the CDP, exchanges of tokens too; absent where nobody has counted any. */
  calls: z.optional(z.number()),
  /** What half of them and what 95 of a hundred took at most, in ms; absent where there were none. */
  callTimes: z.optional(z.object({ p50: z.number(), p95: z.number() })),
  /** Those of them that failed, by kind; the no of the CDP is `rejected`. */
  failedCalls: z.optional(z.array(z.object({ kind: z.string(), count: z.number() }))),
  /** Those that took longer than `deployment.alarms.slowCallSeconds`; on a stage alone. */
  slowCalls: z.optional(z.number()),
  /** How often an event was to be tried again, by reason: of a CDP that fails `cdp-unavailable` and `cdp-undecided`. */
  waited: z.optional(z.array(z.object({ reason: z.string(), count: z.number() }))),
});
export type LastHour = z.infer<typeof lastHour>;

export const statusView = z.object({
  breaker: breakerView,
  /** Why the state of `npm start` could not be written the last time: until it can, nothing is accepted. */
  storageFault: z.optional(z.string()),
  connections: z.array(z.string()),
  byConnection: z.optional(z.array(connectionStatus)),
  events: waiting,
  inlet: waiting,
  deadLetters: z.number(),
  quarantined: z.optional(z.number()),
  /** Absent where whoever asks may not read the metrics. */
  lastHour: z.optional(lastHour),
  cases: z.number(),
  /** Requests about privacy that wait for a person, and those of them whose time has run out. */
  privacyRequests: z.number(),
  overdue: z.number(),
});
export type StatusView = z.infer<typeof statusView>;

export const pauseRequest = z.strictObject(asker);
export type PauseRequest = z.infer<typeof pauseRequest>;

/** Delivery to the CDP as a whole. */
export interface DeliveryOperations {
  status(): Promise<StatusView>;
  /** Stops delivery: events are accepted and wait. */
  pause(request: PauseRequest): Promise<BreakerView | Objection>;
  /** Starts it again, a few events first. */
  resume(): Promise<BreakerView | Objection>;
}

/** The breaker with times as people read them. */
export function breakerViewOf({ state, since, trouble, nextProbe, pause }: BreakerState): BreakerView {
  const at = (time: number) => new Date(time).toISOString();
  return {
    state: pause ? 'paused' : state,
    ...(pause ? { since: at(pause.at) } : since > 0 && { since: at(since) }),
    ...(trouble && { trouble: { ...trouble, since: at(trouble.since) } }),
    ...(nextProbe !== undefined && { nextProbe: at(nextProbe) }),
    ...(pause && { pause: { ...pause, at: at(pause.at) } }),
  };
}
