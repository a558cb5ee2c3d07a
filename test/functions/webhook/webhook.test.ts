import { describe, expect, test } from 'vitest';
import { parseEnvelope } from '../../../functions/shared/envelope/codec.ts';
import type { WebhookRequest } from '../../../functions/shared/http/webhook-request.ts';
import {
  allSamples,
  demoConfig,
  sampleRequest,
  secrets,
  shopifyOrder,
  type WebhookConnection,
  withBody,
  withHeaders,
} from '../../kit/demo.ts';
import { webhookEndpoint } from '../../kit/webhook-endpoint.ts';

/** What each platform takes for an acknowledgement. */
const wanted: Readonly<Record<WebhookConnection, string>> = {
  'wechat-demo': 'success',
  'miniprogram-demo': 'success',
  'wechat-store-demo': 'success',
  'wechat-pay-demo': '',
  'shopify-demo': '',
  'shoplazza-demo': '',
  'shopline-demo': '',
  'woocommerce-demo': '',
  'bigcommerce-demo': '',
  'stripe-demo': '',
  'till-demo': '',
  'wecom-demo': '',
  'youzan-demo': '{"code":0,"msg":"success"}',
  'doudian-demo': '{"code":0,"msg":"success"}',
  'kuaishou-demo': '{"result":1}',
  'douyin-demo': '{}',
};

describe('accepted', () => {
  test.each(allSamples)('%s %s: queued, then acknowledged as the platform wants it', async (connection, event) => {
    const { send, queue, observed, archive, log } = webhookEndpoint();
    const answer = await send(connection, sampleRequest(connection, event));
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toBe(
      /^(?:xpay|minigame)_/.test(event) ? '{"ErrCode":0,"ErrMsg":"success"}' : wanted[connection],
    );
    expect(queue.sent).toHaveLength(1);
    const parsed = parseEnvelope(queue.sent[0]?.body ?? '');
    expect(parsed).toMatchObject({ ok: true, envelope: { connection, type: expect.any(String) as string } });
    expect(parsed).toEqual({ ok: true, envelope: observed[0] });
    expect(archive.objects.size).toBe(0);
    expect(log.lines()).toMatchObject([{ at: 'webhook', message: 'accepted', connection, status: 200, count: 1 }]);
  });

  test.each(['utf8', 'base64'] as const)('the same bytes as %s are the same event', async (encoding) => {
    const { send, queue } = webhookEndpoint();
    await send('shopify-demo', shopifyOrder(), encoding);
    const [message] = queue.sent;
    expect(parseEnvelope(message?.body ?? '')).toMatchObject({ envelope: { subject: 'customer:7214500000001' } });
  });

  test('sent again later, it has the same ids', async () => {
    const { send, queue, clock } = webhookEndpoint();
    const request = sampleRequest('wechat-demo', 'subscribe');
    await send('wechat-demo', request);
    clock.pass(1000);
    await send('wechat-demo', request);
    const [one, other] = queue.sent;
    expect([other?.groupId, other?.deduplicationId]).toEqual([one?.groupId, one?.deduplicationId]);
  });

  test('the trace goes along', async () => {
    const { send, observed } = webhookEndpoint();
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    await send('shopify-demo', withHeaders(shopifyOrder(), { traceparent }));
    expect(observed[0]?.traceparent).toBe(traceparent);
  });

  test('a large event leaves its data in the archive', async () => {
    const { send, queue, archive } = webhookEndpoint();
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
      'header-repeated',
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
    const { send, queue, archive, log } = webhookEndpoint();
    const answer = await send(connection, request);
    expect(answer).toEqual({ statusCode: status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body });
    expect(queue.sent).toEqual([]);
    expect(archive.objects.size).toBe(0);
    expect(log.lines()).toMatchObject([{ level: 'warn', at: 'webhook', message: 'rejected', status, reason }]);
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
    const { send, store, log } = webhookEndpoint(config);
    expect(await send('shopify-demo', bytes(count), encoding)).toMatchObject({ statusCode: 413, body: 'too large' });
    expect(store.reads).toBe(0);
    expect(log.lines()).toMatchObject([{ status: 413, reason: 'body-too-large', count }]);
  });

  test.each(['utf8', 'base64'] as const)('characters of three bytes count as three, as %s', async (encoding) => {
    const { send } = webhookEndpoint(config);
    const chinese = (count: number) => withBody(shopifyOrder(), '归'.repeat(count));
    expect(await send('shopify-demo', chinese(limit / 3 + 1), encoding)).toMatchObject({ statusCode: 413 });
    expect(await send('shopify-demo', chinese(limit / 3), encoding)).toMatchObject({ statusCode: 401 });
  });

  test.each([limit - 2, limit - 1, limit])('%i bytes are not too large, in either encoding', async (count) => {
    const { send } = webhookEndpoint(config);
    for (const encoding of ['utf8', 'base64'] as const) {
      expect(await send('shopify-demo', bytes(count), encoding)).toMatchObject({ statusCode: 401 });
    }
  });
});

test('a handshake is answered and nothing is queued', async () => {
  const { send, queue } = webhookEndpoint();
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
