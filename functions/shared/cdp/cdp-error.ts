export type CdpErrorKind =
  | 'unsendable' // the request is none that the documents allow; nothing was sent
  | 'network' // no answer: refused, reset, cut off
  | 'timeout' // no answer in time; the call may have been applied
  | 'throttled' // 429
  | 'too-large' // an answer over the cap, which was not read to its end; the call may have been applied
  | 'unavailable' // any other status than 2xx, or not the documented envelope (Q04)
  | 'credentials' // the token exchange says no
  | 'auth' // the token was not accepted
  | 'rejected'; // code -1

interface Details {
  readonly endpoint: string;
  /** What happened, for people. */
  readonly message?: string;
  readonly status?: number;
  /** Of the envelope, as they came (Q03). */
  readonly code?: string;
  readonly msg?: string;
  /** What the CDP or a gateway before it calls the request in its own log. */
  readonly requestId?: string | undefined;
  readonly retryAfterSeconds?: number;
  readonly cause?: unknown;
  /** `rejected`: the message matches one of `cdp.messages.permanent`. */
  readonly permanent?: boolean;
  /** False when it is certain that the CDP has not seen the request. */
  readonly sent?: boolean;
}

/** A call to the CDP that did not succeed. */
export class CdpError extends Error {
  readonly kind: CdpErrorKind;
  /** Name of the endpoint in the contract, or `token exchange`. */
  readonly endpoint: string;
  readonly retryable: boolean;
  readonly permanent: boolean;
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly msg: string | undefined;
  readonly requestId: string | undefined;
  readonly retryAfterSeconds: number | undefined;
  /** False when it is certain that the CDP has not seen the request: it cannot have been applied. */
  readonly sent: boolean;

  constructor(kind: CdpErrorKind, details: Details) {
    const { endpoint, message = details.msg, status, cause } = details;
    super(`${endpoint}: ${kind}${status === undefined ? '' : ` (HTTP ${status})`}${message ? `: ${message}` : ''}`, {
      cause,
    });
    this.name = 'CdpError';
    this.kind = kind;
    this.endpoint = endpoint;
    this.permanent = details.permanent ?? false;
    this.retryable = isRetryable(kind, this.permanent);
    this.status = status;
    this.code = details.code;
    this.msg = details.msg;
    this.requestId = details.requestId;
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.sent = details.sent ?? kind !== 'unsendable';
  }
}

/** May the same event be tried again later? Everything that delivery sends is idempotent in effect. */
function isRetryable(kind: CdpErrorKind, permanent: boolean): boolean {
  switch (kind) {
    case 'unsendable': // the same request will be the same tomorrow
      return false;
    case 'network': // nothing, or something, was applied: the repeat finds the same target
    case 'timeout':
    case 'throttled': // the CDP asks us to come back
    case 'too-large': // an answer of something else than the API, as a rule
    case 'unavailable': // a gateway or a deployment in between; says nothing about the event
    case 'credentials': // the same for every event until somebody mends the secret; no event is at fault
    case 'auth': // a new token was tried already; the next attempt has another
      return true;
    case 'rejected': // the API has one code for all; only a configured pattern makes it final
      return !permanent;
  }
}
