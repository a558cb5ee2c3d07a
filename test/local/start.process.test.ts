import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { readAddress } from '../../local/host/address.ts';
import { usage } from '../../local/host/settings.ts';
import { type RunningHost, startHost, temporaryFolder } from '../end-to-end/running-host.ts';
import { type RawRequest, sendRaw } from '../kit/raw-request.ts';

// npm start, in a process of its own: its addresses, and what its two listeners answer.

const folder = temporaryFolder();
let host: RunningHost;

const firstLine = () => host.output().split('\n', 1)[0] ?? '';

beforeAll(async () => {
  host = await startHost({ data: folder.path });
});
afterAll(async () => {
  await host.stop();
  folder.remove();
});

test('--help says what the options are, and starts nothing', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['local/start.ts', '--help']);
  expect(stdout).toBe(usage('en'));
});

test('outside a terminal it says in one line where it is, without the token', () => {
  const { url, desk, token } = host;
  expect(JSON.parse(firstLine())).toMatchObject({
    url,
    desk,
    webhooks: { 'shopify-demo': `${url}/webhooks/shopify-demo` },
    cdp: `${desk}/openapi`,
    api: `${desk}/api`,
  });
  expect(token).toMatch(/^[\w-]{43}$/);
  expect(host.output()).not.toContain(token);
});

