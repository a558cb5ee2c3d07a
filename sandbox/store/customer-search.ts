import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { readCustomer, type Customer } from './customers.ts';
import { numberOf, type Row } from './database.ts';
import { firstIdAt } from './id-sequence.ts';

export interface CustomerSearch {
  /** ms since the epoch, both inclusive */
  readonly from: number;
  readonly to: number;
  /** Substring of the mobile, the nickname or the name; case matters only beyond ASCII. */
  readonly text: string | undefined;
  readonly groupId: string | undefined;
  readonly offset: number;
  readonly limit: number;
}

// A condition whose parameter is null is off.
const MATCHES = `
  FROM customers WHERE customers.id >= :from AND customers.id < :end
    AND (:group IS NULL OR EXISTS (
      SELECT 1 FROM group_members WHERE group_id = CAST(:group AS INTEGER) AND customer = customers.id))
    AND (:text IS NULL
      OR instr(lower(fields ->> '$.name'), lower(:text)) > 0
      OR instr(lower(fields ->> '$.profile.nickName'), lower(:text)) > 0
      OR EXISTS (SELECT 1 FROM identities WHERE customer = customers.id
        AND type = (SELECT number FROM identity_types WHERE code = 'mobile') AND instr(value, :text) > 0))`;

/** Search among live customers, by creation time. */
export class CustomerSearchTable {
  readonly #count: StatementSync;
  readonly #page: StatementSync;

  constructor(database: DatabaseSync) {
    this.#count = database.prepare(`SELECT count(*) AS total ${MATCHES}`);
    this.#page = database.prepare(
      `SELECT CAST(id AS TEXT) AS id, fields ${MATCHES}
       ORDER BY customers.id LIMIT :limit OFFSET :offset`,
    );
  }

  find(search: CustomerSearch): { readonly total: number; readonly customers: readonly Customer[] } {
    const conditions = {
      from: firstIdAt(search.from),
      end: firstIdAt(search.to + 1),
      group: search.groupId ?? null,
      text: search.text ?? null,
    };
    const counted: Row = this.#count.get(conditions) ?? {};
    return {
      total: numberOf(counted, 'total'),
      customers: this.#page.all({ ...conditions, limit: search.limit, offset: search.offset }).map(readCustomer),
    };
  }
}
