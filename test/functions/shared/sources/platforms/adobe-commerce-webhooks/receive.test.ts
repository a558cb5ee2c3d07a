import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { parseEnvelope } from '../../../../../../functions/shared/envelope/codec.ts';
import type { WebhookRequest } from '../../../../../../functions/shared/http/webhook-request.ts';
import { adobeCommerceWebhooksIdentity } from '../../../../../../functions/shared/sources/platforms/adobe-commerce-webhooks/identify.ts';
import { adobeCommerceWebhooksSample as sampler } from '../../../../../../functions/shared/sources/platforms/adobe-commerce-webhooks/sample.ts';
import { demoConfig } from '../../../../../kit/demo.ts';
import { webhookEndpoint } from '../../../../../kit/webhook-endpoint.ts';
import { account, call, checked, HEADER, receiver, secret, verifier } from './calls.ts';

const goOn = { headers: { 'content-type': 'application/json' }, body: '{"op":"success"}' };
const config = demoConfig({ connections: { hooks: { source: 'adobe-commerce-webhooks', options: { site: 'tea' } } } });
const door = (stored: unknown = secret) => webhookEndpoint(config, { hooks: stored });
const withSignature = (signature: string | undefined): WebhookRequest => ({
  ...call(),
  headers: { [HEADER]: signature },
});

test.each<readonly [string, WebhookRequest, number, string]>([
  ['no signature', withSignature(undefined), 401, 'parameter-missing'],
  ['an empty signature', withSignature(''), 401, 'parameter-missing'],
  ['no Base64', withSignature('!'), 401, 'signature-malformed'],
  ['another body', { ...call(), body: Buffer.from('{}') }, 401, 'signature-mismatch'],
  ['the bytes of the body signed, not their Base64', call(account, String), 401, 'signature-mismatch'],
  ['Base64url signed', call('{"a":"???"}', (bytes) => bytes.toString('base64url')), 401, 'signature-mismatch'],
  ['GET', { ...call(), method: 'GET' }, 405, 'method-not-allowed'],
])('%s is refused, and the shop goes on all the same', async (_name, request, statusCode, reason) => {
  const { send, queue, archive, log } = door();
  expect(await send('hooks', request)).toEqual({ statusCode, ...goOn });
  expect([queue.sent.length, archive.objects.size]).toEqual([0, 0]);
  expect(log.lines()).toMatchObject([{ reason, status: statusCode }]);
});

test('whatever happens to us, the shop is told to go on', async () => {
  const refusing = door();
  refusing.queue.failing = true;
  const empty = webhookEndpoint(config, {});
  for (const { send } of [refusing, empty]) expect(await send('hooks', call())).toEqual({ statusCode: 503, ...goOn });
  const { send, archive } = door();
  expect(await send('hooks', call('[]'))).toEqual({ statusCode: 200, ...goOn });
  expect(archive.objects.size).toBe(1);
});

test('while the key pair is being changed, both keys are taken', async () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const other = { publicKey: String(publicKey.export({ type: 'spki', format: 'pem' })) };
  expect(await door([other, secret]).send('hooks', call())).toMatchObject({ statusCode: 200 });
  expect(verifier(other)(call())).toMatchObject({ reason: 'signature-mismatch' });
});

test('a secret that is no public key is not opened', () => {
  for (const publicKey of ['', 'hello', secret.publicKey.replaceAll('PUBLIC', 'PRIVATE')]) {
    expect(receiver().openSecret({ publicKey }).ok).toBe(false);
  }
});

describe('the event', () => {
  const decode = (body: object | string) => receiver().decode(call(body).body, call(body));

  test('keeps the name and the fields that are used, and no password', () => {
    const { eventName } = account;
    expect(decode(account)).toEqual({
      outcome: 'events',
      events: [
        {
          idParts: [expect.any(String)],
          type: eventName,
          subject: 'customer:7001',
          data: { eventName, data: { customer: { data_model: { id: 7001, email: 'lan.lin@mail.example' } } } },
        },
      ],
    });
  });

  test.each([
    ['a buyer', { customer_id: 7001, payment: { cc_number_enc: 'x' } }, { subject: 'customer:7001' }],
    ['a guest', { increment_id: '000009001' }, { partitionKey: 'order:000009001' }],
    ['nobody', { customer_id: [7001] }, {}],
  ])('an order of %s', (_name, order, expected) => {
    const decoding = decode({ eventName: 'observer.sales_order_place_before', data: { order } });
    if (decoding.outcome !== 'events') throw new Error(decoding.detail);
    const [event] = decoding.events;
    expect(event).toMatchObject({ type: 'sales_order_place_before', ...expected });
    expect(JSON.stringify(event)).not.toContain('payment');
  });

  test('of another hook only the name is kept', () => {
    expect(decode({ eventName: 'sales_quote_save_after', data: { quote: {} } })).toMatchObject({
      events: [{ type: 'sales_quote_save_after', data: { eventName: 'sales_quote_save_after' } }],
    });
  });

  test.each([
    ['[]', 'body-malformed'],
    ['{', 'body-malformed'],
    ['{"data":{}}', 'type-missing'],
    ['{"eventName":""}', 'type-missing'],
  ])('%s is kept', (body, reason) => {
    expect(decode(body)).toMatchObject({ outcome: 'undecodable', reason });
  });
});

describe('samples', () => {
  const customer = { kind: 'adobe-commerce-customer', scope: 'tea', value: '7100' };
  const email = { kind: 'email', value: 'commerce.0@mail.example' };
  const outcomes: Readonly<Record<string, object>> = {
    customer_save_before: { changes: [{ identities: [customer, email] }] },
    sales_order_place_before: { changes: [{ identities: [customer, email], triggers: [] }] },
    sales_quote_save_after: { reason: 'event-not-handled' },
  };

  test.each(sampler.events)('%s passes the door and has its effect', async (name) => {
    const context = { now: Date.parse('2026-10-02T08:00:00Z'), sequence: 0 };
    const { body, ...request } = sampler.sign(name, sampler.payload(name, {}, context) ?? {}, {}, {}, context);
    const { send, queue } = door();
    expect(await send('hooks', { ...request, body: Buffer.from(body) })).toEqual({ statusCode: 200, ...goOn });
    const parsed = parseEnvelope(queue.sent[0]?.body ?? '');
    if (!parsed.ok) throw new Error(parsed.detail);
    const identify = checked(adobeCommerceWebhooksIdentity.configure({ site: 'tea' }));
    expect(identify(parsed.envelope)).toMatchObject(outcomes[name] ?? { outcome: 'a sample has an outcome here' });
  });
});
