import type { DatabaseSync } from 'node:sqlite';

/**
 * `durable`: on the disk before the promise resolves. `lazy`: survives the end of the process at once, and a power cut
 * with the next durable commit; whatever is lost is the newest end of the log, so that no later write outlives it.
 */
export type Durability = 'durable' | 'lazy';

interface Work {
  /** Runs the work inside the open transaction and returns how to tell its caller once that is committed. */
  readonly run: () => () => void;
  readonly reject: (error: unknown) => void;
}

/** Transactions shared by all work that arrives in one turn of the event loop. */
export interface GroupCommit {
  /** `work` must only touch the database: after a failure of its neighbours it runs a second time, alone. */
  readonly commit: <T>(durability: Durability, work: () => T) => Promise<T>;
  /** Commits what waits, now. */
  readonly flush: () => void;
  /** Calls after a transaction was taken back: what the process remembers of the tables may be wrong. */
  readonly onRollback: (listener: () => void) => void;
}

export function groupCommit(database: DatabaseSync): GroupCommit {
  let waiting: Work[] = [];
  let durable = false;
  let fullSync: boolean | undefined;
  const rollbackListeners: (() => void)[] = [];

  const transact = (works: readonly Work[]) => {
    database.exec('BEGIN IMMEDIATE');
    let answers: (() => void)[];
    try {
      answers = works.map((work) => work.run());
      database.exec('COMMIT');
    } catch (error) {
      // A full disk, for instance, has ended the transaction already.
      if (database.isTransaction) database.exec('ROLLBACK');
      for (const listener of rollbackListeners) listener();
      throw error;
    }
    for (const answer of answers) answer();
  };

  const flush = () => {
    if (waiting.length === 0) return;
    const works = waiting;
    waiting = [];
    const full = durable;
    durable = false;
    try {
      if (fullSync !== full) database.exec(`PRAGMA synchronous = ${full ? 'FULL' : 'NORMAL'}`);
      fullSync = full;
      transact(works);
    } catch (error) {
      if (works.length === 1) works[0]?.reject(error);
      else for (const work of works) transactAlone(work);
    }
  };

  const transactAlone = (work: Work) => {
    try {
      transact([work]);
    } catch (error) {
      work.reject(error);
    }
  };

  return {
    commit: (durability, work) =>
      new Promise((resolve, reject) => {
        if (waiting.length === 0) setImmediate(flush);
        if (durability === 'durable') durable = true;
        waiting.push({
          run: () => {
            const value = work();
            return () => resolve(value);
          },
          reject,
        });
      }),
    flush,
    onRollback: (listener) => void rollbackListeners.push(listener),
  };
}
