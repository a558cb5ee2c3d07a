export type CdpErrorKind =
  | 'network' // no answer: refused, reset, cut off
  | 'timeout' // no answer in time; the call may have been applied
  | 'throttled' // 429
  | 'unavailable' // any other status than 2xx, or not the documented envelope (Q04)
  | 'credentials' // the token exchange says no
  | 'auth' // the token was not accepted
  | 'rejected'; // code -1

interface Details {
  readonly endpoint: string;
  /** The CDP's own message, word for word (Q03). */
  readonly message?: string;
  readonly status?: number;
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
  /** `rejected`: the message matches one of `cdp.messages.permanent`. */
  readonly permanent?: boolean;
}

/** A call to the CDP that did not succeed. */
export class CdpError extends Error {
  readonly kind: CdpErrorKind;
  readonly endpoint: string;
  readonly retryable: boolean;
  readonly permanent: boolean;
  readonly status: number | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(kind: CdpErrorKind, details: Details) {
    const { endpoint, message, status, cause } = details;
    super(`${endpoint}: ${kind}${status === undefined ? '' : ` (HTTP ${status})`}${message ? `: ${message}` : ''}`, {
      cause,
    });
    this.name = 'CdpError';
    this.kind = kind;
    this.endpoint = endpoint;
    this.permanent = details.permanent ?? false;
    this.retryable = isRetryable(kind, this.permanent);
    this.status = status;
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}

/** May the same event be tried again later? Everything that delivery sends is idempotent in effect. */
function isRetryable(kind: CdpErrorKind, permanent: boolean): boolean {
  switch (kind) {
    case 'network': // nothing, or something, was applied: the repeat finds the same target
    case 'timeout':
    case 'throttled': // the CDP asks us to come back
    case 'unavailable': // a gateway or a deployment in between; says nothing about the event
    case 'credentials': // the same for every event until somebody mends the secret; no event is at fault
    case 'auth': // a new token was tried already; the next attempt has another
      return true;
    case 'rejected': // the API has one code for all; only a configured pattern makes it final
      return !permanent;
  }
}
