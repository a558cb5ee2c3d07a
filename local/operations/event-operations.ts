import { type EventView, eventView } from '../../operations/event-view.ts';
import type { EventOperations } from '../../operations/events.ts';
import { maskAbout } from '../../operations/mask-about.ts';
import { maskEvent } from '../../operations/mask-event.ts';
import type { Objection } from '../../operations/objection.ts';
import { shownContent } from '../../operations/shown-content.ts';
import { why } from '../../operations/why.ts';
import { wholeEventView } from '../host/event-view.ts';
import { listEvents } from '../host/events.ts';
import type { Host } from '../host/host.ts';
import { explainEvents, nothingKnown, requestView } from '../host/why.ts';
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
      if (!row) return noSuchEvent;
      return rows.length === 1
        ? maskEvent(withPast(eventView.parse(wholeEventView(row)), host))
        : severalSources(rows.length, row.source);
    },

    async open({ id, source }, asker) {
      const rows = host.journal.find(id, source);
      const [row] = rows;
      if (!row || rows.length > 1) return row ? severalSources(rows.length, row.source) : noSuchEvent;
      await noteReveal(asker, 'event', id);
      const event = withPast(eventView.parse(wholeEventView(row)), host);
      const brought = host.brought.of(row);
      if (!brought) return { event };
      const { connection, receivedTime } = row;
      const request = { ...brought, connection, receivedTime, rawQuery: brought.query };
      const body = Buffer.from(brought.body);
      const opened = await host.quarantine.payloadOf({ ...request, body: body.toString('base64') });
      const { method, headers, query } = brought;
      return { event, request: { method, headers, query, ...shownContent(body, opened) } };
    },

    async why({ about, source, since, connection }, asker) {
      const found = await explainEvents(about, source, host);
      if (found) {
        const parsed = why.parse(found);
        const known = { ...parsed, events: parsed.events.map((event) => withPast(event, host)) };
        if (!asker) return { ...known, events: known.events.map(maskEvent) };
        await noteReveal(asker, known.kind, known.kind === 'identity' ? maskAbout(about) : about);
        return known;
      }
      const from = since === undefined ? Date.now() - WEEK_MS : Date.parse(since);
      return nothingKnown(about, { since: from, ...(connection !== undefined && { connection }) }, host);
    },

    async requests({ since, connection }) {
      const from = since === undefined ? Date.now() - WEEK_MS : Date.parse(since);
      return {
        since: new Date(from).toISOString(),
        requests: host.requests.list(from, connection).map(requestView),
      };
    },

    discarded: async () => host.journal.discarded(),
  };
}

function withPast(event: EventView, { letters }: Pick<Host, 'letters'>): EventView {
  const { source, id } = event;
  const past = source === undefined ? [] : [...letters.pastOf({ source, id })];
  return past.length === 0 ? event : { ...event, past };
}

const noSuchEvent: Objection = { problem: 'not-found', error: 'no such event' };

function severalSources(count: number, source: string): Objection {
  const error = `events of ${count} sources have this id: say which one is meant, as ${source}`;
  return { problem: 'conflict', error };
}
