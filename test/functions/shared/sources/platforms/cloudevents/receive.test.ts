import { describe, expect, test } from 'vitest';
import type { WebhookRequest } from '../../../../../../functions/shared/http/webhook-request.ts';
import { cloudevents } from '../../../../../../functions/shared/sources/platforms/cloudevents/receive.ts';
import { demoConfig } from '../../../../../kit/demo.ts';
import { webhookEndpoint } from '../../../../../kit/webhook-endpoint.ts';
import { must, openHmacSource, post } from '../../../../../kit/hmac-source.ts';

const TOKEN = 'a-token-of-20-letters';
const events = {
  'brand.member.updated': { identities: [{ kind: 'mobile', path: 'phone' }], profile: { city: 'city' } },
};
const open = (options: object = {}) =>
  openHmacSource(
    'cloudevents',
    { allowedOrigins: ['events.brand.example'], events, ...options },
    { accessToken: TOKEN },
  );
const stream = open();
const data = { phone: '15424681357', city: '杭州', no: 'm1' };
const event = {
  specversion: '1.0',
  id: 'e-1',
  source: '/brand/members',
  type: 'brand.member.updated',
  subject: 's1',
  time: '2026-10-02T07:59:00Z',
  data,
};
const authorized = { authorization: `Bearer ${TOKEN}` };
const structured = (changes: object = {}, headers: object = {}) =>
  post(JSON.stringify({ ...event, ...changes }), {
    'content-type': 'application/cloudevents+json',
    ...authorized,
    ...headers,
  });
const binary = (headers: object = {}) =>
  post(JSON.stringify(data), {
    'content-type': 'application/json',
    'ce-specversion': '1.0',
    'ce-id': 'e-1',
    'ce-source': '/brand/members',
    'ce-type': 'brand.member.updated',
    'ce-subject': 's1',
    'ce-time': '2026-10-02T07:59:00Z',
    ...authorized,
    ...headers,
  });

test('a token that can be guessed is no secret', () => {
  expect(must(cloudevents.configure({ events })).openSecret({ accessToken: 'short' }).ok).toBe(false);
});

describe('the handshake', () => {
  const ask = (headers: object): WebhookRequest => ({
    method: 'OPTIONS',
    rawQuery: '',
    headers: { ...headers },
    body: Buffer.alloc(0),
  });
  const origin = { 'webhook-request-origin': 'events.brand.example' };

  test('consents to an origin that the connection allows', () => {
    expect(stream.verify(ask(origin))).toEqual({
      outcome: 'answered',
      response: {
        status: 200,
        headers: {
          Allow: 'POST',
          'WebHook-Allowed-Origin': 'events.brand.example',
          'WebHook-Allowed-Rate': '*',
        },
        body: '',
      },
    });
  });
  test.each([
    [{}, '*'],
    [{ allowedRate: 120 }, '120'],
  ])('with a rate, whether one is asked for or not: %j', (options, rate) => {
    for (const asked of ['500', undefined]) {
      const verification = open(options).verify(ask({ ...origin, 'webhook-request-rate': asked }));
      expect(verification).toMatchObject({ response: { headers: { 'WebHook-Allowed-Rate': rate } } });
    }
  });
  test('any origin, if the connection says so', () => {
    const anybody = open({ allowedOrigins: ['*'] }).verify(ask({ 'webhook-request-origin': 'x.example' }));
    expect(anybody).toMatchObject({ response: { headers: { 'WebHook-Allowed-Origin': 'x.example' } } });
  });
  test.each([
    ['another origin', stream, { 'webhook-request-origin': 'evil.example' }, 403],
    ['an origin that ends like ours', stream, { 'webhook-request-origin': 'x.events.brand.example' }, 403],
    ['no origin', stream, {}, 400],
    ['any origin where none is allowed', open({ allowedOrigins: [] }), origin, 403],
  ])('refuses %s', (_name, source, headers, status) => {
    expect(source.verify(ask(headers))).toMatchObject({ outcome: 'rejected', status });
  });
  test('never calls back', () => {
    const asked = ask({ ...origin, 'webhook-request-callback': 'https://evil.example/consent' });
    expect(stream.verify(asked)).toMatchObject({ outcome: 'answered', response: { body: '' } });
  });
});

