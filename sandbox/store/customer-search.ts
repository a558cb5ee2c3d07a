import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { readCustomer, type Customer } from './customers.ts';
import { numberOf } from './database.ts';
import { firstIdAt, idForms } from './id-sequence.ts';

export interface CustomerSearch {
  /** ms since the epoch, both inclusive; any time when left out */
  readonly created?: { readonly from: number; readonly to: number } | undefined;
  /** Substring of the mobile, the nickname or the name; case matters only beyond ASCII. */
  readonly text?: string | undefined;
  readonly groupId?: string | undefined;
  readonly offset: number;
  readonly limit: number;
}

interface Statements {
  readonly count: StatementSync;
  readonly page: StatementSync;
}

/** The smallest and the largest id that SQLite can hold. */
const ALL_IDS = { from: '0', end: '9223372036854775807' };

// The text as it stands in the JSON of the fields: a customer without it there need not be read field by field.
const HAS_TEXT = `(
  instr(lower(fields), lower(:json)) > 0 AND (
    instr(lower(fields ->> '$.name'), lower(:text)) > 0
    OR instr(lower(fields ->> '$.profile.nickName'), lower(:text)) > 0
    OR instr(fields ->> '$.mobile', :text) > 0)
  OR (instr(identities, :json) > 0 AND EXISTS (
    SELECT 1 FROM json_each(identities) AS pairs
    WHERE pairs.value ->> 0 = (SELECT number FROM identity_types WHERE code = 'mobile')
      AND instr(pairs.value ->> 1, :text) > 0)))`;

/** Search among live customers, by creation time. */
export class CustomerSearchTable {
  readonly #database: DatabaseSync;
  readonly #prepared = new Map<string, Statements>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** Sorted by creation; the ids of one form before those of the other (Q06). */
  find(search: CustomerSearch): { readonly total: number; readonly customers: readonly Customer[] } {
    const { text, groupId, limit } = search;
    const { count, page } = this.#statements(text !== undefined, groupId !== undefined);
    const conditions = {
      ...(text !== undefined && { text, json: JSON.stringify(text).slice(1, -1) }),
      ...(groupId !== undefined && { group: groupId }),
    };
    let total = 0;
    const customers: Customer[] = [];
    for (const range of rangesOf(search.created)) {
      const offset = Math.max(0, search.offset - total);
      total += numberOf(count.get({ ...conditions, ...range }) ?? {}, 'total');
      const missing = limit - customers.length;
      if (missing > 0 && offset < total)
        customers.push(...page.all({ ...conditions, ...range, limit: missing, offset }).map(readCustomer));
    }
    return { total, customers };
  }

  #statements(hasText: boolean, hasGroup: boolean): Statements {
    const key = `${hasText} ${hasGroup}`;
    const known = this.#prepared.get(key);
    if (known !== undefined) return known;
    // A group is walked by its members, everything else by creation.
    const from = hasGroup
      ? `group_members JOIN customers ON customers.id = group_members.customer
         WHERE group_id = CAST(:group AS INTEGER) AND group_members.customer >= :from AND group_members.customer < :end`
      : 'customers WHERE customers.id >= :from AND customers.id < :end';
    const matches = `FROM ${from}${hasText ? ` AND ${HAS_TEXT}` : ''}`;
    const order = hasGroup ? 'group_members.customer' : 'customers.id';
    const made = {
      count: this.#database.prepare(`SELECT count(*) AS total ${matches}`),
      page: this.#database.prepare(
        `SELECT CAST(customers.id AS TEXT) AS id, fields ${matches} ORDER BY ${order} LIMIT :limit OFFSET :offset`,
      ),
    };
    this.#prepared.set(key, made);
    return made;
  }
}

function rangesOf(created: CustomerSearch['created']): readonly { readonly from: string; readonly end: string }[] {
  if (created === undefined) return [ALL_IDS];
  return idForms.map((form) => ({ from: firstIdAt(created.from, form), end: firstIdAt(created.to + 1, form) }));
}
