import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { composeWebhook } from '../../../functions/compose.ts';
import { listenForWebhooks } from '../../../local/host/webhook-listener.ts';
import type { Listening } from '../../../sandbox/loopback.ts';
import { demoConfig, sampleRequest, secrets } from '../../kit/demo.ts';
import { MemoryArchive, MemoryQueue, MemorySecrets } from '../../kit/ports.ts';
import { context } from '../../kit/sqs.ts';

// The webhook listener of one machine, byte for byte as requests come over the wire: what HTTP allows is taken as API Gateway takes it, and
// what would be two requests in one is none.

const queue = new MemoryQueue();
let listening: Listening;
beforeAll(async () => {
  const handler = composeWebhook({
    config: demoConfig(),
    queue,
    archive: new MemoryArchive(),
    secrets: new MemorySecrets(secrets),
    clock: () => 0,
    log: () => undefined,
  });
  listening = await listenForWebhooks((event) => handler(event, context()), 0);
});
afterAll(() => listening.close());
beforeEach(() => void queue.sent.splice(0));

/** The status of the first answer to these bytes, and how many answers came. */
async function said(wire: string | Buffer): Promise<string> {
  const socket = connect(Number(new URL(listening.url).port), '127.0.0.1');
  socket.end(wire);
  const answers = await text(socket);
  const statuses = [...answers.matchAll(/^HTTP\/1\.1 (\d{3})/gm)].map(([, status]) => status);
  return `${statuses.join(' ')}, ${queue.sent.length} queued`;
}

const genuine = sampleRequest('shopify-demo', 'orders/paid');
const body = Buffer.from(genuine.body);
const signed = Object.entries(genuine.headers).filter((entry): entry is [string, string] => entry[1] !== undefined);

interface Wire {
  readonly target?: string;
  readonly host?: string;
  readonly headers?: readonly string[];
  readonly sent?: string | Buffer;
  readonly version?: string;
  readonly own?: readonly (readonly [string, string])[];
}

function wire({
  target = '/webhooks/shopify-demo',
  host = 'tunnel.shop.test',
  headers = [`Content-Length: ${body.length}`],
  sent = body,
  version = '1.1',
  own = signed,
}: Wire = {}): Buffer {
  const lines = [
    `POST ${target} HTTP/${version}`,
    `Host: ${host}`,
    'Connection: close',
    ...own.map((entry) => entry.join(': ')),
    ...headers,
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), Buffer.from(sent)]);
}

const chunked = (size: number, trailers = '') => {
  const text = body.toString('latin1');
  const parts: string[] = [];
  for (let at = 0; at < text.length; at += size) {
    const part = text.slice(at, at + size);
    parts.push(`${part.length.toString(16)}\r\n${part}\r\n`);
  }
  return Buffer.from(`${parts.join('')}0\r\n${trailers}\r\n`, 'latin1');
};
const CHUNKED = ['Transfer-Encoding: chunked'];
const signatureOf = (name: string) => signed.find(([header]) => header === name)?.[1] ?? '';
const SIGNATURE = 'x-shopify-hmac-sha256';

describe('what HTTP allows', () => {
  test.each<readonly [string, Wire]>([
    ['as clients send it', {}],
    ['a Host with a port', { host: 'tunnel.shop.test:8443' }],
    ['an IPv6 Host', { host: '[::1]:8787' }],
    ['a slash at the end', { target: '/webhooks/shopify-demo/' }],
    ['a query', { target: '/webhooks/shopify-demo?a=%2B&b=+' }],
    ['capitals in the path', { target: '/webhooks/Shopify-Demo' }],
    ['a path that is percent-encoded without need', { target: '/webhooks/shopify%2Ddemo' }],
    ['letters that are', { target: '/webhooks/%73hopify%2ddem%6F' }],
    ['in chunks', { headers: CHUNKED, sent: chunked(512) }],
    ['in chunks of a byte', { headers: CHUNKED, sent: chunked(1) }],
    ['in chunks, with trailers', { headers: [...CHUNKED, 'Trailer: x-sum'], sent: chunked(512, 'x-sum: 1\r\n') }],
    ['a trailer that would be a signature', { headers: CHUNKED, sent: chunked(512, `${SIGNATURE}: AAAA\r\n`) }],
    [
      'compressed',
      { headers: ['Content-Encoding: gzip', `Content-Length: ${gzipSync(body).length}`], sent: gzipSync(body) },
    ],
    ['names of headers in capitals', { own: signed.map(([name, value]) => [name.toUpperCase(), value]) }],
    [
      'the signature twice',
      { headers: [`Content-Length: ${body.length}`, `X-Shopify-HMAC-SHA256: ${signatureOf(SIGNATURE)}`] },
    ],
    ['blanks around values', { own: signed.map(([name, value]) => [name, `  ${value}\t `]) }],
    [
      'what a proxy adds',
      { headers: [`Content-Length: ${body.length}`, 'X-Forwarded-Host: a.test, b.test', 'Via: 1.1 a'] },
    ],
  ])('%s', async (_name, form) => {
    expect(await said(wire(form))).toBe('200, 1 queued');
  });
});

describe('what is none of ours, or not one request', () => {
  test.each<readonly [string, Wire, string]>([
    ['another signature beside it', { headers: [`Content-Length: ${body.length}`, `${SIGNATURE}: AAAA`] }, '401'],
    ['a slash that is percent-encoded', { target: '/webhooks%2Fshopify-demo' }, '404'],
    ['one in the name', { target: '/webhooks/x%2Fshopify-demo' }, '404'],
    ['dots that are percent-encoded', { target: '/webhooks/%2e%2e/shopify-demo' }, '404'],
    ['what is no percent-encoding', { target: '/webhooks/shopify%-demo' }, '404'],
    ['encoded twice', { target: '/webhooks/shopify%252Ddemo' }, '404'],
    ['two slashes', { target: '//webhooks/shopify-demo' }, '404'],
    ['a whole address', { target: 'http://other.test/webhooks/shopify-demo' }, '404'],
    ['a length and chunks', { headers: [`Content-Length: ${body.length}`, ...CHUNKED], sent: chunked(512) }, '400'],
    ['two lengths', { headers: [`Content-Length: ${body.length}`, 'Content-Length: 3'] }, '400'],
    ['a header that is folded', { headers: [`Content-Length: ${body.length}`, 'X-A: b\r\n c'] }, '400'],
    ['a control character in a header', { headers: [`Content-Length: ${body.length}`, 'X-A: b\u0002'] }, '400'],
  ])('%s', async (_name, form, status) => {
    expect(await said(wire(form))).toBe(`${status}, 0 queued`);
  });

  test('a body that ends before its length is no request, and nothing of it is taken', async () => {
    expect(await said(wire({ sent: body.subarray(0, 100) }))).toMatch(/, 0 queued$/);
  });

  test('a second request in the first one’s body is part of the body, which then is not the one that was signed', async () => {
    const both = Buffer.concat([body, wire()]);
    expect(await said(wire({ headers: [`Content-Length: ${both.length}`], sent: both }))).toBe('401, 0 queued');
  });
});
