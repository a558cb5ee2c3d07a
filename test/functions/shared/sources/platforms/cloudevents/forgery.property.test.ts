import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyEdit, edited, forging } from '../../../../../kit/fuzz.ts';
import { openHmacSource, post } from '../../../../../kit/hmac-source.ts';

const TOKEN = 'a-token-of-20-letters';
const stream = openHmacSource(
  'cloudevents',
  { allowedOrigins: ['events.brand.example'], events: {} },
  { accessToken: TOKEN },
);

test('no delivery without the token gets in, and no bytes make us stumble', () => {
  const { numRuns, seed } = forging();
  const text = JSON.stringify({ specversion: '1.0', id: 'e', source: '/s', type: 't', data: {} });
  const property = fc.property(
    fc.array(anyEdit, { maxLength: 3 }),
    fc.array(anyEdit, { maxLength: 3 }),
    fc.boolean(),
    (inToken, inBody, asQuery) => {
      const token = inToken.reduce(edited, TOKEN);
      const body = Buffer.from(inBody.reduce(edited, text), 'latin1');
      const request = asQuery
        ? { ...post(body, { 'ce-specversion': '1.0' }), rawQuery: `access_token=${token}` }
        : post(body, { authorization: `Bearer ${token}` });
      const { outcome } = stream.verify(request);
      // A header or a query may hold something behind the token that is no part of it.
      const isToken = token === TOKEN || decodedTokens(token).includes(TOKEN);
      if (!isToken) expect(outcome).toBe('rejected');
      else if (token === TOKEN) expect(outcome).toBe('verified');
      expect(['events', 'undecodable']).toContain(stream.decode(request).outcome);
    },
  );
  fc.assert(property, { numRuns, seed });
  process.stdout.write(`cloudevents, ${numRuns} forged deliveries, seed ${seed}\n`);
});

/** What a header or a query may make of the text. */
function decodedTokens(token: string): readonly string[] {
  const first = token.split(/[&\s]/)[0] ?? '';
  try {
    return [token.trim(), first, decodeURIComponent(first)];
  } catch {
    return [token.trim(), first];
  }
}
