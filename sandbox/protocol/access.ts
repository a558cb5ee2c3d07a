import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import * as z from 'zod/mini';
import type { Permission } from '../../functions/shared/cdp/contract.ts';
import { refuse, type Refusal } from '../refusal.ts';
import type { Store } from '../store/store.ts';
import { text } from './fields.ts';
import { success, type Answer } from './message.ts';

const TOKEN_LIFETIME_SECONDS = 7200;

export interface Credential {
  readonly appKey: string;
  readonly secret: string;
  /** All when left out. */
  readonly permissions?: readonly Permission[];
}

/** Body of `POST /sandbox/token`. */
export const tokenRequest = z.object({ appKey: text, secret: text });

/** Q01: the sandbox's own token exchange, and the check of the `token` header. */
export class Access {
  readonly #store: Store;
  readonly #credentials: ReadonlyMap<string, Credential>;
  readonly #now: () => number;

  constructor(store: Store, credentials: readonly Credential[], now: () => number) {
    this.#store = store;
    this.#credentials = new Map(credentials.map((credential) => [credential.appKey, credential]));
    this.#now = now;
  }

  issue({ appKey, secret }: z.infer<typeof tokenRequest>): Answer {
    const credential = this.#credentials.get(appKey);
    if (credential === undefined || !equal(secret, credential.secret))
      return refuse('E_CREDENTIALS', 'appKey or secret is wrong');
    const token = randomBytes(24).toString('base64url');
    const now = this.#now();
    this.#store.tokens.removeExpired(now);
    this.#store.tokens.add(token, appKey, now + TOKEN_LIFETIME_SECONDS * 1000);
    return success({ token, expiresIn: TOKEN_LIFETIME_SECONDS });
  }

  /** Why a call may not be made, if it may not. */
  check(token: string | undefined, permission: Permission): Refusal | undefined {
    if (token === undefined || token === '') return refuse('E_TOKEN', 'the token header is missing');
    const appKey = this.#store.tokens.appKeyOf(token, this.#now());
    const credential = appKey === undefined ? undefined : this.#credentials.get(appKey);
    if (credential === undefined) return refuse('E_TOKEN', 'the token is unknown or expired');
    if (credential.permissions?.includes(permission) === false)
      return refuse('E_PERMISSION', `the token lacks the permission ${permission}`);
    return undefined;
  }
}

function equal(one: string, other: string): boolean {
  return timingSafeEqual(hash('sha256', one, 'buffer'), hash('sha256', other, 'buffer'));
}
