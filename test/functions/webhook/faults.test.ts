import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { WebhookRequest } from '../../../functions/shared/http/webhook-request.ts';
import { parseJson } from '../../../functions/shared/json/lossless.ts';
import { receivers } from '../../../functions/shared/sources/generated/receivers.ts';
import { webhookHandler } from '../../../functions/webhook/webhook.ts';
import { demoConfig, sampleRequest, secrets, shopifyOrder, withBody, withHeaders } from '../../kit/demo.ts';
import { gatewayEvent } from '../../kit/gateway.ts';
import { context } from '../../kit/sqs.ts';
import { webhookEndpoint } from '../../kit/webhook-endpoint.ts';

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
    const { send, queue, archive, log } = webhookEndpoint();
    expect(await send('shopify-demo', request)).toMatchObject({ statusCode: 200, body: '' });
    expect(queue.sent).toEqual([]);
    expect(log.lines()).toMatchObject([{ level: 'warn', message: 'quarantined', connection: 'shopify-demo', reason }]);
    const [[key, bytes] = ['', new Uint8Array()]] = archive.objects;
    expect(key).toMatch(/^quarantine\/shopify-demo\/[0-9a-f]{64}\.[a-z-]+\.json$/);
    const kept = parseJson(Buffer.from(bytes).toString());
    expect(kept).toMatchObject({ connection: 'shopify-demo', reason, method: 'POST' });
    expect(kept).toHaveProperty('body', Buffer.from(request.body).toString('base64'));
    expect(kept).toHaveProperty('headers.x-shopify-hmac-sha256', request.headers['x-shopify-hmac-sha256']);
  });

  test('an archive that does not take it: nothing is acknowledged', async () => {
    const { send, archive, log } = webhookEndpoint();
    archive.failing = true;
    expect(await send('shopify-demo', signed('{'))).toMatchObject({ statusCode: 503, body: 'unavailable' });
    expect(log.lines()).toMatchObject([{ level: 'error', status: 503, error: 'PortError: archive: SlowDown' }]);
  });

  test('a push with a right signature that our key does not open is kept, and refused', async () => {
    const demo = secrets['wechat-demo'] as object;
    const { send, archive, log } = webhookEndpoint();
    const secret = { ...demo, encodingAesKey: 'other0nly0demo0only0demo0only0demo0only0001' };
    const push = sampleRequest('wechat-demo', 'subscribe', { secret });
    expect(await send('wechat-demo', push)).toMatchObject({ statusCode: 403, body: 'refused' });
    expect([...archive.objects.keys()]).toEqual([expect.stringMatching(/^quarantine\/wechat-demo\//)]);
    expect(log.lines()).toMatchObject([{ message: 'rejected', reason: 'frame-invalid' }]);
    archive.failing = true;
    expect(await send('wechat-demo', push)).toMatchObject({ statusCode: 503 });
  });
});

describe('come again: nothing was acknowledged', () => {
  const comeAgain = { statusCode: 503, body: 'unavailable' };

  test('the queue refuses', async () => {
    const { send, queue, observed, log } = webhookEndpoint();
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
    const { send, queue, archive } = webhookEndpoint();
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
    const { send, store, queue, log } = webhookEndpoint();
    store.texts.delete('shopify-demo');
    if (text !== undefined) store.texts.set('shopify-demo', text);
    expect(await send('shopify-demo', shopifyOrder())).toMatchObject(comeAgain);
    expect(queue.sent).toEqual([]);
    expect(log.lines()).toMatchObject([{ level: 'error', status: 503, reason: 'secret-missing' }]);
    expect(log.lines()[0]?.['detail']).toContain(detail);
    expect(log.text()).not.toContain('s3cr3t');
  });

  test('the secret store does not answer', async () => {
    const { send, store, log } = webhookEndpoint();
    store.failing = true;
    expect(await send('shopify-demo', shopifyOrder())).toMatchObject(comeAgain);
    expect(log.lines()).toMatchObject([
      { reason: 'secret-missing', error: 'PortError: secrets: InternalServiceError' },
    ]);
  });

  test('a fault that nobody foresaw', async () => {
    const { send, queue, log } = webhookEndpoint();
    queue.sent.push = () => {
      throw new TypeError('no such thing');
    };
    const request = shopifyOrder();
    expect(await send('shopify-demo', request)).toMatchObject(comeAgain);
    const broken = { ...gatewayEvent('shopify-demo', request), requestContext: undefined };
    const { log: other, send: _send, ...rest } = webhookEndpoint();
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

function hmacOf(body: Uint8Array): string {
  const { clientSecret } = secrets['shopify-demo'] as { clientSecret: string };
  return createHmac('sha256', clientSecret).update(body).digest('base64');
}
