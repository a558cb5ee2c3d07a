import { sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { WebhookRequest } from '../../../../../../functions/shared/http/webhook-request.ts';
import {
  API_V3_KEY,
  certificateSerial,
  judge,
  nonce,
  notification,
  NOW,
  publicKey,
  publicKeySerial,
  secret,
  signedRequest,
  signers,
  timestamp,
  verify,
  withHeaders,
} from './notifications.ts';
import { CERTIFICATE } from './platform-certificate.ts';

const body = notification();
const genuine = signedRequest(body);
const signature = genuine.headers['wechatpay-signature'] ?? '';
const PROBE = 'WECHATPAY/SIGNTEST/';

describe('the key that the request names', () => {
  const keyOnly = { apiV3Key: API_V3_KEY, publicKeys: [publicKey] };
  const certificateOnly = { apiV3Key: API_V3_KEY, platformCertificates: [CERTIFICATE] };

  test.each([
    ['the public key, both live', publicKeySerial, secret, 'verified'],
    ['the certificate, both live', certificateSerial, secret, 'verified'],
    ['the public key alone', publicKeySerial, keyOnly, 'verified'],
    ['the certificate alone', certificateSerial, certificateOnly, 'verified'],
    ['a certificate that we do not have', certificateSerial, keyOnly, '403 signing-key-unknown'],
    ['a public key that we do not have', publicKeySerial, certificateOnly, '403 signing-key-unknown'],
  ] as const)('%s', (_name, serial, raw, judgement) => {
    expect(judge(signedRequest(body, serial), raw)).toBe(judgement);
  });

  test.each([
    ['in small letters', certificateSerial.toLowerCase(), 'verified'],
    ['without its leading zero', certificateSerial.slice(1), 'verified'],
    ['of another certificate', `${certificateSerial.slice(0, -1)}8`, '403 signing-key-unknown'],
    ['with a blank', ` ${certificateSerial}`, '403 signing-key-unknown'],
    ['the id of the public key for it', publicKeySerial, '403 signature-mismatch'],
  ])('the serial of the certificate %s', (_name, serial, judgement) => {
    const request = withHeaders(signedRequest(body, certificateSerial), { 'wechatpay-serial': serial });
    expect(judge(request)).toBe(judgement);
  });

  test('is used alone: a right signature by the other live key is wrong', () => {
    const other = withHeaders(genuine, { 'wechatpay-serial': certificateSerial });
    expect(judge(other)).toBe('403 signature-mismatch');
  });
});

describe('the time window', () => {
  const at = (seconds: number) => ({ ...genuine, receivedAt: NOW + seconds * 1000 });
  test.each([
    [0, 'verified'],
    [299, 'verified'],
    [-299, 'verified'],
    [300, '403 timestamp-outside-window'],
    [-300, '403 timestamp-outside-window'],
    [86_400, '403 timestamp-outside-window'],
  ])('received %i seconds after it was signed: %s', (seconds, judgement) => {
    expect(judge(at(seconds))).toBe(judgement);
  });

  test('nobody knows when it came: refused', () => {
    const { receivedAt: _, ...timeless } = genuine;
    expect(judge(timeless)).toBe('403 timestamp-outside-window');
  });

  test('a log says how far away it was', () => {
    expect(verify(at(301))).toMatchObject({ detail: 'Wechatpay-Timestamp is 301 s old' });
    expect(verify(at(-301))).toMatchObject({ detail: 'Wechatpay-Timestamp is 301 s ahead' });
  });
});

test.each<readonly [string, WebhookRequest, string]>([
  ['not POST', { ...genuine, method: 'GET' }, '405 method-not-allowed'],
  ...['timestamp', 'nonce', 'signature', 'serial'].flatMap(
    (name) =>
      [
        [`no ${name}`, withHeaders(genuine, { [`wechatpay-${name}`]: undefined }), '400 parameter-missing'],
        [`an empty ${name}`, withHeaders(genuine, { [`wechatpay-${name}`]: '' }), '400 parameter-missing'],
      ] as const,
  ),
  [
    'a timestamp twice',
    withHeaders(genuine, { 'wechatpay-timestamp': `${timestamp},${timestamp}` }),
    '403 signature-malformed',
  ],
  ['a timestamp in words', withHeaders(genuine, { 'wechatpay-timestamp': 'now' }), '403 signature-malformed'],
  ['a nonce twice', withHeaders(genuine, { 'wechatpay-nonce': `${nonce}, ${nonce}` }), '403 signature-malformed'],
  ['a signature twice', withHeaders(genuine, { 'wechatpay-signature': `${signature}, x` }), '403 signature-malformed'],
  ['a signature in hex', withHeaders(genuine, { 'wechatpay-signature': 'ab'.repeat(255) }), '403 signature-malformed'],
  ['SM2', withHeaders(genuine, { 'wechatpay-signature-type': 'WECHATPAY2-SM2-WITH-SM3' }), '403 signature-malformed'],
  ['another nonce', withHeaders(genuine, { 'wechatpay-nonce': `${nonce}0` }), '403 signature-mismatch'],
  [
    'another time inside the window',
    withHeaders(genuine, { 'wechatpay-timestamp': String(Number(timestamp) + 1) }),
    '403 signature-mismatch',
  ],
  [
    'a time with a leading zero',
    withHeaders(genuine, { 'wechatpay-timestamp': `0${timestamp}` }),
    '403 signature-mismatch',
  ],
  ['a short signature', withHeaders(genuine, { 'wechatpay-signature': 'AAAA' }), '403 signature-mismatch'],
  ['a blank more in the body', { ...genuine, body: Buffer.from(`${body} `) }, '403 signature-mismatch'],
  ['no body', { ...genuine, body: new Uint8Array() }, '403 signature-mismatch'],
])('dead-lettered: %s', (_name, request, judgement) => {
  expect(judge(request)).toBe(judgement);
});

test('a missing signature type is the usual one', () => {
  expect(judge(withHeaders(genuine, { 'wechatpay-signature-type': undefined }))).toBe('verified');
});

test.each([
  ['over another signature', `${PROBE}${signature.slice(PROBE.length)}`],
  ['before a signature', `${PROBE}${signature}`],
  ['alone', PROBE],
])('a probe of WeChat Pay %s is refused as any wrong signature is, under a name of its own', (_name, value) => {
  expect(judge(withHeaders(genuine, { 'wechatpay-signature': value }))).toBe('403 signature-probe');
});

test.each([
  ['blanks and line ends', JSON.stringify(JSON.parse(body), null, 2)],
  ['escaped Chinese', body.replace('支付成功', String.raw`\u652f\u4ed8\u6210\u529f`)],
  ['escaped slashes', body.replaceAll('/', String.raw`\/`)],
  ['a byte order mark', `\u{feff}${body}`],
  ['CRLF at the end', `${body}\r\n`],
])('the signature is over the bytes as they came: %s', (_name, written) => {
  const request = signedRequest(written);
  expect(judge(request)).toBe('verified');
  const again = { ...request, body: Buffer.from(JSON.stringify(JSON.parse(written.replace(/^\u{feff}/u, '')))) };
  expect(judge(again)).toBe('403 signature-mismatch');
});

test('the lines of the signed text cannot move between nonce and body', () => {
  const text = `${timestamp}\n${nonce}\n{"a":1}\n{"b":2}\n`;
  const moved = withHeaders(signedRequest('{"b":2}'), {
    'wechatpay-nonce': `${nonce}\n{"a":1}`,
    'wechatpay-signature': sign('sha256', Buffer.from(text), signers[publicKeySerial]).toString('base64'),
  });
  expect(judge(moved)).toBe('403 signature-malformed');
});

test('why something is refused names no key, no signature and no value of the body', () => {
  for (const changed of [
    { 'wechatpay-serial': 'ABCDEF' },
    { 'wechatpay-signature': 'AAAA' },
    { 'wechatpay-nonce': 'x y' },
  ]) {
    const rejection = JSON.stringify(verify(withHeaders(genuine, changed)));
    for (const value of Object.values(changed)) expect(rejection).not.toContain(value);
  }
});
