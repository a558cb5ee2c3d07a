import { createCipheriv } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isReceiveId,
  openFrame,
  sealFrame,
} from '../../../../../../functions/shared/sources/protocols/wechat-crypto/frame.ts';
import { pushSignature } from '../../../../../../functions/shared/sources/protocols/wechat-crypto/signature.ts';
import vectors from '../../../../../vectors/wechat-official-account.json' with { type: 'json' };
import { account } from './requests.ts';

const { encodingAesKey, receiveId } = account;

/** Encrypts bytes as they are: no frame, no pad. */
function encryptRaw(plain: Uint8Array): string {
  const key = Buffer.from(`${encodingAesKey}=`, 'base64');
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(plain), cipher.final()]).toString('base64');
}

/** A frame whose parts can each be wrong. */
function frame({ length = 5, message = 'hello', id = receiveId, pad = [] as number[] }): Buffer {
  const header = Buffer.alloc(20, 0x61);
  header.writeUInt32BE(length, 16);
  return Buffer.concat([header, Buffer.from(message), Buffer.from(id), Buffer.from(pad)]);
}

function open(encrypted: string) {
  const opened = openFrame(encrypted, encodingAesKey);
  return opened.ok
    ? { message: Buffer.from(opened.message).toString(), id: Buffer.from(opened.receiveId).toString() }
    : opened.detail;
}

test('the published push opens; its pad of 19 is more than OpenSSL removes by itself', () => {
  const { inputs, expected } = vectors['official-secure-post-json'];
  const opened = openFrame(inputs.body.Encrypt, inputs.encodingAesKey);
  if (!opened.ok) throw new Error(opened.detail);
  expect(Buffer.from(opened.message).toString()).toBe(expected.plaintext);
  expect(isReceiveId(opened.receiveId, expected.receiveId)).toBe(true);
});

test('the published reply is reproduced', () => {
  const { inputs, expected } = vectors['official-secure-reply-json'];
  const { token, appid, random16, timestamp, nonce, plaintext } = inputs;
  const encrypted = sealFrame(plaintext, appid, inputs.encodingAesKey, Buffer.from(random16));
  expect(encrypted).toBe(expected.Encrypt);
  expect(pushSignature(token, timestamp, nonce, encrypted)).toBe(expected.MsgSignature);
});

test.each(Array.from({ length: 32 }, (_, index) => index + 1))('a pad of %i bytes opens', (pad) => {
  const message = 'm'.repeat((64 - 20 - receiveId.length - pad + 32) % 32);
  const plain = frame({ length: message.length, message, pad: Array<number>(pad).fill(pad) });
  expect(plain.length % 32).toBe(0);
  expect(open(encryptRaw(plain))).toEqual({ message, id: receiveId });
  expect(sealFrame(message, receiveId, encodingAesKey, Buffer.alloc(16, 0x61))).toBe(encryptRaw(plain));
});

test('what is sealed opens, whatever the text; lengths count bytes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (message) => {
      expect(open(sealFrame(message, receiveId, encodingAesKey))).toEqual({ message, id: receiveId });
    }),
    { numRuns: 200 },
  );
});

test('spare bits in the last character of the key do not matter', () => {
  const sealed = sealFrame('hello', receiveId, `${'A'.repeat(42)}A`);
  expect(openFrame(sealed, `${'A'.repeat(42)}B`).ok).toBe(true);
});

const whole = sealFrame('hello', receiveId, encodingAesKey);
// 20 + 5 + 18 = 43 bytes: a right pad is 21 of 21.
const right = Array<number>(21).fill(21);

test.each([
  ['not Base64', `${whole.slice(0, -4)}***=`, 'the Encrypt field is not Base64'],
  ['Base64 of the URL alphabet', '_-'.repeat(32), 'the Encrypt field is not Base64'],
  ['a blank inside', `${whole.slice(0, 8)} ${whole.slice(8)}`, 'the Encrypt field is not Base64'],
  ['no Base64 padding', encryptRaw(Buffer.alloc(32)).replace('=', ''), 'the Encrypt field is not Base64'],
  ['empty', '', 'the ciphertext is not a whole number of blocks'],
  ['one block', encryptRaw(Buffer.alloc(16, 1)), 'the ciphertext is not a whole number of blocks'],
  ['half a block more', Buffer.alloc(40).toString('base64'), 'the ciphertext is not a whole number of blocks'],
  ['pad 0', encryptRaw(frame({ pad: right.with(20, 0) })), 'the pad is out of range'],
  ['pad 33', encryptRaw(frame({ pad: right.with(20, 33) })), 'the pad is out of range'],
  ['pad 255', encryptRaw(frame({ pad: right.with(20, 255) })), 'the pad is out of range'],
  ['unequal pad bytes', encryptRaw(frame({ pad: right.with(0, 20) })), 'the pad bytes differ'],
  ['nothing but pad', encryptRaw(Buffer.alloc(32, 32)), 'the frame is shorter than its header'],
  ['a header of 19 bytes', encryptRaw(Buffer.alloc(32, 13)), 'the frame is shorter than its header'],
  ['a message beyond the frame', encryptRaw(frame({ length: 24, pad: right })), 'the message is longer than the frame'],
  [
    'a length that is negative as 32 bits',
    encryptRaw(frame({ length: 0xffffffff, pad: right })),
    'the message is longer than the frame',
  ],
])('dead-lettered: %s', (_name, encrypted, detail) => {
  expect(open(encrypted)).toBe(detail);
});

test.each([
  ['one byte short', 4, { message: 'hell', id: `o${receiveId}` }],
  ['one byte long', 6, { message: 'hellow', id: receiveId.slice(1) }],
])('a message length %s shows in the receive id', (_name, length, parts) => {
  expect(open(encryptRaw(frame({ length, pad: right })))).toEqual(parts);
});

test.each([
  ['the same', receiveId, true],
  ['another of the same length', receiveId.replace('1', '2'), false],
  ['a longer one', `${receiveId}0`, false],
  ['none', '', false],
])('receive id: %s', (_name, found, same) => {
  expect(isReceiveId(Buffer.from(found), receiveId)).toBe(same);
});
