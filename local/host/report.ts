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

export async function recordQueued(journal: Journal, envelopes: readonly Envelope[]): Promise<void> {
  await Promise.all(envelopes.map((envelope) => journal.record(entryOf(envelope, { state: 'queued' }))));
}

function entryOf({ id, connection, type, subject, receivedtime }: Envelope, outcome: JournalOutcome): JournalEntry {
  return {
    id,
    connection,
    type,
    receivedTime: receivedtime,
    ...(subject === undefined ? {} : { subject }),
    ...outcome,
  };
}

export async function recordDelivery(journal: Journal, event: Envelope, delivery: Delivery): Promise<void> {
  const { outcome, identities, withheld, calls, customers } = delivery;
  // The first delivery says what happened; that it came again says nothing new.
  if (outcome.outcome === 'ignored' && outcome.reason === 'already-done') return;
  const report: Report = { identities, withheld, calls, customers };
  const result: JournalOutcome = { state: outcome.outcome, report: JSON.stringify(report) };
  const why = outcome.outcome === 'done' ? {} : { reason: outcome.reason, detail: outcome.detail };
  await journal.record(entryOf(event, { ...result, ...why }));
}
