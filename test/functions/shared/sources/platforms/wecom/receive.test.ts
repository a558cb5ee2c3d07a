import { expect, test } from 'vitest';
import { parseQuery, single, type WebhookRequest } from '../../../../../../functions/shared/http/webhook-request.ts';
import { sealFrame } from '../../../../../../functions/shared/sources/protocols/wechat-crypto/frame.ts';
import { pushSignature } from '../../../../../../functions/shared/sources/protocols/wechat-crypto/signature.ts';
import vectors from '../../../../../vectors/wechat-official-account.json' with { type: 'json' };
import { get, nonce, post, rawQuery, timestamp } from '../../protocols/wechat-crypto/requests.ts';
import {
  app,
  appForm,
  botPush,
  check,
  contact,
  corpId,
  customer,
  judge,
  nameless,
  outer,
  providerCorpId,
  push,
  receiver,
  secret,
  suite,
  suiteForm,
  suiteId,
  verifier,
} from './events.ts';

const added = appForm(`<Event>change_external_contact</Event>${contact('add_external_contact')}`);

test('the published URL check is answered decrypted, byte for byte, however its plus signs are written', () => {
  const { inputs, expected } = vectors['wecom-get-encrypted-echostr'];
  const { token, encodingAesKey, receiveId } = inputs;
  const { echostr, ...rest } = inputs.query;
  for (const query of [rawQuery(inputs.query), `${rawQuery(rest)}&echostr=${echostr}`]) {
    expect(judge(get(query), { corpId: receiveId }, { token, encodingAesKey })).toBe(`200 ${expected.responseBody}`);
  }
  const asBlank = `${rawQuery(rest)}&echostr=${echostr.replaceAll('+', '%20')}`;
  expect(judge(get(asBlank), { corpId: receiveId }, { token, encodingAesKey })).toBe('403 signature-mismatch');
});

test('the published push: a message of an employee, with an id above 2^53', () => {
  const { inputs, expected } = vectors['wecom-secure-post-xml'];
  const { token, encodingAesKey, receiveId, query, body } = inputs;
  const request = post(rawQuery(query), body);
  expect(judge(request, { corpId: receiveId }, { token, encodingAesKey })).toBe(expected.plaintext);
  expect(decode(expected.plaintext, { corpId: receiveId })).toMatchObject({
    type: 'message.text',
    time: '2014-09-02T12:10:13.000Z',
    idParts: [receiveId, 'mycreate', '4561255354251345929'],
    data: { FromUserName: 'mycreate', Content: 'hello', MsgId: '4561255354251345929' },
  });
  expect(decode(expected.plaintext)).not.toHaveProperty('subject');
});

test('an answer to a check is plain text that no browser takes for something else', () => {
  expect(verifier()(check('echo 你好+/=', corpId))).toEqual({
    outcome: 'answered',
    response: {
      status: 200,
      headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
      body: 'echo 你好+/=',
    },
  });
});

test.each<readonly [string, object, string, string]>([
  ['an app: its corp', app, corpId, 'accepted'],
  ['an app: another corp', app, 'ww0000000000000002', '403 wrong-account'],
  ['an app: a suite', app, suiteId, '403 wrong-account'],
  ['an app: nobody', app, '', '403 wrong-account'],
  ['a suite: the suite, for command callbacks', suite, suiteId, 'accepted'],
  ['a suite: the corp, for data callbacks', suite, corpId, 'accepted'],
  ['a suite: the provider, whose id is for checks alone', suite, providerCorpId, '403 wrong-account'],
  ['a suite: another suite', suite, 'ww00000000000suite2', '403 wrong-account'],
  ['a suite: nobody', suite, '', '403 wrong-account'],
  ['a bot, or a personal developer’s suite: nobody', nameless, '', 'accepted'],
  ['a bot: its corp', nameless, corpId, '403 wrong-account'],
])('a push to %s', (_name, options, receiveId, judgement) => {
  expect(judge(push(added, receiveId), options)).toBe(judgement === 'accepted' ? added : judgement);
});

