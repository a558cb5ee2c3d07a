import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { numberOf, textOf } from './database.ts';
import { dataTables } from './schema.ts';

export interface Snapshot {
  readonly id: number;
  /** ms since the epoch */
  readonly takenAt: number;
}

/** Copies of all data, in tables beside it. Call each method inside a transaction. */
export class SnapshotTable {
  readonly #database: DatabaseSync;
  readonly #add: StatementSync;
  readonly #state: StatementSync;
  readonly #all: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#add = database.prepare('INSERT INTO snapshots (taken_at, state) VALUES (?, ?) RETURNING id');
    this.#state = database.prepare('SELECT state FROM snapshots WHERE id = ?');
    this.#all = database.prepare('SELECT id, taken_at FROM snapshots ORDER BY id');
  }

  /** @param state what the database does not hold, as JSON text */
  take(now: number, state: string): number {
    const id = numberOf(this.#add.get(now, state) ?? {}, 'id');
    for (const table of dataTables)
      this.#database.exec(`CREATE TABLE snapshot_${id}_${table} AS SELECT * FROM ${table}`);
    return id;
  }

  /** What was noted beside the data; undefined when there is no such snapshot. */
  stateOf(id: number): string | undefined {
    const row = this.#state.get(id);
    return row === undefined ? undefined : textOf(row, 'state');
  }

  restore(id: number): void {
    this.empty();
    for (const table of dataTables) this.#database.exec(`INSERT INTO ${table} SELECT * FROM snapshot_${id}_${table}`);
  }

  empty(): void {
    for (const table of dataTables) this.#database.exec(`DELETE FROM ${table}`);
  }

  all(): readonly Snapshot[] {
    return this.#all.all().map((row) => ({ id: numberOf(row, 'id'), takenAt: numberOf(row, 'taken_at') }));
  }
}
