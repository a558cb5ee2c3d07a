import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { CustomerFields } from '../resolution/fields.ts';
import type { Identity } from '../resolution/identity.ts';
import { readFields } from './customers.ts';
import { numberOf, textOf } from './database.ts';

export interface Merge {
  readonly loser: string;
  readonly survivor: string;
  /** ms since the epoch */
  readonly mergedAt: number;
  readonly movedIdentities: readonly Identity[];
  readonly loserFields: CustomerFields;
}

/** One row per merge, with what it would take to undo it. */
export class MergeLedger {
  readonly #add: StatementSync;
  readonly #page: StatementSync;

  constructor(database: DatabaseSync) {
    this.#add = database.prepare(
      'INSERT INTO merges (loser, survivor, merged_at, moved_identities, loser_fields) VALUES (?, ?, ?, ?, ?)',
    );
    this.#page = database.prepare(
      `SELECT sequence, CAST(loser AS TEXT) AS loser, CAST(survivor AS TEXT) AS survivor, merged_at, moved_identities,
         loser_fields
       FROM merges WHERE sequence > ? ORDER BY sequence LIMIT ?`,
    );
  }

  add(merge: Merge): void {
    this.#add.run(
      merge.loser,
      merge.survivor,
      merge.mergedAt,
      JSON.stringify(merge.movedIdentities),
      JSON.stringify(merge.loserFields),
    );
  }

  /** Merges in the order they happened, after a sequence number. */
  page(after: number, limit: number): readonly (Merge & { readonly sequence: number })[] {
    return this.#page.all(after, limit).map((row) => ({
      sequence: numberOf(row, 'sequence'),
      loser: textOf(row, 'loser'),
      survivor: textOf(row, 'survivor'),
      mergedAt: numberOf(row, 'merged_at'),
      movedIdentities: JSON.parse(textOf(row, 'moved_identities')) as readonly Identity[],
      loserFields: readFields(textOf(row, 'loser_fields')),
    }));
  }
}
