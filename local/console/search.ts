import type { SearchAnswer } from '../../operations/console/event-row.ts';
import type { Searches } from '../../operations/console/searches.ts';
import { explainEvents } from '../host/why.ts';
import type { Host } from '../host/host.ts';
import { maskedAbout } from './event-page.ts';

const WEEK_MS = 7 * 24 * 3_600_000;

/** Where something is, and by which name its events are listed. */
export async function search(about: string, searches: Searches, host: Host): Promise<SearchAnswer> {
  const found = await explainEvents(about.trim(), undefined, host);
  const rejected = found
    ? []
    : host.requests.list(Date.now() - WEEK_MS).map(({ connection, reason, count, last }) => ({
        connection,
        reason,
        count,
        last: new Date(last).toISOString(),
      }));
  const namesPerson = !found || found.kind === 'identity';
  return {
    kind: found?.kind ?? 'nothing',
    about: namesPerson ? maskedAbout(about.trim()) : about.trim(),
    ...(found && { find: searches.keep(about.trim()) }),
    events: (found?.events ?? []).map(({ id, source }) => ({ id, source })),
    customers: [...(found?.customers ?? [])],
    count: found?.events.length ?? 0,
    rejected,
  };
}
