import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { noFields, type CustomerFields } from '../resolution/fields.ts';
import type { Identity } from '../resolution/identity.ts';
import { prepareLists, textAt, textOf, type Row } from './database.ts';
import { timeOfId } from './id-sequence.ts';
import type { IdentityTypeTable } from './identity-types.ts';

export interface Customer {
  readonly id: string;
  /** ms since the epoch */
  readonly createdAt: number;
  readonly fields: CustomerFields;
}

/** A live customer as it is stored, in JSON texts. */
export interface CustomerRow {
  readonly fields: string;
  readonly identities: string;
}

/** What an id leads to: the customer itself, the survivor of its merges, or nobody. */
export type Located =
  | { readonly kind: 'live'; readonly id: string }
  | { readonly kind: 'merged'; readonly id: string }
  | { readonly kind: 'absent' };

/** Live customers, and the ids of those that were merged or deleted. */
export class CustomerTable {
  readonly #types: IdentityTypeTable;
  readonly #exists: StatementSync;
  readonly #row: StatementSync;
  readonly #insert: StatementSync;
  readonly #write: StatementSync;
  readonly #writeFields: StatementSync;
  readonly #remove: StatementSync;
  readonly #depart: StatementSync;
  readonly #return: StatementSync;
  readonly #former: StatementSync;
  readonly #repoint: StatementSync;
  readonly #repointOne: StatementSync;
  readonly #survivor: StatementSync;
  readonly #mergedInto: StatementSync;
  readonly #page: StatementSync;
  readonly #purge: StatementSync;

  constructor(database: DatabaseSync, types: IdentityTypeTable) {
    this.#types = types;
    this.#exists = database.prepare('SELECT 1 FROM customers WHERE id = ?');
    this.#row = prepareLists(database, 'SELECT fields, identities FROM customers WHERE id = ?');
    this.#insert = database.prepare('INSERT INTO customers (id, fields, identities) VALUES (?, ?, ?)');
    this.#write = database.prepare('UPDATE customers SET fields = ?, identities = ? WHERE id = ?');
    this.#writeFields = database.prepare('UPDATE customers SET fields = ? WHERE id = ?');
    this.#remove = database.prepare('DELETE FROM customers WHERE id = ?');
    this.#depart = database.prepare(
      'INSERT INTO former_customers (id, survivor, departed_at, fields) VALUES (?, ?, ?, ?)',
    );
    this.#return = database.prepare('DELETE FROM former_customers WHERE id = ?');
    this.#former = database.prepare(
      'SELECT CAST(survivor AS TEXT) AS survivor, fields FROM former_customers WHERE id = ?',
    );
    this.#repoint = database.prepare('UPDATE former_customers SET survivor = ? WHERE survivor = ?');
    this.#repointOne = database.prepare('UPDATE former_customers SET survivor = ? WHERE id = ?');
    this.#survivor = database.prepare(
      `SELECT CAST(customers.id AS TEXT) AS id FROM former_customers
       JOIN customers ON customers.id = former_customers.survivor WHERE former_customers.id = ?`,
    );
    this.#mergedInto = database.prepare(
      'SELECT CAST(id AS TEXT) AS id FROM former_customers WHERE survivor = ? ORDER BY former_customers.id',
    );
    this.#page = database.prepare(
      `SELECT CAST(id AS TEXT) AS id, fields FROM customers
       WHERE customers.id > ? ORDER BY customers.id LIMIT ?`,
    );
    this.#purge = database.prepare(
      'UPDATE former_customers SET fields = NULL WHERE survivor IS NULL AND fields IS NOT NULL',
    );
  }

  create(id: string, fields: CustomerFields, identities: readonly Identity[]): void {
    this.#insert.run(id, JSON.stringify(fields), this.#types.writeList(identities));
  }

  /** The live customer's row. */
  row(id: string): CustomerRow | undefined {
    const row = this.#row.get(id);
    return row === undefined ? undefined : { fields: textAt(row, 0), identities: textAt(row, 1) };
  }

  fields(id: string): CustomerFields {
    const row = this.row(id);
    if (row === undefined) throw new RangeError(`no live customer ${id}`);
    return readFields(row.fields);
  }

  write(id: string, { fields, identities }: CustomerRow): void {
    this.#write.run(fields, identities, id);
  }

  writeFields(id: string, fields: CustomerFields): void {
    this.#writeFields.run(JSON.stringify(fields), id);
  }

  locate(id: string): Located {
    if (this.#exists.get(id) !== undefined) return { kind: 'live', id };
    const row = this.#survivor.get(id);
    return row === undefined ? { kind: 'absent' } : { kind: 'merged', id: textOf(row, 'id') };
  }

  /** Ends a customer by merge. Older redirects to it are re-pointed, so that every redirect is one hop. */
  retireMerged(id: string, survivor: string, now: number): void {
    this.#remove.run(id);
    this.#repoint.run(survivor, id);
    this.#depart.run(id, survivor, now, null);
  }

  /** Takes a merge back: the customer lives again, and the ids that led to it do so again. */
  restoreMerged(
    id: string,
    fields: CustomerFields,
    identities: readonly Identity[],
    redirects: readonly string[],
  ): void {
    this.#return.run(id);
    this.create(id, fields, identities);
    for (const redirect of redirects) this.#repointOne.run(id, redirect);
  }

  /** Ends a customer logically: its fields stay until the purge. */
  retireDeleted(id: string, now: number): void {
    const fields = this.row(id)?.fields ?? null;
    this.#remove.run(id);
    this.#depart.run(id, null, now, fields);
  }

  isDeleted(id: string): boolean {
    return this.#former.get(id)?.['survivor'] === null;
  }

  /** A deleted customer lives again, with what the purge left of it. */
  revive(id: string, identities: readonly Identity[]): void {
    const fields = this.#former.get(id)?.['fields'];
    this.#return.run(id);
    this.create(id, typeof fields === 'string' ? readFields(fields) : noFields, identities);
  }

  /** Forgets the fields of deleted customers. @returns how many had any */
  purge(): number {
    return Number(this.#purge.run().changes);
  }

  mergedInto(survivor: string): readonly string[] {
    return this.#mergedInto.all(survivor).map((row) => textOf(row, 'id'));
  }

  /** Live customers by id. */
  page(after: string, limit: number): readonly Customer[] {
    return this.#page.all(after, limit).map(readCustomer);
  }
}

export function readCustomer(row: Row): Customer {
  const id = textOf(row, 'id');
  return { id, createdAt: timeOfId(id), fields: readFields(textOf(row, 'fields')) };
}

export function readFields(json: string): CustomerFields {
  return JSON.parse(json) as CustomerFields;
}
