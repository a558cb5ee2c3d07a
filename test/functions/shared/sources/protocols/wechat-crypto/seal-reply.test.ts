import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { verifyMessagePush } from '../../../../../../functions/shared/sources/protocols/wechat-crypto/message-push.ts';
import { readPush } from '../../../../../../functions/shared/sources/protocols/wechat-crypto/push-document.ts';
import { textOf } from '../../../../../../functions/shared/sources/protocols/wechat-crypto/push-object.ts';
import { sealReply } from '../../../../../../functions/shared/sources/protocols/wechat-crypto/seal-reply.ts';
import vectors from '../../../../../vectors/wechat-official-account.json' with { type: 'json' };
import { account, nonce, post } from './requests.ts';

const formats = ['xml', 'json'] as const;
const moment = { timestamp: 1_700_000_001, nonce };

/** Opens a reply as the platform does: it verifies like a push, with the reply's own fields in place of the query. */
function open(reply: string, changes: Partial<typeof account> = {}): string {
  const reading = readPush(Buffer.from(reply));
  if (!reading.ok) throw new Error(reading.detail);
  const field = (name: string) => textOf(reading.push, name) ?? '';
  const query = { timestamp: field('TimeStamp'), nonce: field('Nonce'), msg_signature: field('MsgSignature') };
  const verification = verifyMessagePush(post(query, reply), { ...account, ...changes });
  return verification.outcome === 'verified' ? Buffer.from(verification.payload).toString() : verification.outcome;
}

test('the published reply is reproduced, field by field', () => {
  const { inputs, expected } = vectors['official-secure-reply-json'];
  const { token, appid, encodingAesKey, random16, timestamp, plaintext } = inputs;
  const reply = sealReply(
    plaintext,
    { token, encodingAesKey, receiveId: appid },
    { timestamp: Number(timestamp), nonce: inputs.nonce, random: Buffer.from(random16) },
    'json',
  );
  expect(reply).toBe(JSON.stringify(expected));
});

test('an XML reply has the same fields; the time is a bare number', () => {
  const { inputs, expected } = vectors['official-secure-reply-json'];
  const reply = sealReply(
    inputs.plaintext,
    { token: inputs.token, encodingAesKey: inputs.encodingAesKey, receiveId: inputs.appid },
    { timestamp: Number(inputs.timestamp), nonce: inputs.nonce, random: Buffer.from(inputs.random16) },
    'xml',
  );
  expect(reply).toBe(
    `<xml><Encrypt><![CDATA[${expected.Encrypt}]]></Encrypt>` +
      `<MsgSignature><![CDATA[${expected.MsgSignature}]]></MsgSignature>` +
      `<TimeStamp>${expected.TimeStamp}</TimeStamp><Nonce><![CDATA[${expected.Nonce}]]></Nonce></xml>`,
  );
});

test.each(formats)('what is sealed as %s opens again, whatever the text', (format) => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (message) => {
      expect(open(sealReply(message, account, moment, format))).toBe(message);
    }),
    { numRuns: 200 },
  );
});

test.each(formats)('two replies of one text as %s differ: nobody can compare what was said', (format) => {
  expect(sealReply('hello', account, moment, format)).not.toBe(sealReply('hello', account, moment, format));
});

test.each(formats)('a changed byte of a reply as %s is seen', (format) => {
  const reply = sealReply('hello', account, moment, format);
  const at = reply.indexOf('Encrypt') + 30;
  expect(open(reply.slice(0, at) + (reply[at] === 'A' ? 'B' : 'A') + reply.slice(at + 1))).toBe('rejected');
  expect(open(reply, { token: 'another' })).toBe('rejected');
  expect(open(reply, { receiveId: 'wx0000000000000002' })).toBe('rejected');
});
