import { CdpError } from '../shared/cdp/cdp-error.ts';
import { openCredentials } from '../shared/cdp/credentials.ts';
import { deliveryClient } from '../shared/cdp/delivery-client.ts';
import { groupDirectory } from '../shared/cdp/groups/group-directory.ts';
import { oneCreator } from '../shared/cdp/groups/one-creator.ts';
import { limiter, type Limits } from '../shared/cdp/limiter.ts';
import { messagePatterns } from '../shared/cdp/message-patterns.ts';
import { tokenCache } from '../shared/cdp/token.ts';
import { type Credentials, exchangeToken, sandboxExchange } from '../shared/cdp/token-exchange.ts';
import type { Transport } from '../shared/cdp/transport.ts';
import type { GuiyiConfig } from '../shared/config/define-config.ts';
import type { Clock, Leases, SecretStore } from '../shared/ports/ports.ts';
import { cachedSecret } from '../shared/secrets/connection-secret.ts';
import { openBlocklist } from '../shared/identity/blocklist.ts';
import type { Cdp } from './cdp.ts';

/** Where the configuration has none: as many at once as a batch of the queue has messages. */
export const defaultLimits: Limits = { callsPerSecond: 20, inFlight: 10 };

export interface CdpPorts {
  readonly transport: Transport;
  readonly secrets: SecretStore;
  readonly leases: Leases;
  readonly clock: Clock;
}

/** Puts client, token, cap and groups together as the configuration says. */
export function openCdp(config: GuiyiConfig, { transport: direct, secrets, leases, clock }: CdpPorts): Cdp {
  const { cdp } = config;
  const limit = limiter(cdp.limits ?? defaultLimits, clock);
  // Second attempts and token exchanges are calls too.
  const transport: Transport = (request) => limit(() => direct(request));
  const secret = cachedSecret({ store: secrets, clock, name: 'cdp', open: openCredentials });
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
  const folderOf = (name: string) => config.groups?.[name]?.folder ?? [];
  const groups = groupDirectory(client, oneCreator(leases, clock), folderOf);
  return { config, client, groups, blocklist: openBlocklist(cdp.blocklist) };
}