test.each<readonly [string, object, string, string]>([
  ['an app: its corp', app, corpId, '200 4711'],
  ['an app: a provider', app, providerCorpId, '403 wrong-account'],
  ['an app: nobody', app, '', '403 wrong-account'],
  ['a suite: its provider', suite, providerCorpId, '200 4711'],
  ['a suite: the suite', suite, suiteId, '200 4711'],
  ['a suite: a provider that is not named', { corpId, suiteId }, providerCorpId, '403 wrong-account'],
  ['a suite: nobody', suite, '', '403 wrong-account'],
  ['a bot, or a personal developer’s suite: nobody', nameless, '', '200 4711'],
  ['a bot: its corp', nameless, corpId, '403 wrong-account'],
])('a URL check of %s', (_name, options, receiveId, judgement) => {
  expect(judge(check('4711', receiveId), options)).toBe(judgement);
});

test('whom a refused frame was meant for is told masked, for it is the id to look up', () => {
  const detail = (receiveId: string) => {
    const verification = verifier()(push(added, receiveId));
    return verification.outcome === 'rejected' ? verification.detail : verification.outcome;
  };
  expect(detail(providerCorpId)).toBe('encrypted for ww00****r1, and not for this connection');
  expect(detail('')).toBe('encrypted for nobody by name, and not for this connection');
  expect(detail('短')).toBe('encrypted for another receiver, and not for this connection');
});

const encrypted = sealFrame(added, corpId, secret.encodingAesKey);
const signed = { msg_signature: pushSignature(secret.token, timestamp, nonce, encrypted), timestamp, nonce };
const plain = { signature: pushSignature(secret.token, timestamp, nonce), timestamp, nonce };

/** The signed parts of a check in the place of a push. */
function asPush({ rawQuery: query }: WebhookRequest): WebhookRequest {
  const echostr = single(parseQuery(query) ?? new Map(), 'echostr') ?? '';
  return post(query, outer(echostr));
}

test.each([
  ['a push that is sent again as a check', get({ ...signed, echostr: encrypted }), '403 frame-invalid'],
  ['a check that is sent again as a push', asPush(check('4711', corpId)), '403 frame-invalid'],
  ['a check in plaintext', get({ ...plain, echostr: '4711' }), '400 parameter-missing'],
  [
    'a check whose echostr is signed but plaintext',
    get({ ...signed, msg_signature: pushSignature(secret.token, timestamp, nonce, '4711'), echostr: '4711' }),
    '403 frame-invalid authentic',
  ],
  [
    'a check with the signature of a plaintext family',
    get({ ...plain, echostr: encrypted, encrypt_type: 'raw' }),
    '400 parameter-missing',
  ],
  ['a check without echostr', get(signed), '400 parameter-missing'],
  ['a push in plaintext', post(plain, added), '403 plaintext-not-accepted'],
  ['a push signed as plaintext', post(plain, outer(encrypted)), '400 parameter-missing'],
  [
    'the plain signature offered for a secure body',
    post({ ...signed, msg_signature: plain.signature }, outer(encrypted)),
    '403 signature-mismatch',
  ],
  ['a tampered ciphertext', post(signed, outer(encrypted.replace(/^.../, 'AAA'))), '403 signature-mismatch'],
  ['two msg_signature', post(`${rawQuery(signed)}&msg_signature=0`, outer(encrypted)), '400 parameter-missing'],
  ['a DOCTYPE, and no Encrypt', post(signed, '<!DOCTYPE xml><xml><A>x</A></xml>'), '400 body-malformed'],
  ['an empty encrypt', post(signed, '{"encrypt":""}'), '400 body-malformed'],
  ['encrypt as a list', post(signed, '{"encrypt":["a"]}'), '400 body-malformed'],
  ['a body over 256 KiB', post(signed, outer('A'.repeat(256 * 1024))), '400 body-malformed'],
  ['a form', post(signed, 'encrypt=x'), '400 body-malformed'],
  ['PUT', { ...post(signed, outer(encrypted)), method: 'PUT' }, '405 method-not-allowed'],
])('dead-lettered: %s', (_name, request, judgement) => {
  expect(judge(request)).toBe(judgement);
});

