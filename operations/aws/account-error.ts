/** What the account does not allow, or cannot do now; for the person at the terminal. */
export class AccountError extends Error {
  readonly kind = 'account';
  readonly retryable = false;
  /** Nobody has answered, or somebody who is asked too much: the same may do in a while. */
  readonly isOutOfReach: boolean;
  constructor(message: string, { isOutOfReach = false, ...options }: ErrorOptions & { isOutOfReach?: boolean } = {}) {
    super(message, options);
    this.name = 'AccountError';
    this.isOutOfReach = isOutOfReach;
  }
}

const notAllowed = 'these credentials are not allowed to (what each role may do: docs/operate.md)';
const expired = 'the AWS credentials have expired: log in again';
const unknown = 'AWS does not know these credentials: check AWS_PROFILE and the region';
const badSignature = 'AWS does not take the signature: check the secret access key, and the clock of this machine';

/** By the names that AWS gives; services with older protocols leave `Exception` out. */
const advice: Readonly<Record<string, string>> = {
  ExpiredToken: expired,
  RequestExpired: badSignature,
  UnrecognizedClient: unknown,
  InvalidClientTokenId: unknown,
  InvalidAccessKeyId: unknown,
  SignatureDoesNotMatch: badSignature,
  InvalidSignature: badSignature,
  RequestTimeTooSkewed: badSignature,
  AccessDenied: notAllowed,
  UnauthorizedOperation: notAllowed,
  InvalidRequest: 'it is about to be deleted: `aws secretsmanager restore-secret` brings it back',
};

const THROTTLED = /throttl|TooManyRequests|RequestLimitExceeded|SlowDown/i;
/** Of Node: no such name, and no answer. */
const UNKNOWN_HOST = new Set(['ENOTFOUND', 'EAI_AGAIN']);
const NO_ANSWER = new Set(['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'EPIPE', 'ETIMEDOUT']);

/** Runs a call of AWS. @param doing what it is for, as "read guiyi/prod/cdp" @throws AccountError */
export async function inAccount<T>(doing: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    const { why, isOutOfReach = false } = reasonOf(cause);
    throw new AccountError(`cannot ${doing}: ${why}`, { cause, isOutOfReach });
  }
}

interface Why {
  readonly why: string;
  readonly isOutOfReach?: boolean;
}

function reasonOf(error: unknown): Why {
  // A port says first that it could not be reached, and then why.
  const causes = [error, error instanceof Error ? error.cause : undefined].filter((one) => one instanceof Error);
  for (const one of causes) {
    const known = knownReason(one);
    if (known !== undefined) return known;
  }
  return { why: causes.at(-1)?.name ?? 'an error' };
}

function knownReason(error: Error): Why | undefined {
  if (error.message.includes('Region is missing'))
    return { why: 'no region is chosen: say --region, or set AWS_REGION' };
  if (error.name === 'CredentialsProviderError') return { why: withoutCredentials(error.message) };
  const known = advice[error.name.replace(/Exception$/, '')];
  if (known !== undefined) return { why: known };
  if (THROTTLED.test(error.name)) return { why: 'AWS is asked too much: try again in a while', isOutOfReach: true };
  const code = textIn(error, 'code');
  const host = textIn(error, 'hostname');
  if (UNKNOWN_HOST.has(code)) {
    return { why: `there is no host ${host}: check the region, and the network`, isOutOfReach: true };
  }
  const isSilent = NO_ANSWER.has(code) || error.name === 'TimeoutError';
  return isSilent ? { why: 'AWS does not answer: check the network, and a proxy', isOutOfReach: true } : undefined;
}

/** The SDK's own words name the profile, and whether it was a log-in that has ended. */
function withoutCredentials(message: string): string {
  const [, named] = /profile[=:\s]+\[?["']?([\w.@/-]+)/i.exec(message) ?? [];
  const profile = named ?? process.env['AWS_PROFILE'];
  if (/\bsso\b.*(?:expired|invalid|refresh)|(?:expired|invalid).*\bsso\b/i.test(message)) {
    return `the log-in of AWS has ended: aws sso login${profile === undefined ? '' : ` --profile ${profile}`}`;
  }
  if (profile === undefined) return 'there are no AWS credentials: set AWS_PROFILE, or log in';
  return `the AWS profile ${profile} has no credentials: log in with it, or set AWS_PROFILE to another`;
}

function textIn(error: Error, property: string): string {
  const value: unknown = Reflect.get(error, property);
  return typeof value === 'string' ? value : '';
}
