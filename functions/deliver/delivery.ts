import type { Outcome } from './outcome.ts';
import type { Trace, TraceRecord } from './trace.ts';

/** What was made of one event, for logs and for the local journal. Holds personal data: never log it whole. */
export interface Delivery extends TraceRecord {
  readonly outcome: Outcome;
  /** What the event asks for last is to forget somebody. */
  readonly isErasing?: boolean;
}

/** How an event has ended, and what was made of it. */
export interface Ended {
  readonly outcome: Outcome;
  readonly trace: Trace;
}

export function deliveryOf({ outcome, trace }: Ended): Delivery {
  return {
    outcome,
    identities: trace.identities,
    withheld: trace.withheld,
    discarded: trace.discarded,
    asked: trace.asked,
    cases: trace.cases,
    calls: trace.calls,
    customers: trace.customers,
    isNamed: trace.isNamed,
    ...(trace.isErasing && { isErasing: true }),
    ...(trace.salt !== undefined && { salt: trace.salt }),
  };
}
