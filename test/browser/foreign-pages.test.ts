import { createServer, type Server } from 'node:http';
import { connect, createServer as createTcpServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { type Listening, listenOnLoopback } from '../../sandbox/loopback.ts';
import { type RunningHost, startHost, temporaryFolder } from '../end-to-end/running-host.ts';
import { demoRequest, send } from '../end-to-end/samples.ts';
import { openSandboxClient, settled } from '../end-to-end/sandbox-client.ts';
import { isThere, openChromium, sayWhatIsLeftOut } from './chromium.ts';

// A page of another origin, in a real browser, against the listeners of npm start.

sayWhatIsLeftOut('what a page of another origin can do to npm start, which is tried in a browser');

const MOBILE = '15931000081';
/** Where `rebound.example` leads: to this machine too, by an address at which the desk does not listen. */
const REBOUND = '127.0.0.2';
const folder = temporaryFolder();
let host: RunningHost;
let foreign: Listening;
let browser: Browser;

const EMPTY = '<body></body>';

/** An empty page whatever is asked; at `/sandboxed` one that the browser gives no origin. */
const foreignServer = (): Server =>
  createServer((request, response) => {
    const sandbox = request.url === '/sandboxed' && { 'content-security-policy': 'sandbox allow-scripts allow-forms' };
    response.writeHead(200, { 'content-type': 'text/html', ...sandbox }).end(EMPTY);
  });

beforeAll(async () => {
  if (!isThere) return;
  host = await startHost({ data: folder.path });
  foreign = await listenOnLoopback(foreignServer(), 0);
  browser = await openChromium({ 'evil.example': '127.0.0.1', 'rebound.example': REBOUND });
  const order = demoRequest('shopify-demo', 'orders/paid', 81, (payload) => {
    Object.assign(payload['customer'] as object, { phone: `+86${MOBILE}`, email: 'lan.81@shop.test' });
  });
  expect((await send(host.url, 'shopify-demo', order)).status).toBe(200);
  await settled(host);
});
afterAll(async () => {
  if (isThere) {
    await browser.close();
    await Promise.all([host.stop(), foreign.close()]);
  }
  folder.remove();
});

interface Visit {
  readonly page: Page;
  /** Status and address of what came back from the listeners of npm start. */
  readonly answers: readonly string[];
}

async function visit(open: (page: Page) => Promise<unknown>): Promise<Visit> {
  const page = await browser.newPage();
  await page.addInitScript({ path: 'test/browser/attempts.mjs' });
  await open(page);
  const answers: string[] = [];
  page.on('response', (response) => {
    const { port, pathname } = new URL(response.url());
    if (port !== new URL(foreign.url).port) answers.push(`${response.status()} ${pathname}`);
  });
  return { page, answers };
}

const run = <T>(page: Page, attempt: 'readAll' | 'writeAll', ...given: readonly string[]) =>
  page.evaluate<T>(`${attempt}(${given.map((one) => JSON.stringify(one)).join()})`);

const portOf = (url: string) => new URL(url).port;

/** Where a page may come from that is not the desk's. */
const origins: readonly (readonly [string, () => (page: Page) => Promise<unknown>])[] = [
  ['another site', () => (page) => page.goto(`http://evil.example:${portOf(foreign.url)}`)],
  ['another port of this machine', () => (page) => page.goto(foreign.url)],
  ['another name of this machine', () => (page) => page.goto(`http://localhost:${portOf(foreign.url)}`)],
  ['no origin', () => (page) => page.goto(`${foreign.url}/sandboxed`)],
];

/**
 * DNS rebinding: a page comes from a foreign server on the desk's port, and from then on its name leads to the desk. For the
 * browser both are one origin. The change of address is played by a socket that then hands everything on as it is.
 */
async function openRebound(): Promise<Visit> {
  const port = Number(portOf(host.desk));
  let isRebound = false;
  const relay = createTcpServer((socket) => {
    socket.on('error', () => socket.destroy());
    if (isRebound) {
      const desk = connect(port, '127.0.0.1').on('error', () => socket.destroy());
      socket.pipe(desk).pipe(socket);
    } else socket.end(`HTTP/1.1 200 OK\r\ncontent-type: text/html\r\nconnection: close\r\n\r\n${EMPTY}`);
  });
  await new Promise<void>((resolve) => relay.listen(port, REBOUND, resolve));
  onTestFinished(() => void relay.close());
  const visited = await visit((page) => page.goto(`http://rebound.example:${port}/`));
  isRebound = true;
  return visited;
}

const readable = ['/', '/api/status', '/api/events', '/api/customers', `/api/export?identity=mobile:${MOBILE}`];
const readableOfTheCdp = ['/sandbox/customers', '/sandbox/merges', '/openapi/customer/customerInfo?customerId=1'];
const writable: readonly (readonly [string, object])[] = [
  ['/api/erase', { identity: `mobile:${MOBILE}` }],
  ['/api/inlet', { body: '{}' }],
  ['/api/dead-letters/redrive', {}],
  ['/sandbox/reset', {}],
  ['/sandbox/faults', { mode: 'http-500', count: 100 }],
];

/** Everything that an attempt could have changed. */
/** Everything that a page could change, but the count of rejected requests, which it does change. */
async function stateOf(): Promise<unknown> {
  const cdp = await openSandboxClient(host.desk);
  const faults = await (await fetch(`${host.desk}/sandbox/faults`)).json();
  const [status, events, letters] = await Promise.all(
    ['status', 'events', 'dead-letters'].map((path) => host.ask(`/api/${path}`)),
  );
  const state = { status, events, letters, faults, customers: await cdp.customers() };
  return JSON.parse(JSON.stringify(state, (name, value: unknown) => (name === 'rejected' ? undefined : value)));
}

describe.skipIf(!isThere)('a page of another origin', () => {
  test.each(origins)('of %s reads nothing at the desk', async (_name, open) => {
    const { page, answers } = await visit(open());
    for (const path of [...readable, ...readableOfTheCdp]) {
      const got = await run<Record<string, string>>(page, 'readAll', host.desk + path, host.token);
      expect(got).toEqual({
        fetch: 'refused',
        'fetch with the token': 'refused',
        'fetch with credentials': 'refused',
        'fetch, no-cors': expect.stringMatching(/^(opaque|refused)$/) as string,
        img: 'refused',
        script: 'refused',
        style: 'refused',
        frame: 'load unreadable',
        EventSource: 'refused',
        WebSocket: 'refused',
      });
    }
    // It has asked, and each time the desk itself has refused.
    expect(answers.length).toBeGreaterThan(readable.length);
    expect(answers.filter((answer) => !answer.startsWith('403 '))).toEqual([]);
    await page.close();
  });

  test.each(origins)('of %s changes nothing at the desk', async (_name, open) => {
    const before = await stateOf();
    const { page, answers } = await visit(open());
    for (const [path, body] of writable) {
      const got = await run<Record<string, string>>(
        page,
        'writeAll',
        host.desk + path,
        JSON.stringify(body),
        host.token,
      );
      for (const [name, end] of Object.entries(got))
        expect([name, end]).toEqual([name, expect.not.stringMatching(/^\d/)]);
    }
    expect(answers.length).toBeGreaterThan(writable.length);
    expect(answers.filter((answer) => !answer.startsWith('403 '))).toEqual([]);
    await settled(host);
    expect(await stateOf()).toEqual(before);
    await page.close();
  });

  test('whose name was made to lead to the desk gets a refusal each time', async () => {
    const before = await stateOf();
    const { page, answers } = await openRebound();
    const { origin } = new URL(page.url());
    for (const path of [...readable, ...readableOfTheCdp]) {
      const got = await run<Record<string, string>>(page, 'readAll', origin + path, host.token);
      // To the browser it is the page's own server, which may be read: there is nothing to read.
      expect(got['fetch']).toMatch(/^403 This is http:\/\/127\.0\.0\.1:\d+; the request names another host\.$/);
      expect(got['fetch with the token']).toBe(got['fetch']);
      expect(JSON.stringify(got)).not.toContain(MOBILE);
    }
    for (const [path, body] of writable) {
      const got = await run<Record<string, string>>(page, 'writeAll', origin + path, JSON.stringify(body), host.token);
      expect(got['fetch, JSON and the token']).toMatch(/^403 /);
    }
    expect(answers.filter((answer) => !answer.startsWith('403 '))).toEqual([]);
    await settled(host);
    expect(await stateOf()).toEqual(before);
    await page.close();
  });

  test('gets nothing from the webhook listener and leaves nothing there', async () => {
    const before = await stateOf();
    const { page, answers } = await visit((page) => page.goto(`http://evil.example:${portOf(foreign.url)}`));
    for (const path of ['/health', '/api/customers', '/webhooks/../api/customers', '/webhooks/shopify-demo']) {
      const got = await run<Record<string, string>>(page, 'readAll', host.url + path, host.token);
      for (const name of ['fetch', 'fetch with the token', 'script', 'EventSource', 'WebSocket'])
        expect([path, name, got[name]]).toEqual([path, name, expect.stringMatching(/^(refused|load )$/)]);
      expect(JSON.stringify(got)).not.toContain(MOBILE);
    }
    for (const path of ['/webhooks/shopify-demo', '/webhooks/stream-demo', '/api/erase'])
      await run(page, 'writeAll', host.url + path, JSON.stringify({ identity: `mobile:${MOBILE}` }), host.token);
    expect(answers.some((answer) => answer === '404 /api/customers')).toBe(true);
    expect(answers.filter((answer) => answer.startsWith('2') && answer !== '200 /health')).toEqual([]);
    await settled(host);
    expect(await stateOf()).toEqual(before);
    await page.close();
  });
});

describe.skipIf(!isThere)('the page of the desk', () => {
  test('reads and writes with the token, and not without', async () => {
    const { page } = await visit((page) => page.goto(host.desk));
    const got = await run<Record<string, string>>(page, 'readAll', `${host.desk}/api/customers`, host.token);
    expect(got['fetch']).toMatch(/^401 /);
    expect(got['fetch with the token']).toMatch(/^200 /);
    expect(got['fetch with the token']).toContain(MOBILE);
    const body = JSON.stringify({ identity: `mobile:${MOBILE}` });
    const written = await run<Record<string, string>>(page, 'writeAll', `${host.desk}/api/erase`, body, host.token);
    expect(written['fetch, text']).toMatch(/^401 /);
    expect(written['fetch, JSON']).toMatch(/^401 /);
    expect(written['fetch, JSON and the token']).toMatch(/^202 /);
    await settled(host);
    const cdp = await openSandboxClient(host.desk);
    expect(await cdp.customerOf('mobile', MOBILE)).toBeUndefined();
    await page.close();
  });
});
