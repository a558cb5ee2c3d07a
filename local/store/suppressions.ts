import type { LocalDatabase } from './database.ts';
import { type SqlRow, textOfColumn } from './row.ts';

/** An identity whose events are blocked. The ledger knows it by its keyed hash alone. Times in Unix ms. */
export interface Suppression {
  readonly key: string;
  readonly erased?: number;
  readonly suppressed?: number;
  readonly withdrawn?: number;
}

/** The identities that are blocked, by their keys in the ledger. */
export interface Suppressions {
  /** In the order of the keys, `limit` at most, those after a key. */
  list(limit: number, after?: string): readonly Suppression[];
  find(key: string): Suppression | undefined;
}

export function sqliteSuppressions({ sqlite }: Pick<LocalDatabase, 'sqlite'>): Suppressions {
  const marked = `
    SELECT key, state ->> '$.marks.erased' AS erased, state ->> '$.marks.suppressed' AS suppressed,
      state ->> '$.marks.withdrawn' AS withdrawn
    FROM item WHERE key >= 'i:' AND key < 'i;' AND coalesce(erased, suppressed, withdrawn) IS NOT NULL`;
  const list = sqlite.prepare(`${marked} AND key > :after ORDER BY key LIMIT :limit`);
  const find = sqlite.prepare(`${marked} AND key = :key`);
  return {
    list: (limit, after = '') => list.all({ limit, after }).map(suppressionOf),
    find(key) {
      const row = find.get({ key });
      return row && suppressionOf(row);
    },
  };
}

function suppressionOf(row: SqlRow): Suppression {
  const { erased, suppressed, withdrawn } = row;
  return {
    key: textOfColumn(row, 'key'),
    ...(typeof erased === 'number' && { erased }),
    ...(typeof suppressed === 'number' && { suppressed }),
    ...(typeof withdrawn === 'number' && { withdrawn }),
  };
}
