import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { htmlDecoded, woocommerce } from '../../../../../../functions/shared/sources/platforms/woocommerce/receive.ts';
import { webhookEndpoint } from '../../../../../kit/webhook-endpoint.ts';
import { demoConfig } from '../../../../../kit/demo.ts';
import { must, NOW, openHmacSource, post } from '../../../../../kit/hmac-source.ts';

const SITE = 'https://shop.example/cn';
const SECRET = 'a&b<c>"d\'e';
const site = openHmacSource('woocommerce', { site: SITE }, { secret: SECRET });
const order = {
  id: 912,
  status: 'processing',
  customer_id: 7,
  date_modified_gmt: '2026-10-02T08:00:00',
  billing: { first_name: '岚', last_name: '林', email: 'lan@mail.example', phone: '15424681357' },
  line_items: [],
  _links: { self: [{ href: `${SITE}/wp-json` }] },
};
const customer = { id: 7, email: 'lan@mail.example', username: 'lan', billing: { phone: '15424681357' } };
// PHP writes slashes with a backslash.
const textOf = (body: unknown) => (typeof body === 'string' ? body : JSON.stringify(body).replaceAll('/', '\\/'));
const signed = (topic: string, body: unknown, headers: object = {}) =>
  post(textOf(body), {
    'content-type': 'application/json',
    'x-wc-webhook-topic': topic,
    'x-wc-webhook-source': `${SITE}/`,
    'x-wc-webhook-id': '3',
    'x-wc-webhook-delivery-id': '0123456789abcdef0123456789abcdef',
    'x-wc-webhook-signature': createHmac('sha256', SECRET).update(textOf(body)).digest('base64'),
    ...headers,
  });

describe('the secret', () => {
  test.each([
    ['a&amp;b&lt;c&gt;&quot;d&#039;e', SECRET],
    ['a&#38;b&#060;c&#62;&#34;d&#x27;e', SECRET],
    ['&amp;lt;', '&lt;'],
    ['&AMP; &apos; &nbsp; & &;', '&AMP; &apos; &nbsp; & &;'],
    ['plain', 'plain'],
  ])('%j signs as %j', (stored, used) => {
    expect(htmlDecoded(stored)).toBe(used);
  });
  test('as it is stored and as it was typed give one key', () => {
    const stored = openHmacSource('woocommerce', {}, { secret: 'a&amp;b&lt;c&gt;&quot;d&#039;e' });
    expect(stored.verify(signed('order.updated', order)).outcome).toBe('verified');
    expect(site.verify(signed('order.updated', order)).outcome).toBe('verified');
  });
  test('an empty one is none', () => {
    expect(must(woocommerce.configure({})).openSecret({ secret: '' }).ok).toBe(false);
  });
});

describe('verify', () => {
  test.each([
    [
      'written again without the backslashes',
      { ...signed('order.updated', order), body: Buffer.from(JSON.stringify(order)) },
      401,
      'signature-mismatch',
    ],
    ['no signature', signed('order.updated', order, { 'x-wc-webhook-signature': undefined }), 401, 'parameter-missing'],
    [
      'hexadecimal',
      signed('order.updated', order, { 'x-wc-webhook-signature': 'ab'.repeat(32) }),
      401,
      'signature-malformed',
    ],
    [
      'another site',
      signed('order.updated', order, { 'x-wc-webhook-source': 'https://other.example/' }),
      403,
      'wrong-account',
    ],
  ])('%s is refused', (_name, request, status, reason) => {
    expect(site.verify(request)).toMatchObject({ outcome: 'rejected', status, reason });
  });
  test('the hash that a site has chosen', () => {
    const own = openHmacSource('woocommerce', { algorithm: 'sha512' }, { secret: SECRET });
    const signature = createHmac('sha512', SECRET).update(textOf(order)).digest('base64');
    expect(own.verify(signed('order.updated', order, { 'x-wc-webhook-signature': signature })).outcome).toBe(
      'verified',
    );
    expect(own.verify(signed('order.updated', order))).toMatchObject({ reason: 'signature-malformed' });
  });
});

describe('the ping', () => {
  const ping = (body = 'webhook_id=3', headers: object = {}) =>
    post(body, { 'content-type': 'application/x-www-form-urlencoded', ...headers });

  test('is answered with exactly 200, and nothing is stored', async () => {
    const config = demoConfig({
      connections: { woo: { source: 'woocommerce', options: { site: SITE }, secret: 'woocommerce-demo' } },
    });
    const { send, queue, archive, log } = webhookEndpoint(config);
    expect(await send('woo', ping())).toMatchObject({ statusCode: 200, body: '' });
    expect(queue.sent).toEqual([]);
    expect(archive.objects.size).toBe(0);
    expect(log.lines()).toMatchObject([{ message: 'accepted', count: 0 }]);
  });

  test.each([
    ['anything beside the id', ping('webhook_id=3&x=1')],
    ['no number', ping('webhook_id=x')],
    ['JSON', ping('webhook_id=3', { 'content-type': 'application/json' })],
    ['a topic', ping('webhook_id=3', { 'x-wc-webhook-topic': 'order.created' })],
    ['a signature that is wrong', ping('webhook_id=3', { 'x-wc-webhook-signature': `${'A'.repeat(43)}=` })],
    ['another method', { ...ping(), method: 'PUT' }],
    ['more than a ping', ping(`webhook_id=${'1'.repeat(40)}`)],
  ])('%s is none', (_name, request) => {
    expect(site.verify(request)).toMatchObject({ outcome: 'rejected' });
  });
});

