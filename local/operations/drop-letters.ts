import type { EventName } from '../../operations/event-view.ts';
import type { DeadLetterBox } from './dead-letters.ts';

/** Removes the dead letters of events of which nothing may be kept: the person was erased. */
export async function dropLettersOf(letters: DeadLetterBox, gone: readonly EventName[]): Promise<void> {
  const names = new Set(gone.map(({ source, id }) => `${source} ${id}`));
  const ids = [...letters.letters({ queue: 'events', privacy: true })]
    .filter(({ events }) => events.some(({ source, id }) => names.has(`${source} ${id}`)))
    .map(({ id }) => id);
  if (ids.length === 0) return;
  await letters.discard(ids, { plan: 'erase', why: 'the person was erased' }, () => undefined);
}
