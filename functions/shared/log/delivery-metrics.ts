import type { CaseType } from '../cases/case.ts';
import type { DiscardReason } from '../identity/discarded-value.ts';
import type { ReasonCode } from '../reasons/reasons.ts';

/** Of a machine alone; on AWS each stage has its own. */
const NAMESPACE = 'Guiyi';

/** What delivery counts. */
export interface DeliveryMetrics {
  /** A value that was no identity. */
  countDiscarded(source: string, kind: string, reason: DiscardReason): void;
  /** Something that a person should look at. */
  countCase(type: CaseType): void;
  /** An event that waits, by the reason. */
  countWaiting(reason: ReasonCode): void;
}

/**
 * Metrics of CloudWatch in the embedded metric format: log lines that CloudWatch reads, without a call. No dimension holds a
 * connection: each combination of values is a metric that costs.
 */
export function deliveryMetrics(
  clock: () => number,
  write: (text: string) => void,
  namespace = NAMESPACE,
): DeliveryMetrics {
  const count = counter(clock, write, namespace);
  return {
    countDiscarded: (source, kind, reason) => count('IdentityRefused', { source, kind, reason }),
    countCase: (type) => count('Case', { type }),
    countWaiting: (reason) => count('EventWaiting', { reason }),
  };
}

/** 1 while the breaker is not closed or somebody has paused delivery, at every turn; else 0. */
export function breakerMetric(clock: () => number, write: (text: string) => void, namespace = NAMESPACE) {
  const count = counter(clock, write, namespace);
  return ({ state, pause }: { readonly state: string; readonly pause?: unknown }): void =>
    count('BreakerOpen', {}, state === 'closed' && pause === undefined ? 0 : 1);
}

function counter(clock: () => number, write: (text: string) => void, namespace: string) {
  return (name: string, dimensions: Readonly<Record<string, string>>, value = 1) => {
    const line = {
      _aws: {
        Timestamp: clock(),
        CloudWatchMetrics: [
          {
            Namespace: namespace,
            Dimensions: [Object.keys(dimensions)],
            Metrics: [{ Name: name, Unit: 'Count' }],
          },
        ],
      },
      ...dimensions,
      [name]: value,
    };
    write(`${JSON.stringify(line)}\n`);
  };
}
