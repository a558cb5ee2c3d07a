import type { Clock, SecretStore } from '../ports/ports.ts';
import { cachedSecret } from '../secrets/connection-secret.ts';
import { CdpError, type CdpErrorKind } from './cdp-error.ts';
import { openCredentials } from './credentials.ts';
import { type DeliveryClient, deliveryClient, type DeliveryClientOptions } from './delivery-client.ts';
import { limiter, type Limits } from './limiter.ts';
import { messagePatterns } from './message-patterns.ts';
import { type Credentials, exchangeToken, sandboxExchange, type TokenExchange } from './token-exchange.ts';
import { tokenCache } from './token.ts';
import type { Transport } from './transport.ts';

/** Where the configuration has none: as many at once as a batch of the queue has messages. */
export const defaultLimits: Limits = { callsPerSecond: 20, inFlight: 10 };

/** What the configuration says of the CDP, as far as its client needs it. */
export interface ClientSettings extends NonNullable<Parameters<typeof messagePatterns>[0]> {
  readonly limits?: Limits;
  readonly token?: TokenExchange;
  readonly strategyPlacement?: DeliveryClientOptions['strategyPlacement'];
}

export interface ClientPorts {
  readonly transport: Transport;
  readonly secrets: SecretStore;
  readonly clock: Clock;
  /** Told of every request that failed, an exchange of tokens too. */
  readonly onFailure?: (kind: CdpErrorKind) => void;
}

/** Puts client, token and cap together as the configuration says. */
export function openDeliveryClient(
  cdp: ClientSettings,
  { transport: direct, secrets, clock, onFailure }: ClientPorts,
): DeliveryClient {
  const limit = limiter(cdp.limits ?? defaultLimits, clock);
  // Second attempts and token exchanges are calls too.
  const transport: Transport = (request) => limit(() => direct(request));
  const secret = cachedSecret({ store: secrets, clock, name: 'cdp', open: openCredentials });
  const exchange = async () => {
    const get = async (key: Credentials) => {
      try {
        return await exchangeToken(transport, cdp.token ?? sandboxExchange, key, clock);
      } catch (error) {
        if (error instanceof CdpError) onFailure?.(error.kind);
        throw error;
      }
    };
    try {
      return await get(await secret.current());
    } catch (error) {
      const newer = error instanceof CdpError && error.kind === 'credentials' ? await secret.newer() : undefined;
      if (!newer) throw error;
      return get(newer);
    }
  };
  return deliveryClient({
    transport,
    token: tokenCache(exchange, clock),
    patterns: messagePatterns(cdp),
    strategyPlacement: cdp.strategyPlacement ?? 'both',
    observe: onFailure && (({ failure }) => failure && onFailure(failure)),
  });
}
