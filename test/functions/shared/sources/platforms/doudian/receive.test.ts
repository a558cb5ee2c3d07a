import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { hmac, message, options, paidData, request, secret, source } from './messages.ts';

const paid = request([message('101')]);
const body = Buffer.from(paid.body).toString();
const { appKey, appSecret } = secret;

describe('the signature', () => {
  test('is the MD5 of app key, body and app secret in a row', () => {
    const sign = createHash('md5').update(`${appKey}${body}${appSecret}`).digest('hex');
    expect(source().judge({ ...paid, headers: { 'event-sign': sign } })).toBe('verified');
    expect(source().judge({ ...paid, headers: { 'event-sign': sign.toUpperCase() } })).toBe('verified');
  });

  test('with signMethod it is the HMAC-SHA256 of the same', () => {
    const sign = createHmac('sha256', appSecret).update(`${appKey}${body}${appSecret}`).digest('hex');
    expect(source(hmac).judge({ ...paid, headers: { 'event-sign': sign } })).toBe('verified');
  });

  test('by the other method than the one of the options is none', () => {
    expect(source(hmac).judge(paid)).toBe('401 signature-malformed');
    expect(source(options).judge(request([message('101')], {}, hmac))).toBe('401 signature-malformed');
  });

  test.each<readonly [string, Readonly<Record<string, string>>, string]>([
    ['missing', { 'event-sign': '' }, '401 parameter-missing'],
    ['not hex', { 'event-sign': 'z'.repeat(32) }, '401 signature-malformed'],
    ['of something else', { 'event-sign': '0'.repeat(32) }, '401 signature-mismatch'],
    ['under another header', { 'event-sign': '', 'event-signature': 'a' }, '401 parameter-missing'],
  ])('%s', (_name, headers, said) => {
    expect(source().judge(request([message('101')], headers))).toBe(said);
  });

  test('covers blanks too: nothing is stripped before it is hashed', () => {
    const spaced = { ...paid, body: Buffer.from(body.replace(',"msg_id"', ', "msg_id"')) };
    expect(source().judge(spaced)).toBe('401 signature-mismatch');
  });

  test('GET is refused', () => {
    expect(source().judge({ ...paid, method: 'GET' })).toBe('405 method-not-allowed');
  });
});

describe('the probe of the address', () => {
  const probe = [{ tag: '0', msg_id: '0', data: '2026-03-01 12:00:00' }];

  test.each([
    ['unsigned', request(probe, { 'event-sign': '' })],
    ['signed by nobody', request(probe, { 'event-sign': 'a'.repeat(32) })],
    ['with a numeric tag', request([{ tag: 0, msg_id: '0', data: '' }], { 'event-sign': '' })],
  ])('%s: answered, and not read', (_name, sent) => {
    expect(source().verify(sent)).toMatchObject({
      outcome: 'answered',
      response: { status: 200, body: '{"code":0,"msg":"success"}' },
    });
  });

  test('signed: nothing comes of it', () => {
    expect(source().events(request(probe))).toEqual([]);
  });

  test('beside a message it is no probe', () => {
    const both = [...probe, message('101')];
    expect(source().judge(request(both, { 'event-sign': '' }))).toBe('401 parameter-missing');
    expect(
      source()
        .events(request(both))
        .map(({ type }) => type),
    ).toEqual(['101']);
  });

  test('two of them are none', () => {
    expect(source().judge(request([...probe, ...probe], { 'event-sign': '' }))).toBe('401 parameter-missing');
  });
});