test('a key that is not ours: kept, because the signature was right', () => {
  const other = { ...secret, encodingAesKey: 'A'.repeat(43) };
  expect(judge(push(added, corpId), app, other)).toBe('403 frame-invalid authentic');
});

test('JSON outside and inside, in the spelling of the bots or of the apps', () => {
  const message = '{"msgid":"m1","msgtype":"text","from":{"userid":"clerk01"},"response_url":"https://qyapi.test/r"}';
  expect(judge(botPush(message), nameless)).toBe(message);
  expect(judge(post(signed, JSON.stringify({ Encrypt: encrypted })))).toBe(added);
  // Where both stand, the one that apps have counts.
  expect(judge(post(signed, JSON.stringify({ encrypt: 'forged', Encrypt: encrypted })))).toBe(added);
  expect(decode(message, nameless)).toEqual({
    idParts: [corpId, '', 'm1'],
    type: 'message.text',
    data: { msgid: 'm1', msgtype: 'text', from: { userid: 'clerk01' } },
  });
});

test.each([
  ['the same', { ...secret, corpId }, added],
  [
    'another',
    { ...secret, corpId: 'ww0000000000000002' },
    'the corpId of the options and the corpId of the secret differ',
  ],
])('a corpId in the secret: %s', (_name, raw, judgement) => {
  expect(judge(push(added, corpId), app, raw)).toBe(judgement);
});

test.each<readonly [string, string, object, string | undefined]>([
  ['an app: nothing', added, app, undefined],
  ['a data callback of a suite: nothing', added, suite, undefined],
  [
    'a command callback: success, or a corp cannot install the suite',
    suiteForm('<InfoType>create_auth</InfoType>'),
    suite,
    'success',
  ],
])('what WeCom hears of %s', (_name, message, options, body) => {
  const decoding = receiver(options).decode(Buffer.from(message), get(''));
  const own = decoding.outcome === 'events' ? decoding.acknowledgement : undefined;
  expect(own && { status: own.status, body: own.body }).toEqual(body === undefined ? undefined : { status: 200, body });
  expect(receiver(options).acknowledgement).toMatchObject({ status: 200, body: '' });
});

function decode(message: string, options: object = app) {
  const decoding = receiver(options).decode(Buffer.from(message), get(''));
  if (decoding.outcome === 'undecodable') return decoding;
  const [only, ...others] = decoding.events;
  if (!only || others.length > 0) throw new Error('a push is one event');
  return only;
}

test('an event goes from the request to the envelope’s parts, the same in both forms but for its form', () => {
  const more = '<State><![CDATA[shop-12]]></State><WelcomeCode><![CDATA[A_CODE]]></WelcomeCode>';
  const fields = contact('add_external_contact', more);
  const common = {
    type: 'change_external_contact.add_external_contact',
    subject: customer,
    time: '2023-11-14T22:13:23.000Z',
  };
  const data = {
    ChangeType: 'add_external_contact',
    UserID: 'clerk01',
    ExternalUserID: customer,
    State: 'shop-12',
  };
  const digest: unknown = expect.stringMatching(/^[0-9a-f]{64}$/);
  expect(decode(appForm(`<Event>change_external_contact</Event>${fields}`))).toEqual({
    ...common,
    idParts: [corpId, '1700000003', common.type, digest],
    data: {
      ToUserName: corpId,
      FromUserName: 'sys',
      CreateTime: '1700000003',
      MsgType: 'event',
      Event: 'change_external_contact',
      ...data,
    },
  });
  expect(decode(suiteForm(`<InfoType>change_external_contact</InfoType>${fields}`), suite)).toEqual({
    ...common,
    idParts: [suiteId, '1700000003', common.type, digest],
    data: {
      SuiteId: suiteId,
      AuthCorpId: corpId,
      TimeStamp: '1700000003',
      InfoType: 'change_external_contact',
      ...data,
    },
  });
});

