import { generateKeyPairSync, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { openConnections } from '../../../../../../functions/shared/sources/connection.ts';
import { receivers } from '../../../../../../functions/shared/sources/generated/receivers.ts';
import { SAMPLE_PAY_KEY } from '../../../../../../functions/shared/sources/platforms/wechat-pay/sample-resources.ts';
import { options, secret as schema } from '../../../../../../functions/shared/sources/platforms/wechat-pay/receive.ts';
import { publicKeyOf } from '../../../../../../functions/shared/sources/rsa-public-key.ts';
import { serialOf } from '../../../../../../functions/shared/sources/platforms/wechat-pay/signature.ts';
import vectors from '../../../../../vectors/wechat-pay.json' with { type: 'json' };
import { demoConfig } from '../../../../../kit/demo.ts';
import { MemorySecrets } from '../../../../../kit/ports.ts';
import { API_V3_KEY, publicKey, secret } from './notifications.ts';
import { CERTIFICATE, CERTIFICATE_SERIAL } from './platform-certificate.ts';

const pem = (kind: 'rsa' | 'ec', bits = 2048) => {
  const { publicKey: key } =
    kind === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: bits })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return String(key.export({ type: 'spki', format: 'pem' }));
};
const withKey = (text: unknown) => ({ apiV3Key: API_V3_KEY, publicKeys: [{ ...publicKey, publicKey: text }] });

test.each([
  ['the public key alone', { apiV3Key: API_V3_KEY, publicKeys: [publicKey] }],
  ['the certificate alone', { apiV3Key: API_V3_KEY, platformCertificates: [CERTIFICATE] }],
  ['both, side by side', secret],
  [
    'several of each',
    { ...secret, publicKeys: [publicKey, publicKey], platformCertificates: [CERTIFICATE, CERTIFICATE] },
  ],
])('a secret: %s', (_name, raw) => {
  expect(schema.safeParse(raw).success).toBe(true);
});

test.each<readonly [string, unknown, string]>([
  ['no key at all', { apiV3Key: API_V3_KEY }, '(whole)'],
  ['empty lists', { apiV3Key: API_V3_KEY, publicKeys: [], platformCertificates: [] }, '(whole)'],
  ['no APIv3 key', { publicKeys: [publicKey] }, 'apiV3Key'],
  ['an APIv3 key of 31 characters', { ...secret, apiV3Key: API_V3_KEY.slice(1) }, 'apiV3Key'],
  ['an APIv3 key of 33 characters', { ...secret, apiV3Key: `${API_V3_KEY}0` }, 'apiV3Key'],
  ['an APIv3 key with a blank', { ...secret, apiV3Key: ` ${API_V3_KEY.slice(1)}` }, 'apiV3Key'],
  ['a public key without its text', withKey(undefined), 'publicKeys.0.publicKey'],
  [
    'a public key that is none',
    withKey('-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----'),
    'publicKeys.0.publicKey',
  ],
  ['a certificate for a public key', withKey(CERTIFICATE), 'publicKeys.0.publicKey'],
  ['a private key for a public key', withKey(SAMPLE_PAY_KEY), 'publicKeys.0.publicKey'],
  ['a key that is not RSA', withKey(pem('ec')), 'publicKeys.0.publicKey'],
  ['an RSA key of 1024 bits', withKey(pem('rsa', 1024)), 'publicKeys.0.publicKey'],
  [
    'a serial for the id of a public key',
    { apiV3Key: API_V3_KEY, publicKeys: [{ ...publicKey, publicKeyId: CERTIFICATE_SERIAL }] },
    'publicKeys.0.publicKeyId',
  ],
  [
    'a public key for a certificate',
    { apiV3Key: API_V3_KEY, platformCertificates: [CERTIFICATE, publicKey.publicKey] },
    'platformCertificates.1',
  ],
  ['the merchant’s private key beside them', { ...secret, privateKey: SAMPLE_PAY_KEY }, '(whole)'],
])('not a secret: %s', (_name, raw, field) => {
  const parsed = schema.safeParse(raw);
  if (parsed.success) throw new Error('it is one');
  expect(parsed.error.issues.map(({ path }) => path.join('.') || '(whole)')).toEqual([field]);
});

test('what is wrong with a secret is said by field and expectation, never by value', async () => {
  const store = new MemorySecrets({ 'wechat-pay-demo': { ...withKey(SAMPLE_PAY_KEY), apiV3Key: 'too short' } });
  const connection = openConnections(demoConfig(), receivers, store, Date.now).get('wechat-pay-demo');
  const error = await connection?.verifiers.current().catch((caught: unknown) => caught);
  expect(String(error)).toContain('apiV3Key (must be the 32 characters of the APIv3 key, as they are)');
  expect(String(error)).toContain('publicKeys.0.publicKey (must be the PEM text of pub_key.pem');
  expect(String(error)).not.toContain('too short');
  expect(String(error)).not.toContain('PRIVATE');
});

test('a serial is one number, whatever its letter case and leading zeros', () => {
  expect(serialOf('0a1b')).toBe('A1B');
  expect(serialOf('A1B')).toBe('A1B');
  expect(serialOf('0')).toBe('0');
  expect(serialOf('PUB_KEY_ID_0a')).toBe('PUB_KEY_ID_0a');
});

test('published: the key of the Go SDK’s test verifies its signature, and no other text', () => {
  const { publicKeyPem, message, signature } = vectors['rsa-go-sdk'].inputs;
  const key = publicKeyOf(publicKeyPem);
  if (!key) throw new Error('no key');
  const bytes = Buffer.from(signature, 'base64');
  expect(verify('sha256', Buffer.from(message), key, bytes)).toBe(true);
  expect(verify('sha256', Buffer.from(vectors['rsa-go-sdk'].expected.invalidForMessage), key, bytes)).toBe(false);
});

test.each([
  ['nothing', {}, true],
  ['both', { appId: 'wx0000000000000001', openPlatform: 'main' }, true],
  ['an empty app id', { appId: '' }, false],
  ['an app id with a colon', { appId: 'wx1:o1' }, false],
  ['an unknown option', { mchid: '1900000001' }, false],
])('options: %s', (_name, raw, valid) => {
  expect(options.safeParse(raw).success).toBe(valid);
});
