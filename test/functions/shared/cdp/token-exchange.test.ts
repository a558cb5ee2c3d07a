import { describe, expect, test } from 'vitest';
import { fixedToken } from '../../../../functions/shared/cdp/token.ts';
import { exchangedToken, exchangeToken, type TokenExchange } from '../../../../functions/shared/cdp/token-exchange.ts';
import type { TransportRequest } from '../../../../functions/shared/cdp/transport.ts';

const key = { appKey: 'demo-app-key', secret: 'demo-only & secret' };
const answer = { path: '/oauth/token', tokenPath: 'access_token', expiresInPath: 'expires_in' };
const fields = { grant_type: 'client_credentials' };
const json = { 'content-type': 'application/json' };
const form = { 'content-type': 'application/x-www-form-urlencoded' };
const basic = { authorization: `Basic ${Buffer.from('demo-app-key:demo-only & secret').toString('base64')}` };
const encoded = 'appKey=demo-app-key&secret=demo-only+%26+secret';

async function sentBy(how: Partial<TokenExchange>) {
  const sent: TransportRequest[] = [];
  const transport = async (request: TransportRequest) => {
    sent.push(request);
    return { status: 200, retryAfter: null, text: '{"access_token":"t","expires_in":7200}' };
  };
  const { value } = await exchangeToken(transport, { ...answer, ...how }, key, () => 0);
  expect(value).toBe('t');
  return sent[0];
}

describe('where key and secret travel (Q01)', () => {
  test.each<readonly [string, Partial<TokenExchange>, Partial<TransportRequest>]>([
    ['a JSON body', {}, { method: 'POST', path: '/oauth/token', headers: json, body: JSON.stringify(key) }],
    [
      'a JSON body with more in it',
      { placement: 'json', appKeyField: 'client_id', secretField: 'client_secret', fields },
      {
        method: 'POST',
        path: '/oauth/token',
        headers: json,
        body: '{"client_id":"demo-app-key","client_secret":"demo-only & secret","grant_type":"client_credentials"}',
      },
    ],
    ['a form', { placement: 'form' }, { method: 'POST', path: '/oauth/token', headers: form, body: encoded }],
    [
      'a form with more in it',
      { placement: 'form', fields },
      { method: 'POST', path: '/oauth/token', headers: form, body: `${encoded}&grant_type=client_credentials` },
    ],
    [
      'the query of a GET',
      { method: 'GET', placement: 'query', fields },
      { method: 'GET', path: `/oauth/token?${encoded}&grant_type=client_credentials`, headers: json },
    ],
    [
      'a query that has begun',
      { method: 'GET', placement: 'query', path: '/token?v=2' },
      { method: 'GET', path: `/token?v=2&${encoded}`, headers: json },
    ],
    ['the query of a POST', { placement: 'query' }, { method: 'POST', path: `/oauth/token?${encoded}`, headers: json }],
    [
      'HTTP Basic with a form',
      { placement: 'basic', fields },
      { method: 'POST', path: '/oauth/token', headers: { ...form, ...basic }, body: 'grant_type=client_credentials' },
    ],
    [
      'HTTP Basic on a GET',
      { placement: 'basic', method: 'GET', fields },
      { method: 'GET', path: '/oauth/token?grant_type=client_credentials', headers: { ...json, ...basic } },
    ],
    [
      'HTTP Basic and nothing else',
      { placement: 'basic', method: 'GET' },
      { method: 'GET', path: '/oauth/token', headers: { ...json, ...basic } },
    ],
    [
      'another host',
      { path: 'https://auth.example.test/token' },
      { method: 'POST', path: 'https://auth.example.test/token', headers: json, body: JSON.stringify(key) },
    ],
  ])('%s', async (_name, how, request) => {
    expect(await sentBy(how)).toEqual({ endpoint: 'token exchange', ...request });
  });
});

test('a fixed token is what it is, whatever is said of it', async () => {
  const token = fixedToken('t');
  token.reject('t');
  expect(await token.current()).toBe('t');
});

test('an exchanged token is had once for everybody, and anew when it was not accepted', async () => {
  let exchanges = 0;
  const transport = async () => {
    exchanges += 1;
    return { status: 200, retryAfter: null, text: `{"data":{"token":"t${exchanges}","expiresIn":7200}}` };
  };
  const token = exchangedToken(transport, key);
  expect(await Promise.all([token.current(), token.current()])).toEqual(['t1', 't1']);
  token.reject('t1');
  expect(await token.current()).toBe('t2');
});

test.each([
  [429, 'throttled'],
  [503, 'unavailable'],
])('HTTP %i: the wish of whoever issues tokens is heard', async (status, kind) => {
  const transport = async () => ({ status, retryAfter: '40', text: '' });
  await expect(exchangedToken(transport, key).current()).rejects.toMatchObject({ kind, retryAfterSeconds: 40 });
});
