import type { GuiyiConfig } from '../shared/config/define-config.ts';
import { longestLookUpMs } from '../shared/enrichment/open-enrichment.ts';
import { DEFAULT_TIMEOUT_SECONDS } from '../shared/cdp/transport.ts';

/** How long one event may take: what a platform's API is given, and two calls to the CDP that end by their time limit. */
export function reserveMs(config: GuiyiConfig): number {
  return longestLookUpMs(config) + 2 * (config.cdp.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS) * 1000;
}
