import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import demo from '../../../guiyi.config.ts';
import { listenAtDesk } from '../../../local/host/desk.ts';
import { openHost, type Host } from '../../../local/host/host.ts';
import { listenForWebhooks } from '../../../local/host/webhook-listener.ts';
import type { Listening } from '../../../sandbox/loopback.ts';
import { temporaryFolder } from '../../end-to-end/running-host.ts';
import { demoRequest } from '../../end-to-end/samples.ts';
import { type RawRequest, sendRaw } from '../../kit/raw-request.ts';

// Both listeners of npm start, over real connections.

const TOKEN = 'token-of-this-start_0123456789';
const SECRETS = 'local/demo-secrets.json';
const folder = temporaryFolder();
let host: Host;
let desk: Listening;
let webhooks: Listening;

beforeAll(async () => {
  const log = () => undefined;
  host = await openHost({ config: demo, data: folder.path, secrets: SECRETS, fresh: false, log });
  desk = await listenAtDesk(host, { token: TOKEN, urls: Promise.resolve({ url: 'the webhook listener' }) }, 0);
  webhooks = await listenForWebhooks((event) => host.webhook(event), 0);
});
afterAll(async () => {
  await Promise.all([desk.close(), webhooks.close()]);
  await host.close();
  folder.remove();
});

