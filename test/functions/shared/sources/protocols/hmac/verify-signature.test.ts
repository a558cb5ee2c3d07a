import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { WebhookRequest } from '../../../../../../functions/shared/http/webhook-request.ts';
import type { SignatureScheme } from '../../../../../../functions/shared/sources/protocols/hmac/signature-scheme.ts';
import {
  signatureVerifier,
  type SigningKey,
} from '../../../../../../functions/shared/sources/protocols/hmac/verify-signature.ts';

const github: SignatureScheme = { headers: ['x-hub-signature-256'], encodings: ['hex'], prefix: 'sha256=' };
const shopify: SignatureScheme = { headers: ['x-shopify-hmac-sha256'], encodings: ['base64'] };
const shopline: SignatureScheme = { headers: ['x-shopline-hmac-sha256'], encodings: ['hex', 'base64'] };
const standard: SignatureScheme = {
  headers: ['webhook-signature', 'svix-signature'],
  encodings: ['base64'],
  prefix: 'v1,',
  separator: ' ',
  signed: '{header:webhook-id}.{header:webhook-timestamp}.{body}',
  timestamp: { of: 'header:webhook-timestamp', toleranceSeconds: 300 },
};
const stripe: SignatureScheme = {
  headers: ['stripe-signature'],
  encodings: ['hex'],
  prefix: 'v1=',
  separator: ',',
  signed: '{entry:t}.{body}',
  timestamp: { of: 'entry:t', toleranceSeconds: 300 },
};

const request = (headers: WebhookRequest['headers'], body: string, receivedAt?: number): WebhookRequest => ({
  method: 'POST',
  headers,
  rawQuery: '',
  body: Buffer.from(body),
  ...(receivedAt === undefined ? {} : { receivedAt }),
});
const judge = (scheme: SignatureScheme, key: SigningKey, sent: WebhookRequest) => {
  const verification = signatureVerifier(scheme)(sent, key);
  return verification.outcome === 'rejected' ? verification.reason : verification.outcome;
};

