import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { standardWebhooks } from '../../../../../../functions/shared/sources/platforms/standard-webhooks/receive.ts';
import vectors from '../../../../../vectors/standard-webhooks.json' with { type: 'json' };
import { must, NOW, openHmacSource, post } from '../../../../../kit/hmac-source.ts';

const KEY = Buffer.alloc(24, 7);
const SECRET = `whsec_${KEY.toString('base64')}`;
const events = { 'member.joined': { identities: [{ kind: 'mobile', path: 'data.phone' }] } };
const open = (secret = SECRET, options: object = {}) =>
  openHmacSource('standard-webhooks', { events, ...options }, { secret });
const loyalty = open();
const body = JSON.stringify({
  type: 'member.joined',
  timestamp: '2026-10-02T07:59:00.5Z',
  data: { phone: '15424681357', no: 'm1' },
});
const seconds = String(NOW / 1000);
const v1 = (text: string, key: Uint8Array = KEY) => `v1,${createHmac('sha256', key).update(text).digest('base64')}`;
const signed = (headers: object = {}, text = body, family = 'webhook') =>
  post(text, {
    [`${family}-id`]: 'msg_1',
    [`${family}-timestamp`]: seconds,
    [`${family}-signature`]: v1(`msg_1.${seconds}.${text}`),
    ...headers,
  });

describe('the secret', () => {
  const problem = (secret: unknown) => {
    const opened = must(standardWebhooks.configure({ events })).openSecret({ secret });
    return opened.ok ? undefined : opened.issues.map(({ message }) => message).join();
  };
  test.each([
    ['v1', SECRET],
    ['v1 without padding', `whsec_${Buffer.alloc(25, 7).toString('base64').replace(/=+$/, '')}`],
    ['v1 without its prefix, as libraries take it too', 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    ['v1a', 'whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4='],
  ])('%s', (_name, secret) => {
    expect(problem(secret)).toBeUndefined();
  });
  test.each([
    ['', 'must begin with'],
    ['a secret of blanks and words', 'must begin with'],
    ['AAAA', 'must begin with'],
    // A public key that has lost its prefix: as a secret of v1, everybody would know it.
    ['1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=', 'must begin with'],
    ['1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4', 'must begin with'],
    ['whsec_', 'must be Base64'],
    ['whsec_!!!!', 'must be Base64'],
    [`${SECRET}\n`, 'must'],
    ['whsec_AAAA', '24 to 64 bytes'],
    [`whsec_${Buffer.alloc(65).toString('base64')}`, '24 to 64 bytes'],
    ['whpk_AAAA', '32 bytes of an Ed25519'],
    [
      'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==',
      'stays with the sender',
    ],
  ])('%j: %s', (secret, message) => {
    expect(problem(secret)).toContain(message);
  });
});

describe('verify', () => {
  test.each(vectors)('published: $name', ({ verdict, secret, headers, body: text, now }) => {
    const request = { ...post(text, headers), receivedAt: now * 1000 };
    expect(open(secret).verify(request).outcome).toBe(verdict === 'accept' ? 'verified' : 'rejected');
  });

  test('a secret without its prefix is the same secret', () => {
    expect(open(KEY.toString('base64')).verify(signed()).outcome).toBe('verified');
    expect(open(KEY.toString('base64')).verify(signed({}, body, 'svix')).outcome).toBe('verified');
  });

  test('the names of Svix', () => {
    expect(loyalty.verify(signed({}, body, 'svix')).outcome).toBe('verified');
  });

  const wrong = v1(`msg_1.${seconds}.x`);
  test.each([
    [
      'several, one right',
      signed({ 'webhook-signature': `${wrong} v1a,x ${v1(`msg_1.${seconds}.${body}`)}` }),
      'verified',
    ],
    ['several, none right', signed({ 'webhook-signature': `${wrong} ${wrong}` }), 'signature-mismatch'],
    ['no id', signed({ 'webhook-id': undefined }), 'parameter-missing'],
    ['no time', signed({ 'webhook-timestamp': undefined }), 'parameter-missing'],
    ['another id', signed({ 'webhook-id': 'msg_2' }), 'signature-mismatch'],
    ['another time', signed({ 'webhook-timestamp': String(NOW / 1000 + 1) }), 'signature-mismatch'],
    [
      'an id with a full stop',
      signed({ 'webhook-id': 'msg.1', 'webhook-signature': v1(`msg.1.${seconds}.${body}`) }),
      'parameter-missing',
    ],
    [
      'a time with junk behind it',
      signed({ 'webhook-timestamp': `${seconds}x`, 'webhook-signature': v1(`msg_1.${seconds}x.${body}`) }),
      'timestamp-outside-window',
    ],
    ['300 s old', { ...signed(), receivedAt: NOW + 300_000 }, 'verified'],
    ['301 s old', { ...signed(), receivedAt: NOW + 301_000 }, 'timestamp-outside-window'],
    ['301 s early', { ...signed(), receivedAt: NOW - 301_000 }, 'timestamp-outside-window'],
    ['the signature of another family', signed({ 'svix-signature': wrong }), 'verified'],
  ])('%s: %s', (_name, request, outcome) => {
    const verification = loyalty.verify(request);
    expect(verification.outcome === 'rejected' ? verification.reason : verification.outcome).toBe(outcome);
  });

  test('another tolerance', () => {
    expect(open(SECRET, { toleranceSeconds: 10 }).verify({ ...signed(), receivedAt: NOW + 11_000 })).toMatchObject({
      reason: 'timestamp-outside-window',
    });
  });
});

describe('v1a', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const endpoint = open(`whpk_${raw.toString('base64')}`);
  const signature = `v1a,${sign(null, Buffer.from(`msg_1.${seconds}.${body}`), privateKey).toString('base64')}`;
  test.each([
    ['right', 'verified', signature],
    ['right, while the sender still signs with v1 too', 'verified', `${v1('x')} ${signature}`],
    ['v1 made with the public key', 'signature-malformed', v1(`msg_1.${seconds}.${body}`, raw)],
    [
      'v1 made with the text of the public key',
      'signature-malformed',
      v1(`msg_1.${seconds}.${body}`, Buffer.from(`whpk_${raw.toString('base64')}`)),
    ],
    ['v1 beside a wrong v1a', 'signature-mismatch', `${v1(`msg_1.${seconds}.${body}`, raw)} v1a,${'A'.repeat(86)}==`],
  ])('%s: %s', (_name, outcome, given) => {
    const verification = endpoint.verify(signed({ 'webhook-signature': given }));
    expect(verification.outcome === 'rejected' ? verification.reason : verification.outcome).toBe(outcome);
  });
});

