import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { textOfColumn } from '../store/row.ts';
import { damaged, sqliteStartError } from './sqlite-error.ts';

/** Up to this size the whole file is checked: about a second. */
const WHOLE_BYTES = 256 * 2 ** 20;
/** Of a larger one as many tables as this time allows. */
const BUDGET_MS = 5_000;

/**
 * Looks for damage in both databases before anything is written.
 * @throws StartError
 */
export function examineState({ events, sandbox }: { readonly events: string; readonly sandbox: string }): void {
  const isThere = (file: string) => statSync(file, { throwIfNoEntry: false }) !== undefined;
  // The one is made before the other. Without it what waits and who is forgotten is gone; the sandbox’s may be left out.
  if (!isThere(events) && isThere(sandbox)) throw damaged(events, { en: 'it is missing', zh: '文件缺失' });
  examineDatabase(events, 'message');
  examineDatabase(sandbox, 'customers');
}

/**
 * Looks for damage: pages that are no pages, a file that was cut off, a database of something else. A file that is not there is fine.
 * @param table one that has been there since the first version
 * @throws StartError
 */
export function examineDatabase(file: string, table: string): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size === undefined) return;
  // SQLite takes an empty file for a new database, and everything in it for never written.
  if (size === 0) throw damaged(file, { en: 'it is empty', zh: '文件是空的' });
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file);
    for (const pragma of size <= WHOLE_BYTES ? ['quick_check(1)'] : tableChecks(database)) {
      const [row] = database.prepare(`PRAGMA ${pragma}`).all();
      const found = row === undefined ? 'ok' : String(Object.values(row)[0]);
      if (found !== 'ok') throw damaged(file, found.replaceAll(/\s+/g, ' '));
    }
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
    const isOurs = tables.length === 0 || tables.some((row) => textOfColumn(row, 'name') === table);
    if (!isOurs) throw damaged(file, { en: `it has no table ${table}`, zh: `没有表 ${table}` });
  } catch (error) {
    throw sqliteStartError(error, file) ?? error;
  } finally {
    database?.close();
  }
}

function* tableChecks(database: DatabaseSync): Generator<string> {
  const ends = Date.now() + BUDGET_MS;
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0").all();
  for (const table of tables) {
    if (Date.now() > ends) return;
    yield `quick_check('${textOfColumn(table, 'name').replaceAll("'", "''")}')`;
  }
}