const STANDARD_KEY = Buffer.from('MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'base64');
const STANDARD_BODY = '{"test": 2432232314}';
const STANDARD_RIGHT = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
const standardHeaders = (signature: string) => ({
  'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  'webhook-timestamp': '1614265330',
  'webhook-signature': signature,
});

describe('published vectors', () => {
  test.each<readonly [string, SignatureScheme, string | Uint8Array, WebhookRequest, string]>([
    // docs.github.com, "Validating webhook deliveries"
    [
      'GitHub',
      github,
      "It's a Secret to Everybody",
      request(
        { 'x-hub-signature-256': 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17' },
        'Hello, World!',
      ),
      'verified',
    ],
    // bold-commerce/go-shopify, oauth_test.go
    [
      'Shopify, with the double quotes of the body',
      shopify,
      'hush',
      request({ 'x-shopify-hmac-sha256': 'hMTq0K2x7oyOjoBwGYeTj5oxfnaVYXzbanUG9aajpKI=' }, '"my secret message"'),
      'verified',
    ],
    // Shopify/shopify-app-js, webhooks/__tests__/validate.test.ts
    [
      'Shopify, a space after the colon',
      shopify,
      'test_secret_key',
      request({ 'x-shopify-hmac-sha256': 'B23tXN681gZ0qIWNRrgtzBE9XSDo5yaUu6wfmhu3a7g=' }, '{"foo": "bar"}'),
      'verified',
    ],
    [
      'the same value, written again',
      shopify,
      'test_secret_key',
      request({ 'x-shopify-hmac-sha256': 'B23tXN681gZ0qIWNRrgtzBE9XSDo5yaUu6wfmhu3a7g=' }, '{"foo":"bar"}'),
      'signature-mismatch',
    ],
    // shoplineos/shopline-sdk-go, client/shopline_api_client_test.go
    [
      'SHOPLINE',
      shopline,
      'LDLLJJLflja2039203flaflaLLFLE',
      request(
        { 'x-shopline-hmac-sha256': '7d8b4cbec432e0c7e901881cc0f2490a910d56eaa73fc94bcc4276d14a61fe88' },
        '"my secret message"',
      ),
      'verified',
    ],
    // standard-webhooks/standard-webhooks, libraries
    [
      'Standard Webhooks',
      standard,
      STANDARD_KEY,
      request(standardHeaders(STANDARD_RIGHT), STANDARD_BODY, 1614265330_000),
      'verified',
    ],
    [
      'Standard Webhooks, the last character changed',
      standard,
      STANDARD_KEY,
      request(standardHeaders(STANDARD_RIGHT.replace('OE=', 'OA=')), STANDARD_BODY, 1614265330_000),
      'signature-mismatch',
    ],
    [
      'Standard Webhooks, several signatures and an unknown version',
      standard,
      STANDARD_KEY,
      request(
        standardHeaders(
          `v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= v2,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc= ${STANDARD_RIGHT} v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=`,
        ),
        STANDARD_BODY,
        1614265330_000,
      ),
      'verified',
    ],
    [
      'Standard Webhooks, 300 s old',
      standard,
      STANDARD_KEY,
      request(standardHeaders(STANDARD_RIGHT), STANDARD_BODY, 1614265630_000),
      'verified',
    ],
    [
      'Standard Webhooks, 301 s old',
      standard,
      STANDARD_KEY,
      request(standardHeaders(STANDARD_RIGHT), STANDARD_BODY, 1614265631_000),
      'timestamp-outside-window',
    ],
    [
      'Standard Webhooks, 301 s early',
      standard,
      STANDARD_KEY,
      request(standardHeaders(STANDARD_RIGHT), STANDARD_BODY, 1614265029_000),
      'timestamp-outside-window',
    ],
  ])('%s', (_name, scheme, key, sent, outcome) => {
    expect(judge(scheme, key, sent)).toBe(outcome);
  });
});

describe('what is refused', () => {
  const body = '{"id":1}';
  const digest = (text: string, encoding: 'hex' | 'base64') =>
    createHmac('sha256', 'key').update(text).digest(encoding);
  const hex = digest(body, 'hex');
  const base64 = digest(body, 'base64');
  const stamped = digest(`1790000000.${body}`, 'hex');

  test.each<readonly [string, SignatureScheme, WebhookRequest, string]>([
    [
      'another method',
      shopify,
      { ...request({ 'x-shopify-hmac-sha256': base64 }, body), method: 'GET' },
      'method-not-allowed',
    ],
    ['no header', shopify, request({}, body), 'parameter-missing'],
    ['an empty header', shopify, request({ 'x-shopify-hmac-sha256': '' }, body), 'parameter-missing'],
    [
      'a digest cut short',
      shopify,
      request({ 'x-shopify-hmac-sha256': base64.slice(0, -4) }, body),
      'signature-malformed',
    ],
    [
      'padding left out',
      shopify,
      request({ 'x-shopify-hmac-sha256': base64.slice(0, -1) }, body),
      'signature-malformed',
    ],
    [
      'a line break behind it',
      shopify,
      request({ 'x-shopify-hmac-sha256': `${base64}\n` }, body),
      'signature-malformed',
    ],
    [
      'hexadecimal where Base64 belongs',
      shopify,
      request({ 'x-shopify-hmac-sha256': hex }, body),
      'signature-malformed',
    ],
    ['capital digits', shopline, request({ 'x-shopline-hmac-sha256': hex.toUpperCase() }, body), 'signature-malformed'],
    ['no prefix', github, request({ 'x-hub-signature-256': hex }, body), 'signature-malformed'],
    [
      'the prefix of another algorithm',
      github,
      request({ 'x-hub-signature-256': `sha1=${hex}` }, body),
      'signature-malformed',
    ],
    ['another body', github, request({ 'x-hub-signature-256': `sha256=${hex}` }, `${body} `), 'signature-mismatch'],
    [
      'a signed header that is not there',
      standard,
      request({ 'webhook-signature': STANDARD_RIGHT }, body),
      'parameter-missing',
    ],
    ['no time in the header', stripe, request({ 'stripe-signature': `v1=${stamped}` }, body), 'parameter-missing'],
    [
      'a time that is not signed',
      stripe,
      request({ 'stripe-signature': `t=1790000001,v1=${stamped}` }, body, 1790000001_000),
      'signature-mismatch',
    ],
    [
      'only the decoy of the test mode',
      stripe,
      request({ 'stripe-signature': `t=1790000000,v0=${stamped}` }, body),
      'signature-malformed',
    ],
  ])('%s', (_name, scheme, sent, reason) => {
    expect(judge(scheme, 'key', sent)).toBe(reason);
  });

  test('a signed header that holds the text behind it: what is signed could be split in another way', () => {
    const digestOf = createHmac('sha256', 'key').update('a.b.1790000000.{}').digest('base64');
    const sent = request(
      { 'webhook-id': 'a.b', 'webhook-timestamp': '1790000000', 'webhook-signature': `v1,${digestOf}` },
      '{}',
      1790000000_000,
    );
    expect(judge(standard, 'key', sent)).toBe('parameter-missing');
  });

  test('a signed time that is no plain number of seconds', () => {
    const odd = digest(`1790000000x.${body}`, 'hex');
    const sent = request({ 'stripe-signature': `t=1790000000x,v1=${odd}` }, body, 1790000000_000);
    expect(judge(stripe, 'key', sent)).toBe('timestamp-outside-window');
  });

  test('either encoding of a platform that has two', () => {
    expect(judge(shopline, 'key', request({ 'x-shopline-hmac-sha256': hex }, body))).toBe('verified');
    expect(judge(shopline, 'key', request({ 'x-shopline-hmac-sha256': base64 }, body))).toBe('verified');
  });
});

describe('Ed25519', () => {
  const scheme: SignatureScheme = { ...standard, algorithm: 'ed25519', prefix: 'v1a,' };
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const body = '{"id":1}';
  const right = sign(null, Buffer.from(`msg_1.1790000000.${body}`), privateKey).toString('base64');
  const sent = (signature: string, changed = body) =>
    request(
      { 'webhook-id': 'msg_1', 'webhook-timestamp': '1790000000', 'webhook-signature': signature },
      changed,
      1790000000_000,
    );

  test.each([
    ['right', sent(`v1a,${right}`), 'verified'],
    ['right, beside another version', sent(`v1,${right} v1a,${right}`), 'verified'],
    ['of another body', sent(`v1a,${right}`, '{"id":2}'), 'signature-mismatch'],
    ['cut short', sent(`v1a,${right.slice(0, -4)}`), 'signature-malformed'],
    ['of another version', sent(`v1,${right}`), 'signature-malformed'],
    [
      'an HMAC of the same length',
      sent(`v1a,${createHmac('sha512', 'key').update(body).digest('base64')}`),
      'signature-mismatch',
    ],
  ])('%s', (_name, received, outcome) => {
    expect(judge(scheme, publicKey, received)).toBe(outcome);
  });

  test('a text or bytes are no public key, so nothing is right', () => {
    expect(signatureVerifier(scheme)(sent(`v1a,${right}`), 'key').outcome).toBe('rejected');
    expect(signatureVerifier(scheme)(sent(`v1a,${right}`), Buffer.from('key')).outcome).toBe('rejected');
  });
});

test('no change of what is signed is accepted', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(github, shopify, shopline),
      fc.uint8Array({ maxLength: 200 }),
      fc.uint8Array({ maxLength: 200 }),
      (scheme, signed, sent) => {
        fc.pre(Buffer.compare(signed, sent) !== 0);
        const encoding = scheme.encodings[0] ?? 'hex';
        const given = `${scheme.prefix ?? ''}${createHmac('sha256', 'key').update(signed).digest(encoding)}`;
        const headers = { [scheme.headers[0] ?? '']: given };
        const judged = (body: Uint8Array) =>
          signatureVerifier(scheme)({ method: 'POST', headers, rawQuery: '', body }, 'key').outcome;
        expect(judged(signed)).toBe('verified');
        expect(judged(sent)).toBe('rejected');
      },
    ),
  );
});

test.each(['{header:a}', '{body}{body}', '{body}{other}'])('a template %s is no definition', (signed) => {
  expect(() => signatureVerifier({ ...shopify, signed })).toThrow(RangeError);
});
