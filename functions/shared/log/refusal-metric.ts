import type { RefusalReason } from '../identity/refusal.ts';

/**
 * Counts refused values as a CloudWatch metric, in the embedded metric format: a log line that CloudWatch reads, without
 * a call.
 */
export function refusalMetric(clock: () => number, write: (text: string) => void) {
  return (source: string, kind: string, reason: RefusalReason): void => {
    const line = {
      _aws: {
        Timestamp: clock(),
        CloudWatchMetrics: [
          {
            Namespace: 'Guiyi',
            Dimensions: [['source', 'kind', 'reason']],
            Metrics: [{ Name: 'IdentityRefused', Unit: 'Count' }],
          },
        ],
      },
      source,
      kind,
      reason,
      IdentityRefused: 1,
    };
    write(`${JSON.stringify(line)}\n`);
  };
}
