import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { createHmac } from 'node:crypto';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { composeWebhook } from '../../../functions/compose.ts';
import type { HttpEvent } from '../../../functions/shared/http/api-gateway.ts';
import type { WebhookRequest } from '../../../functions/shared/http/webhook-request.ts';
import { demoConfig, sampleRequest, secrets, shopifyOrder, withBody, withHeaders } from '../../kit/demo.ts';
import { webhookEndpoint } from '../../kit/webhook-endpoint.ts';
import { gatewayEvent } from '../../kit/gateway.ts';
import { recordingLog } from '../../kit/log.ts';
import { MemoryArchive, MemoryQueue, MemorySecrets } from '../../kit/ports.ts';
import { context } from '../../kit/sqs.ts';

/** The webhook function, called with an event as AWS makes it. */
function called() {
  const queue = new MemoryQueue();
  const log = recordingLog();
  const handler = composeWebhook({
    config: demoConfig(),
    queue,
    archive: new MemoryArchive(),
    secrets: new MemorySecrets(secrets),
    clock: () => 0,
    log: log.log,
  });
  const call = async (event: HttpEvent) => {
    const { statusCode, body } = await handler(event, context());
    return `${statusCode} ${queue.sent.length} ${body ?? ''}`.trim();
  };
  return { call, queue };
}

const http = (path: string, method = 'POST', request: WebhookRequest = shopifyOrder()): HttpEvent => {
  const { pathParameters: _, ...event } = gatewayEvent('', { ...request, method });
  const requestContext = { ...event.requestContext, http: { ...event.requestContext.http, method, path } };
  return { ...event, rawPath: path, requestContext };
};

describe('a function URL, a stage, an HTTP API: the path names the connection', () => {
  test.each([
    ['as documented', '/webhooks/shopify-demo', '200 1'],
    ['a slash at the end', '/webhooks/shopify-demo/', '200 1'],
    ['a stage before it', '/prod/webhooks/shopify-demo', '200 1'],
    ['other letters', '/webhooks/Shopify-Demo', '200 1'],
    ['a hyphen that is percent-encoded', '/webhooks/shopify%2Ddemo', '200 1'],
    ['what is no percent-encoding', '/webhooks/shopify%-demo', '404 0 not found'],
    ['a slash that is percent-encoded', '/webhooks/x%2Fshopify-demo', '404 0 not found'],
    ['two slashes', '/webhooks/shopify-demo//', '404 0 not found'],
    ['something behind it', '/webhooks/shopify-demo/x', '404 0 not found'],
    ['nothing', '/webhooks/', '404 0 not found'],
    ['no webhook', '/shopify-demo', '404 0 not found'],
  ])('%s', async (_name, path, said) => {
    expect(await called().call(http(path))).toBe(said);
  });

  test.each(['shopify-demo', 'shopify-demo/', 'SHOPIFY-DEMO'])('as the parameter %s', async (connection) => {
    const event = gatewayEvent('shopify-demo', shopifyOrder());
    expect(await called().call({ ...event, pathParameters: { connection } })).toBe('200 1');
  });
});

test.each([
  ['GET', '/health', '200 0 {"status":"ok"}'],
  ['HEAD', '/health', '200 0 {"status":"ok"}'],
  ['GET', '/prod/health', '200 0 {"status":"ok"}'],
  ['POST', '/health', '404 0 not found'],
  ['GET', '/webhooks/health', '404 0 not found'],
  ['HEAD', '/webhooks/shopify-demo', '405 0 refused'],
])('%s %s', async (method, path, said) => {
  expect(await called().call(http(path, method))).toBe(said);
});

