import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sqliteStartError } from '../state/sqlite-error.ts';
import { StartError } from '../state/start-error.ts';
import { type GroupCommit, groupCommit } from './group-commit.ts';
import { noLog, openLog } from './log-sync.ts';
import { migrations } from './migrations.ts';

const TRUNCATE_LOG = 'PRAGMA wal_checkpoint(TRUNCATE)';

/** The one file of the local run: queues, ledger, journal. */
export interface LocalDatabase {
  readonly sqlite: DatabaseSync;
  readonly commit: GroupCommit['commit'];
  readonly onRollback: GroupCommit['onRollback'];
  readonly lastFault: GroupCommit['lastFault'];
  /** Commits what waits and empties the write-ahead log: what was deleted is in no file any more. */
  truncateLog(): void;
  /** Commits what waits and closes the file. */
  close(): void;
}

/**
 * Opens the file, makes it if needed and brings its schema up to date. `:memory:` keeps nothing.
 * @throws StartError when another process has it open: the queues keep in memory what only their own process may change.
 */
export function openDatabase(file: string): LocalDatabase {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const sqlite = opened(file);
  const log = file === ':memory:' ? noLog : openLog(file);
  const { commit, flush, lastFault, onRollback } = groupCommit(sqlite, log.sync);
  return {
    sqlite,
    commit,
    onRollback,
    lastFault,
    truncateLog() {
      flush();
      sqlite.exec(TRUNCATE_LOG);
    },
    close() {
      flush();
      sqlite.close();
      log.close();
    },
  };
}

function opened(file: string): DatabaseSync {
  let sqlite: DatabaseSync | undefined;
  try {
    sqlite = new DatabaseSync(file);
    prepare(sqlite);
    return sqlite;
  } catch (error) {
    sqlite?.close();
    throw sqliteStartError(error, file) ?? error;
  }
}

function prepare(sqlite: DatabaseSync): void {
  sqlite.exec(`
    PRAGMA locking_mode = EXCLUSIVE;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = NORMAL;
    PRAGMA wal_autocheckpoint = 4000;
    PRAGMA journal_size_limit = 67108864;
    PRAGMA cache_size = -65536;
    PRAGMA temp_store = MEMORY;
    PRAGMA secure_delete = ON;
  `);
  migrate(sqlite);
  // A process that was killed has left its log.
  sqlite.exec(TRUNCATE_LOG);
}

function migrate(sqlite: DatabaseSync): void {
  sqlite.exec('BEGIN IMMEDIATE');
  try {
    const version = Number(sqlite.prepare('PRAGMA user_version').get()?.['user_version']);
    if (version > migrations.length) {
      const found = `schema ${version}, known ${migrations.length}`;
      throw new StartError('state-newer', {
        en: `the folder of the state is from a newer version (${found}): start that one`,
        zh: `状态目录由更新的版本写入（${found}）：请启动那个版本`,
      });
    }
    for (const step of migrations.slice(version)) sqlite.exec(step);
    sqlite.exec(`PRAGMA user_version = ${migrations.length}`);
    sqlite.exec('COMMIT');
  } catch (error) {
    if (sqlite.isTransaction) sqlite.exec('ROLLBACK');
    throw error;
  }
}
