import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { githubStyle } from '../../../../../../functions/shared/sources/platforms/github-style/receive.ts';
import vectors from '../../../../../vectors/github-style.json' with { type: 'json' };
import { NOW, openHmacSource, post } from '../../../../../kit/hmac-source.ts';

const SECRET = 'hush-hush';
const events = { 'receipt.paid': { identities: [{ kind: 'mobile', path: 'buyer.phone' }] } };
const till = openHmacSource('github-style', { events }, { secret: SECRET });
const body = JSON.stringify({
  id: 7,
  type: 'receipt.paid',
  at: '2026-10-02T08:00:00Z',
  buyer: { no: 'b1', phone: '15424681357' },
});
const hex = (text: string, algorithm = 'sha256') => createHmac(algorithm, SECRET).update(text).digest('hex');
const signed = (headers: object = {}, text = body) =>
  post(text, {
    'x-hub-signature-256': `sha256=${hex(text)}`,
    'x-github-event': 'receipt.paid',
    'x-github-delivery': 'd-1',
    ...headers,
  });

test.each([
  ['a header with a blank', { events, signatureHeader: 'x signature' }],
  ['a template without the body', { events, signed: '{header:x}' }],
  ['a template with a part of the signature', { events, signed: '{entry:t}.{body}' }],
  ['a time that nobody signs', { events, timestampHeader: 'x-sent-at' }],
  ['an erase by an unsigned header', { events: { gone: { ...events['receipt.paid'], effect: 'erase' } } }],
  ['no events', {}],
])('%s is no configuration', (_name, options) => {
  expect(githubStyle.configure(options).ok).toBe(false);
});

describe('verify', () => {
  test.each(vectors)('published: $name', ({ verdict, secret, body: text, signature }) => {
    const { verify } = openHmacSource('github-style', { events }, { secret });
    expect(verify(post(text, { 'x-hub-signature-256': signature })).outcome).toBe(
      verdict === 'accept' ? 'verified' : 'rejected',
    );
  });

  test.each([
    ['no signature', signed({ 'x-hub-signature-256': undefined }), 'parameter-missing'],
    [
      'only the legacy SHA-1',
      signed({ 'x-hub-signature-256': undefined, 'x-hub-signature': `sha1=${hex(body, 'sha1')}` }),
      'parameter-missing',
    ],
    ['without its prefix', signed({ 'x-hub-signature-256': hex(body) }), 'signature-malformed'],
    ['another body', { ...signed(), body: Buffer.from('{}') }, 'signature-mismatch'],
  ])('%s is refused', (_name, request, reason) => {
    expect(till.verify(request)).toMatchObject({ outcome: 'rejected', status: 401, reason });
  });

  test('names and form of another sender are options', () => {
    const options = {
      events,
      signatureHeader: 'X-Till-Signature',
      algorithm: 'sha512',
      encoding: 'base64',
      prefix: '',
      signed: 'v0:{header:X-Sent-At}:{body}',
      timestampHeader: 'X-Sent-At',
      toleranceSeconds: 60,
      typePath: 'type',
    };
    const own = openHmacSource('github-style', options, { secret: SECRET });
    const sentAt = String(NOW / 1000 - 59);
    const sign = (text: string) => createHmac('sha512', SECRET).update(text).digest('base64');
    const headers = { 'x-sent-at': sentAt, 'x-till-signature': sign(`v0:${sentAt}:${body}`) };
    expect(own.verify(post(body, headers)).outcome).toBe('verified');
    expect(own.eventOf(post(body, headers)).type).toBe('receipt.paid');
    const later = { ...post(body, headers), receivedAt: NOW + 2000 };
    expect(own.verify(later)).toMatchObject({ reason: 'timestamp-outside-window' });
    expect(own.verify(post(body, { ...headers, 'x-sent-at': String(NOW / 1000) }))).toMatchObject({
      reason: 'signature-mismatch',
    });
    expect(own.verify(own.sample('receipt.paid')).outcome).toBe('verified');
  });
});

describe('decode', () => {
  test('the type of the header, an id of type and body', () => {
    expect(till.eventOf(signed())).toMatchObject({
      type: 'receipt.paid',
      idParts: ['receipt.paid', expect.any(String)],
    });
    expect(till.eventOf(signed({ 'x-github-delivery': 'd-2' })).idParts).toEqual(till.eventOf(signed()).idParts);
  });

  test('a ping has no effect', () => {
    expect(till.eventOf(signed({ 'x-github-event': 'ping' }))).toMatchObject({
      idParts: ['other', 'ping', expect.any(String)],
    });
    expect(till.deliver(till.sample('ping'))).toMatchObject({ reason: 'event-not-handled' });
  });

  test('the delivery id, where the connection says that it tells events apart', () => {
    const own = openHmacSource('github-style', { events, deliveryHeader: 'X-GitHub-Delivery' }, { secret: SECRET });
    const id = (delivery?: string) => own.eventOf(signed({ 'x-github-delivery': delivery })).idParts;
    expect(id('d-1')).not.toEqual(id('d-2'));
    expect(id('d-1')).toEqual(['receipt.paid', 'd-1', expect.any(String)]);
    expect(id(undefined)).toEqual(['receipt.paid', expect.any(String)]);
  });

  test('subject and time by path', () => {
    const own = openHmacSource('github-style', { events, subjectPath: 'buyer.no', timePath: 'at' }, { secret: SECRET });
    expect(own.eventOf(signed())).toMatchObject({ subject: 'b1', time: '2026-10-02T08:00:00Z' });
  });

  test('a form with a payload: what is signed are the bytes of the form', () => {
    const form = `payload=${encodeURIComponent(body)}`;
    const request = signed({ 'content-type': 'application/x-www-form-urlencoded' }, form);
    expect(till.verify(request).outcome).toBe('verified');
    expect(till.deliver(request)).toMatchObject({ changes: [{ identities: [{ value: '15424681357' }] }] });
  });

  test.each([
    ['no type', signed({ 'x-github-event': undefined }), 'type-missing'],
    ['a form without a payload', signed({}, 'a=1'), 'body-malformed'],
    ['a list', signed({}, '[]'), 'body-does-not-fit-type'],
  ])('%s is kept', (_name, request, reason) => {
    expect(till.decode(request)).toMatchObject({ outcome: 'undecodable', reason });
  });
});

test('a sample of a configured event goes the whole way', () => {
  expect(till.deliver(till.sample('receipt.paid'))).toMatchObject({ changes: [{ identities: [{ kind: 'mobile' }] }] });
  expect(till.sample('receipt.paid', 1).body).not.toEqual(till.sample('receipt.paid', 2).body);
});