describe('decode', () => {
  test('type, time and subject by path; the id is the signed one and the digest of the body', () => {
    expect(open(SECRET, { subjectPath: 'data.no' }).eventOf(signed())).toMatchObject({
      type: 'member.joined',
      time: '2026-10-02T07:59:00.5Z',
      subject: 'm1',
      idParts: ['msg_1', expect.stringMatching(/^[0-9a-f]{64}$/)],
    });
    const own = open(SECRET, { typePath: 'data.no', timePath: 'data.phone', events: { m1: events['member.joined'] } });
    expect(own.eventOf(signed()).type).toBe('m1');
  });

  test('a repetition with a renewed time is the same event', () => {
    const later = signed({ 'webhook-timestamp': '1790928060', 'webhook-signature': v1(`msg_1.1790928060.${body}`) });
    expect(loyalty.eventOf(later).idParts).toEqual(loyalty.eventOf(signed()).idParts);
  });

  test('an unsigned id of the other family is not the event’s', () => {
    const request = signed({ 'webhook-id': 'forged' }, body, 'svix');
    expect(loyalty.verify(request).outcome).toBe('verified');
    expect(loyalty.eventOf(request).idParts[0]).toBe('msg_1');
  });

  test('an event that nobody configured has no effect', () => {
    expect(loyalty.deliver(signed({}, body, 'svix'))).toMatchObject({ outcome: 'changes' });
    expect(open(SECRET, { events: {} }).deliver(signed())).toMatchObject({ reason: 'event-not-handled' });
  });
});

test('a sample goes the whole way', () => {
  expect(loyalty.deliver(loyalty.sample('member.joined'))).toMatchObject({
    changes: [{ identities: [{ kind: 'mobile' }] }],
  });
});
