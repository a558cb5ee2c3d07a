import { describe, expect, test } from 'vitest';
import { shopifyIdentity } from '../../../../../../functions/shared/sources/platforms/shopify/identify.ts';
import { shopifySample } from '../../../../../../functions/shared/sources/platforms/shopify/sample.ts';
import { decode, decodedEvent, envelope, must, SECRET, SHOP, verify } from './shop.ts';

const options = { shop: SHOP };
const secret = { clientSecret: SECRET };

function sample(event: string, sequence: number, set: Record<string, string> = {}) {
  const context = { now: Date.parse('2026-10-02T08:00:00Z'), sequence };
  const payload = { ...shopifySample.payload(event, options, context), ...set };
  const request = shopifySample.sign(event, payload, secret, options, context);
  return { ...request, text: request.body, body: Buffer.from(request.body) };
}

const outcomes: Readonly<Record<string, unknown>> = {
  'customers/create': { changes: [{ kind: 'upsert', identities: [{}, {}, { kind: 'mobile' }] }] },
  'customers/update': { changes: [{ kind: 'upsert' }] },
  'orders/create': { changes: [{ kind: 'upsert', triggers: [] }] },
  'orders/paid': { changes: [{ kind: 'upsert', triggers: ['paid-order'] }] },
  'orders/cancelled': { changes: [{ kind: 'upsert', triggers: [] }] },
  'checkouts/create': { changes: [{ kind: 'upsert' }] },
  'customers_email_marketing_consent/update': { changes: [{ triggers: ['email-consent-given'] }] },
  'customers/merge': { changes: [{ kind: 'upsert', identities: [{}, {}] }] },
  'customers/delete': { reason: 'event-not-handled' },
  'customers/redact': { changes: [{ kind: 'erase', identities: [{}, {}, {}] }] },
  'customers/data_request': { reason: 'needs-an-operator' },
  'shop/redact': { reason: 'needs-an-operator' },
};

test('every sample has an expected outcome here', () => {
  expect(Object.keys(outcomes)).toEqual(shopifySample.events);
});

describe.each(shopifySample.events)('%s', (event) => {
  test('passes the door and has its effect', () => {
    const request = sample(event, 3);
    expect(verify(request).outcome).toBe('verified');
    const identify = must(shopifyIdentity.configure(options));
    expect(identify(envelope(decodedEvent(request)))).toMatchObject(outcomes[event] as object);
  });

  test('is the same for the same sequence number, and another person’s for another', () => {
    expect(sample(event, 3)).toEqual(sample(event, 3));
    if (event === 'shop/redact') return;
    expect(decodedEvent(sample(event, 3)).subject).not.toBe(decodedEvent(sample(event, 4)).subject);
    expect(decodedEvent(sample(event, 3)).idParts).not.toEqual(decodedEvent(sample(event, 4)).idParts);
  });

  test('escapes slashes as Shopify does, so JSON written again has another signature', () => {
    const request = sample(event, 3);
    const again = { ...request, body: Buffer.from(JSON.stringify(JSON.parse(request.text))) };
    if (request.text.includes('/')) expect(verify(again)).toMatchObject({ reason: 'signature-mismatch' });
    else expect(decode(again)).toEqual(decode(request));
  });
});

test('a changed payload is signed as changed', () => {
  const request = sample('customers/create', 3, { email: 'ming@mail.example' });
  expect(verify(request).outcome).toBe('verified');
  expect(decodedEvent(request).data).toMatchObject({ email: 'ming@mail.example' });
});

test('a customer is of the size that the bench speaks of', () => {
  expect(sample('customers/create', 3).body.length).toBeGreaterThan(1600);
  expect(sample('customers/create', 3).body.length).toBeLessThan(2000);
});
