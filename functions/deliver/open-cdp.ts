import { CdpError } from '../shared/cdp/cdp-error.ts';
import { openCredentials } from '../shared/cdp/credentials.ts';
import { deliveryClient } from '../shared/cdp/delivery-client.ts';
import { groupNames } from '../shared/cdp/group-names.ts';
import { limiter } from '../shared/cdp/limiter.ts';
import { messagePatterns } from '../shared/cdp/message-patterns.ts';
import { tokenCache } from '../shared/cdp/token.ts';
import { type Credentials, exchangeToken, sandboxExchange } from '../shared/cdp/token-exchange.ts';
import type { Transport } from '../shared/cdp/transport.ts';
import type { GuiyiConfig } from '../shared/config/define-config.ts';
import type { Clock, SecretStore } from '../shared/ports/ports.ts';
import { cachedSecret } from '../shared/secrets/connection-secret.ts';
import { openBlocklist } from '../shared/identity/blocklist.ts';
import type { Cdp } from './cdp.ts';

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
    patterns: messagePatterns(cdp),
    strategyPlacement: cdp.strategyPlacement ?? 'both',
  });
  return { config, client, groups: groupNames(client), blocklist: openBlocklist(cdp.blocklist) };
}
