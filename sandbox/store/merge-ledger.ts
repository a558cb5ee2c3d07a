import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { noFields, type CustomerFields } from '../resolution/fields.ts';
import type { Identity } from '../resolution/identity.ts';
import type { FilledField } from '../resolution/unmerge.ts';
import { readFields } from './customers.ts';
import { numberOf, textOf, type Row } from './database.ts';

export interface Merge {
  readonly loser: string;
  readonly survivor: string;
  /** ms since the epoch */
  readonly mergedAt: number;
  /** `x-request-id` of the call. */
  readonly requestId: string | undefined;
  readonly movedIdentities: readonly Identity[];
  readonly loserFields: CustomerFields;
  /** Undefined when the merge cannot be undone: its survivor was deleted, its data purged, or it was made before undos. */
  readonly undo: UndoRecord | undefined;
}

/** What both sides had beside identities and the loser's fields, and what the merge changed at the survivor. */
export interface UndoRecord {
  /** Ids of the groups that the loser was in. */
  readonly loserGroups: readonly string[];
  /** Those of them that the survivor was not in. */
  readonly joinedGroups: readonly string[];
  /** Ids that led to the loser. */
  readonly redirects: readonly string[];
  /** How many identities of each type the survivor had right after. */
  readonly identityCounts: Readonly<Record<string, number>>;
  readonly filled: readonly FilledField[];
}

export interface RecordedMerge extends Merge {
  readonly sequence: number;
  /** ms since the epoch */
  readonly undoneAt: number | undefined;
}

const COLUMNS = `sequence, CAST(loser AS TEXT) AS loser, CAST(survivor AS TEXT) AS survivor, merged_at, request_id,
  moved_identities, loser_fields, undo, undone_at`;

/** One row per merge, with what it takes to undo it. */
export class MergeLedger {
  readonly #add: StatementSync;
  readonly #page: StatementSync;
  readonly #get: StatementSync;
  readonly #ofLoser: StatementSync;
  readonly #laterInto: StatementSync;
  readonly #undone: StatementSync;
  readonly #close: StatementSync;
  readonly #purge: StatementSync;

  constructor(database: DatabaseSync) {
    this.#add = database.prepare(
      `INSERT INTO merges (loser, survivor, merged_at, request_id, moved_identities, loser_fields, undo)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#page = database.prepare(`SELECT ${COLUMNS} FROM merges WHERE sequence > ? ORDER BY sequence LIMIT ?`);
    this.#get = database.prepare(`SELECT ${COLUMNS} FROM merges WHERE sequence = ?`);
    this.#ofLoser = database.prepare(
      'SELECT sequence FROM merges WHERE loser = ? AND undone_at IS NULL ORDER BY sequence DESC LIMIT 1',
    );
    this.#laterInto = database.prepare(
      'SELECT sequence FROM merges WHERE survivor = ? AND sequence > ? AND undone_at IS NULL ORDER BY sequence DESC',
    );
    this.#undone = database.prepare('UPDATE merges SET undone_at = ?, undo = NULL WHERE sequence = ?');
    this.#close = database.prepare('UPDATE merges SET undo = NULL WHERE survivor = ?');
    // Personal data of who was deleted, or merged at last into who was.
    this.#purge = database.prepare(
      `UPDATE merges SET moved_identities = '[]', loser_fields = ?, undo = NULL
       WHERE loser IN (
         SELECT id FROM former_customers WHERE survivor IS NULL
         UNION ALL
         SELECT losers.id FROM former_customers AS losers
         JOIN former_customers AS survivors ON survivors.id = losers.survivor AND survivors.survivor IS NULL)`,
    );
  }

  add(merge: Merge): void {
    this.#add.run(
      merge.loser,
      merge.survivor,
      merge.mergedAt,
      merge.requestId ?? null,
      JSON.stringify(merge.movedIdentities),
      JSON.stringify(merge.loserFields),
      merge.undo === undefined ? null : JSON.stringify(merge.undo),
    );
  }

  /** Merges in the order they happened, after a sequence number. */
  page(after: number, limit: number): readonly RecordedMerge[] {
    return this.#page.all(after, limit).map(readMerge);
  }

  get(sequence: number): RecordedMerge | undefined {
    const row = this.#get.get(sequence);
    return row === undefined ? undefined : readMerge(row);
  }

  /** The standing merge in which the customer was the loser. */
  sequenceOfLoser(loser: string): number | undefined {
    const row = this.#ofLoser.get(loser);
    return row === undefined ? undefined : numberOf(row, 'sequence');
  }

  /** Standing merges into the same survivor after that one, the newest first. */
  laterInto(survivor: string, sequence: number): readonly number[] {
    return this.#laterInto.all(survivor, sequence).map((row) => numberOf(row, 'sequence'));
  }

  markUndone(sequence: number, now: number): void {
    this.#undone.run(now, sequence);
  }

  /** The survivor was deleted: its identities are free for others, whatever becomes of it. */
  close(survivor: string): void {
    this.#close.run(survivor);
  }

  purge(): void {
    this.#purge.run(JSON.stringify(noFields));
  }
}

function readMerge(row: Row): RecordedMerge {
  const requestId = row['request_id'];
  const undo = row['undo'];
  const undoneAt = row['undone_at'];
  return {
    sequence: numberOf(row, 'sequence'),
    loser: textOf(row, 'loser'),
    survivor: textOf(row, 'survivor'),
    mergedAt: numberOf(row, 'merged_at'),
    requestId: typeof requestId === 'string' ? requestId : undefined,
    movedIdentities: JSON.parse(textOf(row, 'moved_identities')) as readonly Identity[],
    loserFields: readFields(textOf(row, 'loser_fields')),
    undo: typeof undo === 'string' ? (JSON.parse(undo) as UndoRecord) : undefined,
    undoneAt: typeof undoneAt === 'number' ? undoneAt : undefined,
  };
}
