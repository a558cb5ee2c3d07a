import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Identity, IdentityTypes } from '../resolution/identity.ts';
import { numberOf, textOf } from './database.ts';

/** Which live customer owns which identity. */
export class IdentityTable {
  readonly #numberOfType = new Map<string, number>();
  readonly #typeOfNumber = new Map<number, string>();
  readonly #owner: StatementSync;
  readonly #ofCustomer: StatementSync;
  readonly #link: StatementSync;
  readonly #move: StatementSync;
  readonly #release: StatementSync;

  /** Types keep the number they were first given; types that left the configuration stay readable. */
  constructor(database: DatabaseSync, types: IdentityTypes) {
    const add = database.prepare('INSERT INTO identity_types (code) VALUES (?) ON CONFLICT DO NOTHING');
    for (const code of types.keys()) add.run(code);
    for (const row of database.prepare('SELECT number, code FROM identity_types').all()) {
      this.#numberOfType.set(textOf(row, 'code'), numberOf(row, 'number'));
      this.#typeOfNumber.set(numberOf(row, 'number'), textOf(row, 'code'));
    }
    this.#owner = database.prepare(
      'SELECT CAST(customer AS TEXT) AS customer FROM identities WHERE type = ? AND value = ?',
    );
    this.#ofCustomer = database.prepare('SELECT type, value FROM identities WHERE customer = ? ORDER BY type, value');
    this.#link = database.prepare('INSERT INTO identities (type, value, customer) VALUES (?, ?, ?)');
    this.#move = database.prepare('UPDATE identities SET customer = ? WHERE customer = ?');
    this.#release = database.prepare('DELETE FROM identities WHERE customer = ?');
  }

  owner(identity: Identity): string | undefined {
    const row = this.#owner.get(this.#number(identity.type), identity.value);
    return row === undefined ? undefined : textOf(row, 'customer');
  }

  ofCustomer(customerId: string): readonly Identity[] {
    return this.#ofCustomer.all(customerId).map((row) => {
      const type = this.#typeOfNumber.get(numberOf(row, 'type'));
      if (type === undefined) throw new Error('an identity has a type number without a code');
      return { type, value: textOf(row, 'value') };
    });
  }

  link(identity: Identity, customerId: string): void {
    this.#link.run(this.#number(identity.type), identity.value, customerId);
  }

  moveAll(fromCustomer: string, toCustomer: string): void {
    this.#move.run(toCustomer, fromCustomer);
  }

  releaseAll(customerId: string): void {
    this.#release.run(customerId);
  }

  #number(type: string): number {
    const number = this.#numberOfType.get(type);
    if (number === undefined) throw new RangeError('the identity type is not configured');
    return number;
  }
}
