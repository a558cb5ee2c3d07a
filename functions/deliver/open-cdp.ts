import * as z from 'zod/mini';
import type { MessagePatterns } from '../shared/cdp/answer.ts';
import { CdpError } from '../shared/cdp/cdp-error.ts';
import { deliveryClient } from '../shared/cdp/delivery-client.ts';
import { groupNames } from '../shared/cdp/group-names.ts';
import { limiter } from '../shared/cdp/limiter.ts';
import { tokenCache } from '../shared/cdp/token.ts';
import { type Credentials, exchangeToken, sandboxExchange } from '../shared/cdp/token-exchange.ts';
import type { Transport } from '../shared/cdp/transport.ts';
import type { CdpConfig, GuiyiConfig } from '../shared/config/define-config.ts';
import type { Clock, SecretStore } from '../shared/ports/ports.ts';
import { cachedSecret, SecretError } from '../shared/secrets/connection-secret.ts';
import { openBlocklist } from '../shared/identity/blocklist.ts';
import type { Cdp } from './cdp.ts';

/** The secret `cdp`: what the brand got for the open API. */
const credentials = z.object({ appKey: z.string().check(z.minLength(1)), secret: z.string().check(z.minLength(1)) });

export const DEFAULT_TIMEOUT_SECONDS = 10;

/** Puts client, token, cap and group names together as the configuration says. */
export function openCdp(config: GuiyiConfig, direct: Transport, store: SecretStore, clock: Clock): Cdp {
  const { cdp } = config;
  const limit = limiter(cdp.limits ?? { callsPerSecond: 20, inFlight: 5 }, clock);
  // Second attempts and token exchanges are calls too.
  const transport: Transport = (request) => limit(() => direct(request));
  const secret = cachedSecret({ store, clock, name: 'cdp', open: openCredentials });
  const exchange = async () => {
    const get = async (key: Credentials) => exchangeToken(transport, cdp.token ?? sandboxExchange, key, clock);
    try {
      return await get(await secret.current());
    } catch (error) {
      const newer = error instanceof CdpError && error.kind === 'credentials' ? await secret.newer() : undefined;
      if (!newer) throw error;
      return get(newer);
    }
  };
  const client = deliveryClient({
    transport,
    token: tokenCache(exchange, clock),
    patterns: patternsOf(cdp),
    strategyPlacement: cdp.strategyPlacement ?? 'both',
  });
  return { config, client, groups: groupNames(client), blocklist: openBlocklist(cdp.blocklist) };
}

/** @throws SecretError naming fields, never values */
export function openCredentials(json: string): Credentials {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    throw new SecretError('the secret "cdp" is not JSON');
  }
  const checked = credentials.safeParse(Array.isArray(parsed) ? parsed[0] : parsed);
  if (!checked.success) throw new SecretError('the secret "cdp" needs the fields appKey and secret');
  return checked.data;
}

/** `cdp.messages`, compiled. */
export function patternsOf({ messages }: Pick<CdpConfig, 'messages'>): MessagePatterns {
  const compile = (list: readonly string[] | undefined) => (list ?? []).map((pattern) => new RegExp(pattern, 'u'));
  return {
    auth: compile(messages?.auth),
    permanent: compile(messages?.permanent),
    notFound: compile(messages?.notFound),
  };
}
