import { type EventView } from '../event-view.ts';
import { publicState } from '../events.ts';
import type { EventDetails, ShownIdentity } from './event-page.ts';
import { type EventRow, shownState, type ShownState } from './event-row.ts';

/** An event as a list shows it. @param view masked */
export function rowOfView(view: EventView): EventRow {
  const { id, place, source = '', connection = '', type, reason, receivedTime = '', report, times, forgotten } = view;
  const state = stateOf(view);
  return {
    id,
    ...(place !== undefined && { place }),
    source,
    connection,
    type,
    state,
    ...(reason !== undefined && { reason }),
    receivedTime,
    ...(times?.ended !== undefined && { endedTime: times.ended }),
    tries: times?.receives ?? 0,
    orders: [],
    customers: report?.customers ?? [],
    merged: [],
    identities: report?.identities.length ?? 0,
    discarded: report?.refusals?.length ?? 0,
    withheld: report?.withheld.length ?? 0,
    cases: 0,
    ...(forgotten && { forgotten }),
  };
}

function stateOf({ state }: EventView): ShownState {
  const parsed = shownState.safeParse(publicState(state));
  return parsed.success ? parsed.data : 'queued';
}

/** An event with its path. @param view masked */
export function detailsOfView(view: EventView): EventDetails {
  const { subject, detail, via, event, report } = view;
  return {
    row: rowOfView(view),
    ...(subject !== undefined && { subject }),
    ...(detail !== undefined && { detail }),
    ...(via !== undefined && { via }),
    ...(event?.time !== undefined && { time: event.time }),
    payload: event?.data ?? null,
    ...(event === undefined && !view.forgotten && { isSealed: true as const }),
    steps: stepsOf(view),
    identities: (report?.identities ?? []).map(shown),
    withheld: (report?.withheld ?? []).map((one) => ({ ...shown(one), because: one.because })),
    discarded: report?.refusals ?? [],
    asked: report?.asked ?? [],
    calls: report?.calls ?? [],
    cases: [],
    others: [],
  };
}

/** From the times that a record keeps: when it first waited, and when it ended. */
function stepsOf(view: EventView): EventDetails['steps'] {
  const { times = {}, reason } = view;
  const { waited, tried, ended, receives = 1 } = times;
  const state = stateOf(view);
  const why = reason === undefined ? {} : { reason };
  if (ended === undefined) return [];
  if (state === 'waiting') return [{ state, ...why, first: waited ?? ended, last: ended, tries: receives }];
  const before =
    waited === undefined
      ? []
      : [{ state: 'waiting' as const, first: waited, last: tried ?? waited, tries: Math.max(receives - 1, 1) }];
  return [...before, { state, ...why, first: ended, last: ended, tries: 1 }];
}

type Identity = NonNullable<EventView['report']>['identities'][number];

function shown({ kind, scope, value, evidence }: Identity): ShownIdentity {
  return { kind, scope, value, grade: evidence.grade, field: evidence.field };
}
