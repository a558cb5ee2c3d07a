import { describe, expect, test } from 'vitest';
import type { WebhookRequest } from '../../../../../../functions/shared/http/webhook-request.ts';
import {
  CLIENT,
  delivery,
  event,
  judge,
  PATH_1,
  PATH_2,
  pem1,
  pem2,
  receiver,
  SAVED,
  secret,
  SOURCE,
  verify,
  withHeaders,
  withoutSignatures,
} from './deliveries.ts';
import { published } from './published-vector.ts';

describe('the published signature', () => {
  const { body, clientId, signature, publicKey } = published;
  const request: WebhookRequest = {
    method: 'POST',
    headers: { 'x-adobe-digital-signature-1': signature, 'x-adobe-public-key1-path': PATH_1 },
    rawQuery: '',
    body: Buffer.from(body),
  };
  const keys = { publicKeys: { [PATH_1]: publicKey } };

  test('fits its body, whose recipient is named in the old way', () => {
    expect(judge(request, keys, { clientId })).toBe('verified');
    expect(judge(request, keys)).toBe('403 wrong-account');
  });

  test('fits neither another body nor another key', () => {
    expect(judge({ ...request, body: Buffer.from(`${body} `) }, keys, { clientId })).toBe('401 signature-mismatch');
    expect(judge(request, { publicKeys: { [PATH_1]: pem1 } }, { clientId })).toBe('401 signature-mismatch');
  });

  test('its event is of the older format, which names no type', () => {
    expect(receiver({ clientId }).decode(request.body, request)).toMatchObject({ reason: 'type-missing' });
  });
});

const both = (names: readonly [string, string], value: string | undefined) =>
  withHeaders(delivery(), Object.fromEntries(names.map((name) => [name, value])));
const signatures = ['x-adobe-digital-signature-1', 'x-adobe-digital-signature-2'] as const;
const paths = ['x-adobe-public-key1-path', 'x-adobe-public-key2-path'] as const;
const other = delivery(event({ eventid: 'another' })).headers[signatures[0]];

test.each<readonly [string, WebhookRequest, string]>([
  ['two right signatures', delivery(), 'verified'],
  ['the first alone', withHeaders(delivery(), { [signatures[1]]: undefined, [paths[1]]: undefined }), 'verified'],
  ['the second alone', withHeaders(delivery(), { [signatures[0]]: undefined }), 'verified'],
  ['the first of another body', withHeaders(delivery(), { [signatures[0]]: other }), 'verified'],
  ['both of another body', both(signatures, other), '401 signature-mismatch'],
  ['no signature', both(signatures, undefined), '401 parameter-missing'],
  ['empty signatures', both(signatures, ''), '401 parameter-missing'],
  ['no path', both(paths, undefined), '401 parameter-missing'],
  [
    'the paths exchanged',
    withHeaders(delivery(), { [paths[0]]: PATH_2, [paths[1]]: PATH_1 }),
    '401 signature-mismatch',
  ],
  ['signatures in Base64url', both(signatures, '-_-_'), '401 signature-malformed'],
  ['signatures twice', both(signatures, 'QUJD,QUJD'), '401 signature-malformed'],
  ['PUT', { ...delivery(), method: 'PUT' }, '405 method-not-allowed'],
  ['another recipient', delivery(event({ recipientclientid: 'another' })), '403 wrong-account'],
  ['no recipient', delivery(event({ recipientclientid: undefined })), '403 wrong-account'],
  [
    'the recipient in the old way',
    delivery(event({ recipientclientid: undefined, recipient_client_id: CLIENT })),
    'verified',
  ],
  ['two recipients', delivery(event({ recipient_client_id: 'another' })), '403 wrong-account'],
  ['a list', delivery([event()]), 'verified'],
  ['no JSON', delivery('hello'), 'verified'],
])('%s', (_name, request, expected) => {
  expect(judge(request)).toBe(expected);
});