describe('decode', () => {
  test.each([
    ['an order', 'order.updated', order, { subject: 'customer:7', time: '2026-10-02T08:00:00Z' }],
    ['a guest’s order', 'order.created', { ...order, customer_id: 0 }, { partitionKey: 'order:912' }],
    ['a customer', 'customer.updated', customer, { subject: 'customer:7' }],
    ['a deletion, whose body is a bare id', 'customer.deleted', { id: 7 }, { idParts: ['other', expect.any(String)] }],
    [
      'an action of the site',
      'action.woocommerce_add_to_cart',
      { action: 'x', arg: 'y' },
      { idParts: ['other', expect.any(String)] },
    ],
  ])('%s', (_name, topic, body, expected) => {
    expect(site.eventOf(signed(topic, body))).toMatchObject({ type: topic, ...expected });
  });

  test('two orders of one second share their delivery id, and are two events', () => {
    const [one, other] = [order, { ...order, id: 913 }].map(
      (body) => site.eventOf(signed('order.created', body)).idParts,
    );
    expect(one).not.toEqual(other);
  });

  test('one body under another delivery id or fitting topic is one event', () => {
    const again = signed('order.updated', order, { 'x-wc-webhook-delivery-id': 'f'.repeat(32) });
    expect(site.eventOf(again).idParts).toEqual(site.eventOf(signed('order.created', order)).idParts);
  });

  test.each([401, 403])(
    'an error text of %i in place of an order is for an operator, never a customer',
    async (status) => {
      const error = {
        code: 'woocommerce_rest_cannot_view',
        message: 'Sorry, you cannot view this resource.',
        data: { status },
      };
      const request = signed('order.updated', error);
      expect(site.verify(request).outcome).toBe('verified');
      expect(site.decode(request)).toMatchObject({
        outcome: 'undecodable',
        reason: 'platform-misconfigured',
        detail: expect.stringContaining(`${status}`),
      });
      const { send, queue, archive, log } = webhookEndpoint(
        demoConfig({ connections: { woo: { source: 'woocommerce', options: {} } } }),
        { woo: { secret: SECRET } },
      );
      expect(await send('woo', { ...request, receivedAt: NOW })).toMatchObject({ statusCode: 200 });
      expect(queue.sent).toEqual([]);
      expect([...archive.objects.keys()]).toEqual([expect.stringMatching(/^quarantine\/woo\//)]);
      expect(log.lines()).toMatchObject([{ level: 'warn', message: 'quarantined', reason: 'platform-misconfigured' }]);
    },
  );

  test.each([
    ['a text', '401 Sorry, you cannot view this resource.'],
    ['a text in JSON', '"403 Forbidden"'],
    ['what the legacy API wrote', { errors: [{ code: 'woocommerce_api_user_cannot_read_order', message: 'no' }] }],
  ])('an error as %s is for an operator too', (_name, body) => {
    expect(site.decode(signed('order.updated', body))).toMatchObject({
      outcome: 'undecodable',
      reason: 'platform-misconfigured',
    });
  });

  test('an order whose number is 401 is an order', () => {
    expect(site.decode(signed('order.updated', { ...order, id: 401 })).outcome).toBe('events');
  });

  test.each([
    ['an order as a customer', 'customer.updated', order],
    ['a customer as an order', 'order.updated', customer],
    ['a product as an order', 'order.updated', { id: 1, name: 'tea', sku: 'T' }],
    ['a legacy body', 'order.updated', { order: { id: 912 } }],
    ['another error text', 'order.updated', { code: 'rest_no_route', message: 'x', data: { status: 404 } }],
  ])('%s is kept', (_name, topic, body) => {
    expect(site.decode(signed(topic, body))).toMatchObject({ reason: 'body-does-not-fit-type' });
  });
});

describe('samples', () => {
  const all = [{ kind: 'woocommerce-customer', scope: SITE }, { kind: 'email' }, { kind: 'mobile' }];
  test.each([
    ['customer.created', []],
    ['customer.updated', []],
    ['order.created', []],
    ['order.updated', ['paid-order']],
  ])('%s', (type, triggers) => {
    expect(site.deliver(site.sample(type))).toMatchObject({
      changes: [{ identities: all, triggers, discarded: [{ field: 'shipping.phone' }] }],
    });
  });
});
