import { randomUUID } from 'node:crypto';
import { type DecisionData, DECISION_TYPE, decisionSource } from '../functions/shared/cases/decision.ts';
import type { Envelope } from '../functions/shared/envelope/envelope.ts';

/** What an operator's decision puts into the event queue. @param now Unix ms */
export function decisionEvent({ identities, ...decision }: DecisionData, { now }: { readonly now: number }) {
  const { connection, type, key } = decision.case;
  return {
    specversion: '1.0',
    id: `decision-${randomUUID()}`,
    source: decisionSource(connection),
    type: DECISION_TYPE,
    time: new Date(now).toISOString(),
    datacontenttype: 'application/json',
    data: { ...decision, ...(identities && { identities }) },
    connection,
    receivedtime: new Date(now).toISOString(),
    // What is decided about one case is carried out one after the other.
    partitionkey: `case ${type} ${key}`,
  } satisfies Envelope;
}