describe('the webhook listener', () => {
  test('says that it is there, and nothing else, under whatever host a tunnel has', async () => {
    const headers = { host: 'tea-house.tunnel.example', 'x-forwarded-host': 'tea-house.tunnel.example' };
    const { status, body } = await sendRaw(host.url, { target: '/health', headers });
    expect([status, body]).toEqual([200, '{"status":"ok"}']);
    const unsigned = { method: 'POST', target: '/webhooks/shopify-demo', headers, body: '{}' };
    expect(await sendRaw(host.url, unsigned)).toMatchObject({ status: 401, body: 'refused' });
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
      const { status, body } = await sendRaw(host.url, { method, target });
      expect([status, body]).toEqual([404, method === 'HEAD' ? '' : 'not found']);
    }
  });

  test('an address as a proxy is asked for leads nowhere, nor what is no path', async () => {
    for (const target of [`${host.desk}/api/status`, `${host.url}/health`, 'http://evil.example/health']) {
      expect(await sendRaw(host.url, { target })).toMatchObject({ status: 404, body: 'not found' });
    }
    for (const target of ['api/status', '\\api\\status']) {
      expect(await sendRaw(host.url, { target })).toMatchObject({ status: 400, body: '' });
    }
    await expect(sendRaw(host.url, { method: 'CONNECT', target: new URL(host.desk).host })).rejects.toThrow();
  });

  test.each([
    ['/webhooks/shopify-demo', ['HEAD', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND'], 'GET, POST, OPTIONS'],
    ['/health', ['POST', 'PUT', 'DELETE', 'OPTIONS', 'TRACE'], 'GET, HEAD'],
  ])('%s takes no other method', async (target, methods, allow) => {
    for (const method of methods) {
      expect(await sendRaw(host.url, { method, target })).toMatchObject({ status: 405, headers: { allow } });
    }
  });

  test.each(['/webhooks/shopify-demo/', '/webhooks/Shopify-Demo', '/webhooks/shopify-demo/?a=1'])(
    '%s is the address of the connection too',
    async (target) => {
      const request = { method: 'POST', target, body: '{}' };
      expect(await sendRaw(host.url, request)).toMatchObject({ status: 401, body: 'refused' });
    },
  );

  test('HEAD /health is GET /health without its body', async () => {
    expect(await sendRaw(host.url, { method: 'HEAD', target: '/health' })).toMatchObject({ status: 200, body: '' });
  });

  test('a connection that is not there looks like any other path', async () => {
    const request = { method: 'POST', target: '/webhooks/nobody', body: '{}' };
    expect(await sendRaw(host.url, request)).toMatchObject({ status: 404, body: 'not found' });
  });
});

const json = { 'content-type': 'application/json' };
const bearer = () => ({ authorization: `Bearer ${host.token}` });
const own = () => ({ origin: host.desk, 'sec-fetch-site': 'same-origin' });
const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
const evil = { host: 'evil.example' };
const image = { 'sec-fetch-site': 'cross-site' };

type Headers = Readonly<Record<string, string>>;
const read = (target: string, headers: Headers = {}): RawRequest => ({ target, headers });
const status = (headers: Headers) => read('/api/status', headers);
const erase = (headers: Headers, body = '{"identity":"member-no:M-1","unknown":true}'): RawRequest => ({
  method: 'POST',
  target: '/api/erase',
  headers,
  body,
});
const preflight: RawRequest = {
  method: 'OPTIONS',
  target: '/api/erase',
  headers: { ...foreign, 'access-control-request-method': 'POST' },
};

describe('the desk', () => {
  test.each<[string, () => RawRequest, number]>([
    ['with the token a program reads', () => status(bearer()), 200],
    ['whatever the case of the scheme', () => status({ authorization: `bearer ${host.token}` }), 200],
    ['the page of the desk reads', () => status({ ...bearer(), ...own() }), 200],
    ['without a token nobody reads', () => status({}), 401],
    ['nor with another', () => status({ authorization: 'Bearer x' }), 401],
    ['nor with a part of it', () => status({ authorization: bearer().authorization.slice(0, -1) }), 401],
    ['nor with more than it', () => status({ authorization: `${bearer().authorization}0` }), 401],
    ['nor in another scheme', () => status({ authorization: `Basic ${host.token}` }), 401],
    ['nor as a bare word', () => status({ authorization: host.token }), 401],
    ['nor in the address', () => read(`/api/status?token=${host.token}`), 401],
    ['nor through another path', () => read('/sandbox/../api/status'), 401],
    ['nor through an encoded path', () => read('/sandbox/%2e%2e/api/status'), 401],
    ['nor what is not there', () => read('/api/nothing'), 401],
    ['nor by HEAD', () => ({ method: 'HEAD', target: '/api/status' }), 401],
    ['nor a page of the desk', () => status(own()), 401],
    ['nor a foreign page, even with the token', () => status({ ...bearer(), ...foreign }), 403],
    ['nor under a foreign name, even with the token', () => status({ ...bearer(), ...evil }), 403],
    ['a foreign page that asks whether it may: no', () => preflight, 403],
    ['a write without the token', () => erase(json), 401],
    ['a write as text', () => erase({ ...bearer(), 'content-type': 'text/plain' }), 415],
    ['a write as a form', () => erase({ ...bearer(), 'content-type': 'application/x-www-form-urlencoded' }), 415],
    ['a write that only begins as JSON', () => erase({ ...bearer(), 'content-type': 'application/jsonp' }), 415],
    ['a write that names no type', () => erase(bearer()), 415],
    ['a write of a foreign page', () => erase({ ...json, ...bearer(), ...foreign }), 403],
    ['a write of a frame without an origin', () => erase({ ...json, ...bearer(), origin: 'null' }), 403],
    ['a write under a foreign name', () => erase({ ...json, ...bearer(), ...evil }), 403],
    ['a write that is no JSON', () => erase({ ...json, ...bearer() }, '{"identity":'), 400],
    ['the sandbox for a program', () => read('/sandbox/customers'), 200],
    ['the sandbox for a foreign page', () => read('/sandbox/customers', foreign), 403],
    ['the sandbox for an image of a foreign page', () => read('/sandbox/customers', image), 403],
    ['the sandbox under a foreign name', () => read('/sandbox/customers', evil), 403],
    ['the CDP under a foreign name', () => read('/openapi/customer/customerInfo', evil), 403],
    ['the front for a program', () => read('/'), 200],
    ['the front under a foreign name', () => read('/', evil), 403],
    ['a webhook', () => ({ method: 'POST', target: '/webhooks/shopify-demo', body: '{}' }), 404],
    ['the health of the other listener', () => read('/health'), 404],
  ])('%s', async (_name, request, expected) => {
    const { status, headers, body } = await sendRaw(host.desk, request());
    expect(status).toBe(expected);
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    expect(headers['cache-control']).toBe('no-store');
    if (expected !== 200) expect(body).not.toMatch(/connections|customers/);
  });

  test.each(['/api/erase', '/api/inlet', '/api/dead-letters/redrive'])('%s is no foreign page’s', async (target) => {
    for (const [expected, headers] of [
      [403, { ...foreign, 'content-type': 'text/plain' }],
      [403, { ...image, ...json, ...bearer() }],
      [401, { ...own(), ...json }],
      [415, { ...own(), ...bearer(), 'content-type': 'text/plain' }],
    ] as const) {
      expect(await sendRaw(host.desk, { method: 'POST', target, headers, body: '{}' })).toMatchObject({
        status: expected,
      });
    }
  });

  test('of all these writes none was done; the one with JSON and the token is', async () => {
    expect(await host.ask('/api/events')).toEqual({ events: [] });
    expect(await host.ask('/api/status')).toMatchObject({ inlet: { waiting: 0, inFlight: 0 }, deadLetters: 0 });
    expect(await sendRaw(host.desk, erase({ ...json, ...bearer(), ...own() }))).toMatchObject({ status: 202 });
  });

  test('its front has the addresses and not the token', async () => {
    const { body } = await sendRaw(host.desk, read('/'));
    expect(JSON.parse(body)).toEqual({ name: 'guiyi', ...(JSON.parse(firstLine()) as object) });
  });

  test('the sandbox issues a token of the CDP, which the CDP wants', async () => {
    const { cdp } = JSON.parse(readFileSync('local/demo-secrets.json', 'utf8')) as { cdp: object };
    const request = { method: 'POST', headers: json, target: '/sandbox/token', body: JSON.stringify(cdp) };
    const issued = JSON.parse((await sendRaw(host.desk, request)).body) as { code: number; data: { token: string } };
    expect(issued).toMatchObject({ code: 0, data: { expiresIn: 7200 } });
    const target = '/openapi/customer/customerInfo?customerId=1';
    const ask = async (headers: Headers) =>
      (JSON.parse((await sendRaw(host.desk, { target, headers })).body) as { code: number }).code;
    expect(await ask({ token: issued.data.token })).toBe(0);
    expect(await ask(bearer())).toBe(-1);
  });
});

test('the command line finds npm start as long as it runs', async () => {
  expect(readAddress(folder.path)).toMatchObject({ kind: 'address', address: { url: host.url, desk: host.desk } });
  await host.stop();
  expect(readAddress(folder.path)).toEqual({ kind: 'none' });
});

test('goes on when nobody reads what it writes any more', async () => {
  const place = temporaryFolder();
  onTestFinished(() => place.remove());
  const unread = await startHost({ data: place.path });
  onTestFinished(() => unread.stop());
  unread.stopReading();
  for (let times = 0; times < 3; times += 1) {
    // Each is a line of the log.
    const { status } = await sendRaw(unread.url, { method: 'POST', target: '/webhooks/shopify-demo', body: '{}' });
    expect(status).toBe(401);
  }
});
