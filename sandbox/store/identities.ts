import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Identity } from '../resolution/identity.ts';
import { prepareLists, textAt } from './database.ts';
import type { IdentityTypeTable } from './identity-types.ts';

/**
 * Which live customer owns which identity. The customer's row lists the same identities: whoever writes here writes
 * there, in the same transaction.
 */
export class IdentityTable {
  readonly #types: IdentityTypeTable;
  readonly #owner: StatementSync;
  readonly #ofCustomer: StatementSync;
  readonly #link: StatementSync;
  readonly #move: StatementSync;
  readonly #release: StatementSync;

  constructor(database: DatabaseSync, types: IdentityTypeTable) {
    this.#types = types;
    this.#owner = prepareLists(database, 'SELECT CAST(customer AS TEXT) FROM identities WHERE type = ? AND value = ?');
    this.#ofCustomer = prepareLists(database, 'SELECT identities FROM customers WHERE id = ?');
    this.#link = database.prepare('INSERT INTO identities (type, value, customer) VALUES (?, ?, ?)');
    this.#move = database.prepare('UPDATE identities SET customer = ? WHERE type = ? AND value = ?');
    this.#release = database.prepare('DELETE FROM identities WHERE type = ? AND value = ?');
  }

  owner(identity: Identity): string | undefined {
    const number = this.#types.numberOf(identity.type);
    if (number === undefined) return undefined;
    const row = this.#owner.get(number, identity.value);
    return row === undefined ? undefined : textAt(row, 0);
  }

  /** In the order of their types, then of their values. */
  ofCustomer(customerId: string): readonly Identity[] {
    const row = this.#ofCustomer.get(customerId);
    return row === undefined ? [] : this.#types.readList(textAt(row, 0));
  }

  link(identity: Identity, customerId: string): void {
    this.#link.run(this.#number(identity), identity.value, customerId);
  }

  move(identity: Identity, toCustomer: string): void {
    this.#move.run(toCustomer, this.#number(identity), identity.value);
  }

  release(identity: Identity): void {
    this.#release.run(this.#number(identity), identity.value);
  }

  #number({ type }: Identity): number {
    const number = this.#types.numberOf(type);
    if (number === undefined) throw new RangeError('the identity type is not configured');
    return number;
  }
}
