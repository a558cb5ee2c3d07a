import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type GroupCommit, groupCommit } from './group-commit.ts';
import { migrations } from './migrations.ts';

const SQLITE_BUSY = 5;

/** The one file of the local run: queues, ledger, journal. */
export interface LocalDatabase {
  readonly sqlite: DatabaseSync;
  readonly commit: GroupCommit['commit'];
  readonly onRollback: GroupCommit['onRollback'];
  /** Commits what waits and closes the file. */
  close(): void;
}

/** Two processes on one state. */
export class StateInUseError extends Error {
  readonly kind = 'state';
  readonly retryable = false;
  constructor(file: string, options?: ErrorOptions) {
    super(`${file} is in use by another process: stop that one, or choose another folder with --data`, options);
    this.name = 'StateInUseError';
  }
}

/**
 * Opens the file, makes it if needed and brings its schema up to date. `:memory:` keeps nothing.
 * @throws when another process has it open: the queues keep in memory what only their own process may change.
 */
export function openDatabase(file: string): LocalDatabase {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const sqlite = new DatabaseSync(file);
  try {
    prepare(sqlite);
  } catch (error) {
    sqlite.close();
    throw isBusy(error) ? new StateInUseError(file, { cause: error }) : error;
  }
  const { commit, flush, onRollback } = groupCommit(sqlite);
  return {
    sqlite,
    commit,
    onRollback,
    close() {
      flush();
      sqlite.close();
    },
  };
}

function prepare(sqlite: DatabaseSync): void {
  sqlite.exec(`
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA wal_autocheckpoint = 4000;
    PRAGMA journal_size_limit = 67108864;
    PRAGMA cache_size = -65536;
    PRAGMA temp_store = MEMORY;
  `);
  migrate(sqlite);
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}

function migrate(sqlite: DatabaseSync): void {
  sqlite.exec('BEGIN IMMEDIATE');
  try {
    const version = Number(sqlite.prepare('PRAGMA user_version').get()?.['user_version']);
    if (version > migrations.length) {
      throw new Error(`the data directory is from a newer version (schema ${version}, known ${migrations.length})`);
    }
    for (const step of migrations.slice(version)) sqlite.exec(step);
    sqlite.exec(`PRAGMA user_version = ${migrations.length}`);
    sqlite.exec('COMMIT');
  } catch (error) {
    if (sqlite.isTransaction) sqlite.exec('ROLLBACK');
    throw error;
  }
}
