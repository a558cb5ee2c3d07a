import type { Delivery } from '../../functions/compose.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import { deliveryIds } from '../../functions/shared/journal/delivery-ids.ts';
import { orderNumbers } from '../../functions/shared/journal/order-numbers.ts';
import { journalState } from '../../operations/events.ts';
import { DELIVERY_KEY, JOB_KEY, ORDER_KEY } from '../store/journal.ts';
import type { LocalJournal, LocalJournalEntry, JournalKey, JournalOutcome } from '../store/journal.ts';

/**
 * What the local journal keeps of a delivery: identities, discarded values, the CDP's answers, for whoever sits here. `refusals`: the key that
 * the rows of earlier versions have for what was discarded.
 */
export type DeliveryReport = Omit<Delivery, 'outcome' | 'discarded'> & { readonly refusals: Delivery['discarded'] };

type Via = NonNullable<LocalJournalEntry['via']>;

/** @param headers of the request that brought them, where one did @param job that has sent them, where one has */
export async function recordQueued(
  journal: Pick<LocalJournal, 'record'>,
  envelopes: readonly Envelope[],
  via?: Via,
  headers: Readonly<Record<string, string | undefined>> = {},
  job?: string,
): Promise<void> {
  const ofJob = job === undefined ? [] : [{ kind: JOB_KEY, scope: '', key: job }];
  await Promise.all(
    envelopes.map((envelope) =>
      journal.record(entryOf(envelope, { state: 'queued' }, via), {
        keys: [...businessKeys(envelope, headers), ...ofJob],
      }),
    ),
  );
}

/** By what people outside know an event: its orders, and the delivery of the platform. */
function businessKeys(envelope: Envelope, headers: Readonly<Record<string, string | undefined>>): JournalKey[] {
  return [
    ...orderNumbers(envelope).map((key) => ({ kind: ORDER_KEY, scope: '', key })),
    ...deliveryIds(headers, envelope.data).map((key) => ({ kind: DELIVERY_KEY, scope: '', key })),
  ];
}

function entryOf(envelope: Envelope, outcome: JournalOutcome, via?: Via): LocalJournalEntry {
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

export async function recordDelivery(journal: LocalJournal, event: Envelope, delivery: Delivery): Promise<void> {
  const { outcome, discarded: refusals, ...findings } = delivery;
  const report: DeliveryReport = { ...findings, refusals };
  // The first delivery says what happened; that it came again says nothing new.
  if (outcome.outcome === 'ignored' && outcome.reason === 'already-done') return;
  const result: JournalOutcome = { state: journalState(outcome.outcome), report: JSON.stringify(report) };
  const why = outcome.outcome === 'done' ? {} : { reason: outcome.reason, detail: outcome.detail };
  await journal.record(entryOf(event, { ...result, ...why }), {
    keys: keysOf(report),
    discarded: refusals.map(({ kind, field, reason, masked }) => ({
      source: event.source.split('/')[1] ?? '',
      connection: event.connection,
      kind,
      field: field.replaceAll(/\[\d+\]/g, '[]'),
      reason,
      example: masked,
    })),
  });
}

function keysOf({ identities, withheld, refusals, customers }: DeliveryReport): readonly JournalKey[] {
  return [
    ...[...identities, ...withheld].map(({ kind, scope, value }) => ({ kind, scope, key: value })),
    ...refusals.map(({ kind, masked }) => ({ kind, scope: '', key: masked })),
    ...customers.map((customer) => ({ kind: '', scope: '', key: customer })),
  ];
}
