import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { event, member, merchant, order, paid, phone, request, secret, source, user } from './events.ts';

describe('the signature', () => {
  test('is the SHA-1 of client secret and body in a row', () => {
    const body = JSON.stringify(paid);
    const sign = createHash('sha1').update(`${secret.clientSecret}${body}`).digest('hex');
    expect(source().judge(request(body, { 'x-douyin-signature': sign }))).toBe('verified');
  });

  test.each<readonly [string, Readonly<Record<string, string>>, string]>([
    ['missing', { 'x-douyin-signature': '' }, '401 parameter-missing'],
    ['of 32 characters', { 'x-douyin-signature': 'a'.repeat(32) }, '401 signature-malformed'],
    ['of something else', { 'x-douyin-signature': 'a'.repeat(40) }, '401 signature-mismatch'],
  ])('%s', (_name, headers, said) => {
    expect(source().judge(request(paid, headers))).toBe(said);
  });

  test('covers every byte', () => {
    expect(source().judge({ ...request(paid), body: Buffer.from(JSON.stringify(paid, null, 1)) })).toBe(
      '401 signature-mismatch',
    );
  });

  test('GET is refused', () => {
    expect(source().judge({ ...request(paid), method: 'GET' })).toBe('405 method-not-allowed');
  });
});

describe('the check of the address', () => {
  const check = (content: string) => `{"event":"verify_webhook","client_key":"","content":${content}}`;

  test.each([
    ['a number', '{"challenge":12345}', '{"challenge":12345}'],
    ['a number in a text', '"{\\"challenge\\":12345}"', '{"challenge":12345}'],
    [
      'a number that no JavaScript number holds',
      '{"challenge":12345678901234567890}',
      '{"challenge":12345678901234567890}',
    ],
    ['a word', '{"challenge":"12345"}', '{"challenge":"12345"}'],
    ['beside other things', '{"challenge":7,"a":[1.5,{}]}', '{"challenge":7}'],
  ])('%s comes back as it is', (_name, content, body) => {
    const response = { status: 200, headers: { 'content-type': 'application/json' }, body };
    expect(source().verify(request(check(content)))).toEqual({ outcome: 'answered', response });
    expect(source().verify(request(check(content), { 'x-douyin-signature': '' }))).toEqual({
      outcome: 'answered',
      response,
    });
  });

  test('with a wrong signature is refused', () => {
    expect(source().judge(request(check('{"challenge":1}'), { 'x-douyin-signature': 'a'.repeat(40) }))).toBe(
      '401 signature-mismatch',
    );
  });

  test.each([
    ['a script', '{"challenge":"<script>alert(1)</script>"}'],
    ['a long word', `{"challenge":"${'a'.repeat(65)}"}`],
    ['an object', '{"challenge":{"rawJSON":"<b>"}}'],
    ['a list', '{"challenge":[1]}'],
    ['a fraction', '{"challenge":1.5}'],
    ['nothing', '{}'],
    ['no object', '7'],
    ['a text that is no JSON', '"x"'],
  ])('%s is never repeated', (_name, content) => {
    expect(source().judge(request(check(content), { 'x-douyin-signature': '' }))).toBe('401 parameter-missing');
    expect(source().judge(request(check(content)))).toBe('verified');
  });

  test('under another event is none', () => {
    const body = check('{"challenge":1}').replace('verify_webhook', 'authorize');
    expect(source().judge(request(body, { 'x-douyin-signature': '' }))).toBe('401 parameter-missing');
  });
});

describe('an event', () => {
  test.each<readonly [string, object, object, object]>([
    ['an order waits for its own events', paid, {}, { partitionKey: 'order:1065946966824669548' }],
    ['or is the user’s, where that is the customer', paid, { fromUserIsCustomer: true }, { subject: user }],
    ['a member is known by the phone', event('life_member_join', member()), {}, { subject: `mobile:${phone}` }],
    ['a hidden phone orders nothing', event('life_member_join', member({ mobile: '159****0001' })), {}, {}],
    [
      'a voucher waits for its order’s events',
      event('life_trade_certificate_notify', {
        action: 'verify',
        certificate: { order_id: '77', account_id: merchant },
      }),
      {},
      { partitionKey: 'order:77' },
    ],
  ])('%s', (_name, body, options, ordering) => {
    const { subject, partitionKey } = source(options).event(request(body));
    expect({ ...(subject && { subject }), ...(partitionKey && { partitionKey }) }).toEqual(ordering);
  });

  test('content may be an object, and keeps ids of 19 digits', () => {
    const body = JSON.stringify({ ...paid, content: { order: { order_id: 0 } } }).replace(
      '"order_id":0',
      '"order_id":1065946966824669548',
    );
    expect(source().event(request(body))).toMatchObject({ partitionKey: 'order:1065946966824669548' });
  });

  test.each([
    ['the message', order(), '2026-03-01T04:00:00.000Z'],
    ['else the payment', { ...order(), msg_time: null }, '2026-03-01T03:59:50.000Z'],
    ['else the payment, where the message says 0', { ...order(), msg_time: 0 }, '2026-03-01T03:59:50.000Z'],
    [
      'else the order, where nothing is paid',
      { ...order('create', { pay_time: 0, create_time: 1_772_337_580 }), msg_time: '' },
      '2026-03-01T03:59:40.000Z',
    ],
    ['else nothing', member(), undefined],
  ])('its time is that of %s', (_name, content, time) => {
    const name = 'order' in content ? 'life_trade_order_notify' : 'life_member_join';
    expect(source().event(request(event(name, content))).time).toBe(time);
  });

  test.each<readonly [string, object | string, string]>([
    ['no JSON', 'x', 'body-malformed'],
    ['a list', '[]', 'body-malformed'],
    ['no event', event('', order()), 'type-missing'],
    ['a content that is no JSON', event('life_member_join', 'x'), 'body-malformed'],
    ['no content', { ...paid, content: undefined }, 'body-malformed'],
  ])('genuine and not to be read: %s', (_name, body, reason) => {
    expect(source().decode(request(body))).toMatchObject({ outcome: 'undecodable', reason });
  });

  test('that nobody knows may hold anything', () => {
    expect(source().event(request(event('life_product_audit', 'x')))).toMatchObject({ data: { content: 'x' } });
  });
});

describe('one event', () => {
  const id = (body: object, headers = {}) => JSON.stringify(source().event(request(body, headers)).idParts);

  test('of an order is what it says: Msg-Id and log_id do not make another of it', () => {
    expect(id({ ...paid, log_id: 'another' }, { 'msg-id': 'another' })).toBe(id(paid));
    expect(id({ ...paid, content: JSON.stringify(order('refund_success')) })).not.toBe(id(paid));
    expect(id({ ...paid, from_user_id: 'another' })).not.toBe(id(paid));
  });

  test('of a member is its push: whoever joins again after leaving has joined again', () => {
    const join = event('life_member_join', member());
    expect(id({ ...join, log_id: 'later' })).not.toBe(id(join));
    expect(id(join, { 'msg-id': 'another' })).toBe(id(join));
  });
});
