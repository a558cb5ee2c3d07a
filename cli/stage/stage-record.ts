import { parseEnvelope } from '../../functions/shared/envelope/codec.ts';
import { identifiers } from '../../functions/shared/sources/generated/identifiers.ts';
import { openIdentifiers } from '../../functions/shared/sources/open-identifiers.ts';
import type { ReplayEvent, ReplayRecord } from '../../local/jobs/replay-work.ts';
import { AccountError } from '../../operations/aws/account-error.ts';
import { type JournalItem, keyAt, keyIn, placeOf, viewOf } from '../../operations/aws/journal-item.ts';
import { openJournalReader } from '../../operations/aws/journal-reader.ts';
import type { StageContext } from '../../operations/aws/stage-context.ts';
import type { EventView } from '../../operations/event-view.ts';
import { type EventOperations, type EventsRequest, eventState, journalState } from '../../operations/events.ts';
import { isObjection } from '../../operations/objection.ts';
import type { ReplaySelection } from '../../operations/jobs.ts';

const PAGE = 500;
const BATCH = 100;

/** The events of a stage's journal, with their messages opened; each is found again by its place. */
export function stageRecord(context: StageContext, events: Pick<EventOperations, 'list'>): ReplayRecord {
  const journal = openJournalReader(context);
  const identify = openIdentifiers(context.config, identifiers);
  const eventOf = (item: JournalItem, body: string | undefined): ReplayEvent => {
    const view = viewOf(item);
    const { connection = '', type, receivedTime = '', reason, forgotten } = view;
    return {
      item: placeOf(keyIn(item)),
      connection,
      type,
      receivedTime,
      state: stateOf(view),
      ...(reason !== undefined && { reason }),
      ...(forgotten && { forgotten }),
      ...(body !== undefined && { envelope: body, report: JSON.stringify(reportOf(view, body)) }),
    };
  };

  /** Masked in the journal: what the event gives is read from it again, and what was withheld is known by its field. */
  const reportOf = ({ report }: EventView, body: string) => {
    const parsed = parseEnvelope(body);
    const identified = parsed.ok ? identify(parsed.envelope) : undefined;
    const changes = identified?.outcome === 'changes' ? identified.changes : [];
    const identities = changes.flatMap((change) => (change.kind === 'upsert' ? change.identities : []));
    const withheld = new Set((report?.withheld ?? []).map(({ kind, evidence }) => `${kind} ${evidence.field}`));
    return {
      identities,
      withheld: identities.filter(({ kind, evidence }) => withheld.has(`${kind} ${evidence.field}`)),
      customers: report?.customers ?? [],
    };
  };

  const read = async (places: readonly string[]): Promise<readonly ReplayEvent[]> => {
    const items = await journal.items(places.flatMap((place) => keyAt(place) ?? []));
    const bodies = await journal.bodies(items);
    const byPlace = new Map(items.map((item) => [placeOf(keyIn(item)), item]));
    return places.flatMap((place) => {
      const item = byPlace.get(place);
      return item ? [eventOf(item, bodies.get(keyIn(item).sk))] : [];
    });
  };

  return {
    async *chosen(select) {
      const places = (await placesOf(select, events)).toReversed();
      for (let start = 0; start < places.length; start += BATCH) yield* await read(places.slice(start, start + BATCH));
    },
    at: read,
  };
}

/** The newest first. @throws AccountError */
async function placesOf(select: ReplaySelection, events: Pick<EventOperations, 'list'>): Promise<readonly string[]> {
  const places: string[] = [];
  let after: string | undefined;
  do {
    const request: EventsRequest = { ...select, limit: String(PAGE), ...(after !== undefined && { after }) };
    const page = await events.list(request);
    if (isObjection(page)) throw new AccountError(page.error);
    places.push(...page.events.flatMap(({ place }) => place ?? []));
    after = page.next;
  } while (after !== undefined);
  return places;
}

function stateOf({ state }: EventView): ReplayEvent['state'] {
  const known = eventState.safeParse(state);
  return known.success ? journalState(known.data) : 'refused';
}
