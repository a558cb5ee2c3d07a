import { orderNumbers } from '../../functions/shared/journal/order-numbers.ts';
import type { Envelope } from '../../functions/shared/envelope/envelope.ts';
import { isJsonObject, parseJson } from '../../functions/shared/json/lossless.ts';
import type { EventRow, ShownState } from '../../operations/console/event-row.ts';
import { maskedEventView } from '../host/event-view.ts';
import type { EventSteps } from '../store/event-steps.ts';
import type { JournalRow, LocalJournalState } from '../store/journal.ts';

const names: Readonly<Record<LocalJournalState, ShownState>> = {
  queued: 'queued',
  done: 'done',
  ignored: 'ignored',
  later: 'waiting',
  refused: 'dead-lettered',
};

export const shownStateOf = (state: LocalJournalState): ShownState => names[state];

const MOST_ORDERS = 3;

/** An event of the journal as a list shows it: without a personal value. */
export function eventRowOf(row: JournalRow, steps: EventSteps): EventRow {
  const { id, source, connection, type, state, reason, receivedTime, forgotten } = row;
  const past = steps.of(id, source);
  const ended = past.at(-1);
  const { report } = maskedEventView(row);
  const merged = (report?.calls ?? []).flatMap(({ explanation }) => listIn(explanation?.['merged']));
  return {
    id,
    source,
    connection,
    type,
    state: shownStateOf(state),
    ...(reason !== undefined && { reason }),
    receivedTime,
    ...(ended && { endedTime: new Date(ended.last).toISOString() }),
    tries: past.reduce((sum, { tries }) => sum + tries, 0),
    orders: ordersIn(row).slice(0, MOST_ORDERS),
    customers: [...(report?.customers ?? [])],
    merged,
    identities: report?.identities.length ?? 0,
    discarded: report?.refusals.length ?? 0,
    withheld: report?.withheld.length ?? 0,
    cases: report?.cases?.length ?? 0,
    ...(forgotten && { forgotten }),
  };
}

function listIn(text: string | undefined): readonly string[] {
  return (text ?? '').split(/[\s,]+/).filter((id) => /^\d+$/.test(id));
}

function ordersIn({ envelope }: JournalRow): readonly string[] {
  if (envelope === undefined) return [];
  const json = parseJson(envelope);
  return isJsonObject(json) ? orderNumbers(json as unknown as Envelope) : [];
}
