import { randomBytes } from 'node:crypto';
import type { SearchAnswer } from '../../operations/console/event-row.ts';
import { explainEvents } from '../host/why.ts';
import type { Host } from '../host/host.ts';
import { maskedAbout } from './event-page.ts';

/** What was searched for, by a name that an address may hold. */
export interface Searches {
  keep(about: string): string;
  find(name: string): string | undefined;
}

const KEPT = 1_000;

/** They end with the process. */
export function openSearches(): Searches {
  const byName = new Map<string, string>();
  const byAbout = new Map<string, string>();
  return {
    keep(about) {
      const known = byAbout.get(about);
      if (known !== undefined) return known;
      const name = randomBytes(6).toString('base64url');
      byName.set(name, about);
      byAbout.set(about, name);
      const [oldest] = byName;
      if (byName.size > KEPT && oldest) {
        byName.delete(oldest[0]);
        byAbout.delete(oldest[1]);
      }
      return name;
    },
    find: (name) => byName.get(name),
  };
}

const WEEK_MS = 7 * 24 * 3_600_000;

/** Where something is, and by which name its events are listed. */
export function search(about: string, searches: Searches, host: Host): SearchAnswer {
  const found = explainEvents(about.trim(), undefined, host);
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
