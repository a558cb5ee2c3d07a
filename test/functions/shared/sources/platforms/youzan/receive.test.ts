import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../../../functions/shared/json/lossless.ts';
import { openSource } from '../../../../../kit/source.ts';
import vectors from '../../../../../vectors/youzan.json' with { type: 'json' };
import { openId, order, phone, push, request, secret, source } from './pushes.ts';

const paid = push('trade_TradePaid', order());

test.each(Object.entries(vectors))('published: %s', (_name, { inputs, expected }) => {
  const { client_id: clientId, client_secret: clientSecret, raw_body: body } = inputs;
  const published = openSource('youzan', {}, { clientId, clientSecret });
  const headers = { 'event-sign': expected };
  expect(published.judge({ method: 'POST', headers, rawQuery: '', body: Buffer.from(body) })).toBe('verified');
});

describe('the signature', () => {
  test.each<readonly [string, Readonly<Record<string, string>>, string]>([
    ['over the bytes', {}, 'verified'],
    ['in capitals', { 'event-sign': request(paid).headers['event-sign']?.toUpperCase() ?? '' }, 'verified'],
    ['missing', { 'event-sign': '' }, '401 parameter-missing'],
    ['too short', { 'event-sign': 'abc' }, '401 signature-malformed'],
    ['not hex', { 'event-sign': 'g'.repeat(32) }, '401 signature-malformed'],
    ['of something else', { 'event-sign': 'a'.repeat(32) }, '401 signature-mismatch'],
  ])('%s', (_name, headers, said) => {
    expect(source().judge(request(paid, headers))).toBe(said);
  });

  test('covers every byte: the same JSON written otherwise is another body', () => {
    const spaced = { ...request(paid), body: Buffer.from(JSON.stringify(paid, null, 1)) };
    expect(source().judge(spaced)).toBe('401 signature-mismatch');
  });

  test('of another app, or with another secret', () => {
    expect(source().judge(request(paid), { ...secret, clientId: 'another' })).toBe('401 signature-mismatch');
    expect(source().judge(request(paid), { ...secret, clientSecret: 'another' })).toBe('401 signature-mismatch');
  });

  test('in the body alone, as old subscriptions have it, proves nothing', () => {
    expect(source().judge(request({ ...paid, sign: 'a'.repeat(32) }, { 'event-sign': '' }))).toBe(
      '401 parameter-missing',
    );
  });

  test('GET is refused', () => {
    expect(source().judge({ ...request(paid), method: 'GET' })).toBe('405 method-not-allowed');
  });
});

describe('a test push', () => {
  test.each([
    ['signed, true', request({ ...paid, test: true })],
    ['signed, 1', request('{"test":1}')],
  ])('%s: nothing comes of it', (_name, sent) => {
    expect(source().decode(sent)).toEqual({ outcome: 'events', events: [] });
  });

  test.each(['{"test":true}', '{"test":1}'])('unsigned, %s: acknowledged, and not read', (body) => {
    expect(source().verify(request(body, { 'event-sign': '' }))).toMatchObject({
      outcome: 'answered',
      response: { status: 200, body: '{"code":0,"msg":"success"}' },
    });
  });

  test.each([
    ['with another secret', 'a'.repeat(32), '401 signature-mismatch'],
    ['with half a signature', 'a'.repeat(16), '401 signature-malformed'],
  ])('signed %s: refused, so that whoever tests sees it', (_name, sign, said) => {
    expect(source().judge(request('{"test":1}', { 'event-sign': sign }))).toBe(said);
  });

  test.each([
    ['false', { ...paid, test: false }],
    ['the text true', { ...paid, test: 'true' }],
    ['0', { ...paid, test: 0 }],
    ['in a list', '[{"test":true}]'],
  ])('test: %s is none', (_name, body) => {
    expect(source().judge(request(body, { 'event-sign': '' }))).toBe('401 parameter-missing');
  });
});

