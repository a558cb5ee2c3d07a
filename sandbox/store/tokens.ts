import { hash } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { numberOf, textOf } from './database.ts';

/** Issued tokens, kept as digests. */
export class TokenTable {
  readonly #add: StatementSync;
  readonly #find: StatementSync;
  readonly #removeExpired: StatementSync;

  constructor(database: DatabaseSync) {
    this.#add = database.prepare('INSERT INTO tokens (digest, app_key, expires_at) VALUES (?, ?, ?)');
    this.#find = database.prepare('SELECT app_key, expires_at FROM tokens WHERE digest = ?');
    this.#removeExpired = database.prepare('DELETE FROM tokens WHERE expires_at <= ?');
  }

  /** @param expiresAt ms since the epoch */
  add(token: string, appKey: string, expiresAt: number): void {
    this.#add.run(hash('sha256', token), appKey, expiresAt);
  }

  /** Whose token it is, unless it is unknown or expired. */
  appKeyOf(token: string, now: number): string | undefined {
    const row = this.#find.get(hash('sha256', token));
    return row !== undefined && numberOf(row, 'expires_at') > now ? textOf(row, 'app_key') : undefined;
  }

  removeExpired(now: number): void {
    this.#removeExpired.run(now);
  }
}
