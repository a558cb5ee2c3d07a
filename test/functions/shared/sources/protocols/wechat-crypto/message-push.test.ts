import { expect, test } from 'vitest';
import { sealFrame } from '../../../../../../functions/shared/sources/protocols/wechat-crypto/frame.ts';
import {
  verifyMessagePush,
  type PushAccount,
} from '../../../../../../functions/shared/sources/protocols/wechat-crypto/message-push.ts';
import { pushSignature } from '../../../../../../functions/shared/sources/protocols/wechat-crypto/signature.ts';
import type { WebhookRequest } from '../../../../../../functions/shared/http/webhook-request.ts';
import vectors from '../../../../../vectors/wechat-official-account.json' with { type: 'json' };
import { account, get, nonce, outerXml, post, rawQuery, secureQuery, securePush, timestamp } from './requests.ts';

const { token, encodingAesKey, receiveId } = account;
const message = '<xml><MsgType><![CDATA[text]]></MsgType></xml>';
const encrypted = sealFrame(message, receiveId, encodingAesKey);
const query = secureQuery(encrypted);
const check = { signature: pushSignature(token, timestamp, nonce), echostr: '4375120948345356249', timestamp, nonce };
const plainQuery = { signature: check.signature, timestamp, nonce };

/** What the front door does with a request, in one word. */
function judge(request: WebhookRequest, changes: Partial<PushAccount> = {}) {
  const verification = verifyMessagePush(request, { ...account, ...changes });
  switch (verification.outcome) {
    case 'verified':
      return Buffer.from(verification.payload).toString();
    case 'answered':
      return `${verification.response.status} ${verification.response.body}`;
    case 'misconfigured':
      return verification.detail;
    case 'rejected':
      return `${verification.status} ${verification.reason}${verification.authentic ? ' authentic' : ''}`;
  }
}

test('the published URL check is answered with its echostr', () => {
  const { inputs, expected } = vectors['official-get-echostr'];
  const verification = verifyMessagePush(get(inputs.query), { ...account, token: inputs.token });
  expect(verification).toMatchObject({
    outcome: 'answered',
    response: { status: 200, body: expected.responseBody, headers: { 'content-type': 'text/plain; charset=utf-8' } },
  });
});

test('an encrypted echostr is answered decrypted; its plus signs stay plus signs', () => {
  const { inputs, expected } = vectors['wecom-get-encrypted-echostr'];
  const { msg_signature, echostr, ...rest } = inputs.query;
  const changes = { token: inputs.token, encodingAesKey: inputs.encodingAesKey, receiveId: inputs.receiveId };
  const unescaped = `${rawQuery(rest)}&encrypt_type=aes&msg_signature=${msg_signature}&echostr=${echostr}`;
  expect(judge(get(unescaped), changes)).toBe(`200 ${expected.responseBody}`);
  expect(judge(get({ ...inputs.query, encrypt_type: 'aes' }), changes)).toBe(`200 ${expected.responseBody}`);
  const forged = { ...inputs.query, encrypt_type: 'aes', echostr: echostr.replace('P', 'Q') };
  expect(judge(get(forged), changes)).toBe('403 signature-mismatch');
});

test.each([
  ['published: secure mode, JSON', vectors['official-secure-post-json']],
  ['published: XML', vectors['wecom-secure-post-xml']],
])('%s', (_name, { inputs, expected }) => {
  const changes = {
    token: inputs.token,
    encodingAesKey: inputs.encodingAesKey,
    receiveId: 'appid' in inputs ? inputs.appid : inputs.receiveId,
  };
  const body = typeof inputs.body === 'string' ? inputs.body : JSON.stringify(inputs.body);
  expect(judge(post(rawQuery(inputs.query), body), changes)).toBe(expected.plaintext);
});

test('the published plaintext push is refused, and accepted only where plaintext is', () => {
  const { inputs } = vectors['official-plaintext-post-json'];
  const body = JSON.stringify(inputs.body);
  expect(judge(post(inputs.query, body), { token: inputs.token })).toBe('403 plaintext-not-accepted');
  expect(judge(post(inputs.query, body), { token: inputs.token, plaintext: true })).toBe(body);
  expect(judge(post(inputs.query, body), { plaintext: true })).toBe('403 signature-mismatch');
});

test('compatible mode: what stands beside Encrypt is not used', () => {
  const body = outerXml(encrypted).replace(
    '</xml>',
    '<FromUserName>oForged</FromUserName><MsgType>text</MsgType></xml>',
  );
  expect(judge(post(query, body))).toBe(message);
  expect(judge(post(query, body), { plaintext: true })).toBe(message);
});

