import { limiter } from '../cdp/limiter.ts';
import type { JsonObject } from '../json/lossless.ts';
import type { Clock } from '../ports/ports.ts';
import type { CachedSecret } from '../secrets/connection-secret.ts';
import { accountTokens } from './account-tokens.ts';
import { ApiError } from './api-error.ts';
import type { ApiTransport } from './api-transport.ts';
import type { ApiRequest, LookUp } from './look-up.ts';
import { openBackOff, type ApiOutage } from './back-off.ts';
import type { Account } from './platform-api.ts';

/** The API of a platform, as one account may ask it. */
export interface OpenAccount {
  /** @throws ApiError */
  ask(lookUp: Pick<LookUp, 'api' | 'request'>): Promise<JsonObject>;
  /** Whether an API, the exchange of tokens among them, has not answered lately. */
  outageOf(api: string): ApiOutage | undefined;
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
 * Nothing is shared between processes: the platforms hand a token to all who ask for one.
 */
export function openAccount(account: Account, { baseUrl, secrets, transport, clock }: AccountAccess): OpenAccount {
  const { api, id } = account;
  const address = baseUrl ?? api.baseUrl;
  const backOff = openBackOff(clock);
  const limit = limiter(api.limits, clock);

  const send = async (name: string, request: ApiRequest, to = address): Promise<JsonObject> => {
    const response = await transport(name, to, request);
    const error = api.errorOf(response, { api: name, account: id });
    if (error) throw error;
    if (!response.json) throw new ApiError('unavailable', { api: name, status: response.status });
    return response.json;
  };

  /** Calls nothing while a pause lasts, and begins one when the API fails. */
  const watched = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
    backOff.check(name);
    try {
      const answer = await work();
      backOff.answered(name);
      return answer;
    } catch (error) {
      if (error instanceof ApiError && error.api === name) {
        // Who is told that it knows nothing of somebody has been answered.
        if (error.concernsAll) backOff.failed(error);
        else backOff.answered(name);
      }
      throw error;
    }
  };

  const tokens = accountTokens(account, {
    secrets,
    clock,
    watched,
    send: (exchange, request) => send(exchange.api, request, baseUrl ?? exchange.baseUrl),
  });

  return {
    outageOf: backOff.outageOf,
    ask: ({ api: name, request }) =>
      watched(name, async () => {
        const credentials = await tokens.current();
        try {
          return await limit(() => send(name, api.withToken(request, credentials)));
        } catch (error) {
          if (!isTokenError(error)) throw error;
          tokens.reject(credentials.token);
        }
        const renewed = await tokens.current();
        try {
          return await limit(() => send(name, api.withToken(request, renewed)));
        } catch (error) {
          if (isTokenError(error)) tokens.reject(renewed.token);
          throw error;
        }
      }),
  };
}

function isTokenError(error: unknown): boolean {
  return error instanceof ApiError && error.kind === 'token';
}
