import type { GuiyiConfig } from '../functions/shared/config/define-config.ts';
import { connectionsWithCredentials } from '../functions/shared/enrichment/open-enrichment.ts';
import type { Account } from '../functions/shared/enrichment/platform-api.ts';
import { enrichers } from '../functions/shared/sources/generated/enrichers.ts';
import { receivers } from '../functions/shared/sources/generated/receivers.ts';
import type { ConfiguredReceiver } from '../functions/shared/sources/source.ts';

/** What the secret of a connection is for. */
export interface SecretUse {
  readonly connection: string;
  readonly source: string;
  /** Its name in the configuration. Several connections may share one. */
  readonly secret: string;
  /** What verifies by it; undefined where the platform signs nothing. */
  readonly receiver: ConfiguredReceiver | undefined;
  /** Whose API delivery asks with it; undefined where it asks nothing. */
  readonly account: Account | undefined;
}

/** Every connection of a checked configuration that may have a secret, and what for. */
export function secretUses(config: GuiyiConfig): readonly SecretUse[] {
  const asking = connectionsWithCredentials(config, enrichers);
  return Object.entries(config.connections).map(([connection, { source, options, region, secret = connection }]) => {
    const configured = receivers[source].configure(options);
    // A platform that signs needs a secret with fields; brand events, for one, need none.
    const signs = configured.ok && !configured.value.openSecret({}).ok;
    const enricher = Object.entries(enrichers).find(([platform]) => platform === source)?.[1];
    const enrichment = asking.includes(connection) ? enricher?.configure(options, { region }) : undefined;
    return {
      connection,
      source,
      secret,
      receiver: signs ? configured.value : undefined,
      account: enrichment?.ok === true ? enrichment.value.account : undefined,
    };
  });
}
