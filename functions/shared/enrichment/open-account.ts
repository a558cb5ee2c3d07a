import { limiter } from '../cdp/limiter.ts';
import { type Token, tokenCache } from '../cdp/token.ts';
import type { JsonObject } from '../json/lossless.ts';
import type { Clock } from '../ports/ports.ts';
import { type CachedSecret, SecretError } from '../secrets/connection-secret.ts';
import { ApiError } from './api-error.ts';
import type { ApiTransport } from './api-transport.ts';
import type { ApiRequest, LookUp } from './look-up.ts';
import { openPauses, type Trouble } from './pauses.ts';
import type { Account } from './platform-api.ts';

/** The API of a platform, as one account may ask it. */
export interface OpenAccount {
  /** @throws ApiError */
  ask(lookUp: Pick<LookUp, 'api' | 'request'>): Promise<JsonObject>;
  /** Whether an API, the exchange of tokens among them, has not answered lately. */
  troubleOf(api: string): Trouble | undefined;
}

export interface AccountAccess {
  /** Another address than the platform's own. */
  readonly baseUrl?: string | undefined;
  /** The live secrets of the account's connection. */
  readonly secrets: CachedSecret<readonly unknown[]>;
  readonly transport: ApiTransport;
  readonly clock: Clock;
}

/**
 * One token and one cap on calls per account, shared by everything in the process. A token that is not accepted is renewed once.
 * Nothing is shared between processes: the platforms hand the same token to all who ask for it.
 */
export function openAccount({ api, id }: Account, { baseUrl, secrets, transport, clock }: AccountAccess): OpenAccount {
  const address = baseUrl ?? api.baseUrl;
  const pauses = openPauses(clock);
  const limit = limiter(api.limits, clock);

  const send = async (name: string, request: ApiRequest): Promise<JsonObject> => {
    const response = await limit(() => transport(name, address, request));
    const error = api.errorOf(response, { api: name, account: id });
    if (error) throw error;
    if (!response.json) throw new ApiError('unavailable', { api: name, status: response.status });
    return response.json;
  };

  /** Calls nothing while a pause lasts, and begins one when the API fails. */
  const watched = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    pauses.check(name);
    try {
      const answer = await work();
      pauses.answered(name);
      return answer;
    } catch (error) {
      if (error instanceof ApiError && error.api === name) {
        // Who is told that it knows nothing of somebody has been answered.
        if (error.concernsAll) pauses.failed(error);
        else pauses.answered(name);
      }
      throw error;
    }
  };

  const exchangeWith = async (list: readonly unknown[]): Promise<Token> => {
    const requests = list.flatMap((secret) => api.tokenRequest(id, secret) ?? []);
    let failure = new ApiError('credentials', {
      api: api.tokenApi,
      advice: `the secret of the connection has no ${api.credentials.join(' and ')}`,
    });
    for (const request of requests) {
      try {
        const exchanged = api.readToken(await send(api.tokenApi, request));
        if (exchanged) return { value: exchanged.token, expires: clock() + exchanged.seconds * 1000 };
        failure = new ApiError('unavailable', { api: api.tokenApi, advice: 'the answer holds no token' });
      } catch (error) {
        if (!(error instanceof ApiError) || error.kind !== 'credentials') throw error;
        // During a rotation one of several may be over.
        failure = error;
      }
    }
    throw failure;
  };

  const exchange = () =>
    watched(api.tokenApi, async () => {
      try {
        return await exchangeWith(await secrets.current());
      } catch (error) {
        if (error instanceof SecretError) {
          throw new ApiError('credentials', { api: api.tokenApi, advice: error.message, cause: error });
        }
        const mayBeRotation = error instanceof ApiError && error.kind === 'credentials';
        const newer = mayBeRotation ? await secrets.newer().catch(() => undefined) : undefined;
        if (!newer) throw error;
        return exchangeWith(newer);
      }
    });

  const tokens = tokenCache(exchange, clock);

  return {
    troubleOf: pauses.troubleOf,
    ask: ({ api: name, request }) =>
      watched(name, async () => {
        const token = await tokens.current();
        try {
          return await send(name, api.withToken(request, token));
        } catch (error) {
          if (!isTokenError(error)) throw error;
          tokens.reject(token);
        }
        const renewed = await tokens.current();
        try {
          return await send(name, api.withToken(request, renewed));
        } catch (error) {
          if (isTokenError(error)) tokens.reject(renewed);
          throw error;
        }
      }),
  };
}

function isTokenError(error: unknown): boolean {
  return error instanceof ApiError && error.kind === 'token';
}
