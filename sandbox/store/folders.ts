import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { textOf, type Row } from './database.ts';

/** A folder of customer groups. Q34: named by its code where another folder is put into it, by its id elsewhere. */
export interface Folder {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  /** The code of the folder above; empty for a root. */
  readonly parentCode: string;
}

/** The tree of folders in which customer groups stand. No folder ever moves, so there is no cycle. */
export class FolderTable {
  readonly #insert: StatementSync;
  readonly #rename: StatementSync;
  readonly #remove: StatementSync;
  readonly #exists: StatementSync;
  readonly #idOfCode: StatementSync;
  readonly #all: StatementSync;
  readonly #isUsed: StatementSync;

  constructor(database: DatabaseSync) {
    this.#insert = database.prepare('INSERT INTO folders (id, code, name, parent) VALUES (?, ?, ?, ?)');
    this.#rename = database.prepare('UPDATE folders SET name = ? WHERE id = ?');
    this.#remove = database.prepare('DELETE FROM folders WHERE id = ?');
    this.#exists = database.prepare('SELECT 1 FROM folders WHERE id = ?');
    this.#idOfCode = database.prepare('SELECT CAST(id AS TEXT) AS id FROM folders WHERE code = ?');
    this.#all = database.prepare(
      `SELECT CAST(folders.id AS TEXT) AS id, folders.code, folders.name, ifnull(parents.code, '') AS parent_code
       FROM folders LEFT JOIN folders AS parents ON parents.id = folders.parent ORDER BY folders.id`,
    );
    this.#isUsed = database.prepare(
      'SELECT 1 FROM folders WHERE parent = :id UNION ALL SELECT 1 FROM groups WHERE folder = :id LIMIT 1',
    );
  }

  /** @param parent id of the folder above */
  create(id: string, name: string, parent: string | undefined): void {
    this.#insert.run(id, codeOf(id), name, parent ?? null);
  }

  rename(id: string, name: string): void {
    this.#rename.run(name, id);
  }

  remove(id: string): void {
    this.#remove.run(id);
  }

  exists(id: string): boolean {
    return this.#exists.get(id) !== undefined;
  }

  idOfCode(code: string): string | undefined {
    const row = this.#idOfCode.get(code);
    return row === undefined ? undefined : textOf(row, 'id');
  }

  /** Q36: whether a group or another folder stands in it. */
  isUsed(id: string): boolean {
    return this.#isUsed.get({ id }) !== undefined;
  }

  /** All folders, oldest first. */
  all(): readonly Folder[] {
    return this.#all.all().map(readFolder);
  }
}

/** A code that nobody takes for the id. */
function codeOf(id: string): string {
  return `F${BigInt(id).toString(36).toUpperCase()}`;
}

function readFolder(row: Row): Folder {
  return {
    id: textOf(row, 'id'),
    code: textOf(row, 'code'),
    name: textOf(row, 'name'),
    parentCode: textOf(row, 'parent_code'),
  };
}
