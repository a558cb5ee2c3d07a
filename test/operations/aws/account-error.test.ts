import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AccountError, inAccount } from '../../../operations/aws/account-error.ts';
import { PortError } from '../../../functions/shared/ports/port-error.ts';

const named = (name: string, message = 'what AWS says', more: object = {}) =>
  Object.assign(new Error(message), { name, ...more });

async function failed(cause: Error): Promise<AccountError> {
  try {
    await inAccount('read guiyi/dev/cdp', () => Promise.reject(cause));
  } catch (error) {
    if (error instanceof AccountError) return error;
    throw error;
  }
  throw new Error('it has not failed');
}

beforeEach(() => void vi.stubEnv('AWS_PROFILE', undefined));
afterEach(() => void vi.unstubAllEnvs());

describe('what a person can mend is told as a sentence', () => {
  test.each<[string, Error]>([
    ['no region is chosen: say --region, or set AWS_REGION', named('Error', 'Region is missing')],
    [
      'there are no AWS credentials: set AWS_PROFILE, or log in',
      named('CredentialsProviderError', 'Could not load credentials from any providers'),
    ],
    [
      'the AWS profile team has no credentials: log in with it, or set AWS_PROFILE to another',
      named(
        'CredentialsProviderError',
        'Could not resolve credentials using profile: [team] in configuration file(s).',
      ),
    ],
    [
      'the log-in of AWS has ended: aws sso login --profile team',
      named('CredentialsProviderError', 'The SSO session associated with this profile=team has expired. Refresh it'),
    ],
    ['the AWS credentials have expired: log in again', named('ExpiredTokenException')],
    ['the AWS credentials have expired: log in again', named('ExpiredToken')],
    ['AWS does not know these credentials: check AWS_PROFILE and the region', named('UnrecognizedClientException')],
    ['AWS does not know these credentials: check AWS_PROFILE and the region', named('InvalidClientTokenId')],
    ['AWS does not know these credentials: check AWS_PROFILE and the region', named('InvalidAccessKeyId')],
    [
      'AWS does not take the signature: check the secret access key, and the clock of this machine',
      named('SignatureDoesNotMatch'),
    ],
    [
      'AWS does not take the signature: check the secret access key, and the clock of this machine',
      named('InvalidSignatureException'),
    ],
    [
      'these credentials are not allowed to (what each role may do: docs/operate.md)',
      named('AccessDeniedException', 'User: arn:aws:iam::… is not authorized'),
    ],
  ])('%s', async (why, cause) => {
    const error = await failed(cause);
    expect(error.message).toBe(`cannot read guiyi/dev/cdp: ${why}`);
    expect(error.isOutOfReach).toBe(false);
    // A port wraps what the SDK has thrown.
    expect((await failed(new PortError('secrets', cause.name, false, cause))).message).toBe(error.message);
  });
});

describe('what passes by itself is out of reach', () => {
  test.each<[string, Error]>([
    [
      'there is no host ssm.us-esat-1.amazonaws.com: check the region, and the network',
      named('Error', 'getaddrinfo', { code: 'ENOTFOUND', hostname: 'ssm.us-esat-1.amazonaws.com' }),
    ],
    ['AWS does not answer: check the network, and a proxy', named('Error', 'connect', { code: 'ECONNREFUSED' })],
    ['AWS does not answer: check the network, and a proxy', named('TimeoutError')],
    ['AWS is asked too much: try again in a while', named('ThrottlingException')],
    ['AWS is asked too much: try again in a while', named('TooManyRequestsException')],
  ])('%s', async (why, cause) => {
    const error = await failed(cause);
    expect([error.message, error.isOutOfReach]).toEqual([`cannot read guiyi/dev/cdp: ${why}`, true]);
  });
});

test('the profile of the environment is named where the SDK names none', async () => {
  vi.stubEnv('AWS_PROFILE', 'nobody');
  expect((await failed(named('CredentialsProviderError'))).message).toContain(
    'the AWS profile nobody has no credentials',
  );
});

test('of anything else the name is told, and never what AWS says with it', async () => {
  expect((await failed(named('InternalServerError', 'a value of yours'))).message).toBe(
    'cannot read guiyi/dev/cdp: InternalServerError',
  );
});
