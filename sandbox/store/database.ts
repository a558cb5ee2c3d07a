import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';

export type Synchronous = 'full' | 'normal';

const SCHEMA_VERSION = 1;

/** How long a call waits for another process that writes to the same file. */
const BUSY_TIMEOUT_MS = 1000;

/** 16 MB of journal between checkpoints: neighbouring calls write the same pages, which then reach the file once. */
const CHECKPOINT_PAGES = 4000;

// Identities: one B-tree descent from (type, value) to the customer; the secondary index of a WITHOUT ROWID table
// holds the whole key, so reading a customer's identities never touches the table.
// Ids fill 64 bits: they enter as text, which INTEGER columns convert, and leave through CAST(… AS TEXT).
const SCHEMA = `
  CREATE TABLE customers (
    id     INTEGER PRIMARY KEY,           -- carries the time of creation
    fields TEXT NOT NULL                  -- JSON of CustomerFields
  ) STRICT;

  CREATE TABLE former_customers (         -- merged (survivor set) or deleted (survivor null)
    id         INTEGER PRIMARY KEY,
    survivor   INTEGER,
    departed_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX former_customers_by_survivor ON former_customers (survivor) WHERE survivor IS NOT NULL;

  CREATE TABLE identity_types (
    number INTEGER PRIMARY KEY,
    code   TEXT NOT NULL UNIQUE
  ) STRICT;

  CREATE TABLE identities (
    type     INTEGER NOT NULL,
    value    TEXT NOT NULL,
    customer INTEGER NOT NULL,
    PRIMARY KEY (type, value)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX identities_by_customer ON identities (customer);

  CREATE TABLE merges (
    sequence INTEGER PRIMARY KEY,
    loser    INTEGER NOT NULL,
    survivor INTEGER NOT NULL,
    merged_at INTEGER NOT NULL,
    moved_identities TEXT NOT NULL,       -- JSON list of {type, value}
    loser_fields     TEXT NOT NULL        -- JSON of CustomerFields before the merge
  ) STRICT;

  CREATE TABLE groups (
    id          INTEGER PRIMARY KEY,
    name        TEXT NOT NULL,
    description TEXT NOT NULL
  ) STRICT;

  CREATE TABLE group_members (
    group_id INTEGER NOT NULL,
    customer INTEGER NOT NULL,
    PRIMARY KEY (group_id, customer)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX group_members_by_customer ON group_members (customer);

  CREATE TABLE tokens (
    digest     TEXT PRIMARY KEY,          -- SHA-256 of the token
    app_key    TEXT NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

/**
 * Opens or creates the sandbox's database. The page cache stays at its default: larger ones were measured to slow
 * small transactions down.
 * @throws Error when the file was written by another version of the sandbox.
 */
export function openDatabase(file: string, synchronous: Synchronous): DatabaseSync {
  const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous === 'full' ? 'FULL' : 'NORMAL'};
    PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};`);
  database.exec('BEGIN IMMEDIATE');
  const version = database.prepare('PRAGMA user_version').get()?.['user_version'];
  if (version === 0) database.exec(`${SCHEMA} PRAGMA user_version = ${SCHEMA_VERSION};`);
  database.exec('COMMIT');
  if (version !== 0 && version !== SCHEMA_VERSION) {
    database.close();
    throw new Error(`the sandbox database has version ${String(version)}, this sandbox writes ${SCHEMA_VERSION}`);
  }
  return database;
}

/** Runs `work` in one immediate transaction: all of it or nothing. */
export type Transact = <T>(work: () => T) => T;

export function transactions(database: DatabaseSync): Transact {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const commit = database.prepare('COMMIT');
  const rollback = database.prepare('ROLLBACK');
  return (work) => {
    begin.run();
    try {
      const result = work();
      commit.run();
      return result;
    } catch (error) {
      if (database.isTransaction) rollback.run();
      throw error;
    }
  };
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