describe('the webhook listener', () => {
  test('takes a webhook under whatever host a tunnel has, and says that it is there', async () => {
    const { method, rawQuery, headers, body } = demoRequest('shopify-demo', 'customers/create', 1);
    const target = `/webhooks/shopify-demo${rawQuery}`;
    const tunnel = { host: 'tea-house.tunnel.example', 'x-forwarded-host': 'tea-house.tunnel.example' };
    expect(await sendRaw(webhooks.url, { method, target, headers: { ...headers, ...tunnel }, body })).toMatchObject({
      status: 200,
    });
    const health = await sendRaw(webhooks.url, { target: '/health', headers: tunnel });
    expect([health.status, health.body]).toEqual([200, '{"status":"ok"}']);
  });

  test.each([
    '/',
    '/api/status',
    '/openapi/customer/customerInfo',
    '/sandbox/customers',
    '/sandbox/token',
    '//api/status',
    '///api/status',
    '/webhooks',
    '/webhooks/',
    '/webhooks//shopify-demo',
    '//webhooks/shopify-demo',
    '/webhooks/shopify-demo/',
    '/webhooks/shopify-demo/api',
    '/webhooks/a/b',
    '/webhooks/.',
    '/webhooks/..',
    '/webhooks/../api/status',
    '/webhooks/../health',
    '/webhooks/shopify-demo/../../api/status',
    '/webhooks/%2e%2e/api/status',
    '/webhooks/%2E./api/status',
    '/webhooks/..%2fapi%2fstatus',
    '/webhooks%2f..%2fapi%2fstatus',
    '/webhooks/..%5capi',
    '/webhooks/..\\api',
    '/webhooks/..;/api/status',
    '/webhooks/shopify-demo%2f..%2f..%2fapi%2fstatus',
    '/webhooks/%252e%252e/api/status',
    '/webhooks/shopify%2ddemo',
    '/%61pi/status',
    '/%77ebhooks/shopify-demo',
    '/health/',
    '/health/../api/status',
    '/./health',
    '/healthy',
    '/health%00',
    '/health#/api/status',
    '*',
  ])('there is nothing at %j', async (target) => {
    for (const method of ['GET', 'POST', 'OPTIONS', 'HEAD']) {
      const { status, body } = await sendRaw(webhooks.url, { method, target });
      expect([status, body]).toEqual([404, method === 'HEAD' ? '' : 'not found']);
    }
  });

  test('an address as a proxy is asked for leads nowhere, nor what is no path', async () => {
    for (const target of [`${desk.url}/api/status`, `${webhooks.url}/health`, 'http://evil.example/health']) {
      expect(await sendRaw(webhooks.url, { target })).toMatchObject({ status: 404, body: 'not found' });
    }
    for (const target of ['api/status', '\\api\\status']) {
      expect(await sendRaw(webhooks.url, { target })).toMatchObject({ status: 400, body: '' });
    }
    await expect(sendRaw(webhooks.url, { method: 'CONNECT', target: new URL(desk.url).host })).rejects.toThrow();
  });

  test.each([
    ['/webhooks/shopify-demo', ['HEAD', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND'], 'GET, POST, OPTIONS'],
    ['/health', ['HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'], 'GET'],
  ])('%s takes no other method', async (target, methods, allow) => {
    for (const method of methods) {
      expect(await sendRaw(webhooks.url, { method, target })).toMatchObject({ status: 405, headers: { allow } });
    }
  });

  test('a connection that is not there looks like any other path', async () => {
    const request = { method: 'POST', target: '/webhooks/nobody', body: '{}' };
    expect(await sendRaw(webhooks.url, request)).toMatchObject({ status: 404, body: 'not found' });
  });
});

const json = { 'content-type': 'application/json' };
const bearer = { authorization: `Bearer ${TOKEN}` };
const body = JSON.stringify({ identity: 'member-no:M-1' });
const erase = (headers: Record<string, string>): RawRequest => ({
  method: 'POST',
  target: '/api/erase',
  headers,
  body,
});
const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
const own = () => ({ origin: desk.url, 'sec-fetch-site': 'same-origin' });

describe('the desk', () => {
  test.each<[string, () => RawRequest, number]>([
    ['a program without the token reads nothing', () => ({ target: '/api/status' }), 401],
    ['nor with another token', () => ({ target: '/api/status', headers: { authorization: 'Bearer x' } }), 401],
    [
      'nor with a part',
      () => ({ target: '/api/status', headers: { authorization: bearer.authorization.slice(0, -1) } }),
      401,
    ],
    ['nor with more', () => ({ target: '/api/status', headers: { authorization: `${bearer.authorization}0` } }), 401],
    ['nor in another scheme', () => ({ target: '/api/status', headers: { authorization: `Basic ${TOKEN}` } }), 401],
    ['nor as a bare word', () => ({ target: '/api/status', headers: { authorization: TOKEN } }), 401],
    ['nor in the address', () => ({ target: `/api/status?token=${TOKEN}` }), 401],
    ['nor through another path', () => ({ target: '/sandbox/../api/status' }), 401],
    ['nor through an encoded path', () => ({ target: '/sandbox/%2e%2e/api/status' }), 401],
    ['nor what is not there', () => ({ target: '/api/nothing' }), 401],
    ['nor by HEAD', () => ({ method: 'HEAD', target: '/api/status' }), 401],
    ['with the token it reads', () => ({ target: '/api/status', headers: bearer }), 200],
    [
      'schemes are not case-sensitive',
      () => ({ target: '/api/status', headers: { authorization: `bearer ${TOKEN}` } }),
      200,
    ],
    ['the page of the desk reads', () => ({ target: '/api/status', headers: { ...bearer, ...own() } }), 200],
    [
      'a foreign page does not, even with the token',
      () => ({ target: '/api/status', headers: { ...bearer, ...foreign } }),
      403,
    ],
    [
      'a foreign host does not, even with the token',
      () => ({ target: '/api/status', headers: { ...bearer, host: 'evil.example' } }),
      403,
    ],
    [
      'a foreign page asks whether it may: no',
      () => ({
        method: 'OPTIONS',
        target: '/api/erase',
        headers: { ...foreign, 'access-control-request-method': 'POST' },
      }),
      403,
    ],
    ['a write without the token', () => erase(json), 401],
    ['a write as text', () => erase({ ...bearer, 'content-type': 'text/plain' }), 415],
    ['a write as a form', () => erase({ ...bearer, 'content-type': 'application/x-www-form-urlencoded' }), 415],
    ['a write that only begins as JSON', () => erase({ ...bearer, 'content-type': 'application/jsonp' }), 415],
    ['a write that names no type', () => erase(bearer), 415],
    ['a write of a foreign page', () => erase({ ...json, ...bearer, ...foreign }), 403],
    ['a write of a frame without an origin', () => erase({ ...json, ...bearer, origin: 'null' }), 403],
    ['a write to a foreign name', () => erase({ ...json, ...bearer, host: 'evil.example' }), 403],
    ['a write that is no JSON', () => ({ ...erase({ ...json, ...bearer }), body: '{"identity":' }), 400],
    ['the sandbox for a foreign page', () => ({ target: '/sandbox/customers', headers: foreign }), 403],
    [
      'the sandbox for an image of a foreign page',
      () => ({ target: '/sandbox/customers', headers: { 'sec-fetch-site': 'cross-site' } }),
      403,
    ],
    [
      'the sandbox under a foreign name',
      () => ({ target: '/sandbox/customers', headers: { host: 'evil.example' } }),
      403,
    ],
    ['the sandbox for a program', () => ({ target: '/sandbox/customers' }), 200],
    [
      'the CDP under a foreign name',
      () => ({ target: '/openapi/customer/customerInfo', headers: { host: 'evil.example' } }),
      403,
    ],
    ['the front of the desk', () => ({ target: '/' }), 200],
    ['the front of the desk under a foreign name', () => ({ target: '/', headers: { host: 'evil.example' } }), 403],
    ['a webhook', () => ({ method: 'POST', target: '/webhooks/shopify-demo', body: '{}' }), 404],
    ['the health of the other listener', () => ({ target: '/health' }), 404],
  ])('%s', async (_name, request, expected) => {
    const { status, headers, body: answer } = await sendRaw(desk.url, request());
    expect(status).toBe(expected);
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    expect(headers['cache-control']).toBe('no-store');
    if (expected !== 200) expect(answer).not.toMatch(/connections|1591|customerId/);
  });

  test.each(['/api/erase', '/api/inlet', '/api/dead-letters/redrive'])(
    '%s: a foreign page writes nothing',
    async (target) => {
      for (const [expected, headers] of [
        [403, { ...foreign, 'content-type': 'text/plain' }],
        [403, { 'sec-fetch-site': 'cross-site', ...json, ...bearer }],
        [401, { ...own(), ...json }],
        [415, { ...own(), ...bearer, 'content-type': 'text/plain' }],
      ] as const) {
        expect(await sendRaw(desk.url, { method: 'POST', target, headers, body })).toMatchObject({ status: expected });
      }
    },
  );

  test('of all these writes none was done; the one with JSON and the token is', async () => {
    expect(host.queues.inlet.queue.depth()).toEqual({ waiting: 0, inFlight: 0 });
    expect(host.journal.list(10).filter(({ type }) => type === 'member.erase')).toEqual([]);
    expect(await sendRaw(desk.url, erase({ ...json, ...bearer, ...own() }))).toMatchObject({ status: 202 });
  });

  test('the front of the desk does not show the token', async () => {
    const { body: front } = await sendRaw(desk.url, { target: '/' });
    expect(JSON.parse(front)).toEqual({ name: 'guiyi', url: 'the webhook listener' });
  });

  test('the sandbox issues a token of the CDP, which the CDP wants', async () => {
    const { cdp } = JSON.parse(readFileSync(SECRETS, 'utf8')) as { cdp: object };
    const request = { method: 'POST', headers: json, target: '/sandbox/token', body: JSON.stringify(cdp) };
    const issued = JSON.parse((await sendRaw(desk.url, request)).body) as { code: number; data: { token: string } };
    expect(issued).toMatchObject({ code: 0, data: { expiresIn: 7200 } });
    const target = '/openapi/customer/customerInfo?customerId=1';
    const ask = async (headers: Record<string, string>) =>
      (JSON.parse((await sendRaw(desk.url, { target, headers })).body) as { code: number }).code;
    expect(await ask({ token: issued.data.token })).toBe(0);
    expect(await ask(bearer)).toBe(-1);
  });
});
