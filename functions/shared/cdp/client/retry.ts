import type { CdpError } from '../cdp-error.ts';
import type { EndpointName } from '../contract.ts';

export interface FailedAttempt {
  readonly endpoint: EndpointName;
  readonly error: CdpError;
  /** How often the request has been sent, this failure included. */
  readonly attempt: number;
}

/** Repeating of calls that failed on the way. */
export interface RetryPolicy {
  /**
   * May the call be repeated? Asked only for what is safe to send twice: a call that is not `repeatable` and may have been
   * sent is never repeated.
   */
  readonly mayRepeat: (failed: FailedAttempt) => boolean;
  /** Milliseconds until the next attempt. */
  readonly delayMs: (failed: FailedAttempt) => number;
}

const ATTEMPTS = 3;
const FIRST_DELAY_MS = 250;
const LONGEST_WAIT_SECONDS = 30;

/** Three attempts for what failed on the way, a quarter and half a second apart, or as long as the CDP wishes. */
export const defaultRetry: RetryPolicy = {
  mayRepeat: ({ error, attempt }) => {
    if (attempt >= ATTEMPTS) return false;
    switch (error.kind) {
      case 'network': // a connection that was cut
      case 'timeout': // a CDP that was slow once
      case 'unavailable': // a gateway between two deployments
        return true;
      case 'throttled': // as long as somebody would wait for it
        return (error.retryAfterSeconds ?? 0) <= LONGEST_WAIT_SECONDS;
      case 'too-large': // the same answer again
      case 'unsendable': // the same request again
      case 'credentials': // the same key again
      case 'auth': // a new token was tried already
      case 'rejected': // the CDP has decided
        return false;
    }
  },
  // Between half and all of it, so that clients that failed together do not come back together.
  delayMs: ({ error: { retryAfterSeconds }, attempt }) =>
    retryAfterSeconds === undefined
      ? FIRST_DELAY_MS * 2 ** (attempt - 1) * (0.5 + Math.random() / 2)
      : retryAfterSeconds * 1000,
};
