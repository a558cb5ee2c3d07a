import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { hmacSha256 } from '../../../../functions/shared/identity/hmac-sha256.ts';

// RFC 4231, the cases whose key is text.
test.each([
  ['Jefe', 'what do ya want for nothing?', '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'],
  ['\x0b'.repeat(20), 'Hi There', 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
])('a published value: %j', (key, text, digest) => {
  expect(hmacSha256(key, text, 'hex')).toBe(digest);
});

test('it is what Node says of any key and text, long, short, empty, in any script, whatever came before', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.integer({ min: 990, max: 1010 }).map((length) => '王'.repeat(length)),
    fc.constantFrom('', '\ud83d', 'a'.repeat(64), 'a'.repeat(65), '王'.repeat(22)),
  );
  fc.assert(
    fc.property(
      fc.array(anyText, { minLength: 1, maxLength: 2 }),
      fc.array(anyText, { maxLength: 3 }),
      (keys, texts) => {
        for (const text of texts) {
          for (const key of keys) {
            const hmac = createHmac('sha256', key).update(text);
            expect(hmacSha256(key, text, 'base64url')).toBe(hmac.digest('base64url'));
          }
        }
      },
    ),
  );
});
