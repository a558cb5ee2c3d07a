import { type Token, tokenCache } from '../cdp/token.ts';
import type { JsonObject } from '../json/lossless.ts';
import type { Clock } from '../ports/ports.ts';
import { type CachedSecret, SecretError } from '../secrets/connection-secret.ts';
import { ApiError } from './api-error.ts';
import type { ApiRequest } from './look-up.ts';
import type { Account, ApiCredentials, LastingToken, ApiTokenExchange } from './platform-api.ts';

export interface AccountTokens {
  /** @throws ApiError */
  current(): Promise<ApiCredentials>;
  /** Says that a token was not accepted. */
  reject(token: string): void;
}

export interface TokenAccess {
  /** The live secrets of the account's connection. */
  readonly secrets: CachedSecret<readonly unknown[]>;
  readonly clock: Clock;
  /** Does nothing while an API that has failed is left alone. @throws ApiError */
  readonly watched: <T>(api: string, work: () => Promise<T>) => Promise<T>;
  /** Sends the request of an exchange. @throws ApiError */
  readonly send: (exchange: ApiTokenExchange, request: ApiRequest) => Promise<JsonObject>;
}

/** For how long a lasting token is used before the secret is read again, and is not used once it was refused. */
const LASTING_MS = 5 * 60_000;

/** The token of one account: had when first needed, by one request at a time, from whichever live secret gives one. */
export function accountTokens({ api, id }: Account, { secrets, clock, watched, send }: TokenAccess): AccountTokens {
  const { tokens, credentials } = api;
  /** Unix ms until which a token that was refused is left aside. */
  const refused = new Map<string, number>();
  let secretOfToken: unknown;

  const exchanged = async (exchange: ApiTokenExchange, list: readonly unknown[]): Promise<Token> => {
    let failure: ApiError | undefined;
    for (const secret of list) {
      const request = exchange.request(id, secret, clock());
      if (!request) continue;
      try {
        const answer = exchange.read(await send(exchange, request));
        if (answer) {
          secretOfToken = secret;
          return { value: answer.token, expires: clock() + answer.seconds * 1000 };
        }
        failure = new ApiError('unavailable', { api: exchange.api, advice: 'the answer holds no token' });
      } catch (error) {
        if (!(error instanceof ApiError) || error.kind !== 'credentials') throw error;
        // During a rotation one of several may be over.
        failure = error;
      }
    }
    throw failure ?? lacks();
  };

  const lasting = (token: LastingToken, list: readonly unknown[]): Token => {
    const held = list.flatMap((secret) => {
      const value = token.in(secret);
      return value === undefined ? [] : [{ secret, value }];
    });
    const usable = held.find(({ value }) => clock() >= (refused.get(value) ?? 0));
    if (!usable) throw held.length === 0 ? lacks() : isRefused();
    secretOfToken = usable.secret;
    return { value: usable.value, expires: clock() + LASTING_MS };
  };

  const lacks = () => wrong(`the secret of the connection has no ${credentials.join(' and ')}`);
  const isRefused = () => wrong(`the platform refuses the ${credentials.join(' and ')} of the connection’s secret`);
  const wrong = (advice: string) => new ApiError('credentials', { api: tokens.api, advice });

  const had = async (list: readonly unknown[]) => ('in' in tokens ? lasting(tokens, list) : exchanged(tokens, list));

  const fetched = async (): Promise<Token> => {
    try {
      return await had(await secrets.current());
    } catch (error) {
      if (error instanceof SecretError)
        throw new ApiError('credentials', { api: tokens.api, advice: error.message, cause: error });
      const mayBeRotation = error instanceof ApiError && error.kind === 'credentials';
      const newer = mayBeRotation ? await secrets.newer().catch(() => undefined) : undefined;
      if (!newer) throw error;
      return had(newer);
    }
  };
  // Watched here and not where it is asked for: many may wait for one exchange, and it fails once.
  const cache = tokenCache(() => watched(tokens.api, fetched), clock);

  return {
    current: async () => ({ token: await cache.current(), secret: secretOfToken, now: clock() }),
    reject: (token) => {
      if ('in' in tokens) refused.set(token, clock() + LASTING_MS);
      cache.reject(token);
    },
  };
}
