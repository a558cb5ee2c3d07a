import type { CaseType } from '../cases/case.ts';
import type { RefusalReason } from '../identity/refusal.ts';
import type { ReasonCode } from '../reasons/reasons.ts';

/** What delivery counts. */
export interface DeliveryMetrics {
  /** A value that was no identity. */
  countRefusal(source: string, kind: string, reason: RefusalReason): void;
  /** Something that a person should look at. */
  countCase(type: CaseType): void;
  /** An event that waits, by the reason. */
  countWaiting(reason: ReasonCode): void;
}

/**
 * Metrics of CloudWatch in the embedded metric format: log lines that CloudWatch reads, without a call. No dimension holds a
 * connection: each combination of values is a metric that costs.
 */
export function deliveryMetrics(clock: () => number, write: (text: string) => void): DeliveryMetrics {
  const count = (name: string, dimensions: Readonly<Record<string, string>>) => {
    const line = {
      _aws: {
        Timestamp: clock(),
        CloudWatchMetrics: [
          {
            Namespace: 'Guiyi',
            Dimensions: [Object.keys(dimensions)],
            Metrics: [{ Name: name, Unit: 'Count' }],
          },
        ],
      },
      ...dimensions,
      [name]: 1,
    };
    write(`${JSON.stringify(line)}\n`);
  };
  return {
    countRefusal: (source, kind, reason) => count('IdentityRefused', { source, kind, reason }),
    countCase: (type) => count('Case', { type }),
    countWaiting: (reason) => count('EventWaiting', { reason }),
  };
}