const sealed = `<Encrypt><![CDATA[${encrypted}]]></Encrypt>`;
test.each([
  ['a control character', `<xml><Content><![CDATA[ \u001dc]]></Content>${sealed}</xml>`],
  ['broken UTF-8', Buffer.from(`<xml><Content><![CDATA[\xe5\xbd]]></Content>${sealed}</xml>`, 'latin1')],
  ['a text that ends its own CDATA', `<xml><Content><![CDATA[a]]>b]]></Content>${sealed}</xml>`],
  ['markup that nobody closes', `<xml><Content><b><i></Content>${sealed}`],
  ['a DOCTYPE', `<!DOCTYPE xml><xml>${sealed}</xml>`],
  ['fields 100,000 deep', `${'<a>'.repeat(60_000)}${sealed}`],
  ['an Encrypt that somebody typed', `<xml><Content><Encrypt>typed</Encrypt></Content>${sealed}</xml>`],
  ['an Encrypt that somebody typed behind it', `<xml>${sealed}<Content><Encrypt>typed</Encrypt></Content></xml>`],
  ['a control character in JSON', `{"Content":"a\u001db","Encrypt":${JSON.stringify(encrypted)}}`],
  ['JSON with a byte order mark', `\uFEFF{"Encrypt":${JSON.stringify(encrypted)}}`],
  ['JSON that escapes what HTML means', `{"Encrypt":"${encrypted.replaceAll('=', '\\u003d').replaceAll('/', '\\/')}"}`],
  ['an Encrypt in a text of JSON', `{"Encrypt":"${encrypted}","Content":"\\"Encrypt\\":\\"x\\""}`],
])('of the outer body only Encrypt counts: beside %s', (_name, body) => {
  expect(judge(post(query, body))).toBe(message);
});

test('in plaintext mode somebody may type Encrypt', () => {
  const body = '<xml><Content><![CDATA[<Encrypt>typed</Encrypt>]]></Content></xml>';
  expect(judge(post(plainQuery, body), { plaintext: true })).toBe(body);
});

test('a plaintext push that cannot be read is proved all the same, and kept', () => {
  expect(judge(post(plainQuery, '<xml><A'), { plaintext: true })).toBe('<xml><A');
});

test.each([
  ['a foreign method', { ...get(check), method: 'PUT' }, '405 method-not-allowed'],
  ['a query that is not percent-encoding', get(`${rawQuery(check)}&x=%zz`), '400 query-malformed'],
  ['a check without parameters', get(''), '400 parameter-missing'],
  ['a check without signature', get(rawQuery({ ...check, signature: '' }).slice(11)), '400 parameter-missing'],
  ['a check with an empty signature', get({ ...check, signature: '' }), '403 signature-malformed'],
  ['a check without echostr', get(plainQuery), '400 parameter-missing'],
  ['a check with two echostr', get(`${rawQuery(check)}&echostr=1`), '400 parameter-missing'],
  [
    'a check with another token',
    get({ ...check, signature: pushSignature('x', timestamp, nonce) }),
    '403 signature-mismatch',
  ],
  ['a signature in upper case', get({ ...check, signature: check.signature.toUpperCase() }), '403 signature-malformed'],
  ['a push without msg_signature', post(plainQuery, outerXml(encrypted)), '400 parameter-missing'],
  [
    'the plain signature offered for a secure body',
    post({ ...query, msg_signature: plainQuery.signature }, outerXml(encrypted)),
    '403 signature-mismatch',
  ],
  [
    'a push with two msg_signature',
    post(`${rawQuery(query)}&msg_signature=${query['msg_signature']}`, outerXml(encrypted)),
    '400 parameter-missing',
  ],
  ['two timestamps', post(`${rawQuery(query)}&timestamp=${timestamp}`, outerXml(encrypted)), '400 parameter-missing'],
  ['two nonces', post(`${rawQuery(query)}&nonce=${nonce}`, outerXml(encrypted)), '400 parameter-missing'],
  ['a body that is nothing', post(query, ''), '400 body-malformed'],
  ['a body that is a form', post(query, 'Encrypt=x'), '400 body-malformed'],
  ['a body with a DOCTYPE', post(query, '<!DOCTYPE xml><xml><A>x</A></xml>'), '400 body-malformed'],
  ['an empty Encrypt', post(query, '<xml><Encrypt></Encrypt></xml>'), '400 body-malformed'],
  [
    'Encrypt twice, and neither is signed',
    post(query, outerXml('x').replace('</xml>', '<Encrypt>y</Encrypt></xml>')),
    '403 signature-mismatch',
  ],
  ['Encrypt as an object', post(query, '{"Encrypt":{"a":"b"}}'), '400 body-malformed'],
  ['a plaintext body', post(plainQuery, message), '403 plaintext-not-accepted'],
])('dead-lettered: %s', (_name, request, judgement) => {
  expect(judge(request)).toBe(judgement);
});

