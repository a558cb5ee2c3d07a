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
  /** Commits what waits, now; who waits for the disk hears of it when it is there. */
  readonly flush: () => void;
  /** Why the last transaction was lost; undefined once one is on the disk again. */
  readonly lastFault: () => unknown;
  /** Calls after a transaction was taken back: what the process remembers of the tables may be wrong. */
  readonly onRollback: (listener: () => void) => void;
}

interface Waiter {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Brings what was written to the log of the database to the disk, beside this thread. */
export type LogSync = () => Promise<void>;

const NOT_ON_DISK =
  'the disk did not take what was written, so nothing is acknowledged any more: look at the disk, then start again';

/** Lazy work waits so long for company. */
const LAZY_MS = 10;
/** Durable work of many callers waits so long for company; that of one caller for the turn of the event loop. */
const GATHER_MS = 5;

/** @param sync brings to the disk what is committed; until it ends nobody hears that durable work is done */
export function groupCommit(database: DatabaseSync, sync: LogSync): GroupCommit {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const end = database.prepare('COMMIT');
  const mark = database.prepare('SAVEPOINT work');
  const release = database.prepare('RELEASE work');
  const undo = database.prepare('ROLLBACK TO work');
  const rollbackListeners: (() => void)[] = [];
  /** Of the open transaction, and of those that are committed and wait for the disk. */
  let waiters: Waiter[] = [];
  let committed: Waiter[] = [];
  let isSyncing = false;
  let isDue = false;
  let broken: Error | undefined;
  let fault: unknown;
  let timer: NodeJS.Timeout | undefined;
  let lastWaiters = 0;

  /** The open transaction is gone, with everything in it. */
  const lost = (error: unknown) => {
    fault = error;
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
    isDue = false;
    // What was to gather may come due after the file was closed, which has committed everything.
    if (!database.isOpen || !database.isTransaction) return;
    try {
      end.run();
    } catch (error) {
      lost(error);
      return;
    }
    if (waiters.length > 0) lastWaiters = waiters.length;
    committed.push(...waiters);
    waiters = [];
    if (committed.length > 0 && !isSyncing) startSync();
  };

  /** One sync at a time; this thread goes on meanwhile. */
  const syncCommitted = async () => {
    const waiting = committed;
    committed = [];
    try {
      if (broken === undefined) {
        await sync();
        fault = undefined;
      }
    } catch (cause) {
      // What the disk refused once is dropped by the system, so that the next sync would succeed without it.
      broken = new Error(NOT_ON_DISK, { cause });
      fault = broken;
    }
    for (const { resolve, reject } of waiting) {
      if (broken === undefined) resolve();
      else reject(broken);
    }
    isSyncing = false;
    if (isDue) flush();
    // Of a commit that did not wait for the disk: lazy work is committed when its time has come.
    if (committed.length > 0 && !isSyncing) startSync();
  };

  const startSync = () => {
    isSyncing = true;
    void syncCommitted();
  };

  /** Who comes while the disk is at work goes with the next commit. */
  const flushWhenSynced = () => {
    if (isSyncing) isDue = true;
    else flush();
  };

  /** Each commit writes the pages that all work touches: under load, few commits of much work are what counts. */
  const gather = () => {
    if (lastWaiters > 1) setTimeout(flushWhenSynced, GATHER_MS);
    else setImmediate(flushWhenSynced);
  };

  return {
    async commit(durability, work) {
      if (durability === 'durable' && broken !== undefined) throw broken;
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
    lastFault: () => fault,
    onRollback: (listener) => void rollbackListeners.push(listener),
  };
}
