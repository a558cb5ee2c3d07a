import { createHmac } from 'node:crypto';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { parseEnvelope } from '../../../functions/shared/envelope/codec.ts';
import type { Envelope } from '../../../functions/shared/envelope/envelope.ts';
import type { GuiyiConfig } from '../../../functions/shared/config/define-config.ts';
import type { WebhookRequest } from '../../../functions/shared/http/webhook-request.ts';
import { parseJson } from '../../../functions/shared/json/lossless.ts';
import { receivers } from '../../../functions/shared/sources/receivers.ts';
import { webhookHandler } from '../../../functions/webhook/webhook.ts';
import { TestClock } from '../../kit/clock.ts';
import { allSamples, demoConfig, sampleRequest, secrets } from '../../kit/demo.ts';
import { gatewayEvent } from '../../kit/gateway.ts';
import { recordingLog } from '../../kit/log.ts';
import { MemoryArchive, MemoryQueue, MemorySecrets } from '../../kit/ports.ts';
import { context } from '../../kit/sqs.ts';

function frontDoor(config: GuiyiConfig = demoConfig(), stored: Readonly<Record<string, unknown>> = secrets) {
  const clock = new TestClock();
  const queue = new MemoryQueue();
  const archive = new MemoryArchive();
  const store = new MemorySecrets(stored);
  const log = recordingLog();
  const observed: Envelope[] = [];
  const handler = webhookHandler({
    config,
    receivers,
    queue,
    archive,
    secrets: store,
    clock: clock.read,
    log: log.log,
    observe: (envelopes) => observed.push(...envelopes),
  });
  const send = (
    connection: string,
    request: WebhookRequest,
    encoding: 'utf8' | 'base64' = 'base64',
  ): Promise<APIGatewayProxyStructuredResultV2> =>
    Promise.resolve(handler(gatewayEvent(connection, request, encoding), context()));
  return { clock, queue, archive, store, log, observed, send };
}

const shopifyOrder = () => sampleRequest('shopify-demo', 'orders/paid');
const withBody = (request: WebhookRequest, body: string | Uint8Array): WebhookRequest => ({
  ...request,
  body: Buffer.from(body),
});
const withHeaders = (request: WebhookRequest, headers: Readonly<Record<string, string | undefined>>) => ({
  ...request,
  headers: { ...request.headers, ...headers },
});

