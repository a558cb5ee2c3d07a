import type { Clock, SecretStore } from '../ports/ports.ts';

/** The secret cannot be had or is not what it should be; whoever waits for it is asked to come again. */
export class SecretError extends Error {
  readonly kind = 'secret';
  readonly retryable = true;
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SecretError';
  }

  /** The store does not answer, as its cause says: nobody knows what the secret is. Else it is missing or wrong, and a person has to mend it. */
  get outOfReach(): boolean {
    return this.cause !== undefined;
  }
}

export interface CachedSecret<T> {
  /** @throws SecretError */
  current(): Promise<T>;
  /**
   * After a mismatch: reads again, at most every 30 seconds, and answers only if that brought a changed secret, also to
   * whoever meets the mismatch while the reading is under way or soon after.
   */
  newer(): Promise<T | undefined>;
}

export interface SecretSource<T> {
  readonly store: SecretStore;
  readonly clock: Clock;
  readonly name: string;
  /** Checks and opens the JSON of the secret. @throws SecretError naming fields, never values. */
  readonly open: (json: string) => T;
}

const TTL = 5 * 60_000;
/** When the store cannot be reached, an old value serves this long. */
const STALE_LIMIT = 60 * 60_000;
const REFRESH_EVERY = 30_000;

/** One secret, cached in the process: one read at a time, an old value while the store is out of reach. */
export function cachedSecret<T>({ store, clock, name, open }: SecretSource<T>): CachedSecret<T> {
  let cached: { readonly text: string; readonly value: T; readonly readAt: number } | undefined;
  let pending: Promise<void> | undefined;
  let askAgainAt = -Infinity;
  let refreshedAt = -Infinity;
  let changes = 0;
  let changesBefore = 0;

  const read = async () => {
    let text: string | undefined;
    try {
      text = await store.read(name);
    } catch (cause) {
      if (cached && clock() - cached.readAt < STALE_LIMIT) {
        // Not every request must wait for a store that does not answer.
        askAgainAt = clock() + REFRESH_EVERY;
        return;
      }
      throw new SecretError(`the secret "${name}" cannot be read`, { cause });
    }
    if (text === undefined) throw new SecretError(`there is no secret "${name}"`);
    if (cached?.text === text) cached = { ...cached, readAt: clock() };
    else {
      cached = { text, value: open(text), readAt: clock() };
      changes += 1;
    }
    askAgainAt = clock() + TTL;
  };
  const refresh = async () => {
    pending ??= read().finally(() => {
      pending = undefined;
    });
    await pending;
  };

  return {
    async current() {
      if (!cached || clock() >= askAgainAt) await refresh();
      if (!cached) throw new SecretError(`the secret "${name}" cannot be read`);
      return cached.value;
    },
    async newer() {
      if (clock() - refreshedAt >= REFRESH_EVERY) {
        refreshedAt = clock();
        changesBefore = changes;
        await refresh();
      } else await pending;
      return cached !== undefined && changes > changesBefore ? cached.value : undefined;
    },
  };
}
