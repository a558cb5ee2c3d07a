import type { CallFigures, Delivery } from '../../functions/compose.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import { journalState } from '../../operations/events.ts';
import type { LocalDatabase } from '../store/database.ts';
import { type EventSteps, openEventSteps } from '../store/event-steps.ts';
import { bucketOf, type MinuteFigures, openMinuteFigures } from '../store/minute-figures.ts';
import { type Changes, openChanges } from './changes.ts';
import { shownStateOf } from './event-row.ts';

/** What the console shows beside the journal: each event's steps, figures by minute, and what changes at this moment. */
export interface Observed {
  readonly steps: EventSteps;
  readonly figures: MinuteFigures;
  readonly changes: Changes;
}

export function openObserved(database: LocalDatabase, startedAt: number): Observed {
  return {
    steps: openEventSteps(database),
    figures: openMinuteFigures(database),
    changes: openChanges(startedAt.toString(36)),
  };
}

/** Writes down that events have come. @param liveValue of the secret that has proved them, from 0 */
export async function observeQueued(
  { figures, changes }: Observed,
  envelopes: readonly Envelope[],
  at: number,
  liveValue = 0,
): Promise<void> {
  if (envelopes.length === 0) return;
  await figures.add(
    envelopes.map(({ connection }) => ({ name: 'received', label: connection, bucket: liveValue })),
    at,
  );
  for (const envelope of envelopes) changes.add(envelope);
}

/** Writes down what the requests of a batch to the CDP took, and how many failed. */
export async function observeCalls({ figures }: Observed, calls: CallFigures, at: number): Promise<void> {
  const took = calls.milliseconds.map((milliseconds) => ({
    name: 'request' as const,
    label: '',
    bucket: bucketOf(milliseconds),
  }));
  const failed = [...calls.failed].flatMap(([kind, count]) =>
    Array.from({ length: count }, () => ({ name: 'request-failed' as const, label: kind, bucket: 0 })),
  );
  await figures.add([...took, ...failed], at);
}

/** Writes down that a delivery has ended, and how. */
export async function observeDelivery(
  { steps, figures, changes }: Observed,
  event: Envelope,
  { outcome, calls }: Delivery,
  at: number,
): Promise<void> {
  if (outcome.outcome === 'ignored' && outcome.reason === 'already-done') return;
  const state = journalState(outcome.outcome);
  const reason = outcome.outcome === 'done' ? undefined : outcome.reason;
  const took = at - Date.parse(event.receivedtime);
  await Promise.all([
    steps.add(event, { state, reason, at }),
    figures.add(
      [
        { name: 'event', label: shownStateOf(state), bucket: bucketOf(took) },
        ...calls.map(({ call }) => ({ name: 'call' as const, label: call, bucket: 0 })),
      ],
      at,
    ),
  ]);
  changes.add(event);
}
