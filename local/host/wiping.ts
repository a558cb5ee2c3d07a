import type { Forgotten } from './forget.ts';
import type { Stores } from './open-stores.ts';

export interface Wiping {
  readonly after: (forgotten: Forgotten) => Promise<void>;
  /** Empties the log as long as something forgotten is in it; the last time when no message of it can be in a queue any more. */
  readonly turn: () => void;
}

/**
 * What an erase has deleted leaves the files too: SQLite overwrites it with zeros, but its write-ahead log keeps the pages as they
 * were until it is emptied. The own sandbox, which is the CDP here, purges whom it has deleted.
 */
export function openWiping({ database, sandbox, queues }: Pick<Stores, 'database' | 'sandbox' | 'queues'>): Wiping {
  // Whoever was killed may have left something forgotten in the log.
  let isDue = true;
  const isBusy = () => [queues.events, queues.inlet].some(({ queue }) => queue.depth().inFlight > 0);
  return {
    async after(forgotten) {
      if (forgotten === 'nothing') return;
      isDue = true;
      if (forgotten !== 'person') return;
      const headers = { 'content-type': 'application/json' };
      await sandbox.handle({
        method: 'POST',
        path: '/sandbox/purge',
        query: new URLSearchParams(),
        headers,
        body: '{}',
      });
    },
    turn() {
      if (!isDue) return;
      // Before the log is emptied: a message that is removed meanwhile is in the next turn's log.
      isDue = isBusy();
      database.truncateLog();
    },
  };
}
