import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

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
    const tables = this.#database.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name`).all();
    return tables.map(({ name }) => `${String(name)}: ${this.#rows(String(name))}`).join('\n');
  }

  /** A number that changes whenever anybody commits a change. */
  version(): number {
    return Number(this.#database.prepare('PRAGMA data_version').get()?.['data_version']);
  }

  #rows(table: string): string {
    const statement = this.#database.prepare(`SELECT * FROM ${table}`);
    statement.setReadBigInts(true);
    const rows = statement
      .all()
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