describe('accepted', () => {
  test.each(allSamples)('%s %s: queued, then acknowledged as the platform wants it', async (connection, event) => {
    const { send, queue, observed, archive, log } = frontDoor();
    const answer = await send(connection, sampleRequest(connection, event));
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toBe(connection === 'wechat-demo' ? 'success' : '');
    expect(queue.sent).toHaveLength(1);
    const parsed = parseEnvelope(queue.sent[0]?.body ?? '');
    expect(parsed).toMatchObject({ ok: true, envelope: { connection, type: expect.any(String) as string } });
    expect(parsed).toEqual({ ok: true, envelope: observed[0] });
    expect(archive.objects.size).toBe(0);
    expect(log.lines()).toMatchObject([{ at: 'webhook', message: 'accepted', connection, status: 200, count: 1 }]);
  });

  test.each(['utf8', 'base64'] as const)('the same bytes as %s are the same event', async (encoding) => {
    const { send, queue } = frontDoor();
    await send('shopify-demo', shopifyOrder(), encoding);
    const [message] = queue.sent;
    expect(parseEnvelope(message?.body ?? '')).toMatchObject({ envelope: { subject: 'customer:7214500000001' } });
  });

  test('sent again later, it has the same ids', async () => {
    const { send, queue, clock } = frontDoor();
    const request = sampleRequest('wechat-demo', 'subscribe');
    await send('wechat-demo', request);
    clock.pass(1000);
    await send('wechat-demo', request);
    const [one, other] = queue.sent;
    expect([other?.groupId, other?.deduplicationId]).toEqual([one?.groupId, one?.deduplicationId]);
  });

  test('the trace goes along', async () => {
    const { send, observed } = frontDoor();
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    await send('shopify-demo', withHeaders(shopifyOrder(), { traceparent }));
    expect(observed[0]?.traceparent).toBe(traceparent);
  });

  test('a large event leaves its data in the archive', async () => {
    const { send, queue, archive } = frontDoor();
    const large = sampleRequest('shopify-demo', 'orders/paid', {
      change: (payload) => {
        payload['note'] = 'x'.repeat(1024 * 1024);
      },
    });
    expect(await send('shopify-demo', large)).toMatchObject({ statusCode: 200 });
    expect([...archive.objects.keys()]).toEqual([expect.stringMatching(/^claims\//)]);
    expect(Buffer.byteLength(queue.sent[0]?.body ?? '')).toBeLessThan(2000);
  });
});

describe('refused: nothing is queued, and the answer is no help to a forger', () => {
  const push = () => sampleRequest('wechat-demo', 'subscribe');
  const forged = { clientSecret: 'forged' };

  test.each<readonly [string, string, WebhookRequest, number, string, string]>([
    ['an unknown connection', 'nobody', shopifyOrder(), 404, 'unknown-connection', 'not found'],
    [
      'a connection like a property of every object',
      '__proto__',
      shopifyOrder(),
      404,
      'unknown-connection',
      'not found',
    ],
    [
      'signed with another secret',
      'shopify-demo',
      sampleRequest('shopify-demo', 'orders/paid', { secret: forged }),
      401,
      'signature-mismatch',
      'refused',
    ],
    [
      'one byte more',
      'shopify-demo',
      withBody(shopifyOrder(), Buffer.concat([shopifyOrder().body, Buffer.from(' ')])),
      401,
      'signature-mismatch',
      'refused',
    ],
    [
      'no signature',
      'shopify-demo',
      withHeaders(shopifyOrder(), { 'x-shopify-hmac-sha256': undefined }),
      401,
      'parameter-missing',
      'refused',
    ],
    [
      'a signature twice',
      'shopify-demo',
      withHeaders(shopifyOrder(), { 'x-shopify-hmac-sha256': 'a=,b=' }),
      401,
      'signature-malformed',
      'refused',
    ],
    ['another method', 'shopify-demo', { ...shopifyOrder(), method: 'GET' }, 405, 'method-not-allowed', 'refused'],
    [
      'a push of another token',
      'wechat-demo',
      sampleRequest('wechat-demo', 'subscribe', { secret: { ...(secrets['wechat-demo'] as object), token: 'forged' } }),
      403,
      'signature-mismatch',
      'refused',
    ],
    [
      'a query that is no query',
      'wechat-demo',
      { ...push(), rawQuery: 'signature=%zz' },
      400,
      'query-malformed',
      'refused',
    ],
    [
      'a parameter twice',
      'wechat-demo',
      { ...push(), rawQuery: `${push().rawQuery}&nonce=1` },
      400,
      'parameter-missing',
      'refused',
    ],
    ['a body that is no push', 'wechat-demo', withBody(push(), '<xml'), 400, 'body-malformed', 'refused'],
    [
      'plaintext',
      'wechat-demo',
      withBody(push(), '<xml><MsgType>text</MsgType></xml>'),
      403,
      'plaintext-not-accepted',
      'refused',
    ],
    ['a source without a webhook', 'brand-demo', shopifyOrder(), 405, 'not-a-webhook', 'refused'],
  ])('%s', async (_name, connection, request, status, reason, body) => {
    const { send, queue, archive, log } = frontDoor();
    const answer = await send(connection, request);
    expect(answer).toEqual({ statusCode: status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body });
    expect(queue.sent).toEqual([]);
    expect(archive.objects.size).toBe(0);
    expect(log.lines()).toMatchObject([{ level: 'warn', at: 'webhook', message: 'refused', status, reason }]);
  });
});

describe('too large', () => {
  const limit = 300;
  const config = demoConfig({ door: { maxBodyBytes: limit } });
  const bytes = (count: number) => withBody(shopifyOrder(), new Uint8Array(count).fill(97));

  test.each([
    ['as text', 'utf8', limit + 1],
    ['as Base64', 'base64', limit + 1],
    ['as Base64 with padding', 'base64', limit + 2],
  ] as const)('%s: 413 before anything else', async (_name, encoding, count) => {
    const { send, store, log } = frontDoor(config);
    expect(await send('shopify-demo', bytes(count), encoding)).toMatchObject({ statusCode: 413, body: 'too large' });
    expect(store.reads).toBe(0);
    expect(log.lines()).toMatchObject([{ status: 413, reason: 'body-too-large', count }]);
  });

  test.each(['utf8', 'base64'] as const)('characters of three bytes count as three, as %s', async (encoding) => {
    const { send } = frontDoor(config);
    const chinese = (count: number) => withBody(shopifyOrder(), '归'.repeat(count));
    expect(await send('shopify-demo', chinese(limit / 3 + 1), encoding)).toMatchObject({ statusCode: 413 });
    expect(await send('shopify-demo', chinese(limit / 3), encoding)).toMatchObject({ statusCode: 401 });
  });

  test.each([limit - 2, limit - 1, limit])('%i bytes are not too large, in either encoding', async (count) => {
    const { send } = frontDoor(config);
    for (const encoding of ['utf8', 'base64'] as const) {
      expect(await send('shopify-demo', bytes(count), encoding)).toMatchObject({ statusCode: 401 });
    }
  });
});

describe('genuine and not understood: kept whole, then acknowledged', () => {
  const signed = (body: Uint8Array | string, headers: Readonly<Record<string, string | undefined>> = {}) => {
    // The sampler signs what it builds; here the very bytes are signed.
    const request = sampleRequest('shopify-demo', 'orders/paid');
    const hmac = hmacOf(Buffer.from(body));
    return withHeaders(withBody(request, body), { 'x-shopify-hmac-sha256': hmac, ...headers });
  };

  test.each<readonly [string, WebhookRequest, string]>([
    ['no JSON', signed('{"id":'), 'body-malformed'],
    ['nothing', signed(''), 'body-malformed'],
    ['no UTF-8', signed(Uint8Array.from([0x7b, 0xc1, 0xd6, 0x7d])), 'body-malformed'],
    ['without a topic', signed('{"id":1}', { 'x-shopify-topic': undefined }), 'type-missing'],
    ['a body of another type', signed('{"id":1,"email":"a@mail.example"}'), 'body-does-not-fit-type'],
  ])('%s', async (_name, request, reason) => {
    const { send, queue, archive, log } = frontDoor();
    expect(await send('shopify-demo', request)).toMatchObject({ statusCode: 200, body: '' });
    expect(queue.sent).toEqual([]);
    expect(log.lines()).toMatchObject([{ level: 'warn', message: 'quarantined', connection: 'shopify-demo', reason }]);
    const [[key, bytes] = ['', new Uint8Array()]] = archive.objects;
    expect(key).toMatch(/^quarantine\/shopify-demo\/[0-9a-f]{64}\.json$/);
    const kept = parseJson(Buffer.from(bytes).toString());
    expect(kept).toMatchObject({ connection: 'shopify-demo', reason, method: 'POST' });
    expect(kept).toHaveProperty('body', Buffer.from(request.body).toString('base64'));
    expect(kept).toHaveProperty('headers.x-shopify-hmac-sha256', request.headers['x-shopify-hmac-sha256']);
  });

  test('an archive that does not take it: nothing is acknowledged', async () => {
    const { send, archive, log } = frontDoor();
    archive.failing = true;
    expect(await send('shopify-demo', signed('{'))).toMatchObject({ statusCode: 503, body: 'unavailable' });
    expect(log.lines()).toMatchObject([{ level: 'error', status: 503, error: 'PortError: archive: SlowDown' }]);
  });

  test('a push with a right signature that our key does not open is kept, and refused', async () => {
    const demo = secrets['wechat-demo'] as object;
    const { send, archive, log } = frontDoor();
    const secret = { ...demo, encodingAesKey: 'other0nly0demo0only0demo0only0demo0only0001' };
    const push = sampleRequest('wechat-demo', 'subscribe', { secret });
    expect(await send('wechat-demo', push)).toMatchObject({ statusCode: 403, body: 'refused' });
    expect([...archive.objects.keys()]).toEqual([expect.stringMatching(/^quarantine\/wechat-demo\//)]);
    expect(log.lines()).toMatchObject([{ message: 'refused', reason: 'frame-invalid' }]);
    archive.failing = true;
    expect(await send('wechat-demo', push)).toMatchObject({ statusCode: 503 });
  });
});

describe('come again: nothing was acknowledged', () => {
  const comeAgain = { statusCode: 503, body: 'unavailable' };

  test('the queue refuses', async () => {
    const { send, queue, observed, log } = frontDoor();
    queue.failing = true;
    expect(await send('shopify-demo', shopifyOrder())).toMatchObject(comeAgain);
    expect(observed).toEqual([]);
    expect(log.lines()).toMatchObject([
      { level: 'error', reason: 'queue-refused', error: 'PortError: queue: ServiceUnavailable' },
    ]);
    queue.failing = false;
    expect(await send('shopify-demo', shopifyOrder())).toMatchObject({ statusCode: 200 });
  });

  test('the archive refuses a large event', async () => {
    const { send, queue, archive } = frontDoor();
    archive.failing = true;
    const large = sampleRequest('shopify-demo', 'orders/paid', {
      change: (payload) => {
        payload['note'] = 'x'.repeat(1024 * 1024);
      },
    });
    expect(await send('shopify-demo', large)).toMatchObject(comeAgain);
    expect(queue.sent).toEqual([]);
  });

  test.each([
    ['missing', undefined, 'there is no secret "shopify-demo"'],
    ['no JSON', '{"clientSecret":', 'the secret "shopify-demo" is not JSON'],
    [
      'of the wrong fields',
      '{"token":"s3cr3t-value"}',
      'the secret "shopify-demo" has missing or wrong fields: clientSecret',
    ],
  ])('the secret is %s', async (_name, text, detail) => {
    const { send, store, queue, log } = frontDoor();
    store.texts.delete('shopify-demo');
    if (text !== undefined) store.texts.set('shopify-demo', text);
    expect(await send('shopify-demo', shopifyOrder())).toMatchObject(comeAgain);
    expect(queue.sent).toEqual([]);
    expect(log.lines()).toMatchObject([{ level: 'error', status: 503, reason: 'secret-missing' }]);
    expect(log.lines()[0]?.['detail']).toContain(detail);
    expect(log.text()).not.toContain('s3cr3t');
  });

  test('the secret store does not answer', async () => {
    const { send, store, log } = frontDoor();
    store.failing = true;
    expect(await send('shopify-demo', shopifyOrder())).toMatchObject(comeAgain);
    expect(log.lines()).toMatchObject([
      { reason: 'secret-missing', error: 'PortError: secrets: InternalServiceError' },
    ]);
  });

  test('a fault that nobody foresaw', async () => {
    const { send, queue, log } = frontDoor();
    queue.sent.push = () => {
      throw new TypeError('no such thing');
    };
    const request = shopifyOrder();
    expect(await send('shopify-demo', request)).toMatchObject(comeAgain);
    const broken = { ...gatewayEvent('shopify-demo', request), requestContext: undefined };
    const { log: other, send: _send, ...rest } = frontDoor();
    const handler = webhookHandler({
      ...rest,
      config: demoConfig(),
      receivers,
      secrets: rest.store,
      clock: rest.clock.read,
      log: other.log,
    });
    // @ts-expect-error API Gateway never sends this.
    expect(await handler(broken, context())).toMatchObject(comeAgain);
    expect(other.lines()).toMatchObject([{ level: 'error', message: 'fault', status: 503 }]);
    expect(log.lines()).toMatchObject([{ level: 'error', status: 503 }]);
  });
});

test('a handshake is answered and nothing is queued', async () => {
  const { send, queue } = frontDoor();
  const { timestamp, nonce, signature } = Object.fromEntries(
    new URLSearchParams(sampleRequest('wechat-demo', 'subscribe').rawQuery),
  );
  const rawQuery = new URLSearchParams({
    timestamp: timestamp ?? '',
    nonce: nonce ?? '',
    signature: signature ?? '',
    echostr: '4711',
  });
  const request = { method: 'GET', headers: {}, rawQuery: rawQuery.toString(), body: new Uint8Array() };
  expect(await send('wechat-demo', request)).toMatchObject({ statusCode: 200, body: '4711' });
  expect(queue.sent).toEqual([]);
});

function hmacOf(body: Uint8Array): string {
  const { clientSecret } = secrets['shopify-demo'] as { clientSecret: string };
  return createHmac('sha256', clientSecret).update(body).digest('base64');
}
