import { DEFAULT_TIMEOUT_SECONDS } from '../cdp/transport.ts';
import type { CdpConfig } from './define-config.ts';

interface Timed {
  readonly cdp: Pick<CdpConfig, 'timeoutSeconds'>;
}

/**
 * The most calls of one event that wait for each other: a token; a look at the customer who is remembered; where it does not fit, the
 * remembered customers of two ids, the owners of ids, their customer, the owners of contacts; the customers who are concerned; two for a
 * group that is new, two to make and link, one of them again without the group; the name; the group once more, joining, leaving; a look at
 * the result, and the owner of what it does not show.
 */
const CALLS_IN_A_ROW = 19;

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
