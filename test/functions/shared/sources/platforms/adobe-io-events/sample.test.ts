import { describe, expect, test } from 'vitest';
import { parseEnvelope } from '../../../../../../functions/shared/envelope/codec.ts';
import { adobeIoEventsIdentity } from '../../../../../../functions/shared/sources/platforms/adobe-io-events/identify.ts';
import { adobeIoEventsSample as sampler } from '../../../../../../functions/shared/sources/platforms/adobe-io-events/sample.ts';
import { demoConfig } from '../../../../../kit/demo.ts';
import { webhookEndpoint } from '../../../../../kit/webhook-endpoint.ts';
import { checked, CLIENT, delivery, secret, SOURCE, withHeaders } from './deliveries.ts';

const options = { clientId: CLIENT, sites: { [SOURCE]: 'tea' } };
const config = demoConfig({ connections: { commerce: { source: 'adobe-io-events', options } } });
const NAME = 'com.adobe.commerce.observer.';

function sample(event: string, sequence = 0) {
  const context = { now: Date.parse('2026-10-02T08:00:00Z'), sequence };
  const payload = sampler.payload(event, options, context);
  if (!payload) throw new Error(event);
  const { body, ...request } = sampler.sign(event, payload, {}, options, context);
  return { ...request, body: Buffer.from(body) };
}

async function received(event: string, sequence = 0) {
  const { send, queue } = webhookEndpoint(config, { commerce: secret });
  expect(await send('commerce', sample(event, sequence))).toMatchObject({ statusCode: 200, body: '' });
  const parsed = parseEnvelope(queue.sent[0]?.body ?? '');
  if (!parsed.ok) throw new Error(parsed.detail);
  const identify = checked(adobeIoEventsIdentity.configure(options));
  return { envelope: parsed.envelope, said: identify(parsed.envelope) };
}

const customer = { kind: 'adobe-commerce-customer', scope: 'tea', value: '7100' };
const email = { kind: 'email', value: 'commerce.0@mail.example' };
const mobile = { kind: 'mobile', value: '15440312575' };
const outcomes: Readonly<Record<string, object>> = {
  customer_save_commit_after: { changes: [{ identities: [customer, email] }] },
  customer_register_success: { changes: [{ identities: [customer, email] }] },
  customer_login: { changes: [{ identities: [customer, email] }] },
  customer_delete_commit_after: { reason: 'event-not-handled' },
  sales_order_save_commit_after: { changes: [{ identities: [customer, email, mobile], triggers: [] }] },
  'sales_order_save_commit_after/paid': {
    changes: [{ identities: [customer, email, mobile], triggers: ['paid-order'] }],
  },
  'sales_order_save_commit_after/guest': { changes: [{ identities: [email, mobile], triggers: [] }] },
  catalog_product_save_commit_after: { reason: 'event-not-handled' },
};

test('every sample has an expected outcome here', () => {
  expect(Object.keys(outcomes).map((name) => NAME + name)).toEqual(sampler.events);
});

describe.each(Object.keys(outcomes))('%s', (name) => {
  test('passes the door and has its effect', async () => {
    const { envelope, said } = await received(NAME + name);
    expect(envelope).toMatchObject({ type: NAME + name.replace(/\/.*/, ''), time: '2026-10-02T08:00:00.000Z' });
    expect(said).toMatchObject(outcomes[name] ?? {});
  });

  test('is one event for one sequence number, and another for another', async () => {
    const [one, again, other] = [
      await received(NAME + name),
      await received(NAME + name),
      await received(NAME + name, 1),
    ];
    expect(one.envelope.id).toBe(again.envelope.id);
    expect(one.envelope.id).not.toBe(other.envelope.id);
  });
});

describe('a registration, from the handshake to the end', () => {
  const get = { method: 'GET', headers: {}, rawQuery: 'challenge=abc-1', body: new Uint8Array() };

  test('the challenge is answered, events queued, the duplicate is the same event, the forgery is refused', async () => {
    const { send, queue, archive } = webhookEndpoint(config, { commerce: secret });
    expect(await send('commerce', get)).toMatchObject({ statusCode: 200, body: 'abc-1' });
    for (const _ of [1, 2]) expect(await send('commerce', delivery())).toMatchObject({ statusCode: 200 });
    const [one, again] = queue.sent;
    expect(one?.deduplicationId).toBe(again?.deduplicationId);
    expect(await send('commerce', { ...delivery(), body: Buffer.from('{}') })).toMatchObject({
      statusCode: 401,
      body: 'refused',
    });
    expect([queue.sent.length, archive.objects.size]).toEqual([2, 0]);
  });

  test('a new key of Adobe’s: asked to come again until it is in the secret, so that nothing is lost', async () => {
    const { send, store, queue, clock } = webhookEndpoint(config, {
      commerce: { publicKeys: { '/prod/keys/pub-key-old.pem': Object.values(secret.publicKeys)[0] } },
    });
    expect(await send('commerce', delivery())).toMatchObject({ statusCode: 503 });
    store.put('commerce', secret);
    clock.pass(5 * 60_000);
    expect(await send('commerce', delivery())).toMatchObject({ statusCode: 200 });
    expect(queue.sent).toHaveLength(1);
  });

  test('genuine, and not to be read: kept and acknowledged', async () => {
    const { send, archive } = webhookEndpoint(config, { commerce: secret });
    expect(await send('commerce', delivery([{}]))).toMatchObject({ statusCode: 200 });
    expect(archive.objects.size).toBe(1);
    expect(await send('commerce', withHeaders(delivery(), { 'x-adobe-event-code': 'another' }))).toMatchObject({
      statusCode: 200,
    });
  });
});