test.each([
  ['a plaintext body of wrong signature', post({ ...plainQuery, nonce: '1' }, message), '403 signature-mismatch'],
  [
    'a plaintext body with a signature twice',
    post(`${rawQuery(plainQuery)}&signature=x`, message),
    '400 parameter-missing',
  ],
  ['a secure body with the plain signature alone', post(plainQuery, outerXml(encrypted)), '400 parameter-missing'],
  [
    'an empty Encrypt beside plain fields',
    post(plainQuery, '<xml><Encrypt/><MsgType>text</MsgType></xml>'),
    '400 parameter-missing',
  ],
])('refused even where plaintext is accepted: %s', (_name, request, judgement) => {
  expect(judge(request, { plaintext: true })).toBe(judgement);
});

test.each([
  ['another EncodingAESKey', sealFrame(message, receiveId, 'A'.repeat(43)), '403 frame-invalid authentic'],
  ['a ciphertext that is cut', encrypted.slice(0, 24), '403 frame-invalid authentic'],
  ['Encrypt is not Base64', 'not Base64', '403 frame-invalid authentic'],
  ['another app id', sealFrame(message, 'wx0000000000000002', encodingAesKey), '403 wrong-account'],
  ['an app id with more behind it', sealFrame(message, `${receiveId}0`, encodingAesKey), '403 wrong-account'],
  ['no app id', sealFrame(message, '', encodingAesKey), '403 wrong-account'],
])('a right signature over what is not ours: %s', (_name, sealed, judgement) => {
  expect(judge(post(secureQuery(sealed), outerXml(sealed)))).toBe(judgement);
});

test('a secure push to an account whose key is missing is kept', () => {
  const { encodingAesKey: _, ...keyless } = account;
  expect(verifyMessagePush(securePush(message), { ...keyless, plaintext: true })).toMatchObject({
    outcome: 'rejected',
    reason: 'frame-invalid',
    authentic: true,
  });
});

test.each(['msg_signature', 'timestamp', 'nonce'])('any changed byte of %s is refused', (parameter) => {
  const value = query[parameter] ?? '';
  let discarded = 0;
  for (let index = 0; index < value.length; index++) {
    for (const other of ['0', '1', 'a', 'F', '\u0001', ' ', '+', '']) {
      if (other === value[index]) continue;
      const changed = value.slice(0, index) + other + value.slice(index + 1);
      expect(judge(post({ ...query, [parameter]: changed }, outerXml(encrypted)))).toMatch(/^403 signature-m/);
      discarded++;
    }
  }
  expect(discarded).toBeGreaterThan(value.length * 6);
});

test('any changed byte of Encrypt is refused', () => {
  for (let index = 0; index < encrypted.length; index++) {
    for (const other of ['A', '+', '=', '-', '']) {
      if (other === encrypted[index]) continue;
      const changed = encrypted.slice(0, index) + other + encrypted.slice(index + 1);
      expect(judge(post(query, outerXml(changed)))).toBe('403 signature-mismatch');
      expect(judge(post(query, JSON.stringify({ Encrypt: changed })))).toBe('403 signature-mismatch');
    }
  }
});

test('characters cannot move between the signed parts, which are joined without separators', () => {
  const parts = { token: 'zzz', timestamp: '1', nonce: 'A' };
  const sealed = Array.from({ length: 100 }, (_, seed) =>
    sealFrame('x'.repeat(200), receiveId, encodingAesKey, Buffer.alloc(16, seed)),
  ).find((text) => /^[B-Yb-y].{63}[B-Yb-y]/.test(text));
  if (sealed === undefined) throw new Error('no example');
  const moved = { nonce: parts.nonce + sealed.slice(0, 64), encrypted: sealed.slice(64) };
  const signature = pushSignature(parts.token, parts.timestamp, parts.nonce, sealed);
  expect(pushSignature(parts.token, parts.timestamp, moved.nonce, moved.encrypted)).toBe(signature);

  const original = { timestamp: parts.timestamp, nonce: parts.nonce, msg_signature: signature };
  expect(judge(post(original, outerXml(sealed)), { token: 'zzz' })).toBe('x'.repeat(200));
  const request = post({ ...original, nonce: moved.nonce }, outerXml(moved.encrypted));
  expect(judge(request, { token: 'zzz' })).toBe('403 signature-malformed');
});

test.each([
  ['another plain signature', post({ ...query, signature: '0' }, outerXml(encrypted))],
  ['no plain signature', post({ timestamp, nonce, msg_signature: query['msg_signature'] ?? '' }, outerXml(encrypted))],
  ['another openid parameter', post({ ...query, openid: 'oForged' }, outerXml(encrypted))],
  ['more parameters', post(`x=1&${rawQuery(query)}&x=2`, outerXml(encrypted))],
  ['another outer ToUserName', post(query, outerXml(encrypted).replace('gh_0', 'gh_1'))],
  ['JSON instead of XML', post(query, JSON.stringify({ Encrypt: encrypted }))],
  ['another content type', { ...post(query, outerXml(encrypted)), headers: { 'content-type': 'application/json' } }],
])('without effect: %s', (_name, request) => {
  expect(judge(request)).toBe(message);
});
