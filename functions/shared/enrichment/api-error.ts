export type ApiErrorKind =
  | 'network' // no answer: refused, reset, cut off
  | 'timeout' // no answer in time
  | 'unavailable' // the platform is busy, or answers something that is no answer of its API
  | 'throttled' // too many calls within a minute
  | 'quota' // too many calls within a day
  | 'token' // a token that is new was not accepted either
  | 'credentials' // no token for this id and secret, or no such secret
  | 'address' // calls from this IP address are not allowed
  | 'permission' // the account may not call this API
  | 'person' // the platform knows nothing of this person, or says nothing
  | 'sporadic' // the same, and a moment later it may say something
  | 'late' // the time within which the platform answers is over
  | 'unknown' // a code that no document of ours explains
  | 'fault'; // our own code failed

/** What a failure of each kind means for the event, and for the calls that follow. */
interface Policy {
  /** May the same question be answered within minutes? Then the event waits for it, as long as the configuration says. */
  readonly waits: boolean;
  /** Is it the API that fails, and not the one question? */
  readonly concernsAll: boolean;
}

const policies: Readonly<Record<ApiErrorKind, Policy>> = {
  network: { waits: true, concernsAll: true },
  timeout: { waits: true, concernsAll: true },
  unavailable: { waits: true, concernsAll: true },
  throttled: { waits: true, concernsAll: true },
  // Waits if the pause ends in time, which is seldom.
  quota: { waits: true, concernsAll: true },
  token: { waits: true, concernsAll: true },
  // A secret and an allow list are mended in minutes; a permission is applied for, and takes days.
  credentials: { waits: true, concernsAll: true },
  address: { waits: true, concernsAll: true },
  permission: { waits: false, concernsAll: true },
  person: { waits: false, concernsAll: false },
  sporadic: { waits: true, concernsAll: false },
  late: { waits: false, concernsAll: false },
  unknown: { waits: true, concernsAll: true },
  fault: { waits: true, concernsAll: false },
};

interface Details {
  readonly api: string;
  /** The platform's own code. */
  readonly code?: number | undefined;
  readonly status?: number | undefined;
  /** What whoever runs this can do about it. No value of a person, no secret. */
  readonly advice?: string | undefined;
  readonly retryAfterSeconds?: number | undefined;
  readonly cause?: unknown;
}

/** A platform's API did not say what it was asked. */
export class ApiError extends Error {
  readonly kind: ApiErrorKind;
  readonly retryable: boolean;
  readonly concernsAll: boolean;
  readonly api: string;
  readonly code: number | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(kind: ApiErrorKind, { api, code, status, advice, retryAfterSeconds, cause }: Details) {
    const number = code ?? (status === undefined ? undefined : `HTTP ${status}`);
    super(`${api}: ${kind}${number === undefined ? '' : ` (${number})`}${advice ? `: ${advice}` : ''}`, { cause });
    this.name = 'ApiError';
    this.kind = kind;
    this.retryable = mayBeAnswered(kind);
    this.concernsAll = policies[kind].concernsAll;
    this.api = api;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** The one predicate: may the same question be answered if it is asked again soon? Reading it again harms nothing. */
function mayBeAnswered(kind: ApiErrorKind): boolean {
  return policies[kind].waits;
}
