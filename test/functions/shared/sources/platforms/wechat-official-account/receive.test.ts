import { expect, test } from 'vitest';
import { wechatOfficialAccount } from '../../../../../../functions/shared/sources/platforms/wechat-official-account/receive.ts';
import vectors from '../../../../../vectors/wechat-official-account.json' with { type: 'json' };
import { get, post, rawQuery, securePush } from '../../protocols/wechat-crypto/requests.ts';
import { appId, customer, receiver, secret, verifier } from './pushes.ts';

const event = (fields: string) =>
  `<xml><ToUserName><![CDATA[gh_0123456789ab]]></ToUserName><FromUserName><![CDATA[${customer}]]></FromUserName>` +
  `<CreateTime>1700000001</CreateTime>${fields}</xml>`;
const named = (name: string, more = '') =>
  event(`<MsgType><![CDATA[event]]></MsgType><Event><![CDATA[${name}]]></Event>${more}`);

function decode(message: string, options: object = { appId }) {
  const decoding = receiver(options).decode(Buffer.from(message), get(''));
  if (decoding.outcome === 'undecodable') return decoding;
  const [only, ...others] = decoding.events;
  if (!only || others.length > 0) throw new Error('a push is one event');
  return only;
}

function idOf(message: string, options?: object): string {
  const decoded = decode(message, options);
  if ('outcome' in decoded) throw new Error(decoded.detail);
  return JSON.stringify(decoded.idParts);
}

test('success is what the platform wants to hear', () => {
  expect(receiver().acknowledgement).toMatchObject({ status: 200, body: 'success' });
  expect(wechatOfficialAccount.platform).toBe('wechat-official-account');
});

test('a secure push goes from the request to the event', () => {
  const request = securePush(named('subscribe', '<EventKey><![CDATA[qrscene_store_0042]]></EventKey>'));
  const verification = verifier()(request);
  if (verification.outcome !== 'verified') throw new Error(verification.outcome);
  expect(receiver().decode(verification.payload, request)).toEqual({
    outcome: 'events',
    events: [
      {
        idParts: [
          appId,
          customer,
          '1700000001',
          'subscribe',
          'qrscene_store_0042',
          expect.stringMatching(/^[0-9a-f]{64}$/),
        ],
        type: 'subscribe',
        subject: customer,
        time: '2023-11-14T22:13:21.000Z',
        data: {
          ToUserName: 'gh_0123456789ab',
          FromUserName: customer,
          CreateTime: '1700000001',
          MsgType: 'event',
          Event: 'subscribe',
          EventKey: 'qrscene_store_0042',
        },
      },
    ],
  });
});

test('the published secure push: verified, and an event that nobody knows', () => {
  const { inputs } = vectors['official-secure-post-json'];
  const raw = { token: inputs.token, encodingAesKey: inputs.encodingAesKey, appId: inputs.appid };
  const request = post(rawQuery(inputs.query), JSON.stringify(inputs.body));
  const verification = verifier({ appId: inputs.appid }, raw)(request);
  if (verification.outcome !== 'verified') throw new Error(verification.outcome);
  const event = decode(Buffer.from(verification.payload).toString(), { appId: inputs.appid });
  expect(event).toMatchObject({
    type: 'debug_demo',
    time: '2024-04-26T06:20:45.000Z',
    data: { debug_str: 'hello world' },
  });
  expect(event).not.toHaveProperty('subject');
});

test.each([
  ['a check', get(vectors['official-get-echostr'].inputs.query)],
  ['a push', securePush(named('subscribe'))],
])('options and secret of different app ids cannot judge anything: %s', (_name, request) => {
  expect(verifier({ appId: 'wx0000000000000002' })(request)).toMatchObject({
    outcome: 'misconfigured',
    detail: 'the appId of the options and the appId of the secret differ',
  });
});

test('without a key, only a connection in plaintext mode works', () => {
  const keyless = { token: vectors['official-plaintext-post-json'].inputs.token, appId };
  const { query, body } = vectors['official-plaintext-post-json'].inputs;
  const request = post(query, JSON.stringify(body));
  expect(verifier({ appId }, keyless)(request)).toMatchObject({ outcome: 'misconfigured' });
  expect(verifier({ appId, plaintext: true }, keyless)(request)).toMatchObject({ outcome: 'verified' });
  expect(verifier({ appId }, { ...secret, token: keyless.token })(request)).toMatchObject({
    reason: 'plaintext-not-accepted',
  });
});

test.each([
  ['text', 'message.text'],
  ['image', 'message.image'],
])('a message of type %s', (messageType, type) => {
  const decoded = decode(event(`<MsgType><![CDATA[${messageType}]]></MsgType><MsgId>4561255354251345929</MsgId>`));
  expect(decoded).toMatchObject({
    type,
    subject: customer,
    idParts: [appId, customer, '4561255354251345929'],
    data: { MsgId: '4561255354251345929' },
  });
});

test('JSON with bare numbers is the same event as XML', () => {
  const json = `{"FromUserName":"${customer}","CreateTime":1700000001,"MsgType":"text","MsgId":4561255354251345929}`;
  expect(decode(json)).toEqual({
    type: 'message.text',
    subject: customer,
    time: '2023-11-14T22:13:21.000Z',
    idParts: [appId, customer, '4561255354251345929'],
    data: { FromUserName: customer, CreateTime: '1700000001', MsgType: 'text', MsgId: '4561255354251345929' },
  });
});

