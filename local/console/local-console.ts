import type { ConsoleOperations } from '../../operations/console/console-operations.ts';
import { openSearches } from '../../operations/console/searches.ts';
import type { Objection } from '../../operations/objection.ts';
import { openSourcePreviews } from '../preview/source-preview.ts';
import { changeMessages } from './change-messages.ts';
import { customerPageOf } from './customer-page.ts';
import { customerRowsOf } from './customer-rows.ts';
import { eventPageOf } from './event-page.ts';
import { listEventRows } from './event-rows.ts';
import { healthPageOf } from './health-page.ts';
import { heldPageOf } from './held-page.ts';
import { search } from './search.ts';
import { type AboutSources, sourcePageOf, sourceRowsOf } from './source-page.ts';

/** What the console shows of this process. */
export function localConsole(host: AboutSources): ConsoleOperations {
  const searches = openSearches();
  const previews = openSourcePreviews(host);
  return {
    eventRows: async (request) =>
      (await listEventRows(request, searches, host)) ?? missing('that search is of another start: search again'),
    eventPage: async ({ id, source }) => eventPageOf(id, source, host) ?? missing('no such event'),
    customerRows: (after) => customerRowsOf(after, host),
    customerPage: async (id) => (await customerPageOf(id, host)) ?? missing('nobody is known by this id'),
    sources: () => sourceRowsOf(host, Date.now()),
    source: async (name) => (await sourcePageOf(name, host, Date.now())) ?? missing('no such connection'),
    preview: async (name) => (await previews(name)) ?? missing('no such connection'),
    health: ({ minutes, isViewer }) => healthPageOf(host, { minutes, isViewer, now: Date.now() }),
    search: (about) => search(about, searches, host),
    async held(identity) {
      const held = await heldPageOf(identity, host);
      if (!held) {
        const error = 'an identity is kind:value or kind:scope:value, of a kind that is configured';
        return { problem: 'invalid', error };
      }
      return held.customer === undefined && held.events === 0 ? missing('nobody is known by this identity') : held;
    },
    changes: (last, signal) => changeMessages(last, signal, host),
  };
}

function missing(error: string): Objection {
  return { problem: 'not-found', error };
}
