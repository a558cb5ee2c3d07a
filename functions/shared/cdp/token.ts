import type { Clock } from '../ports/clock.ts';

export interface Token {
  readonly value: string;
  /** Unix ms from which on it is no longer used. */
  readonly expires: number;
}

/** Where the client has its token from (Q01). */
export interface TokenProvider {
  /** @throws CdpError when there is none to be had. */
  current(): Promise<string>;
  /** Says that a token was not accepted; the next call gets another, if there is one. */
  reject(token: string): void;
  /** Says that a call with it was declined and nobody can tell why: the token may be what is wrong. */
  doubt?(token: string): void;
}

/** A token that somebody has had elsewhere and that nobody can renew. */
export function fixedToken(value: string): TokenProvider {
  return { current: async () => value, reject: () => undefined };
}

/** Of a CDP that declines a bad token like anything else another one is tried, and not for each event that it declines. */
const DOUBTED_AFTER_MS = 10 * 60_000;

/** Keeps one token: had when first needed, renewed when its time has come, one exchange at a time. */
export function tokenCache(exchange: () => Promise<Token>, clock: Clock): TokenProvider {
  let token: Token | undefined;
  let had = -Infinity;
  let pending: Promise<Token> | undefined;
  return {
    current: async () => {
      if (token && clock() < token.expires) return token.value;
      pending ??= exchange().finally(() => {
        pending = undefined;
      });
      token = await pending;
      had = clock();
      return token.value;
    },
    reject: (value) => {
      if (token?.value === value) token = undefined;
    },
    doubt: (value) => {
      if (token?.value === value && clock() - had >= DOUBTED_AFTER_MS) token = undefined;
    },
  };
}
