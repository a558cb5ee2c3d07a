import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { fetchTransport } from '../../../../functions/shared/cdp/transport.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resume) => server.listen(0, '127.0.0.1', resume));
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const get = {
  endpoint: 'customerInfo',
  method: 'GET',
  path: '/openapi/x?customerId=1',
  headers: { token: 't' },
} as const;

test('sends what it is given and gives what comes, whatever the status', async () => {
  const seen: unknown[] = [];
  const url = await serve((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      seen.push([request.method, request.url, request.headers['token'], body]);
      response.writeHead(429, { 'retry-after': '7' }).end('{"姓名":1}');
    });
  });
  const answer = { status: 429, retryAfter: '7', text: '{"姓名":1}' };
  expect(await fetchTransport(url, 5)(get)).toEqual(answer);
  expect(await fetchTransport(url, 5)({ ...get, method: 'POST', body: '{"a":"归"}' })).toEqual(answer);
  expect(seen).toEqual([
    ['GET', '/openapi/x?customerId=1', 't', ''],
    ['POST', '/openapi/x?customerId=1', 't', '{"a":"归"}'],
  ]);
});

test.each<readonly [string, RequestListener, string]>([
  ['no answer in time', () => undefined, 'timeout'],
  ['an answer that stops half-way', (_request, response) => response.writeHead(200).write('{"code"'), 'timeout'],
  ['a socket that is cut', (request) => request.socket.destroy(), 'network'],
  ['a redirect', (_request, response) => response.writeHead(302, { location: '/login' }).end(), 'network'],
])('%s: CdpError', async (_name, listener, kind) => {
  const url = await serve(listener);
  await expect(fetchTransport(url, 0.2)(get)).rejects.toMatchObject({ name: 'CdpError', kind, retryable: true });
});

test('nobody there: CdpError', async () => {
  await expect(fetchTransport('http://127.0.0.1:1', 1)(get)).rejects.toMatchObject({
    name: 'CdpError',
    kind: 'network',
  });
});

test('nobody listens: it is certain that nobody saw the request', async () => {
  const server = createServer();
  await new Promise<void>((resume) => server.listen(0, '127.0.0.1', resume));
  const { port } = server.address() as AddressInfo;
  await new Promise((resume) => server.close(resume));
  const call = fetchTransport(`http://127.0.0.1:${port}`, 1)(get);
  await expect(call).rejects.toMatchObject({ kind: 'network', sent: false });
});

test('a request that was cut may have been seen', async () => {
  const url = await serve((request) => request.socket.destroy());
  await expect(fetchTransport(url, 1)(get)).rejects.toMatchObject({ kind: 'network', sent: true });
  const slow = await serve(() => undefined);
  await expect(fetchTransport(slow, 0.2)(get)).rejects.toMatchObject({ kind: 'timeout', sent: true });
});

test.each([
  [{ 'x-request-id': 'r-1' }, 'r-1'],
  [{ 'x-trace-id': 't-1' }, 't-1'],
  [{ 'x-trace-id': 't-1', 'request-id': 'r-2' }, 'r-2'],
  [{}, undefined],
])('the request id of %j is %s', async (headers, requestId) => {
  const url = await serve((_request, response) => response.writeHead(200, headers).end('{}'));
  expect((await fetchTransport(url, 1)(get)).requestId).toBe(requestId);
});

test('connections are kept open and used again', async () => {
  const ports = new Set<number | undefined>();
  const url = await serve((request, response) => {
    ports.add(request.socket.remotePort);
    response.end('{}');
  });
  const transport = fetchTransport(url, 1);
  for (let index = 0; index < 40; index++) await transport(get);
  // A request may begin before the connection of the one before it is free.
  expect(ports.size).toBeLessThan(5);
});

test('a whole address goes to its own host', async () => {
  const url = await serve((request, response) => response.end(request.url));
  const transport = fetchTransport('http://127.0.0.1:1', 1);
  expect(await transport({ ...get, path: `${url}/token?v=2` })).toMatchObject({ text: '/token?v=2' });
});