describe('a REST API (payload format 1.0)', () => {
  const rest = (connection: string, request: WebhookRequest): APIGatewayProxyEvent => {
    const query = request.rawQuery.split('&').filter((part) => part !== '');
    const parameters: Record<string, string[]> = {};
    for (const part of query) {
      const [name = '', value = ''] = part.split('=').map(decodeURIComponent);
      (parameters[name] ??= []).push(value);
    }
    const given = Object.entries(request.headers).map(([name, value = '']) => [name.toUpperCase(), value] as const);
    return {
      resource: '/webhooks/{connection}',
      path: `/webhooks/${connection}`,
      httpMethod: request.method,
      headers: Object.fromEntries(given),
      multiValueHeaders: Object.fromEntries(given.map(([name, value]) => [name, [value, value]])),
      queryStringParameters: null,
      multiValueQueryStringParameters: query.length === 0 ? null : parameters,
      pathParameters: { connection },
      stageVariables: null,
      requestContext: { requestTimeEpoch: request.receivedAt ?? 0 } as APIGatewayProxyEvent['requestContext'],
      body: Buffer.from(request.body).toString(),
      isBase64Encoded: false,
    };
  };

  test.each([
    ['shopify-demo', 'orders/paid'],
    ['wechat-demo', 'subscribe'],
    ['stripe-demo', 'customer.created'],
  ] as const)('%s %s', async (connection, event) => {
    const { call, queue } = called();
    expect(await call(rest(connection, sampleRequest(connection, event)))).toMatch(/^200 1/);
    const other = called();
    await other.call(gatewayEvent(connection, sampleRequest(connection, event)));
    expect(queue.sent[0]?.deduplicationId).toBe(other.queue.sent[0]?.deduplicationId);
  });

  test('without a body', async () => {
    const event = { ...rest('wechat-demo', sampleRequest('wechat-demo', 'subscribe')), body: null };
    expect(await called().call(event)).toBe('400 0 refused');
  });
});

describe('a header that proxies have sent twice', () => {
  const signature = shopifyOrder().headers['x-shopify-hmac-sha256'] ?? '';
  test.each([
    ['the same signature', { 'x-shopify-hmac-sha256': `${signature},${signature}` }, undefined],
    ['the same three times', { 'x-shopify-hmac-sha256': `${signature}, ${signature}, ${signature}` }, undefined],
    ['the same type', { 'x-shopify-topic': 'orders/paid,orders/paid' }, undefined],
    ['another signature', { 'x-shopify-hmac-sha256': `${signature},AAAA` }, 'header-repeated'],
    [
      'the same signature in two letter cases',
      { 'X-Shopify-Hmac-Sha256': signature, 'x-shopify-hmac-sha256': signature },
      undefined,
    ],
    [
      'another signature in another letter case',
      { 'x-shopify-hmac-sha256': signature, 'X-Shopify-Hmac-Sha256': 'AAAA' },
      'header-repeated',
    ],
    ['another type', { 'x-shopify-topic': 'orders/paid,orders/create' }, 'header-repeated'],
  ])('%s', async (_name, headers, reason) => {
    const { send, log, queue } = webhookEndpoint();
    const answer = await send('shopify-demo', withHeaders(shopifyOrder(), headers));
    expect([answer.statusCode, queue.sent.length]).toEqual(reason === undefined ? [200, 1] : [401, 0]);
    expect(log.lines()[0]?.reason).toBe(reason);
  });

  test('of Youzan, which is no engine’s', async () => {
    const { send, log } = webhookEndpoint();
    const request = sampleRequest('youzan-demo', 'trade_TradePaid');
    const sign = request.headers['event-sign'] ?? '';
    expect(await send('youzan-demo', withHeaders(request, { 'event-sign': `${sign},${sign}` }))).toMatchObject({
      statusCode: 200,
    });
    await send('youzan-demo', withHeaders(request, { 'event-sign': `${sign},x` }));
    expect(log.lines()[1]?.reason).toBe('header-repeated');
  });

  test('whose values have commas of their own', async () => {
    const request = sampleRequest('stripe-demo', 'customer.created');
    const value = request.headers['stripe-signature'] ?? '';
    const { send } = webhookEndpoint();
    expect(await send('stripe-demo', withHeaders(request, { 'stripe-signature': `${value},${value}` }))).toMatchObject({
      statusCode: 200,
    });
  });
});

