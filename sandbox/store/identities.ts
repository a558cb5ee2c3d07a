import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Identity } from '../resolution/identity.ts';
import { numberOf, textOf } from './database.ts';
import type { IdentityTypeTable } from './identity-types.ts';

/** Which live customer owns which identity. */
export class IdentityTable {
  readonly #types: IdentityTypeTable;
  readonly #owner: StatementSync;
  readonly #ofCustomer: StatementSync;
  readonly #countByType: StatementSync;
  readonly #link: StatementSync;
  readonly #moveAll: StatementSync;
  readonly #move: StatementSync;
  readonly #release: StatementSync;

  constructor(database: DatabaseSync, types: IdentityTypeTable) {
    this.#types = types;
    this.#owner = database.prepare(
      'SELECT CAST(customer AS TEXT) AS customer FROM identities WHERE type = ? AND value = ?',
    );
    this.#ofCustomer = database.prepare('SELECT type, value FROM identities WHERE customer = ? ORDER BY type, value');
    this.#countByType = database.prepare(
      'SELECT type, count(*) AS count FROM identities WHERE customer = ? GROUP BY type ORDER BY type',
    );
    this.#link = database.prepare('INSERT INTO identities (type, value, customer) VALUES (?, ?, ?)');
    this.#moveAll = database.prepare('UPDATE identities SET customer = ? WHERE customer = ?');
    this.#move = database.prepare('UPDATE identities SET customer = ? WHERE type = ? AND value = ?');
    this.#release = database.prepare('DELETE FROM identities WHERE customer = ?');
  }

  owner(identity: Identity): string | undefined {
    const number = this.#types.numberOf(identity.type);
    if (number === undefined) return undefined;
    const row = this.#owner.get(number, identity.value);
    return row === undefined ? undefined : textOf(row, 'customer');
  }

  ofCustomer(customerId: string): readonly Identity[] {
    return this.#ofCustomer.all(customerId).map((row) => ({
      type: this.#types.codeOf(numberOf(row, 'type')),
      value: textOf(row, 'value'),
    }));
  }

  /** How many identities of each type the customer owns. */
  countByType(customerId: string): Readonly<Record<string, number>> {
    const rows = this.#countByType.all(customerId);
    return Object.fromEntries(rows.map((row) => [this.#types.codeOf(numberOf(row, 'type')), numberOf(row, 'count')]));
  }

  link(identity: Identity, customerId: string): void {
    this.#link.run(this.#number(identity), identity.value, customerId);
  }

  moveAll(fromCustomer: string, toCustomer: string): void {
    this.#moveAll.run(toCustomer, fromCustomer);
  }

  move(identity: Identity, toCustomer: string): void {
    this.#move.run(toCustomer, this.#number(identity), identity.value);
  }

  releaseAll(customerId: string): void {
    this.#release.run(customerId);
  }

  #number({ type }: Identity): number {
    const number = this.#types.numberOf(type);
    if (number === undefined) throw new RangeError('the identity type is not configured');
    return number;
  }
}