describe('the token', () => {
  test.each([
    ['in the header', structured(), 'verified'],
    ['in the header, in another case', structured({}, { authorization: `bearer  ${TOKEN}` }), 'verified'],
    [
      'in the query',
      { ...structured({}, { authorization: undefined }), rawQuery: `access_token=${TOKEN}` },
      'verified',
    ],
    ['none', structured({}, { authorization: undefined }), 'parameter-missing'],
    ['another', structured({}, { authorization: 'Bearer another' }), 'signature-mismatch'],
    ['longer by one', structured({}, { authorization: `Bearer ${TOKEN}x` }), 'signature-mismatch'],
    ['of another scheme', structured({}, { authorization: `Basic ${TOKEN}` }), 'parameter-missing'],
    [
      'twice in the query',
      { ...structured({}, { authorization: undefined }), rawQuery: `access_token=${TOKEN}&access_token=x` },
      'parameter-missing',
    ],
    [
      'a right one in the query beside a wrong one',
      { ...structured({}, { authorization: 'Bearer another' }), rawQuery: `access_token=${TOKEN}` },
      'signature-mismatch',
    ],
    ['by GET', { ...structured(), method: 'GET' }, 'method-not-allowed'],
  ])('%s: %s', (_name, request, outcome) => {
    const verification = stream.verify(request);
    expect(verification.outcome === 'rejected' ? verification.reason : verification.outcome).toBe(outcome);
  });
});

describe('decode', () => {
  const expected = {
    type: 'brand.member.updated',
    subject: 's1',
    time: event.time,
    idParts: ['/brand/members', 'e-1'],
  };
  test('structured', () => {
    expect(stream.eventOf(structured())).toMatchObject({ ...expected, data: event });
  });
  test('binary says the same', () => {
    expect(stream.eventOf(binary())).toMatchObject({ ...expected, data: event });
    expect(stream.deliver(binary())).toEqual(stream.deliver(structured()));
  });
  test.each(['application/cloudevents+json', 'Application/CloudEvents+JSON; charset=utf-8'])(
    'structured by its %s, whatever attributes its headers repeat',
    (type) => {
      const repeated = { ...binary({ 'content-type': type }).headers, 'ce-type': 'another' };
      expect(stream.eventOf(structured({}, repeated))).toMatchObject({ ...expected, data: event });
    },
  );
  test('what a header cannot hold is percent-encoded', () => {
    expect(stream.eventOf(binary({ 'ce-subject': '%E5%B2%9A' })).subject).toBe('岚');
    expect(stream.eventOf(binary({ 'ce-subject': '100%' })).subject).toBe('100%');
  });
  test('the subject may stand in the data', () => {
    expect(open({ subjectPath: 'no' }).eventOf(binary()).subject).toBe('m1');
  });
  test('another id of the same source is another event, the same id of another source too', () => {
    const id = (changes: object) => stream.eventOf(structured(changes)).idParts;
    expect(new Set([id({}), id({ id: 'e-2' }), id({ source: '/other' })].map(String)).size).toBe(3);
    expect(id({ data: {} })).toEqual(id({}));
  });
  test.each([
    ['no event', structured({ specversion: undefined }), 'type-missing'],
    ['another version', structured({ specversion: '0.3' }), 'type-missing'],
    ['without an id', structured({ id: '' }), 'type-missing'],
    ['without a source', binary({ 'ce-source': undefined }), 'type-missing'],
    ['data in Base64', structured({ data: undefined, data_base64: 'e30=' }), 'type-missing'],
    ['a list', post(`[${JSON.stringify(event)}]`, authorized), 'type-missing'],
    ['data that are no JSON', { ...binary(), body: Buffer.from('<xml/>') }, 'body-malformed'],
  ])('%s is kept', (_name, request, reason) => {
    expect(stream.decode(request)).toMatchObject({ outcome: 'undecodable', reason });
  });
});

test('a delivery is accepted with 202: it is queued, and nothing has come of it yet', async () => {
  const config = demoConfig({ connections: { stream: { source: 'cloudevents', options: { events } } } });
  const { send, queue } = webhookEndpoint(config, { stream: { accessToken: TOKEN } });
  expect(await send('stream', structured())).toMatchObject({ statusCode: 202, body: '' });
  expect(queue.sent).toHaveLength(1);
});

test('what it says of a person is configuration', () => {
  expect(stream.deliver(binary())).toMatchObject({
    changes: [{ identities: [{ kind: 'mobile', evidence: { field: 'data.phone' } }], profile: { city: '杭州' } }],
  });
  expect(stream.deliver(structured({ type: 'brand.other' }))).toMatchObject({ reason: 'event-not-handled' });
  expect(stream.deliver(stream.sample('brand.member.updated'))).toMatchObject({ outcome: 'changes' });
});

test('what is kept of a delivery that nobody can read is kept without the token', async () => {
  const { send, archive } = webhookEndpoint(
    demoConfig({ connections: { stream: { source: 'cloudevents', options: { events: {} } } } }),
    { stream: { accessToken: TOKEN } },
  );
  const odd = { ...structured({ specversion: '0.3' }), rawQuery: `access_token=${TOKEN}&a=1` };
  expect(await send('stream', odd)).toMatchObject({ statusCode: 202 });
  const [kept] = [...archive.objects.values()].map((bytes) => Buffer.from(bytes).toString());
  expect(kept).toContain('application/cloudevents+json');
  expect(kept).not.toContain(TOKEN);
});
