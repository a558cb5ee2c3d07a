/** What the account does not allow, or cannot do now; for the person at the terminal. */
export class AccountError extends Error {
  readonly kind = 'account';
  readonly retryable = false;
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AccountError';
  }
}

const advice: Readonly<Record<string, string>> = {
  CredentialsProviderError: 'there are no AWS credentials: set AWS_PROFILE, or log in',
  ExpiredTokenException: 'the AWS credentials have expired: log in again',
  UnrecognizedClientException: 'AWS does not know these credentials: check AWS_PROFILE and the region',
  AccessDeniedException: 'these credentials are not allowed to',
  InvalidRequestException: 'it is about to be deleted: `aws secretsmanager restore-secret` brings it back',
};

/** Runs a call of AWS. @param doing what it is for, as "read guiyi/prod/cdp" @throws AccountError */
export async function inAccount<T>(doing: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (cause) {
    const name = cause instanceof Error ? cause.name : 'an error';
    const region = cause instanceof Error && cause.message.includes('Region is missing');
    const why = region ? 'no region is chosen: say --region, or set AWS_REGION' : (advice[name] ?? name);
    throw new AccountError(`cannot ${doing}: ${why}`, { cause });
  }
}
