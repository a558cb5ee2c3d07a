/** What the account does not allow, or cannot do now; for the person at the terminal. */
export class AccountError extends Error {
  readonly kind = 'account';
  readonly retryable = false;
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AccountError';
  }
}

const notAllowed = 'these credentials are not allowed to (what each role may do: docs/operate.md)';

const advice: Readonly<Record<string, string>> = {
  CredentialsProviderError: 'there are no AWS credentials: set AWS_PROFILE, or log in',
  ExpiredTokenException: 'the AWS credentials have expired: log in again',
  UnrecognizedClientException: 'AWS does not know these credentials: check AWS_PROFILE and the region',
  AccessDeniedException: notAllowed,
  AccessDenied: notAllowed,
  InvalidRequestException: 'it is about to be deleted: `aws secretsmanager restore-secret` brings it back',
};

/** Runs a call of AWS. @param doing what it is for, as "read guiyi/prod/cdp" @throws AccountError */
export async function inAccount<T>(doing: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    const name = nameOf(cause);
    const region = cause instanceof Error && cause.message.includes('Region is missing');
    const why = region ? 'no region is chosen: say --region, or set AWS_REGION' : (advice[name] ?? name);
    throw new AccountError(`cannot ${doing}: ${why}`, { cause });
  }
}

/** What AWS calls it: a port says first that it could not be reached, and then why. */
function nameOf(cause: unknown): string {
  if (!(cause instanceof Error)) return 'an error';
  return cause.cause instanceof Error && !Object.hasOwn(advice, cause.name) ? cause.cause.name : cause.name;
}
