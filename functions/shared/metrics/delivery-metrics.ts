import type { CaseType } from '../cases/case.ts';
import { isPrivacyCase } from '../cases/decision.ts';
import type { DiscardReason } from '../identity/discarded-value.ts';
import type { ReasonCode } from '../reasons/reasons.ts';
import { embeddedMetrics, type MetricPorts } from './embedded-metric.ts';
import { metricNames } from './metric-names.ts';

/** What delivery counts. */
export interface DeliveryMetrics {
  /** A value that was no identity. */
  countDiscarded(source: string, kind: string, reason: DiscardReason): void;
  /** Something that a person should look at. */
  countCase(type: CaseType): void;
  /** An event that waits, by the reason. */
  countWaiting(reason: ReasonCode): void;
}

export function deliveryMetrics(ports: MetricPorts): DeliveryMetrics {
  const measure = embeddedMetrics(ports);
  return {
    countDiscarded: (source, kind, reason) => measure(metricNames.valueDiscarded, 1, [{ source, kind, reason }]),
    // Requests about privacy have an alarm of their own, and hold no other.
    countCase: (type) =>
      isPrivacyCase({ type })
        ? measure(metricNames.caseReported, 1, [{ type: 'privacy-request' }])
        : measure(metricNames.caseReported, 1, [{}, { type }]),
    countWaiting: (reason) => measure(metricNames.eventWaiting, 1, [{ reason }]),
  };
}

/** A call takes a quarter of a second where all is well; seconds are what makes a queue grow. */
const SLOW_CALL_SECONDS = 3;

/**
 * The way to the CDP, of which the slow calls are counted, answered or not. Only those are written down: a line for each call would cost more
 * than it tells.
 */
export function withSlowCallsCounted<Request, Answer>(
  send: (request: Request) => Promise<Answer>,
  { slowCallSeconds = SLOW_CALL_SECONDS }: { readonly slowCallSeconds?: number },
  ports: MetricPorts,
): (request: Request) => Promise<Answer> {
  const measure = embeddedMetrics(ports);
  return async (request) => {
    const began = ports.clock();
    try {
      return await send(request);
    } finally {
      if (ports.clock() - began > slowCallSeconds * 1000) measure(metricNames.callSlow, 1, [{}]);
    }
  };
}

interface MeasuredCalls {
  readonly milliseconds: readonly number[];
  /** By kind. */
  readonly failed: ReadonlyMap<string, number>;
}

/** What the calls of a batch to the CDP took, and how many failed. */
export function callMetrics(ports: MetricPorts) {
  const measure = embeddedMetrics(ports);
  return ({ milliseconds, failed }: MeasuredCalls): void => {
    measure(metricNames.callMilliseconds, milliseconds, [{}]);
    for (const [kind, count] of failed) measure(metricNames.callFailed, count, [{ kind }]);
  };
}

/** 1 while the breaker is not closed or somebody has paused delivery, at every turn; else 0. */
export function breakerMetric(ports: MetricPorts) {
  const measure = embeddedMetrics(ports);
  return ({ state, pause }: { readonly state: string; readonly pause?: unknown }): void =>
    measure(metricNames.breakerOpen, state === 'closed' && pause === undefined ? 0 : 1, [{}]);
}

const HOUR = 3_600_000;

/** How long a request to erase somebody has waited, whenever a try to carry it out has failed. */
export function eraseMetric(ports: MetricPorts) {
  const measure = embeddedMetrics(ports);
  return (
    event: { readonly receivedtime: string },
    delivery: {
      readonly isErasing?: boolean;
      readonly outcome: { readonly outcome: 'done' | 'waiting' | 'dead-lettered' | 'ignored' };
    },
  ): void => {
    if (delivery.isErasing !== true || delivery.outcome.outcome !== 'waiting') return;
    const hours = (ports.clock() - Date.parse(event.receivedtime)) / HOUR;
    measure(metricNames.eraseWaiting, Math.round(hours * 100) / 100, [{}]);
  };
}