describe('what is genuine and cannot be read', () => {
  test.each<readonly [string, JsonObject | string, string]>([
    ['no JSON', 'msg=1', 'body-malformed'],
    ['not UTF-8', '\ud800', 'body-malformed'],
    ['a list', '[]', 'body-malformed'],
    ['no type', push('', order()), 'type-missing'],
    ['a known type without a message', push('trade_TradePaid', null), 'body-malformed'],
    ['a message that is no JSON', push('trade_TradePaid', '%7Bno'), 'body-malformed'],
    ['a message that is a list', push('trade_TradePaid', '%5B%5D'), 'body-malformed'],
    ['a message cut off within an escape', push('trade_TradePaid', '%7B%22a%22%3A1%'), 'body-malformed'],
  ])('%s', (_name, body, reason) => {
    expect(source().decode(request(body))).toMatchObject({ outcome: 'undecodable', reason });
  });

  test('of a type that nobody knows a message may be anything', () => {
    expect(source().event(request(push('ITEM_INFO', 'free text')))).toMatchObject({
      type: 'ITEM_INFO',
      data: { msg: 'free text' },
    });
  });
});

describe('one delivery, one event', () => {
  const id = (body: JsonObject) => JSON.stringify(source().event(request(body)).idParts);
  const { msg_id: _, ...withoutMessageId } = paid;

  test('sent again with a higher sendCount it is the same', () => {
    expect(id({ ...paid, sendCount: 3 })).toBe(id(paid));
    expect(id({ ...withoutMessageId, sendCount: 3 })).toBe(id(withoutMessageId));
    const { id: _id, ...bare } = withoutMessageId;
    expect(id({ ...bare, sendCount: 3 })).toBe(id(bare));
  });

  test.each<readonly [string, JsonObject]>([
    ['message', { msg_id: 'another' }],
    ['shop', { kdt_id: 10_000_001 }],
    ['type', { type: 'trade_TradeSuccess' }],
  ])('another %s is another event', (_name, change) => {
    expect(id({ ...paid, ...change })).not.toBe(id(paid));
  });

  test.each<readonly [string, JsonObject]>([
    ['id', { id: 'E2' }],
    ['version', { version: 1_772_337_601 }],
    ['status', { status: 'TRADE_CLOSED' }],
  ])('without msg_id: another %s is another event', (_name, change) => {
    expect(id({ ...withoutMessageId, ...change })).not.toBe(id(withoutMessageId));
  });
});

describe('order and time', () => {
  const member = { mobile: phone, yz_open_id: openId };
  test.each<readonly [string, JsonObject, object]>([
    ['an order is its buyer’s', paid, { subject: openId }],
    ['points are their holder’s', push('POINTS', member), { subject: openId }],
    ['a record has a phone alone', push('SCRM_CUSTOMER_EVENT', { mobile: phone }), { subject: `mobile:${phone}` }],
    [
      'a record with a hidden phone waits for those of its own id',
      push('SCRM_CUSTOMER_EVENT', { mobile: '159****0001' }, { id: '77' }),
      { partitionKey: 'SCRM_CUSTOMER_EVENT:77' },
    ],
    [
      'a guest’s order waits for its own events',
      push('trade_TradePaid', order({ yz_open_id: '' })),
      { partitionKey: 'order:E20260301000000000000001' },
    ],
    ['a refund too', push('youzan_trade_RefundCreated', { tid: 'E7' }), { partitionKey: 'order:E7' }],
  ])('%s', (_name, body, ordering) => {
    const { subject, partitionKey } = source().event(request(body));
    expect({ ...(subject && { subject }), ...(partitionKey && { partitionKey }) }).toEqual(ordering);
  });

  test.each([
    ['seconds', 1_772_337_600, '2026-03-01T04:00:00.000Z'],
    ['milliseconds', 1_772_337_600_123, '2026-03-01T04:00:00.123Z'],
    ['a text', '1772337600', '2026-03-01T04:00:00.000Z'],
    ['a counter', 3, undefined],
    ['nothing', null, undefined],
  ])('a version in %s', (_name, version, time) => {
    expect(source().event(request({ ...paid, version })).time).toBe(time);
  });
});

test('a shop of 17 digits keeps all of them', () => {
  const body = JSON.stringify(paid).replace('"kdt_id":10000000', '"kdt_id":12345678901234567');
  expect(source().event(request(body)).data).toMatchObject({ kdt_id: '12345678901234567' });
});