test.each([
  'https://keys.test/pub-key-1.pem',
  '//keys.test/prod/keys/pub-key-1.pem',
  '/prod/keys/../keys/pub-key-1.pem',
  '/prod/keys/pub-key-1.pem?x',
  '/prod/keys/pub-key-.pem',
  '/stage/keys/pub-key-1.pem',
  '@keys.test/prod/keys/pub-key-1.pem',
  `${PATH_1}\n`,
  '__proto__',
])('a path like %j is refused, even beside a right signature', (path) => {
  expect(judge(withHeaders(delivery(), { [paths[0]]: path }))).toBe('401 signature-malformed');
});

test('keys that the secret does not hold: nobody can judge it, and the log says which is missing', () => {
  const path = '/prod/keys/pub-key-new.pem';
  expect(verify(both(paths, path))).toEqual({
    outcome: 'misconfigured',
    detail: `the secret holds no key ${path}: it is at https://static.adobeioevents.com${path}`,
  });
  expect(judge(delivery(), { publicKeys: { [PATH_2]: pem2 } })).toBe('verified');
  expect(judge(both(paths, '/prod/keys/pub-key-constructor.pem'))).toBe('misconfigured');
});

describe('the handshake', () => {
  const get = (rawQuery: string): WebhookRequest => ({ method: 'GET', headers: {}, rawQuery, body: new Uint8Array() });
  const post = (body: string): WebhookRequest => ({
    method: 'POST',
    headers: {},
    rawQuery: '',
    body: Buffer.from(body),
  });

  test('the challenge comes back as plain text', () => {
    expect(verify(get('challenge=8ec8d794-e0ab-42df-9017-e3dada8e84f7'))).toEqual({
      outcome: 'answered',
      response: {
        status: 200,
        headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
        body: '8ec8d794-e0ab-42df-9017-e3dada8e84f7',
      },
    });
  });

  test.each([
    ['', '400 parameter-missing'],
    ['challenge=', '400 parameter-missing'],
    ['challenge=a&challenge=b', '400 parameter-missing'],
    ['challenge=%3Cscript%3E', '400 parameter-missing'],
    [`challenge=${'a'.repeat(257)}`, '400 parameter-missing'],
    ['challenge=%zz', '400 query-malformed'],
  ])('GET ?%s is no challenge', (query, expected) => {
    expect(judge(get(query))).toBe(expected);
  });

  const url = 'https://csm.adobe.io/csm/registrations/validate?id=1&challenge=2';
  test('a validation URL gets 200, and nothing is opened or kept', () => {
    expect(verify(post(JSON.stringify({ validationUrl: url })))).toEqual({
      outcome: 'answered',
      response: { status: 200, body: '' },
    });
  });

  test.each([
    ['a URL of another host', JSON.stringify({ validationUrl: 'https://adobe.io.keys.test/' })],
    ['Adobe’s host as a user', JSON.stringify({ validationUrl: 'https://csm.adobe.io@keys.test/' })],
    ['a URL without TLS', JSON.stringify({ validationUrl: 'http://csm.adobe.io/' })],
    ['no URL', JSON.stringify({ validationUrl: 'csm' })],
    ['a URL beside a type', JSON.stringify({ validationUrl: url, type: SAVED })],
    ['a URL of more than 4096 characters', JSON.stringify({ validationUrl: `${url}${'x'.repeat(4096)}` })],
    ['a list', '[]'],
    ['half an object', '{'],
  ])('%s is no such request', (_name, body) => {
    expect(judge(post(body))).toBe('401 parameter-missing');
  });

  test('with a signature it is judged as any other', () => {
    const signed = delivery({ validationUrl: url });
    expect(judge({ ...signed, body: post(JSON.stringify({ validationUrl: `${url}3` })).body })).toBe(
      '401 signature-mismatch',
    );
    expect(judge(withoutSignatures(delivery()))).toBe('401 parameter-missing');
  });
});

