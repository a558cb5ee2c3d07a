import type { EventRows, EventRowsRequest } from '../../operations/console/event-row.ts';
import type { Searches } from '../../operations/console/searches.ts';
import { selectEvents } from '../host/events.ts';
import { explainEvents } from '../host/why.ts';
import type { Host } from '../host/host.ts';
import { maskedAbout } from './event-page.ts';
import { eventRowOf } from './event-row.ts';

/** A page of rows, the newest first; undefined where the search that is named was not made since the start. */
export async function listEventRows(
  { find, ...request }: EventRowsRequest,
  searches: Searches,
  kept: Host,
): Promise<EventRows | undefined> {
  const { steps, journal } = kept;
  const total = journal.extent().events;
  if (find === undefined) {
    const { events, ...pages } = selectEvents(request, kept);
    return { rows: events.map((row) => eventRowOf(row, steps)), ...pages, total };
  }
  const about = searches.find(find);
  if (about === undefined) return undefined;
  const found = await explainEvents(about, undefined, kept);
  const { state, connection, type } = request;
  const rows = (found?.events ?? [])
    .flatMap(({ id, source }) => journal.find(id, source))
    .map((row) => eventRowOf(row, steps))
    .filter((row) => state === undefined || row.state === state)
    .filter((row) => connection === undefined || row.connection === connection)
    .filter((row) => type === undefined || row.type === type);
  return { rows, total, about: found?.kind === 'identity' ? maskedAbout(about) : about };
}
