import { BEAT_MS, type ConsoleMessage } from '../../console/console-operations.ts';
import { rowOfView } from '../../console/event-details.ts';
import type { EventRow } from '../../console/event-row.ts';
import type { EventView } from '../../event-view.ts';
import { isObjection } from '../../objection.ts';
import type { Operations } from '../../operations.ts';

/** Events that wait are looked at again one by one: so many at most. */
const MOST_WAITING = 50;
/** A journal is written when an event ends: what was received before may appear a little later. */
const OVERLAP_MS = 60_000;
const PAGE = '100';

/** Rows of events as they come and change. A stage tells nobody: its journal is looked at every few seconds while somebody watches. */
export async function* stageChanges(
  { events }: Pick<Operations, 'events'>,
  clock: () => number,
  signal: AbortSignal,
): AsyncGenerator<ConsoleMessage> {
  const known = new Map<string, string>();
  const waiting = new Map<string, EventView>();
  const message = (event: ConsoleMessage['event'], data: object = {}): ConsoleMessage => ({
    id: '',
    event,
    data: JSON.stringify(data),
  });
  /** Whether it is another than when it was last seen. */
  const isNews = (view: EventView) => {
    const name = nameOf(view);
    const state = `${view.state} ${view.reason ?? ''} ${view.times?.receives ?? ''}`;
    if (view.state === 'waiting' && waiting.size < MOST_WAITING) waiting.set(name, view);
    else if (view.state !== 'waiting') waiting.delete(name);
    if (known.get(name) === state) return false;
    known.set(name, state);
    return true;
  };
  const look = async (): Promise<readonly EventRow[]> => {
    const since = new Date(clock() - OVERLAP_MS).toISOString();
    const [page, again] = await Promise.all([
      events.list({ since, limit: PAGE }),
      Promise.all([...waiting.values()].map((one) => events.get({ id: one.place ?? one.id, source: one.source }))),
    ]);
    const found = isObjection(page) ? [] : page.events;
    const seen = [...found, ...again.flatMap((one) => (isObjection(one) ? [] : one))];
    const news = seen.filter(isNews).map(rowOfView);
    if (known.size > KEPT) for (const name of [...known.keys()].slice(0, known.size - KEPT)) known.delete(name);
    return news;
  };

  yield message('reset');
  // What is there already is on the list that the page has just read.
  await look();
  while (!signal.aborted) {
    yield message('beat');
    await pause(BEAT_MS, signal);
    if (signal.aborted) return;
    for (const row of await look()) yield message('event', { row });
  }
}

const KEPT = 2_000;

function nameOf({ id, source = '' }: EventView): string {
  return `${source} ${id}`;
}

/** Ends early when the signal says so. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done);
  });
}
