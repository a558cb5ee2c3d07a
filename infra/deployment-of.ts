import type { GuiyiConfig } from '../functions/shared/config/define-config.ts';
import { connectionsWithCredentials, longestLookUpMs } from '../functions/shared/enrichment/open-enrichment.ts';
import { enrichers } from '../functions/shared/sources/generated/enrichers.ts';
import { receivers } from '../functions/shared/sources/generated/receivers.ts';
import { type Deployment, readDeployment } from './deployment.ts';

/**
 * The deployment of a checked configuration, as its sources are.
 * @param file where the configuration stands, for whoever has to mend it
 * @throws ConfigError with everything that cannot be deployed.
 */
export function deploymentOf(config: GuiyiConfig, file: string): Deployment {
  const asking = connectionsWithCredentials(config, enrichers);
  const useOf = (connection: string) => ({ signs: signs(config, connection), asks: asking.includes(connection) });
  return readDeployment(config, useOf, file, longestLookUpMs(config));
}

/** A platform that signs needs a secret with fields; brand events, for one, need none. */
function signs(config: GuiyiConfig, connection: string): boolean {
  const settings = config.connections[connection];
  const configured = settings && receivers[settings.source].configure(settings.options);
  return configured?.ok === true && !configured.value.openSecret({}).ok;
}
