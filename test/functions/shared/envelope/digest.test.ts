import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digest, digestOfBytes } from '../../../../functions/shared/envelope/digest.ts';

const part = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: fc.constantFrom('1', ':', '2', 'a') }));

describe('digest', () => {
  test('two lists of parts that differ have two digests, wherever the borders are', () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 4 }), fc.array(part, { maxLength: 4 }), (one, other) => {
        expect(digest(...one) === digest(...other)).toBe(JSON.stringify(one) === JSON.stringify(other));
      }),
      { numRuns: 2000 },
    );
  });

  test('moving a border is another digest', () => {
    fc.assert(
      fc.property(part, fc.nat(20), fc.nat(20), (text, one, other) => {
        const at = (border: number) => digest(text.slice(0, border), text.slice(border));
        const same = Math.min(one, text.length) === Math.min(other, text.length);
        expect(at(one) === at(other)).toBe(same);
      }),
    );
  });

  test.each([
    [
      ['1', ''],
      ['', '1'],
    ],
    [['a', 'b'], ['a1:b']],
    [[], ['']],
    [['12:'], ['1', '2:']],
  ])('%j is not %j', (one, other) => {
    expect(digest(...one)).not.toBe(digest(...other));
  });

  test('64 characters of hex', () => {
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        expect(digest(...parts)).toMatch(/^[0-9a-f]{64}$/);
      }),
    );
  });

  test('of bytes: the SHA-256 of them', () => {
    expect(digestOfBytes(Buffer.from('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});
