import { DatabaseSync } from 'node:sqlite';
import { openDatabase, type LocalDatabase } from '../../local/store/database.ts';
import type { Durability } from '../../local/store/group-commit.ts';

/**
 * The database of a host, which survives it: what is durable is committed at once, what is lazy with the next durable work or at the
 * end of a step, and the rest is gone when the host dies.
 */
export interface HostState {
  /** As the next host opens it. */
  open(): LocalDatabase;
  /** A moment has passed: what is lazy is on the disk now. */
  settle(): void;
  /** The host is dead. */
  lose(): void;
}

export function openHostState(): HostState {
  const { sqlite }: { sqlite: DatabaseSync } = openDatabase(':memory:');
  return {
    open() {
      const listeners: (() => void)[] = [];
      const commit = async <T>(durability: Durability, work: () => T): Promise<T> => {
        if (!sqlite.isTransaction) sqlite.exec('BEGIN');
        sqlite.exec('SAVEPOINT work');
        try {
          const value = work();
          sqlite.exec('RELEASE work');
          if (durability === 'durable') sqlite.exec('COMMIT');
          return value;
        } catch (error) {
          sqlite.exec('ROLLBACK TO work; RELEASE work');
          for (const listener of listeners) listener();
          throw error;
        }
      };
      const nothing = () => undefined;
      const onRollback = (listener: () => void) => void listeners.push(listener);
      return { sqlite, commit, onRollback, lastFault: nothing, truncateLog: nothing, close: nothing };
    },
    settle() {
      if (sqlite.isTransaction) sqlite.exec('COMMIT');
    },
    lose() {
      if (sqlite.isTransaction) sqlite.exec('ROLLBACK');
    },
  };
}
