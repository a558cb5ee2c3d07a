import { describe, expect, test } from 'vitest';
import { wechatStore } from '../../../../../../functions/shared/sources/platforms/wechat-store/receive.ts';
import type { SourceEvent } from '../../../../../../functions/shared/sources/source.ts';
import vectors from '../../../../../vectors/wechat-official-account.json' with { type: 'json' };
import { get, outerXml, post, rawQuery, secureQuery, securePush } from '../../protocols/wechat-crypto/requests.ts';
import { appId, buyer, FIXED, jsonPush, ORDER, receiver, secret, verifier } from './pushes.ts';

const push = (event: string, more: string, from = buyer) =>
  `{"ToUserName":"gh_0123456789ab","FromUserName":"${from}","CreateTime":1700000004,"MsgType":"event","Event":"${event}"${more}}`;
const paid = push('channels_ec_order_pay', `,"order_info":{"order_id":${ORDER},"pay_time":1700000003}`);

function decode(message: string, options: object = { appId }): SourceEvent {
  const decoding = receiver(options).decode(Buffer.from(message), get(''));
  if (decoding.outcome === 'undecodable') throw new Error(decoding.detail);
  const [event, ...others] = decoding.events;
  if (!event || others.length > 0) throw new Error('a push is one event');
  return event;
}

describe('settings', () => {
  test.each([
    ['the app id', { appId }, true],
    ['everything', { appId, openPlatform: 'main', memberEvents: true }, true],
    ['no app id', {}, false],
    ['plaintext, which a store does not know', { appId, plaintext: true }, false],
    ['member events as a text', { appId, memberEvents: 'true' }, false],
  ])('options: %s', (_name, options, valid) => {
    expect(wechatStore.configure(options).ok).toBe(valid);
  });

  test.each([
    ['all three fields', secret, true],
    ['no key', { token: secret.token, appId }, false],
    ['a key of 42 characters', { ...secret, encodingAesKey: secret.encodingAesKey.slice(1) }, false],
    ['an AppSecret', { ...secret, appSecret: 'x' }, true],
    ['an unknown field', { ...secret, appsecret: 'x' }, false],
  ])('a secret: %s', (_name, raw, valid) => {
    expect(receiver().openSecret(raw).ok).toBe(valid);
  });
});

test('the published secure push, which stands on the store’s pages too', () => {
  const { inputs } = vectors['official-secure-post-json'];
  const raw = { token: inputs.token, encodingAesKey: inputs.encodingAesKey, appId: inputs.appid };
  const request = post(rawQuery(inputs.query), JSON.stringify(inputs.body));
  const verification = verifier({ appId: inputs.appid }, raw)(request);
  if (verification.outcome !== 'verified') throw new Error(verification.outcome);
  const event = decode(Buffer.from(verification.payload).toString(), { appId: inputs.appid });
  expect(event).toMatchObject({ type: 'debug_demo', data: { debug_str: 'hello world' } });
  expect(event).not.toHaveProperty('subject');
});

test('the published URL check is answered', () => {
  const { inputs, expected } = vectors['official-get-echostr'];
  expect(verifier({ appId }, { ...secret, token: inputs.token })(get(inputs.query))).toMatchObject({
    outcome: 'answered',
    response: { status: 200, body: expected.responseBody },
  });
});

test('an order goes from the request to the event; its id keeps 19 digits', () => {
  const request = jsonPush(paid);
  const verification = verifier()(request);
  if (verification.outcome !== 'verified') throw new Error(verification.outcome);
  expect(receiver().decode(verification.payload, request)).toEqual({
    outcome: 'events',
    events: [
      {
        idParts: [appId, buyer, '1700000004', 'channels_ec_order_pay', '', expect.stringMatching(/^[0-9a-f]{64}$/)],
        type: 'channels_ec_order_pay',
        subject: buyer,
        // When it was paid, and not when the push was written.
        time: '2023-11-14T22:13:23.000Z',
        data: {
          ToUserName: 'gh_0123456789ab',
          FromUserName: buyer,
          CreateTime: '1700000004',
          MsgType: 'event',
          Event: 'channels_ec_order_pay',
          order_info: { order_id: ORDER, pay_time: '1700000003' },
        },
      },
    ],
  });
  expect(receiver().acknowledgement).toMatchObject({ status: 200, body: 'success' });
});

