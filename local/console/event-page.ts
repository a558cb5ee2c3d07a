import type { EventDetails, ShownIdentity } from '../../operations/console/event-page.ts';
import { eventView, type EventView } from '../../operations/event-view.ts';
import { mask } from '../../functions/shared/identity/mask.ts';
import { maskEvent } from '../../operations/mask-event.ts';
import { wholeEventView } from '../host/event-view.ts';
import type { EventSteps } from '../store/event-steps.ts';
import type { LocalJournal, JournalRow } from '../store/journal.ts';
import { eventRowOf, shownStateOf } from './event-row.ts';

interface Kept {
  readonly journal: LocalJournal;
  readonly steps: EventSteps;
}

/** One event, masked; undefined where none is known. Without a source the newest of that id. */
export function eventPageOf(
  id: string,
  source: string | undefined,
  { journal, steps }: Kept,
): EventDetails | undefined {
  const all = journal.find(id);
  const row = source === undefined ? all[0] : all.find((one) => one.source === source);
  if (!row) return undefined;
  const others = all.filter((one) => one !== row).map((one) => one.source);
  return pageOf(row, others, steps);
}

/** @param others the sources whose events have the same id */
function pageOf(row: JournalRow, others: readonly string[], steps: EventSteps): EventDetails {
  const whole = wholeEventView(row);
  const { report, event, subject, detail, via } = maskEvent(eventView.parse(whole));
  const { time } = event ?? {};
  return {
    row: eventRowOf(row, steps),
    ...(subject !== undefined && { subject }),
    ...(detail !== undefined && { detail }),
    ...(via !== undefined && { via }),
    ...(time !== undefined && { time }),
    payload: event?.data ?? null,
    steps: steps.of(row.id, row.source).map(({ first, last, state, ...step }) => ({
      ...step,
      state: shownStateOf(state),
      first: new Date(first).toISOString(),
      last: new Date(last).toISOString(),
    })),
    identities: (report?.identities ?? []).map(shown),
    withheld: (report?.withheld ?? []).map((one) => ({ ...shown(one), because: one.because })),
    discarded: report?.refusals ?? [],
    asked: report?.asked ?? [],
    calls: report?.calls ?? [],
    cases: (whole.report?.cases ?? []).map(({ type, key, example }) => ({ type, key, example })),
    others: [...others],
  };
}

type Identity = NonNullable<EventView['report']>['identities'][number];

function shown({ kind, scope, value, evidence }: Identity): ShownIdentity {
  return { kind, scope, value, grade: evidence.grade, field: evidence.field };
}

/** What stands in a page for a value that a person typed. */
export function maskedAbout(about: string): string {
  const [kind = '', ...rest] = about.split(':');
  const isContact = /^\+?[\d\s()-]{7,}$/.test(about) ? 'mobile' : '';
  return rest.length === 0 ? mask(isContact, about) : `${kind}:${mask(kind, rest.join(':'))}`;
}
