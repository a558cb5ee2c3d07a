import { eventView } from '../../operations/event-view.ts';
import type { EventOperations } from '../../operations/events.ts';
import { maskAbout } from '../../operations/mask-about.ts';
import { maskEvent } from '../../operations/mask-event.ts';
import { why } from '../../operations/why.ts';
import { wholeEventView } from '../host/event-view.ts';
import { listEvents } from '../host/events.ts';
import type { Host } from '../host/host.ts';
import { explainEvents, nothingKnown } from '../host/why.ts';
import type { NoteReveal } from './note-reveal.ts';

const WEEK_MS = 7 * 24 * 3_600_000;

/** The events of this machine. */
export function localEvents(host: Host, noteReveal: NoteReveal): EventOperations {
  return {
    async list(request) {
      const { events, ...pages } = listEvents(request, host);
      return { events: events.map((event) => maskEvent(eventView.parse(event))), ...pages };
    },

    async get({ id, source }) {
      const rows = host.journal.find(id, source);
      const [row] = rows;
      if (!row) return { problem: 'not-found', error: 'no such event' };
      if (rows.length === 1) return maskEvent(eventView.parse(wholeEventView(row)));
      const error = `events of ${rows.length} sources have this id: say which one is meant, as ${row.source}`;
      return { problem: 'conflict', error };
    },

    async why({ about, source, since, connection }, asker) {
      const found = explainEvents(about, source, host);
      if (found) {
        const known = why.parse(found);
        if (!asker) return { ...known, events: known.events.map(maskEvent) };
        await noteReveal(asker, known.kind, known.kind === 'identity' ? maskAbout(about) : about);
        return known;
      }
      const from = since === undefined ? Date.now() - WEEK_MS : Date.parse(since);
      return nothingKnown(about, { since: from, ...(connection !== undefined && { connection }) }, host);
    },
  };
}
