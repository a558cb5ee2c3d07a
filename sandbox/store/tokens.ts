import { hash } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { numberOf, textOf } from './database.ts';

/** Issued tokens, kept as digests. */
export class TokenTable {
  readonly #add: StatementSync;
  readonly #find: StatementSync;
  readonly #remove: StatementSync;
  readonly #removeExpired: StatementSync;
  /** What the table said of the tokens in use; a token never changes hands. */
  readonly #known = new Map<string, { readonly appKey: string; readonly expiresAt: number }>();

  constructor(database: DatabaseSync) {
    this.#add = database.prepare('INSERT INTO tokens (digest, app_key, expires_at) VALUES (?, ?, ?)');
    this.#find = database.prepare('SELECT app_key, expires_at FROM tokens WHERE digest = ?');
    this.#remove = database.prepare('DELETE FROM tokens WHERE digest = ?');
    this.#removeExpired = database.prepare('DELETE FROM tokens WHERE expires_at <= ?');
  }

  /** @param expiresAt ms since the epoch */
  add(token: string, appKey: string, expiresAt: number): void {
    this.#add.run(hash('sha256', token), appKey, expiresAt);
  }

  /** Whose token it is, unless it is unknown or expired. */
  appKeyOf(token: string, now: number): string | undefined {
    const known = this.#known.get(token) ?? this.#read(token);
    return known !== undefined && known.expiresAt > now ? known.appKey : undefined;
  }

  #read(token: string) {
    const row = this.#find.get(hash('sha256', token));
    if (row === undefined) return undefined;
    const known = { appKey: textOf(row, 'app_key'), expiresAt: numberOf(row, 'expires_at') };
    this.#known.set(token, known);
    return known;
  }

  remove(token: string): void {
    this.#remove.run(hash('sha256', token));
    this.#known.delete(token);
  }

  removeExpired(now: number): void {
    this.#removeExpired.run(now);
    for (const [token, { expiresAt }] of this.#known) if (expiresAt <= now) this.#known.delete(token);
  }
}
