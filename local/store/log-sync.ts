import { open } from 'node:fs/promises';
import type { LogSync } from './group-commit.ts';

export interface OpenLog {
  readonly sync: LogSync;
  /** To be called when the database is closed, which has brought everything to the disk. */
  close(): void;
}

/**
 * Syncs the write-ahead log of a database beside this thread: a thread of libuv waits for the disk. SQLite writes each commit into the
 * log and waits for nothing (`synchronous = NORMAL`, https://sqlite.org/pragma.html#pragma_synchronous); a checkpoint still syncs.
 * The log is one file as long as the database is open, and SQLite locks nothing in it.
 */
export function openLog(file: string): OpenLog {
  // For writing: Windows syncs nothing that is open for reading alone.
  const opening = open(`${file}-wal`, 'r+');
  let isClosed = false;
  // The first sync tells it.
  opening.catch(() => undefined);
  return {
    async sync() {
      try {
        const log = await opening;
        await log.datasync();
      } catch (error) {
        if (!isClosed) throw error;
      }
    },
    close() {
      isClosed = true;
      void opening.then(
        (log) => log.close(),
        () => undefined,
      );
    },
  };
}

/** Of a database in memory: there is no disk. */
export const noLog: OpenLog = { sync: async () => undefined, close: () => undefined };
