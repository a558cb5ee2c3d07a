import { longestEventMs } from '../shared/config/delivery-time.ts';
import type { GuiyiConfig } from '../shared/config/define-config.ts';
import { longestLookUpMs } from '../shared/enrichment/open-enrichment.ts';

/** A group begins no event with less time left: an event that has begun can end. */
export function reserveMs(config: GuiyiConfig): number {
  return longestEventMs(config, longestLookUpMs(config));
}
