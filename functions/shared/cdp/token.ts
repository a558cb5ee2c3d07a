import type { TokenExchange } from '../config/define-config.ts';
import { isJsonObject, type Json, parseJson } from '../json/lossless.ts';
import type { Clock } from '../ports/ports.ts';
import { CdpError } from './cdp-error.ts';
import type { Transport } from './transport.ts';

export interface Credentials {
  readonly appKey: string;
  readonly secret: string;
}

export interface Token {
  readonly value: string;
  /** Unix ms. */
  readonly expires: number;
}

/** Keeps one token: had when first needed, renewed early, one exchange at a time. */
export interface TokenCache {
  current(): Promise<string>;
  /** Says that a token was not accepted; the next call gets another. */
  reject(token: string): void;
}

/** The sandbox's own exchange; the family publishes none for this API (Q01). */
export const sandboxExchange: TokenExchange = {
  path: '/sandbox/token',
  appKeyField: 'appKey',
  secretField: 'secret',
  tokenPath: 'data.token',
  expiresInPath: 'data.expiresIn',
};

/** Public clients of the family renew 120 s and 200 s before the end. */
const EARLY_MS = 200_000;

export function tokenCache(exchange: () => Promise<Token>, clock: Clock): TokenCache {
  let token: Token | undefined;
  let pending: Promise<Token> | undefined;
  return {
    current: async () => {
      if (token && clock() < token.expires) return token.value;
      pending ??= exchange().finally(() => {
        pending = undefined;
      });
      token = await pending;
      return token.value;
    },
    reject: (value) => {
      if (token?.value === value) token = undefined;
    },
  };
}

/** @throws CdpError of kind credentials when the answer holds no token. */
export async function exchangeToken(
  transport: Transport,
  exchange: TokenExchange,
  { appKey, secret }: Credentials,
  clock: Clock,
): Promise<Token> {
  const endpoint = 'token exchange';
  const response = await transport({
    endpoint,
    method: 'POST',
    path: exchange.path,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ [exchange.appKeyField]: appKey, [exchange.secretField]: secret }),
  });
  if (response.status >= 500 || response.status === 429) {
    throw new CdpError('unavailable', { endpoint, status: response.status });
  }
  const answer = parse(response.text);
  const value = at(answer, exchange.tokenPath);
  const lifetime = Number(at(answer, exchange.expiresInPath));
  if (typeof value !== 'string' || value === '' || !(lifetime > 0)) {
    throw new CdpError('credentials', { endpoint, status: response.status });
  }
  return { value, expires: clock() + Math.max(lifetime * 1000 - EARLY_MS, lifetime * 500) };
}

function parse(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}

function at(value: Json, path: string): Json | undefined {
  let current: Json | undefined = value;
  for (const key of path.split('.')) current = isJsonObject(current) ? current[key] : undefined;
  return current;
}
