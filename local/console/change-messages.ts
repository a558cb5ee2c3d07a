import { BEAT_MS, type ConsoleMessage } from '../../operations/console/console-operations.ts';
import type { Host } from '../host/host.ts';
import type { EventSteps } from '../store/event-steps.ts';
import type { Changes } from './changes.ts';
import { eventRowOf } from './event-row.ts';

interface Watched extends Pick<Host, 'journal'> {
  readonly steps: EventSteps;
  readonly changes: Changes;
}

/** Changes of one moment go together, so that a burst does not send each event twice. */
const GATHER_MS = 50;

/** Rows of events as they change; goes on after the message that was heard last. */
export async function* changeMessages(
  last: string | undefined,
  signal: AbortSignal,
  { changes, journal, steps }: Watched,
): AsyncGenerator<ConsoleMessage> {
  const message = (event: ConsoleMessage['event'], at: number, data: object = {}): ConsoleMessage => ({
    id: `${changes.start}:${at}`,
    event,
    data: JSON.stringify(data),
  });
  let at = positionIn(last, changes);
  if (at === undefined) {
    at = changes.last();
    yield message('reset', at);
  }
  while (!signal.aborted) {
    const found = changes.after(at);
    if (found === undefined) {
      at = changes.last();
      yield message('reset', at);
      continue;
    }
    const newest = new Map(found.map((change) => [`${change.source} ${change.id}`, change]));
    for (const { id, source } of newest.values()) {
      const [row] = journal.find(id, source);
      if (row) yield message('event', at, { row: eventRowOf(row, steps) });
    }
    at = found.at(-1)?.number ?? at;
    yield message('beat', at);
    await changes.next(at, AbortSignal.any([signal, AbortSignal.timeout(BEAT_MS)]));
    if (changes.last() > at) await new Promise((resolve) => setTimeout(resolve, GATHER_MS));
  }
}

/** Undefined for one of another start, and where none is given. */
function positionIn(id: string | undefined, changes: Changes): number | undefined {
  const [of, number = ''] = (id ?? '').split(':');
  return of === changes.start && /^\d{1,15}$/.test(number) && Number(number) <= changes.last()
    ? Number(number)
    : undefined;
}