describe('the event', () => {
  const decode = (body: object | string, options: object = {}) => {
    const request = delivery(body);
    return receiver(options).decode(request.body, request);
  };
  const only = (body: object, options: object = {}) => {
    const decoding = decode(body, options);
    if (decoding.outcome !== 'events' || !decoding.events[0]) throw new Error(JSON.stringify(decoding));
    return decoding.events[0];
  };

  test('is the CloudEvent as it came', () => {
    expect(only(event())).toEqual({
      idParts: ['event', 'an-event-id'],
      type: SAVED,
      subject: `customer:${SOURCE}:7001`,
      time: '2026-10-02T08:00:00.123Z',
      data: event(),
      dataText: JSON.stringify(event()),
    });
  });

  const order = 'com.adobe.commerce.observer.sales_order_save_commit_after';
  const value = (content: object, type = order) => event({ type, data: { value: content } });
  test.each([
    ['a buyer', value({ customer_id: '7001', entity_id: 9001 }), { subject: 'customer:tea:7001' }],
    ['a guest’s order', value({ customer_id: null, entity_id: 9001 }), { partitionKey: 'order:tea:9001' }],
    ['an order by its visible number', value({ increment_id: '000009001' }), { partitionKey: 'order:tea:000009001' }],
    ['an order that says two things', value({ customer_id: 7, customer_is_guest: 1 }), {}],
    [
      'a customer inside',
      value({ customer: { id: 7001 } }, SAVED.replace('save_commit_after', 'login')),
      { subject: 'customer:tea:7001' },
    ],
    ['a product', value({ id: 7001 }, 'com.adobe.commerce.observer.catalog_product_save_commit_after'), {}],
    ['another provider’s', value({ id: 7001 }, 'asset_created'), {}],
  ])('what %s is ordered by', (_name, body, expected) => {
    const { subject, partitionKey } = only(body, { sites: { [SOURCE]: 'tea' } });
    expect({ subject, partitionKey }).toEqual({ subject: undefined, partitionKey: undefined, ...expected });
  });

  test.each([
    ['its own', event(), ['event', 'an-event-id']],
    ['in the old way', event({ eventid: undefined, event_id: 'old' }), ['event', 'old']],
    ['of its sender', event({ eventid: '' }), ['source', SOURCE, 'an-id']],
    ['its content', event({ eventid: 7, id: undefined }), ['content', expect.stringMatching(/^[0-9a-f]{32,}$/)]],
  ])('its id: %s', (_name, body, expected) => {
    expect(only(body).idParts).toEqual(expected);
  });

  test('numbers beyond 2^53 keep their digits', () => {
    const text = JSON.stringify(event()).replace('7001', '9007199254740993');
    expect(only(JSON.parse(text)).subject).not.toContain('993');
    const request = delivery(text);
    expect(receiver().decode(request.body, request)).toMatchObject({
      events: [{ subject: `customer:${SOURCE}:9007199254740993` }],
    });
  });

  test.each<readonly [string, object | string, string]>([
    ['a list', [event()], 'body-malformed'],
    ['no JSON', 'hello', 'body-malformed'],
    ['no type', event({ type: undefined }), 'type-missing'],
    ['no source', event({ source: '' }), 'body-malformed'],
    ['another recipient, from a trusted queue', event({ recipientclientid: 'another' }), 'wrong-account'],
    ['a source that sites does not name', event({ source: 'urn:uuid:another' }), 'wrong-account'],
  ])('%s is kept: %s', (_name, body, reason) => {
    expect(decode(body, { sites: { [SOURCE]: 'tea' } })).toMatchObject({ outcome: 'undecodable', reason });
  });
});

describe('settings', () => {
  const problems = (raw: object) => {
    const opened = receiver().openSecret(raw);
    return opened.ok ? [] : opened.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  };

  test.each([
    [{ publicKeys: {} }, 'publicKeys: needs at least one key'],
    [{ publicKeys: { [PATH_1]: 'hello' } }, `publicKeys.${PATH_1}: must be the PEM text`],
    [{ publicKeys: { 'https://keys.test/k.pem': pem1 } }, 'publicKeys'],
  ])('%j', (raw, expected) => {
    expect(problems(raw).join()).toContain(expected);
  });

  test('two sources under one name would make one customer of two', () => {
    expect(() => receiver({ sites: { a: 'tea', b: 'tea' } })).toThrow('a name of its own');
    expect(() => receiver({ sites: {} })).toThrow('at least one');
    expect(problems(secret)).toEqual([]);
  });
});