describe('a delivery', () => {
  test('is a list, and each message an event with its order', () => {
    const batch = request([message('100'), message('101', paidData, { msg_id: 'b' })]);
    expect(source().events(batch)).toMatchObject([
      { type: '100', partitionKey: 'order:6900000000000000001' },
      { type: '101', partitionKey: 'order:6900000000000000001', time: '2026-03-01T04:00:00.000Z' },
    ]);
  });

  test('keeps ids of 19 digits', () => {
    expect(source().event(paid).data).toMatchObject({
      data: { p_id: '6900000000000000001', s_ids: ['6900000000000000001'] },
    });
  });

  test.each<readonly [string, object]>([
    ['a numeric tag', message(101)],
    ['msgId', { tag: '101', msgId: '6900000000000000001::101:1772337600:1', data: paidData }],
    ['data that are an object', message('101', { p_id: '6900000000000000001', pay_time: 1_772_337_600 })],
  ])('as other programs describe it: %s', (_name, each) => {
    expect(source().event(request([each]))).toMatchObject({
      type: '101',
      idParts: ['message', '101', '6900000000000000001::101:1772337600:1'],
      partitionKey: 'order:6900000000000000001',
    });
  });

  test.each([
    ['created', '100', 'create_time'],
    ['shipped', '102', 'update_time'],
    ['finished', '103', 'complete_time'],
    ['another address', '105', 'update_time'],
    ['cancelled', '106', 'cancel_time'],
    ['another amount', '109', 'modify_time'],
    ['an after-sale', '200', 'apply_time'],
    ['agreed to', '201', 'agree_time'],
    ['refused', '204', 'refuse_time'],
    ['given back', '206', 'success_time'],
    ['closed', '207', 'close_time'],
    ['sent again', '226', 'update_time'],
  ])('%s: the time of tag %s', (_name, tag, field) => {
    const data = JSON.stringify({ [field]: 1_772_337_600, pay_time: 1_772_337_000 });
    expect(source().event(request([message(tag, data)])).time).toBe('2026-03-01T04:00:00.000Z');
  });

  test.each([
    ['the last change where the moment itself is not told', { update_time: 1_772_337_600 }],
    ['the moment itself before the last change', { agree_time: 1_772_337_600, update_time: 1_772_340_000 }],
    ['a time with its offset', { agree_time: 0, update_time: '2026-03-01T12:00:00+08:00' }],
    ['a time of China', { update_time: '2026-03-01 12:00:00' }],
  ])('the time of a refund that was agreed to: %s', (_name, data) => {
    const { time = '' } = source().event(request([message('201', JSON.stringify(data))]));
    expect(Date.parse(time)).toBe(1_772_337_600_000);
  });

  test('empty is nothing', () => {
    expect(source().events(request([]))).toEqual([]);
  });

  test('data that are no JSON stay what they are', () => {
    expect(source().event(request([message('101', 'free text')])).data).toMatchObject({ data: 'free text' });
  });

  test.each<readonly [string, string]>([
    ['no JSON', 'tag=101'],
    ['not a list', '{"tag":"101","msg_id":"1","data":"{}"}'],
    ['nothing in it has a tag', '[7,{"msg_id":"1"}]'],
    ['encrypted, as one program has it', '"c2VjcmV0"'],
  ])('genuine and not to be read: %s', (_name, text) => {
    expect(source().decode(request(text))).toMatchObject({ outcome: 'undecodable', reason: 'body-malformed' });
  });
});

test.each([
  ['no object', 7],
  ['without a tag', { msg_id: '1' }],
  ['a tag that is none', { tag: {}, msg_id: '1' }],
])('an entry that is no message is told, and the others are taken: %s', (_name, bad) => {
  expect(source().decode(request([message('100'), bad, message('101')]))).toMatchObject({
    outcome: 'events',
    events: [{ type: '100' }, { type: '101' }],
    unread: { reason: 'body-malformed', detail: 'event 2 of a batch of 3: it is no message with a tag' },
  });
});

describe('one message, one event', () => {
  const id = (each: object) => JSON.stringify(source().event(request([each])).idParts);
  test('sent again beside others it is the same', () => {
    const [, again] = source().events(request([message('100', paidData, { msg_id: 'a' }), message('101')]));
    expect(JSON.stringify(again?.idParts)).toBe(id(message('101')));
  });

  test('another msg_id or tag is another event; without msg_id the content decides', () => {
    expect(id(message('101', paidData, { msg_id: 'b' }))).not.toBe(id(message('101')));
    expect(id(message('102'))).not.toBe(id(message('101')));
    const bare = message('101', paidData, { msg_id: undefined });
    expect(id(bare)).toBe(id({ ...bare }));
    expect(id({ ...bare, data: '{"p_id":1}' })).not.toBe(id(bare));
  });
});
