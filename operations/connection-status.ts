import * as z from 'zod/mini';
import type { RequestCountView } from './why.ts';

/** What came at one connection. */
export const connectionStatus = z.object({
  connection: z.string(),
  /** When its newest event was received (RFC 3339); absent where none is known: a stage looks at today and yesterday. */
  lastEvent: z.optional(z.string()),
  /** Events of the last hour. */
  lastHour: z.number(),
  /** Requests of the last hour that were rejected, the most first; absent where whoever asks may not read the counts. */
  rejected: z.optional(z.array(z.object({ reason: z.string(), count: z.number() }))),
});
export type ConnectionStatus = z.infer<typeof connectionStatus>;

/** @param requests of the last hour; undefined where they may not be read */
export function connectionStatuses(
  connections: readonly string[],
  arrivalsOf: (connection: string) => { readonly lastEvent: string | undefined; readonly lastHour: number } | undefined,
  requests: readonly Pick<RequestCountView, 'connection' | 'outcome' | 'reason' | 'count'>[] | undefined,
): ConnectionStatus[] {
  const rejected = Map.groupBy(
    requests?.filter(({ outcome }) => outcome === 'rejected') ?? [],
    (one) => one.connection,
  );
  return connections.map((connection) => {
    const { lastEvent, lastHour = 0 } = arrivalsOf(connection) ?? {};
    return {
      connection,
      lastHour,
      ...(lastEvent !== undefined && { lastEvent }),
      ...(requests && { rejected: byReason(rejected.get(connection) ?? []) }),
    };
  });
}

function byReason(requests: readonly Pick<RequestCountView, 'reason' | 'count'>[]) {
  return [...Map.groupBy(requests, ({ reason }) => reason)]
    .map(([reason, ofReason]) => ({ reason, count: ofReason.reduce((sum, { count }) => sum + count, 0) }))
    .toSorted((one, other) => other.count - one.count);
}