test('an order id as a text is the same id', () => {
  const { data } = decode(paid.replace(ORDER, `"${ORDER}"`));
  expect(data).toEqual(decode(paid).data);
});

test.each([
  ['XML outside', securePush(paid), '400 body-malformed'],
  ['XML with the signature of a check', post(secureQuery('x'), outerXml('x')), '400 body-malformed'],
  ['plaintext', post(secureQuery('x'), paid), '403 plaintext-not-accepted'],
  ['an empty body', post(secureQuery('x'), ''), '400 body-malformed'],
  ['a list', post(secureQuery('x'), '[]'), '400 body-malformed'],
  ['another method', { ...jsonPush(paid), method: 'PUT' }, '405 method-not-allowed'],
  [
    'another Encrypt',
    { ...jsonPush(paid), body: Buffer.from(JSON.stringify({ Encrypt: 'QUJD' })) },
    '403 signature-mismatch',
  ],
])('dead-lettered: %s', (_name, request, judgement) => {
  const verification = verifier()(request);
  if (verification.outcome !== 'rejected') throw new Error(verification.outcome);
  expect(`${verification.status} ${verification.reason}`).toBe(judgement);
});

test('options and secret of different app ids cannot judge anything', () => {
  expect(verifier({ appId: 'wx0000000000000002' })(jsonPush(paid))).toMatchObject({ outcome: 'misconfigured' });
});

test.each([
  ['XML inside', '<xml><MsgType>event</MsgType><Event>channels_ec_order_pay</Event></xml>'],
  ['broken JSON', '{"Event":'],
  ['an event without a name', '{"MsgType":"event"}'],
])('genuine, and not to be read: %s', (_name, message) => {
  expect(receiver().decode(Buffer.from(message), get(''))).toMatchObject({
    outcome: 'undecodable',
    reason: 'body-malformed',
  });
});

test.each([
  [
    'an after-sale, by its order: its sender is always the same',
    push(
      'channels_ec_aftersale_update',
      `,"finder_shop_aftersale_status_update":{"after_sale_order_id":"2000","order_id":${ORDER}}`,
      FIXED,
    ),
    { partitionKey: `order:${ORDER}` },
  ],
  [
    'a complaint, likewise',
    push('channels_ec_complaint_update', `,"finder_shop_complaint":{"complaint_id":"1","order_id":"${ORDER}"}`, FIXED),
    { partitionKey: `order:${ORDER}` },
  ],
  ['an after-sale without its order', push('channels_ec_aftersale_update', '', FIXED), {}],
  ['a coupon, by who received it', push('channels_ec_coupon_receive', ''), { subject: buyer }],
  ['somebody who promotes the store', push('channels_ec_sharer_change', ''), {}],
  ['a change of a coupon', push('channels_ec_coupon_info_change', '', FIXED), {}],
  ['a member, while member events are off', push('channels_ec_vip_join', ''), {}],
])('what %s is ordered by', (_name, message, expected) => {
  const { subject, partitionKey } = decode(message);
  expect({ subject, partitionKey }).toEqual({ subject: undefined, partitionKey: undefined, ...expected });
});

test('a member, where member events are on, is ordered by the sender', () => {
  expect(decode(push('channels_ec_vip_join', ''), { appId, memberEvents: true }).subject).toBe(buyer);
});

test('one push sent again is one event; two orders of one second are two', () => {
  const id = (message: string) => JSON.stringify(decode(message).idParts);
  expect(id(paid)).toBe(id(paid));
  expect(id(paid)).not.toBe(id(paid.replace(ORDER, '3705115058471208929')));
});
