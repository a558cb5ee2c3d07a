import type { DatabaseSync } from 'node:sqlite';
import { integerOfColumn, textOfColumn } from './row.ts';

/** One value that was refused. */
export interface DiscardedSighting {
  /** The platform. */
  readonly source: string;
  readonly connection: string;
  readonly kind: string;
  /** Where it stood; places in a list are alike: `addresses[].phone`. */
  readonly field: string;
  readonly reason: string;
  /** Masked. */
  readonly example: string;
}

export interface DiscardedCount extends DiscardedSighting {
  readonly count: number;
}

/** How often which kind of value was refused, with the newest example. Call `count` inside a transaction. */
export function discardedCounts(sqlite: DatabaseSync) {
  const add = sqlite.prepare(`
    INSERT INTO refusal_count (connection, kind, field, reason, source, count, example)
    VALUES (:connection, :kind, :field, :reason, :source, 1, :example)
    ON CONFLICT DO UPDATE SET count = count + 1, example = excluded.example
  `);
  const all = sqlite.prepare('SELECT * FROM refusal_count ORDER BY count DESC, connection, kind, field, reason');
  return {
    count(sightings: readonly DiscardedSighting[]): void {
      for (const { source, connection, kind, field, reason, example } of sightings)
        add.run({ source, connection, kind, field, reason, example });
    },

    list: (): DiscardedCount[] =>
      all.all().map((row) => ({
        source: textOfColumn(row, 'source'),
        connection: textOfColumn(row, 'connection'),
        kind: textOfColumn(row, 'kind'),
        field: textOfColumn(row, 'field'),
        reason: textOfColumn(row, 'reason'),
        count: integerOfColumn(row, 'count'),
        example: textOfColumn(row, 'example'),
      })),
  };
}
