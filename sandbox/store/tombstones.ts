import { createHmac } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Identity } from '../resolution/identity.ts';
import { textOf } from './database.ts';
import type { IdentityTypeTable } from './identity-types.ts';

/** Which deleted customer held an identity last, without its value. */
export class TombstoneTable {
  readonly #types: IdentityTypeTable;
  readonly #key: Uint8Array;
  readonly #put: StatementSync;
  readonly #holder: StatementSync;
  readonly #remove: StatementSync;

  constructor(database: DatabaseSync, types: IdentityTypeTable) {
    this.#types = types;
    const key = database.prepare('SELECT key FROM tombstone_key').get()?.['key'];
    if (!(key instanceof Uint8Array)) throw new Error('the sandbox database has no key for tombstones');
    this.#key = key;
    this.#put = database.prepare(
      `INSERT INTO tombstones (type, digest, customer) VALUES (?, ?, ?)
       ON CONFLICT (type, digest) DO UPDATE SET customer = excluded.customer`,
    );
    // A customer who was revived is no deleted one, whatever else it held.
    this.#holder = database.prepare(
      `SELECT CAST(customer AS TEXT) AS customer FROM tombstones
       WHERE type = ? AND digest = ? AND customer IN (SELECT id FROM former_customers)`,
    );
    this.#remove = database.prepare('DELETE FROM tombstones WHERE customer = ?');
  }

  put(identities: readonly Identity[], customerId: string): void {
    for (const identity of identities) {
      const { number, digest } = this.#address(identity);
      if (number !== undefined) this.#put.run(number, digest, customerId);
    }
  }

  /** The deleted customer who held the identity last. */
  holder(identity: Identity): string | undefined {
    const { number, digest } = this.#address(identity);
    const row = number === undefined ? undefined : this.#holder.get(number, digest);
    return row === undefined ? undefined : textOf(row, 'customer');
  }

  removeAll(customerId: string): void {
    this.#remove.run(customerId);
  }

  #address({ type, value }: Identity) {
    return { number: this.#types.numberOf(type), digest: createHmac('sha256', this.#key).update(value).digest() };
  }
}