describe('a compressed body', () => {
  const plain = Buffer.from(shopifyOrder().body);
  const { clientSecret } = secrets['shopify-demo'] as { clientSecret: string };
  const encoded = (body: Uint8Array, encoding: string, signed: Uint8Array) =>
    withHeaders(withBody(shopifyOrder(), body), {
      'content-encoding': encoding,
      'x-shopify-hmac-sha256': createHmac('sha256', clientSecret).update(signed).digest('base64'),
    });
  const zip = gzipSync(plain);

  test.each<readonly [string, WebhookRequest]>([
    ['gzip, the plain body signed', encoded(zip, 'gzip', plain)],
    ['gzip, the bytes as sent signed', encoded(zip, 'GZIP', zip)],
    ['deflate', encoded(deflateSync(plain), 'deflate', plain)],
    ['deflate without zlib’s head', encoded(deflateRawSync(plain), 'deflate', plain)],
    ['deflate, the bytes as sent signed', encoded(deflateSync(plain), 'deflate', deflateSync(plain))],
    ['gzip that a gateway has undone', encoded(plain, 'gzip', plain)],
    ['identity', encoded(plain, 'identity', plain)],
    ['gzip and identity', encoded(zip, 'gzip, identity', plain)],
    ['identity and gzip', encoded(zip, 'identity,gzip', zip)],
    ['deflate that a gateway has undone', encoded(plain, 'deflate', plain)],
    ['something else that is none', encoded(plain, 'utf-8', plain)],
  ])('%s', async (_name, request) => {
    const { send, observed } = webhookEndpoint();
    expect(await send('shopify-demo', request)).toMatchObject({ statusCode: 200 });
    expect(observed).toMatchObject([{ subject: 'customer:7214500000001' }]);
  });

  test.each<readonly [string, WebhookRequest, number, string]>([
    ['another body signed', encoded(zip, 'gzip', Buffer.from('{}')), 401, 'signature-mismatch'],
    ['brotli', encoded(zip, 'br', plain), 401, 'encoding-not-supported'],
    ['two in a row', encoded(gzipSync(zip), 'gzip, deflate', plain), 401, 'encoding-not-supported'],
    ['gzip that is cut', encoded(zip.subarray(0, 40), 'gzip', plain), 401, 'encoding-not-supported'],
    ['a bomb', encoded(gzipSync(Buffer.alloc(64 * 1024 * 1024)), 'gzip', plain), 413, 'body-too-large'],
    [
      'a bomb of deflate',
      encoded(deflateSync(Buffer.alloc(64 * 1024 * 1024)), 'deflate', plain),
      413,
      'body-too-large',
    ],
  ])('%s is refused, and the reason says so', async (_name, request, status, reason) => {
    const { send, log, queue, archive } = webhookEndpoint();
    expect(await send('shopify-demo', request)).toMatchObject({ statusCode: status });
    expect([queue.sent.length, archive.objects.size]).toEqual([0, 0]);
    expect(log.lines()).toMatchObject([
      { status, reason, detail: expect.stringMatching(/compress|Content-Encoding/) as string },
    ]);
  });

  test('of a push', async () => {
    const { send, observed } = webhookEndpoint();
    const push = sampleRequest('wechat-demo', 'subscribe');
    const request = withHeaders(withBody(push, gzipSync(push.body)), { 'content-encoding': 'gzip' });
    expect(await send('wechat-demo', request)).toMatchObject({ statusCode: 200 });
    expect(observed).toHaveLength(1);
  });

  test('what is kept of it is what came', async () => {
    const { send, archive } = webhookEndpoint();
    const body = gzipSync(Buffer.from('[1'));
    await send('shopify-demo', encoded(body, 'gzip', Buffer.from('[1')));
    const kept = JSON.parse(Buffer.from([...archive.objects.values()][0] ?? []).toString()) as { body: string };
    expect(kept.body).toBe(body.toString('base64'));
  });
});