test.each([
  ['a ticket', suiteForm('<InfoType>suite_ticket</InfoType><SuiteTicket>S3CRET</SuiteTicket>'), 'suite_ticket'],
  ['an auth code', suiteForm('<InfoType>create_auth</InfoType><AuthCode>S3CRET</AuthCode>'), 'create_auth'],
  [
    'a service token',
    appForm('<Event>kf_msg_or_event</Event><Token>S3CRET</Token><OpenKfId>wk1</OpenKfId>'),
    'kf_msg_or_event',
  ],
  [
    'a welcome code',
    appForm(
      `<Event>change_external_contact</Event>${contact('msg_audit_approved', '<WelcomeCode>S3CRET</WelcomeCode>')}`,
    ),
    'change_external_contact.msg_audit_approved',
  ],
  [
    'a response code',
    appForm('<Event>template_card_event</Event><ResponseCode>S3CRET</ResponseCode>'),
    'template_card_event',
  ],
  ['a bot’s answer address', '{"msgtype":"text","response_url":"https://qyapi.test/S3CRET"}', 'message.text'],
  ['blanks around a name', '{"MsgType":"event","Event":"x"," SuiteTicket ":"S3CRET"}', 'x'],
])('what gives power over the account goes no further: %s', (_name, message, type) => {
  const decoded = decode(message, suite);
  expect(decoded).toMatchObject({ type });
  expect(JSON.stringify(decoded)).not.toContain('S3CRET');
});

test.each([
  [
    'an update of a group',
    appForm('<Event>change_external_chat</Event><ChangeType>update</ChangeType><ChatId>wr1</ChatId>'),
    'wr1',
  ],
  ['a service account', appForm('<Event>kf_msg_or_event</Event><OpenKfId>wk1</OpenKfId>'), 'wk1'],
  ['anything else', appForm('<Event>change_external_tag</Event><ChangeType>create</ChangeType>'), undefined],
])('without a person, events are in order by what they are about: %s', (_name, message, partitionKey) => {
  const decoded = decode(message);
  expect(decoded).not.toHaveProperty('subject');
  expect('partitionKey' in decoded ? decoded.partitionKey : undefined).toBe(partitionKey);
});

const idOf = (message: string, options?: object) => {
  const decoded = decode(message, options);
  if ('outcome' in decoded) throw new Error(decoded.detail);
  return JSON.stringify(decoded.idParts);
};
const change = (changeType: string, more = '') =>
  appForm(`<Event>change_external_contact</Event>${contact(changeType, more)}`);

test.each([
  ['two changes of one second', change('edit_external_contact'), change('del_follow_user')],
  [
    'one change by two employees, in one second',
    change('del_follow_user'),
    change('del_follow_user').replace('clerk01', 'clerk02'),
  ],
  ['one change of two customers', change('del_follow_user'), change('del_follow_user').replace('0001]]', '0002]]')],
  ['one change at two times', change('edit_external_contact'), change('edit_external_contact').replace('03<', '04<')],
])('different ids: %s', (_name, one, other) => {
  expect(idOf(one)).not.toBe(idOf(other));
  expect(idOf(one)).toBe(idOf(one));
});

test('one event to two corps has two ids', () => {
  expect(idOf(change('edit_external_contact'))).not.toBe(
    idOf(change('edit_external_contact'), { corpId: 'ww0000000000000002' }),
  );
});

test.each([
  ['nothing', ''],
  ['text', 'hello'],
  ['broken XML', '<xml><Event>x</xml>'],
  ['a DOCTYPE', '<!DOCTYPE xml><xml><Event>x</Event></xml>'],
  ['neither MsgType nor Event nor InfoType', '<xml><ChangeType>create</ChangeType></xml>'],
  ['an event without a name', appForm('<Event></Event>')],
])('undecodable: %s', (_name, message) => {
  expect(decode(message)).toMatchObject({ outcome: 'undecodable', reason: 'body-malformed' });
});
