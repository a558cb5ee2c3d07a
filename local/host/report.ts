import type { Delivery } from '../../functions/deliver/deliver.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import type { Journal, JournalEntry, JournalOutcome } from '../store/journal.ts';

/** What the local journal keeps of a delivery: the identity lists and the CDP's answers, for whoever sits here. */
export interface Report {
  readonly identities: Delivery['identities'];
  readonly withheld: Delivery['withheld'];
  readonly calls: Delivery['calls'];
  readonly customers: Delivery['customers'];
}

export function recordQueued(journal: Journal, envelopes: readonly Envelope[]): void {
  for (const envelope of envelopes) void journal.append(queuedEntry(envelope));
}

function queuedEntry({ id, connection, type, subject, receivedtime }: Envelope): JournalEntry {
  const entry = { id, connection, type, receivedTime: receivedtime, state: 'queued' } as const;
  return subject === undefined ? entry : { ...entry, subject };
}

export function recordDelivery(journal: Journal, event: Envelope, delivery: Delivery): void {
  const { outcome, identities, withheld, calls, customers } = delivery;
  // The first delivery says what happened; that it came again says nothing new.
  if (outcome.outcome === 'ignored' && outcome.reason === 'already-done') return;
  const report: Report = { identities, withheld, calls, customers };
  const result: JournalOutcome = { state: outcome.outcome, report: JSON.stringify(report) };
  const why = outcome.outcome === 'done' ? {} : { reason: outcome.reason, detail: outcome.detail };
  // Delivery may be quicker than the door's own note of the event.
  void journal.append(queuedEntry(event));
  void journal.update(event.id, { ...result, ...why });
}
