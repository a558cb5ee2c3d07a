import { expect, test } from 'vitest';
import {
  compareSignature,
  pushSignature,
} from '../../../../../../functions/shared/sources/protocols/wechat-crypto/signature.ts';
import vectors from '../../../../../vectors/wechat-official-account.json' with { type: 'json' };

test('an upper-case token sorts before lower-case words: byte order, not the order of a language', () => {
  const { inputs, expected } = vectors['wechat-crypto-getSignature'];
  expect(pushSignature(inputs.token, inputs.timestamp, inputs.nonce, inputs.encrypt)).toBe(expected.msg_signature);
});

const right = pushSignature('token', '1', '2');

test.each([
  ['the signature itself', right, 'right'],
  ['upper case', right.toUpperCase(), 'malformed'],
  ['one character short', right.slice(1), 'malformed'],
  ['one character long', `${right}0`, 'malformed'],
  ['a line end after it', `${right}\n`, 'malformed'],
  ['not hex', `g${right.slice(1)}`, 'malformed'],
  ['empty', '', 'malformed'],
  ['the signature of other parts', pushSignature('token', '1', '3'), 'wrong'],
])('%s', (_name, candidate, judgement) => {
  expect(compareSignature(candidate, 'token', '1', '2')).toBe(judgement);
});
