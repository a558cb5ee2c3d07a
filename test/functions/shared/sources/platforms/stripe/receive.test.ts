import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { stripe } from '../../../../../../functions/shared/sources/platforms/stripe/receive.ts';
import { must, NOW, openHmacSource, post } from '../../../../../kit/hmac-source.ts';

const SECRET = 'whsec_hush0hush0hush0hush';
const account = openHmacSource('stripe', {}, { endpointSecret: SECRET });
const seconds = NOW / 1000;
const customer = { id: 'cus_1', object: 'customer', email: 'lan@mail.example', phone: null, name: '林岚' };
const event = (object: object = customer, changes: object = {}) => ({
  id: 'evt_1',
  object: 'event',
  created: 1_790_000_000,
  livemode: true,
  type: 'customer.updated',
  pending_webhooks: 2,
  data: { object },
  ...changes,
});
const v1 = (text: string, time: number | string = seconds, secret = SECRET) =>
  createHmac('sha256', secret).update(`${time}.${text}`).digest('hex');
const textOf = (body: unknown) => (typeof body === 'string' ? body : JSON.stringify(body));
const signed = (body: unknown = event(), signature?: string) =>
  post(textOf(body), {
    'stripe-signature': signature ?? `t=${seconds},v1=${v1(textOf(body))},v0=${v1(textOf(body), seconds, 'decoy')}`,
  });

test.each(['', 'whsec_', ' whsec_abc', 'whsec_abc\n', 'whsec_a b', 'sk_live_abc'])(
  '%j is no secret',
  (endpointSecret) => {
    expect(must(stripe.configure({})).openSecret({ endpointSecret }).ok).toBe(false);
  },
);

test('the HMAC of Stripe’s own test helper', () => {
  // stripe/stripe-node, test/crypto/helpers.ts: key and text are not ASCII alone.
  expect(createHmac('sha256', 'test_secret').update('\ud83d\ude00').digest('hex')).toBe(
    '837da296d05c4fe31f61d5d7ead035099d9585a5bcde87de952012a78f0b0c43',
  );
});

describe('verify', () => {
  const text = textOf(event());
  const right = v1(text);
  test.each([
    ['right', signed(), 'verified'],
    [
      'while a secret is rolled: one of two',
      signed(event(), `t=${seconds},v1=${v1(text, seconds, 'whsec_old')},v1=${right}`),
      'verified',
    ],
    [
      'with the secret decoded from Base64',
      signed(
        event(),
        `t=${seconds},v1=${createHmac('sha256', Buffer.from(SECRET.slice(6), 'base64'))
          .update(`${seconds}.${text}`)
          .digest('hex')}`,
      ),
      'signature-mismatch',
    ],
    ['only the decoy of the test mode', signed(event(), `t=${seconds},v0=${right}`), 'signature-malformed'],
    ['no time', signed(event(), `v1=${right}`), 'parameter-missing'],
    ['another time', signed(event(), `t=${seconds + 1},v1=${right}`), 'signature-mismatch'],
    ['capital digits', signed(event(), `t=${seconds},v1=${right.toUpperCase()}`), 'signature-malformed'],
    ['another body', { ...signed(), body: Buffer.from('{}') }, 'signature-mismatch'],
    ['no header', post(text, {}), 'parameter-missing'],
    ['300 s old', { ...signed(), receivedAt: NOW + 300_000 }, 'verified'],
    ['301 s old', { ...signed(), receivedAt: NOW + 301_000 }, 'timestamp-outside-window'],
    ['301 s early', { ...signed(), receivedAt: NOW - 301_000 }, 'timestamp-outside-window'],
  ])('%s: %s', (_name, request, outcome) => {
    const verification = account.verify(request);
    expect(verification.outcome === 'rejected' ? verification.reason : verification.outcome).toBe(outcome);
  });
});