const location = (latitude: string) => named('LOCATION', `<Latitude>${latitude}</Latitude>`);
const text = (id: string, from = customer) =>
  `<xml><FromUserName>${from}</FromUserName><CreateTime>1</CreateTime><MsgType>text</MsgType><MsgId>${id}</MsgId></xml>`;

test.each([
  ['two events of one second', named('subscribe'), named('unsubscribe')],
  ['two menu clicks of one second', named('CLICK', '<EventKey>a</EventKey>'), named('CLICK', '<EventKey>b</EventKey>')],
  ['two events of one second that differ in content only', location('31.1'), location('31.2')],
  ['two messages', text('1'), text('2')],
  ['one MsgId of two senders', text('1'), text('1', 'oInventedCustomer00000000002')],
  [
    'reports of two messages that we sent',
    named('TEMPLATESENDJOBFINISH', '<MsgID>1</MsgID>'),
    named('TEMPLATESENDJOBFINISH', '<MsgID>2</MsgID>'),
  ],
  ['two events that carry one MsgId', named('CLICK', '<MsgId>1</MsgId>'), named('VIEW', '<MsgId>1</MsgId>')],
])('different ids: %s', (_name, one, other) => {
  expect(idOf(one)).not.toBe(idOf(other));
  expect(idOf(one)).toBe(idOf(one));
});

test('different ids: one push to two accounts', () => {
  expect(idOf(text('1'))).not.toBe(idOf(text('1'), { appId: 'wx0000000000000002' }));
});

test('the same id: one push sent again, encrypted anew', () => {
  const ids = [1, 2].map(() => {
    const verification = verifier()(securePush(named('subscribe')));
    if (verification.outcome !== 'verified') throw new Error(verification.outcome);
    return idOf(Buffer.from(verification.payload).toString());
  });
  expect(ids[0]).toBe(ids[1]);
});

test.each([
  ['a subscriber', named('subscribe'), customer],
  [
    'the person of an authorisation event, not the platform',
    named('user_info_modified', '<OpenID>oReal00000000000000000000001</OpenID>'),
    'oReal00000000000000000000001',
  ],
  [
    'the same in other spelling',
    named('user_authorization_cancellation', '<openid> oReal00000000000000000000001 </openid>'),
    'oReal00000000000000000000001',
  ],
  [
    'who scanned a guide’s code, not the guide',
    named(
      'guide_qrcode_scan_event',
      '<GuideScanEvent><qrcode_guide_openid>oGuide0000000000000000000001</qrcode_guide_openid><openid>oReal00000000000000000000001</openid></GuideScanEvent>',
    ),
    'oReal00000000000000000000001',
  ],
  ['nobody: an authorisation event without OpenID', named('user_info_modified'), undefined],
  ['nobody: the report of a mass message', named('MASSSENDJOBFINISH'), undefined],
  ['nobody: an event that we do not know', named('card_pass_check'), undefined],
  ['nobody: the account itself', named('subscribe').replace(customer, 'gh_0123456789ab'), undefined],
])('the subject is %s', (_name, message, subject) => {
  const decoded = decode(message);
  expect('subject' in decoded ? decoded.subject : undefined).toBe(subject);
});

test.each([
  ['what somebody binds', 'device_event', '<Event><![CDATA[bind]]></Event>'],
  ['what it sends', 'device_text', '<MsgID>1</MsgID>'],
])('a push of a device is a message whose person stands in OpenID: %s', (_name, kind, fields) => {
  const device = `<DeviceType>gh_0123456789ab</DeviceType><DeviceID>d1</DeviceID><OpenID>${customer}</OpenID>`;
  const message = `<xml><FromUserName>gh_0123456789ab</FromUserName><CreateTime>1700000001</CreateTime><MsgType>${kind}</MsgType>`;
  expect(decode(`${message}${fields}${device}</xml>`)).toMatchObject({ type: `message.${kind}`, subject: customer });
});

test.each([
  ['none', '', undefined],
  ['not a number', 'soon', undefined],
  ['zero, where no time is', '0', undefined],
  ['seconds', '1700000001', '2023-11-14T22:13:21.000Z'],
  ['milliseconds', '1700000001000', '2023-11-14T22:13:21.000Z'],
])('the time of a CreateTime: %s', (_name, createTime, time) => {
  const decoded = decode(named('subscribe').replace('1700000001', createTime));
  expect('time' in decoded ? decoded.time : undefined).toBe(time);
});

test.each([
  ['nothing', ''],
  ['text', 'hello'],
  ['broken XML', '<xml><Event>subscribe</xml>'],
  ['a DOCTYPE', '<!DOCTYPE xml><xml><Event>subscribe</Event></xml>'],
  ['broken JSON', '{"Event":'],
  ['neither MsgType nor Event', '<xml><InfoType>component_verify_ticket</InfoType></xml>'],
  ['an event without name', event('<MsgType>event</MsgType><Event></Event>')],
])('undecodable: %s', (_name, message) => {
  expect(decode(message)).toMatchObject({ outcome: 'undecodable', reason: 'body-malformed' });
});

test('why something is undecodable never quotes it', () => {
  const decoded = decode(`<xml><FromUserName>${customer}</FromUserName><Event>subscribe</xml>`);
  expect(JSON.stringify(decoded)).not.toContain(customer);
});
