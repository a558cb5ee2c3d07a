import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';

/** A database file in a folder of its own, and what a second connection sees in it. */
export class WatchedDatabase {
  readonly #folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
  readonly file = join(this.#folder, 'cdp.sqlite');
  #connection: DatabaseSync | undefined;

  get #database(): DatabaseSync {
    this.#connection ??= new DatabaseSync(this.file, { readOnly: true });
    return this.#connection;
  }

  /** Every row of every table. */
  dump(): string {
    const tables = this.rows(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`);
    return tables.map(({ name }) => `${String(name)}: ${this.#table(String(name))}`).join('\n');
  }

  rows(sql: string): Record<string, SQLOutputValue>[] {
    const statement = this.#database.prepare(sql);
    statement.setReadBigInts(true);
    return statement.all();
  }

  /** A number that changes whenever anybody commits a change. */
  version(): number {
    return Number(this.rows('PRAGMA data_version')[0]?.['data_version']);
  }

  #table(name: string): string {
    const rows = this.rows(`SELECT * FROM ${name}`)
      .map((row) => Object.values(row).map((value) => (value instanceof Uint8Array ? toHex(value) : String(value))))
      .map((row) => JSON.stringify(row));
    return rows.toSorted().join();
  }

  close(): void {
    this.#connection?.close();
    rmSync(this.#folder, { recursive: true });
  }
}

function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
