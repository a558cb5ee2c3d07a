import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Host } from '../host/host.ts';
import type { EventSteps } from '../store/event-steps.ts';
import type { Changes } from './changes.ts';
import { eventRowOf } from './event-row.ts';

interface Watched extends Pick<Host, 'journal'> {
  readonly steps: EventSteps;
  readonly changes: Changes;
}

/** A sign of life at least so often: who hears nothing for longer has lost the stream. */
export const BEAT_MS = 5_000;
/** Changes of one moment go together, so that a burst does not send each event twice. */
const GATHER_MS = 50;

/**
 * Sends rows of events as they change, as server-sent events. `Last-Event-ID` goes on after that one; where it is no longer known,
 * `reset` says that the list must be read anew.
 */
export function streamChanges(context: Context, { changes, journal, steps }: Watched): Response {
  return streamSSE(context, async (stream) => {
    const ended = new AbortController();
    stream.onAbort(() => ended.abort());
    let at = positionIn(context.req.header('last-event-id'), changes);
    if (at === undefined) {
      at = changes.last();
      await stream.writeSSE({ id: `${changes.start}:${at}`, event: 'reset', data: '{}' });
    }
    while (!ended.signal.aborted) {
      const found = changes.after(at);
      if (found === undefined) {
        at = changes.last();
        await stream.writeSSE({ id: `${changes.start}:${at}`, event: 'reset', data: '{}' });
        continue;
      }
      const newest = new Map(found.map((change) => [`${change.source} ${change.id}`, change]));
      for (const { id, source } of newest.values()) {
        const [row] = journal.find(id, source);
        if (!row) continue;
        const data = JSON.stringify({ row: eventRowOf(row, steps) });
        await stream.writeSSE({ id: `${changes.start}:${at}`, event: 'event', data });
      }
      at = found.at(-1)?.number ?? at;
      await stream.writeSSE({ id: `${changes.start}:${at}`, event: 'beat', data: '{}' });
      await changes.next(at, AbortSignal.any([ended.signal, AbortSignal.timeout(BEAT_MS)]));
      if (changes.last() > at) await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
    }
  });
}

/** Undefined for one of another start, and where none is given. */
function positionIn(id: string | undefined, changes: Changes): number | undefined {
  const [of, number = ''] = (id ?? '').split(':');
  return of === changes.start && /^\d{1,15}$/.test(number) && Number(number) <= changes.last()
    ? Number(number)
    : undefined;
}
