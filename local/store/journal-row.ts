import type { JournalRow, LocalJournalEntry, LocalJournalState } from './journal.ts';
import { integerOfColumn, optionalText, type SqlRow, textOfColumn } from './row.ts';

/** An entry as the table has it. */
export function columnsOf({ id, source, connection, type, receivedTime, state, ...entry }: LocalJournalEntry) {
  return {
    id,
    source,
    connection,
    type,
    subject: entry.subject ?? null,
    receivedTime,
    via: entry.via ?? null,
    envelope: entry.envelope ?? null,
    state,
    reason: entry.reason ?? null,
    detail: entry.detail ?? null,
    report: entry.report ?? null,
  };
}

export function rowFrom(row: SqlRow): JournalRow {
  const subject = optionalText(row, 'subject');
  const via = optionalText(row, 'via');
  const envelope = optionalText(row, 'envelope');
  const reason = optionalText(row, 'reason');
  const detail = optionalText(row, 'detail');
  const report = optionalText(row, 'report');
  return {
    position: integerOfColumn(row, 'seq'),
    id: textOfColumn(row, 'id'),
    source: textOfColumn(row, 'source'),
    connection: textOfColumn(row, 'connection'),
    type: textOfColumn(row, 'type'),
    ...(subject !== undefined && { subject }),
    receivedTime: textOfColumn(row, 'received_time'),
    ...((via === 'webhook' || via === 'inlet' || via === 'backfill') && { via }),
    ...(envelope !== undefined && { envelope }),
    state: stateFrom(textOfColumn(row, 'state')),
    ...(reason !== undefined && { reason }),
    ...(detail !== undefined && { detail }),
    ...(report !== undefined && { report }),
    ...(row['forgotten'] === 1 && { forgotten: true }),
  };
}

const states: readonly LocalJournalState[] = ['queued', 'done', 'ignored', 'later', 'refused'];

function stateFrom(stored: string): LocalJournalState {
  const state = states.find((known) => known === stored);
  if (state === undefined) throw new TypeError('the journal holds an unknown state');
  return state;
}
