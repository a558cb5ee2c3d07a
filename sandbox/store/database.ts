import { DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { schemaSteps } from './schema.ts';

export type Synchronous = 'full' | 'normal';

/** How long a call waits for another process that writes to the same file. */
const BUSY_TIMEOUT_MS = 1000;

/** 16 MB of journal between checkpoints: neighbouring calls write the same pages, which then reach the file once. */
const CHECKPOINT_PAGES = 4000;

/** Pages are read where the file is mapped, without a call to the system for each; 2 GB is as much as SQLite maps. */
const MAPPED_BYTES = 2 ** 31;

/**
 * Opens or creates the sandbox's database. The page cache stays at its default: SQLite walks through all of it at the end
 * of a transaction, so that larger ones slow small transactions down.
 * A file of an older version gets the steps that it lacks.
 * @throws Error when the file was written by a newer version of the sandbox.
 */
export function openDatabase(file: string, synchronous: Synchronous): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous === 'full' ? 'FULL' : 'NORMAL'};
    PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}; PRAGMA mmap_size = ${MAPPED_BYTES};
    PRAGMA secure_delete = ON;`);
  try {
    upgrade(database);
    // A process that was killed has left its log.
    truncateLog(database);
  } catch (error) {
    database.close();
    throw error;
  }
  return database;
}

/** Empties the write-ahead log, unless a transaction is open: what was deleted is in no file any more. */
export function truncateLog(database: DatabaseSync): void {
  if (!database.isTransaction) database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
}

function upgrade(database: DatabaseSync): void {
  database.exec('BEGIN IMMEDIATE');
  const version = numberOf(database.prepare('PRAGMA user_version').get() ?? {}, 'user_version');
  if (version > schemaSteps.length) {
    database.exec('ROLLBACK');
    throw new Error(`the sandbox database has version ${version}, this sandbox writes ${schemaSteps.length}`);
  }
  for (const step of schemaSteps.slice(version)) database.exec(step);
  database.exec(`PRAGMA user_version = ${schemaSteps.length}`);
  database.exec('COMMIT');
}

/**
 * Runs `work` as a whole: all of it is kept, or nothing when it throws or answers with a decline. Alone it is an immediate
 * transaction; inside another one a part of that, kept or not for itself.
 */
export type Transact = <T extends object | undefined>(work: () => T) => T;

/** @param rolledBack is called when nothing was kept: what is remembered of the tables may be wrong. */
export function transactions(database: DatabaseSync, rolledBack: () => void): Transact {
  const statements = (begin: string, keep: string, ...drop: readonly string[]) => ({
    begin: database.prepare(begin),
    keep: database.prepare(keep),
    drop: drop.map((sql) => database.prepare(sql)),
  });
  const whole = statements('BEGIN IMMEDIATE', 'COMMIT', 'ROLLBACK');
  const part = statements('SAVEPOINT part', 'RELEASE part', 'ROLLBACK TO part', 'RELEASE part');
  let depth = 0;
  return (work) => {
    const { begin, keep, drop } = depth === 0 ? whole : part;
    begin.run();
    depth += 1;
    try {
      const result = work();
      if (isDeclined(result)) {
        for (const statement of drop) statement.run();
        rolledBack();
      } else keep.run();
      return result;
    } catch (error) {
      if (database.isTransaction) for (const statement of drop) statement.run();
      rolledBack();
      throw error;
    } finally {
      depth -= 1;
    }
  };
}

function isDeclined(result: object | undefined): boolean {
  return result !== undefined && 'ok' in result && result.ok === false;
}

export type Row = Record<string, SQLOutputValue>;

export function textOf(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw new TypeError(`column ${column} is not text`);
  return value;
}

export function numberOf(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== 'number') throw new TypeError(`column ${column} is not a number`);
  return value;
}

/** A statement whose rows are lists of cells: a third cheaper to read, for what every call asks. */
export function prepareLists(database: DatabaseSync, sql: string): StatementSync {
  const statement = database.prepare(sql);
  statement.setReturnArrays(true);
  return statement;
}

export function textAt(row: unknown, position: number): string {
  const value: unknown = Array.isArray(row) ? row[position] : undefined;
  if (typeof value !== 'string') throw new TypeError(`cell ${position} is not text`);
  return value;
}