describe('decode', () => {
  test('a repetition has the id of the event, whatever its bytes', () => {
    expect(account.eventOf(signed())).toMatchObject({
      type: 'customer.updated',
      subject: 'cus_1',
      time: '2026-09-21T14:13:20.000Z',
      idParts: ['evt_1'],
    });
    expect(account.eventOf(signed(event(customer, { pending_webhooks: 1 }))).idParts).toEqual(['evt_1']);
    expect(account.eventOf(signed(event(customer, { id: undefined }))).idParts).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}$/),
    ]);
  });

  test.each([
    ['a payment of a customer', { object: 'charge', id: 'ch_1', customer: 'cus_1' }, { subject: 'cus_1' }],
    ['a guest’s payment', { object: 'charge', id: 'ch_1', customer: null }, { partitionKey: 'ch_1' }],
  ])('%s', (_name, object, expected) => {
    expect(account.eventOf(signed(event(object, { type: 'charge.succeeded' })))).toMatchObject(expected);
  });

  test.each([
    ['a thin event under a known type', { ...event(), object: 'v2.core.event' }],
    ['an object that is not what the type says', event({ ...customer, object: 'charge' })],
    ['no object', { ...event(), data: {} }],
  ])('%s is kept', (_name, body) => {
    expect(account.decode(signed(body))).toMatchObject({ reason: 'body-does-not-fit-type' });
  });

  test('an event of another connected account is kept', () => {
    const own = openHmacSource('stripe', { account: 'acct_1' }, { endpointSecret: SECRET });
    expect(own.decode(signed(event(customer, { account: 'acct_2' })))).toMatchObject({
      reason: 'body-does-not-fit-type',
    });
    expect(own.decode(signed(event(customer, { account: 'acct_1' })))).toMatchObject({ outcome: 'events' });
    expect(own.decode(signed())).toMatchObject({ outcome: 'events' });
  });

  test('a thin event of another type has no effect', () => {
    const thin = {
      id: 'evt_2',
      object: 'v2.core.event',
      type: 'v2.core.account.updated',
      related_object: { id: 'acct_1' },
    };
    expect(account.deliver(signed(thin))).toMatchObject({ reason: 'event-not-handled' });
  });

  test('through the partner bus, without a signature', () => {
    const wrapped = { 'detail-type': 'customer.updated', source: 'aws.partner/stripe.com/ed_test/x', detail: event() };
    expect(account.eventOf(post(JSON.stringify(wrapped), {}))).toMatchObject({
      type: 'customer.updated',
      idParts: ['evt_1'],
    });
    expect(account.decode(post(JSON.stringify({ ...wrapped, source: 'aws.partner/shopify.com/x' }), {}))).toMatchObject(
      { reason: 'type-missing' },
    );
  });
});

describe('the test mode', () => {
  const test1 = signed(event(customer, { livemode: false }));
  test('is dropped, unless the connection says otherwise', () => {
    expect(account.eventOf(test1).idParts).toEqual(['test', 'evt_1']);
    expect(account.deliver(test1)).toMatchObject({ reason: 'test-delivery' });
    const testing = openHmacSource('stripe', { acceptTestMode: true }, { endpointSecret: SECRET });
    expect(testing.deliver(test1)).toMatchObject({ changes: [{ kind: 'upsert' }] });
  });
});

describe('samples', () => {
  const all = [{ kind: 'stripe-customer', scope: 'a-shop' }, { kind: 'email' }, { kind: 'mobile' }];
  test.each<[string, object]>([
    [
      'customer.created',
      { changes: [{ identities: all, profile: { language: 'zh-CN' }, discarded: [{ reason: 'receiver' }] }] },
    ],
    ['customer.updated', { changes: [{ identities: all }] }],
    ['customer.deleted', { reason: 'event-not-handled' }],
    ['checkout.session.completed', { changes: [{ identities: all, triggers: ['paid-order'] }] }],
    ['charge.succeeded', { changes: [{ identities: all, triggers: ['paid-order'] }] }],
    ['payment_intent.succeeded', { changes: [{ identities: all.slice(0, 2), triggers: ['paid-order'] }] }],
  ])('%s', (type, outcome) => {
    expect(account.deliver(account.sample(type))).toMatchObject(outcome);
  });
  test.each([
    ['captured', { status: 'succeeded', captured: true }, ['paid-order']],
    ['only authorised', { status: 'succeeded', captured: false }, []],
    ['failed', { status: 'failed', captured: true }, []],
  ])('a charge that is %s', (_name, state, triggers) => {
    const charge = { object: 'charge', id: 'ch_1', customer: 'cus_1', ...state };
    expect(account.deliver(signed(event(charge, { type: 'charge.succeeded' })))).toMatchObject({
      changes: [{ triggers }],
    });
  });
  test('a deletion erases where the connection says so, for Stripe alone', () => {
    const erasing = openHmacSource('stripe', { onCustomerDelete: 'erase' }, { endpointSecret: SECRET });
    expect(erasing.deliver(erasing.sample('customer.deleted'))).toMatchObject({
      changes: [{ kind: 'erase', identities: all, channel: [{ kind: 'stripe-customer', scope: 'a-shop' }] }],
    });
  });
  test('an id of something else is no customer', () => {
    expect(account.deliver(signed(event({ ...customer, id: 'acct_1' })))).toMatchObject({
      changes: [{ identities: [{ kind: 'email' }], discarded: [{ reason: 'malformed' }] }],
    });
  });
});
