import type { Clock, SecretStore } from '../ports/ports.ts';

/** The secret cannot be had or is not what it should be; whoever waits for it is asked to come again. */
export class SecretError extends Error {
  readonly kind = 'secret';
  readonly retryable = true;
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SecretError';
  }
}

export interface CachedSecret<T> {
  /** @throws SecretError */
  current(): Promise<T>;
  /** After a mismatch: reads again, at most every 30 seconds, and answers only if the secret has changed. */
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
  let refreshedAt = -Infinity;

  const read = async () => {
    let text: string | undefined;
    try {
      text = await store.read(name);
    } catch (cause) {
      if (cached && clock() - cached.readAt < STALE_LIMIT) return;
      throw new SecretError(`the secret "${name}" cannot be read`, { cause });
    }
    if (text === undefined) throw new SecretError(`there is no secret "${name}"`);
    cached = cached?.text === text ? { ...cached, readAt: clock() } : { text, value: open(text), readAt: clock() };
  };
  const refresh = async () => {
    pending ??= read().finally(() => {
      pending = undefined;
    });
    await pending;
  };

  return {
    async current() {
      if (!cached || clock() - cached.readAt >= TTL) await refresh();
      if (!cached) throw new SecretError(`the secret "${name}" cannot be read`);
      return cached.value;
    },
    async newer() {
      if (clock() - refreshedAt < REFRESH_EVERY) return undefined;
      refreshedAt = clock();
      const before = cached?.text;
      await refresh();
      return cached !== undefined && cached.text !== before ? cached.value : undefined;
    },
  };
}
