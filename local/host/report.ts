import type { Delivery } from '../../functions/compose.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import type { Journal, JournalEntry, JournalKey, JournalOutcome } from '../store/journal.ts';

/** What the local journal keeps of a delivery: identities, refusals, the CDP's answers, for whoever sits here. */
export type Report = Omit<Delivery, 'outcome'>;

type Via = NonNullable<JournalEntry['via']>;

export async function recordQueued(journal: Journal, envelopes: readonly Envelope[], via?: Via): Promise<void> {
  await Promise.all(envelopes.map((envelope) => journal.record(entryOf(envelope, { state: 'queued' }, via))));
}

function entryOf(envelope: Envelope, outcome: JournalOutcome, via?: Via): JournalEntry {
  const { id, source, connection, type, subject, receivedtime } = envelope;
  return {
    id,
    source,
    connection,
    type,
    receivedTime: receivedtime,
    envelope: JSON.stringify(envelope),
    ...(subject === undefined ? {} : { subject }),
    ...(via === undefined ? {} : { via }),
    ...outcome,
  };
}

export async function recordDelivery(journal: Journal, event: Envelope, delivery: Delivery): Promise<void> {
  const { outcome, ...report } = delivery;
  // The first delivery says what happened; that it came again says nothing new.
  if (outcome.outcome === 'ignored' && outcome.reason === 'already-done') return;
  const result: JournalOutcome = { state: outcome.outcome, report: JSON.stringify(report) };
  const why = outcome.outcome === 'done' ? {} : { reason: outcome.reason, detail: outcome.detail };
  await journal.record(entryOf(event, { ...result, ...why }), {
    keys: keysOf(report),
    refusals: report.refusals.map(({ kind, field, reason, masked }) => ({
      source: event.source.split('/')[1] ?? '',
      connection: event.connection,
      kind,
      field: field.replaceAll(/\[\d+\]/g, '[]'),
      reason,
      example: masked,
    })),
  });
}

function keysOf({ identities, withheld, refusals, customers }: Report): readonly JournalKey[] {
  return [
    ...[...identities, ...withheld].map(({ kind, scope, value }) => ({ kind, scope, key: value })),
    ...refusals.map(({ kind, masked }) => ({ kind, scope: '', key: masked })),
    ...customers.map((customer) => ({ kind: '', scope: '', key: customer })),
  ];
}
