import type { DatabaseSync } from 'node:sqlite';

/**
 * `durable`: on the disk before the promise resolves. `lazy`: done at once for this process, on the disk a moment later;
 * what a crash takes is the newest end of the log, so that no later write outlives an earlier one.
 */
export type Durability = 'durable' | 'lazy';

/** One transaction at a time, shared by all work of some turns of the event loop. */
export interface GroupCommit {
  /** `work` must only touch the database; it runs at once, and alone fails alone. */
  readonly commit: <T>(durability: Durability, work: () => T) => Promise<T>;
  /** Commits what waits, now. */
  readonly flush: () => void;
  /** Calls after a transaction was taken back: what the process remembers of the tables may be wrong. */
  readonly onRollback: (listener: () => void) => void;
}

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Lazy work waits so long for company. */
const LAZY_MS = 10;
/** Durable work of many callers waits so long for company; that of one caller for the turn of the event loop. */
const GATHER_MS = 5;

export function groupCommit(database: DatabaseSync): GroupCommit {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const end = database.prepare('COMMIT');
  const mark = database.prepare('SAVEPOINT work');
  const release = database.prepare('RELEASE work');
  const undo = database.prepare('ROLLBACK TO work');
  const rollbackListeners: (() => void)[] = [];
  let waiters: Waiter[] = [];
  let timer: NodeJS.Timeout | undefined;
  let lastWaiters = 0;

  /** The open transaction is gone, with everything in it. */
  const lost = (error: unknown) => {
    if (database.isTransaction) database.exec('ROLLBACK');
    for (const listener of rollbackListeners) listener();
    const waiting = waiters;
    waiters = [];
    for (const { reject } of waiting) reject(error);
  };

  const run = <T>(work: () => T): T => {
    if (!database.isTransaction) begin.run();
    mark.run();
    try {
      const value = work();
      release.run();
      return value;
    } catch (error) {
      if (database.isTransaction) {
        undo.run();
        release.run();
        for (const listener of rollbackListeners) listener();
      } else {
        // A full disk, for instance, ends the whole transaction.
        lost(error);
      }
      throw error;
    }
  };

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    // What was to gather may come due after the file was closed, which has committed everything.
    if (!database.isOpen || !database.isTransaction) return;
    try {
      end.run();
    } catch (error) {
      lost(error);
      return;
    }
    const committed = waiters;
    waiters = [];
    if (committed.length > 0) lastWaiters = committed.length;
    for (const { resolve } of committed) resolve();
  };

  /** Each commit writes the pages that all work touches: under load, few commits of much work are what counts. */
  const gather = () => {
    if (lastWaiters > 1) setTimeout(flush, GATHER_MS);
    else setImmediate(flush);
  };

  return {
    async commit(durability, work) {
      const value = run(work);
      if (durability === 'lazy') {
        timer ??= setTimeout(flush, LAZY_MS);
        return value;
      }
      if (waiters.length === 0) gather();
      await new Promise<void>((resolve, reject) => waiters.push({ resolve, reject }));
      return value;
    },
    flush,
    onRollback: (listener) => void rollbackListeners.push(listener),
  };
}
