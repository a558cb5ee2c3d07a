import type { Identity } from '../../functions/shared/identity/identity.ts';
import type { ShownMerge } from '../../operations/console/customer-page.ts';
import { maskedEventView } from '../host/event-view.ts';
import type { JournalRow } from '../store/journal.ts';
import type { ListedMerge } from './merge-list.ts';

type Named = Pick<Identity, 'kind' | 'scope' | 'value'>;

/** A merge with the event that proved both customers to be one person, where it is kept. @param rows the newest first */
export function shownMergeOf(
  { sequence, loser, survivor, mergedAt, undoneAt }: ListedMerge,
  rows: readonly JournalRow[],
  keyOf: (identity: Named) => string,
): ShownMerge {
  const row = rows.find((one) => mergedBy(one).includes(loser));
  const identities = row ? (maskedEventView(row).report?.identities ?? []) : [];
  return {
    sequence,
    loser,
    survivor,
    mergedAt,
    undone: undoneAt !== null,
    ...(row && { event: { id: row.id, source: row.source, type: row.type, connection: row.connection } }),
    together: identities.filter(({ evidence }) => evidence.grade === 'verified').map(keyOf),
  };
}

function mergedBy(row: JournalRow): readonly string[] {
  const { report } = maskedEventView(row);
  return (report?.calls ?? []).flatMap(({ explanation }) => (explanation?.['merged'] ?? '').split(/[\s,]+/));
}
