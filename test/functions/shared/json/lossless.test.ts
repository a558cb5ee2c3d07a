import { assert, bigInt, nat, property } from 'fast-check';
import { expect, test } from 'vitest';
import { parseJson, rawInteger } from '../../../../functions/shared/json/lossless.ts';

test.each([
  ['an id above 2^53 keeps its digits', '{"id":706405506930370084}', { id: '706405506930370084' }],
  ['a negative one too', '[-9223372036854775808]', ['-9223372036854775808']],
  ['a safe integer stays a number', '{"id":7001}', { id: 7001 }],
  ['a long decimal stays a number', '[0.1234567890123456]', [0.1234567890123456]],
  ['digits inside a string stay as they are', '["12345678901234567890"]', ['12345678901234567890']],
  ['2^53 - 1 is still exact', '[9007199254740991]', [9007199254740991]],
  ['2^53 is the first that is not', '[9007199254740992]', ['9007199254740992']],
])('%s', (_name, text, value) => {
  expect(parseJson(text)).toEqual(value);
});

test('a 19-digit id is written as a bare number', () => {
  expect(JSON.stringify({ customerId: rawInteger('1234567890123456789') })).toBe('{"customerId":1234567890123456789}');
});

test.each(['', '1e3', '-1', '12345678901234567890', '1 '])('rawInteger refuses %j', (digits) => {
  expect(() => rawInteger(digits)).toThrow(RangeError);
});

test('an integer keeps its digits wherever it stands in the text', () => {
  assert(
    property(bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), nat(40), nat(40), (id, before, after) => {
      const text = `{"${'a'.repeat(before)}":${id},"b":"${'c'.repeat(after)}"}`;
      expect(Object.values(parseJson(text) as object).map(String)).toContain(String(id));
    }),
  );
});
