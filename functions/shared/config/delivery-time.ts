import { DEFAULT_TIMEOUT_SECONDS } from '../cdp/transport.ts';
import type { CdpConfig } from './define-config.ts';

interface Timed {
  readonly cdp: Pick<CdpConfig, 'timeoutSeconds'>;
}

/**
 * The most calls of one event that wait for each other: a token; the owners of ids, their customer, the owners of contacts, and all
 * three again where somebody else has changed one meanwhile; the customers who are concerned; two to find and link; the name; two for
 * a group that is new; joining, leaving; and a look at the result.
 */
const CALLS_IN_A_ROW = 16;

/** For the writes at the end, and for SQS. */
const MARGIN_SECONDS = 20;

/** Milliseconds that one event may take when every call takes all its time. @param lookUpMs of a platform's own API */
export function longestEventMs({ cdp }: Timed, lookUpMs: number): number {
  return lookUpMs + CALLS_IN_A_ROW * (cdp.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS) * 1000;
}

/** Seconds that the deliver function has: an event that begins with all of them can end. At most 15 minutes, as Lambda has. */
export function deliverSeconds(config: Timed, lookUpMs: number): number {
  return Math.min(900, Math.ceil(longestEventMs(config, lookUpMs) / 1000) + MARGIN_SECONDS);
}
