import type { Clock, SecretStore } from '../ports/ports.ts';
import { cachedSecret, SecretError } from '../secrets/connection-secret.ts';
import { answerCache } from './answer-cache.ts';
import type { ApiTransport } from './api-transport.ts';
import type { EnrichConfig } from './enrich-config.ts';
import { type Asking, type Enrich, type EnrichedConnection, enrichEvent, type KnownAccount } from './enrich.ts';
import type { Enricher } from './enricher.ts';
import { openAccount } from './open-account.ts';
import { accountKey } from './platform-api.ts';

const DEFAULTS = { waitMinutes: 10, cacheMinutes: 10, timeoutSeconds: 3 } as const;
const MINUTE = 60_000;

/** What of a configured connection decides what it may ask. */
export interface AskingConnection {
  readonly source: string;
  readonly options?: unknown;
  readonly secret?: string;
  readonly region?: string;
  readonly enrich?: EnrichConfig;
}

interface AskingConnections {
  readonly connections: Readonly<Record<string, AskingConnection>>;
}

/** The longest that the look-ups about one event may take, over all connections. */
export function longestLookUpMs({ connections }: AskingConnections): number {
  const seconds = Object.values(connections).flatMap(({ enrich }) =>
    enrich ? [enrich.timeoutSeconds ?? DEFAULTS.timeoutSeconds] : [],
  );
  return Math.max(0, ...seconds) * 1000;
}

/** The connections whose own credentials are used: of those that give access to one account, the first. */
export function connectionsWithCredentials(
  { connections }: AskingConnections,
  enrichers: Readonly<Record<string, Enricher>>,
): readonly string[] {
  const byAccount = new Map<string, string>();
  for (const [name, { source, options, region, enrich }] of Object.entries(connections)) {
    const configured = enrich && enrichers[source]?.configure(options, { region });
    const account = configured?.ok === true ? configured.value.account : undefined;
    if (account && !byAccount.has(accountKey(account))) byAccount.set(accountKey(account), name);
  }
  return [...byAccount.values()];
}

export interface EnrichmentPorts {
  readonly secrets: SecretStore;
  readonly clock: Clock;
  readonly transport: ApiTransport;
}

/**
 * What the connections with `enrich` may ask. Two connections of one account share its token, its cap and its pauses.
 * @throws Error when the configuration was not checked before.
 */
export function openEnrichment(
  config: AskingConnections,
  enrichers: Readonly<Record<string, Enricher>>,
  { secrets: store, clock, transport }: EnrichmentPorts,
): Enrich {
  const enriched = new Map<string, EnrichedConnection>();
  const accounts = new Map<string, KnownAccount>();
  const lending = connectionsWithCredentials(config, enrichers);
  for (const [name, { source, options, region, secret = name, enrich }] of Object.entries(config.connections)) {
    if (!enrich) continue;
    const configured = enrichers[source]?.configure(options, { region });
    if (!configured?.ok) throw new Error(`connection ${name} was not checked`);
    const { waitMinutes, cacheMinutes, timeoutSeconds } = { ...DEFAULTS, ...enrich };
    enriched.set(`/${source}/${name}`, {
      enricher: configured.value,
      waitMs: waitMinutes * MINUTE,
      timeoutMs: timeoutSeconds * 1000,
      answers: answerCache(clock, cacheMinutes * MINUTE),
    });
    const { account } = configured.value;
    if (!account || !lending.includes(name)) continue;
    const secrets = cachedSecret({ store, clock, name: secret, open: (json) => openList(json, secret) });
    const open = openAccount(account, { baseUrl: enrich.baseUrl, secrets, transport, clock });
    accounts.set(accountKey(account), { open, platform: source, idScope: account.idScope });
  }
  const asking: Asking = {
    accounts,
    clock,
    context: { platformOf: (account) => accounts.get(accountKey(account))?.platform },
  };
  return async (event, identified, subject) => {
    const connection = event.source.endsWith(`/${event.connection}`) ? enriched.get(event.source) : undefined;
    if (!connection) return { outcome: 'goes-on', identified, asked: [] };
    return enrichEvent(event, identified, subject, connection, asking);
  };
}

/** The live secrets of a connection; which fields they have, the API asks. @throws SecretError */
function openList(json: string, name: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(json);
    return Array.isArray(parsed) ? parsed : [parsed];
  } catch {
    throw new SecretError(`the secret "${name}" is not JSON`);
  }
}
