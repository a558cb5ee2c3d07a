import type { GuiyiConfig } from '../functions/shared/config/define-config.ts';
import { connectionsWithCredentials, longestLookUpMs } from '../functions/shared/enrichment/open-enrichment.ts';
import { enrichers } from '../functions/shared/sources/generated/enrichers.ts';
import { receivers } from '../functions/shared/sources/generated/receivers.ts';
import { isDemoAccount } from './demo-account.ts';
import { type Deployment, readDeployment } from './deployment.ts';

/**
 * The deployment of a checked configuration, as its sources are.
 * @param file where the configuration stands, for whoever has to mend it
 * @param isDemo told by name and options whether a connection's secret is public
 * @throws ConfigError with everything that cannot be deployed.
 */
export function deploymentOf(config: GuiyiConfig, file: string, isDemo = isDemoAccount): Deployment {
  const asking = connectionsWithCredentials(config, enrichers);
  const useOf = (connection: string) => {
    const asks = asking.includes(connection);
    const allowList = asks ? allowListOf(config, connection) : undefined;
    return {
      signs: signs(config, connection),
      asks,
      isDemo: isDemo(connection, config.connections[connection]?.options),
      ...(allowList !== undefined && { allowList }),
    };
  };
  return readDeployment(config, useOf, file, longestLookUpMs(config));
}

/** A platform that signs needs a secret with fields; brand events, for one, need none. */
function signs(config: GuiyiConfig, connection: string): boolean {
  const settings = config.connections[connection];
  const configured = settings && receivers[settings.source].configure(settings.options);
  return configured?.ok === true && !configured.value.openSecret({}).ok;
}

/** Of the platform's own address; a proxy has one that does not change. */
function allowListOf({ connections }: GuiyiConfig, connection: string): string | undefined {
  const { source, options, region, enrich } = connections[connection] ?? {};
  if (source === undefined || enrich?.baseUrl !== undefined) return undefined;
  const enricher = Object.entries(enrichers).find(([platform]) => platform === source)?.[1];
  const configured = enricher?.configure(options, { region });
  return configured?.ok === true ? configured.value.account?.api.allowList : undefined;
}
