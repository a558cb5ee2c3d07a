import type { GuiyiConfig } from '../functions/shared/config/define-config.ts';
import { longestLookUpMs } from '../functions/shared/enrichment/open-enrichment.ts';
import { isDemoAccount } from '../operations/demo-account.ts';
import { secretUses } from '../operations/secret-uses.ts';
import { type Deployment, readDeployment } from './deployment.ts';

/**
 * The deployment of a checked configuration, as its sources are.
 * @param file where the configuration stands, for whoever has to mend it
 * @param isDemo told by name and options whether a connection's secret is public
 * @throws ConfigError with everything that cannot be deployed.
 */
export function deploymentOf(config: GuiyiConfig, file: string, isDemo = isDemoAccount): Deployment {
  const uses = new Map(secretUses(config).map((use) => [use.connection, use]));
  const useOf = (connection: string) => {
    const { receiver, account } = uses.get(connection) ?? {};
    const { options, enrich } = config.connections[connection] ?? {};
    // A proxy has an address that does not change.
    const allowList = enrich?.baseUrl === undefined ? account?.api.allowList : undefined;
    return {
      signs: receiver !== undefined,
      asks: account !== undefined,
      isDemo: isDemo(connection, options),
      ...(allowList !== undefined && { allowList }),
    };
  };
  return readDeployment(config, useOf, file, longestLookUpMs(config));
}
