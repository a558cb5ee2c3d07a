import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IdentityConfig } from '../../../../functions/shared/identity/identity-config.ts';
import type { Identity } from '../../../../functions/shared/identity/identity.ts';
import { hashesOfPair, identityHash, keyedHash, textHash } from '../../../../functions/shared/identity/keyed-hash.ts';
import { kindOf, kinds } from '../../../../functions/shared/identity/kinds.ts';
import { toPair } from '../../../../functions/shared/identity/to-pair.ts';
import { HASH_KEY } from '../../../kit/candidates.ts';

type Form = 'bare' | 'scoped';
const CARD = 'loyalty-card';
const allKinds = [...Object.keys(kinds), CARD];
/** A tenant that knows every kind in the form given, and one kind of its own. */
const tenant = (formOf: (kind: string) => Form, foreignMobile?: 'digits' | 'plus'): IdentityConfig => ({
  identityTypes: Object.fromEntries(
    allKinds.map((kind) => [
      kind,
      { code: `code of ${kind}`, value: kindOf(kind)?.scope === 'none' ? 'bare' : formOf(kind) },
    ]),
  ),
  identityKinds: { [CARD]: { scope: 'brand', rank: 30, unique: true } },
  ...(foreignMobile && { foreignMobile }),
});
const scopeOf = (kind: string) => (kindOf(kind)?.scope === 'none' ? '' : 'app:1/shop');
const identity = (kind: string, value: string, scope = scopeOf(kind)): Identity => ({
  kind,
  scope,
  value,
  evidence: { grade: 'verified', field: 'f' },
});
/** Is an identity found again by what the CDP tells of it? Undefined where the CDP cannot be told. */
function isFound(known: Identity, config: IdentityConfig): boolean | undefined {
  const pair = toPair(known, config.identityTypes, config.foreignMobile);
  return pair && hashesOfPair(pair, config, HASH_KEY).includes(identityHash(known, config, HASH_KEY));
}

describe('what the CDP tells of an identity finds what the ledger knows of it', () => {
  test.each(allKinds.flatMap((kind) => (['bare', 'scoped'] as const).map((form) => [kind, form] as const)))(
    '%s, %s',
    (kind, form) => {
      expect(
        isFound(
          identity(kind, kind === 'mobile' ? '15931000401' : 'a-1'),
          tenant(() => form),
        ),
      ).toBe(true);
    },
  );

  test.each([
    ['mainland, as digits', '15931000401', 'digits'],
    ['mainland, where foreign ones have their plus', '15931000401', 'plus'],
    ['foreign, as digits', '+4915112345678', 'digits'],
    ['foreign, with its plus', '+4915112345678', 'plus'],
    ['of 11 digits that no mainland number begins with', '+12025550123', 'digits'],
    ['whose digits are a mainland number’s, with its plus', '+13105550123', 'plus'],
  ] as const)('a mobile: %s', (_what, value, foreignMobile) => {
    expect(
      isFound(
        identity('mobile', value),
        tenant(() => 'bare', foreignMobile),
      ),
    ).toBe(true);
  });

  test('digits are the default of foreign numbers', () => {
    const pair = { identityType: 'code of mobile', identityValue: '4915112345678' };
    const config = tenant(() => 'bare');
    expect(hashesOfPair(pair, config, HASH_KEY)).toEqual([
      identityHash(identity('mobile', '+4915112345678'), config, HASH_KEY),
    ]);
  });

  test.each([
    ['a foreign number that another system has written with its plus', '+4915112345678', 'digits', '+4915112345678'],
    ['digits where foreign numbers have their plus are another value', '4915112345678', 'plus', '4915112345678'],
  ] as const)('%s', (_what, identityValue, foreignMobile, value) => {
    const config = tenant(() => 'bare', foreignMobile);
    const hashes = hashesOfPair({ identityType: 'code of mobile', identityValue }, config, HASH_KEY);
    expect(hashes).toEqual([identityHash(identity('mobile', value), config, HASH_KEY)]);
  });

  test.each([
    ['a scope with colons', 'shop:eu:1', '77'],
    ['a value with colons', 'shop', '7:7:7'],
    ['both', 'a:b', 'c:d'],
    ['a value that begins with one', 'shop', ':7'],
  ])('%s', (_what, scope, value) => {
    expect(
      isFound(
        identity('shopify-customer', value, scope),
        tenant(() => 'scoped'),
      ),
    ).toBe(true);
  });

  test('of a code that two kinds share each is found', () => {
    const types = { 'wechat-openid': 'scoped', 'wecom-external-userid': 'bare', 'member-no': 'bare' } as const;
    const identityTypes = Object.fromEntries(
      Object.entries(types).map(([kind, value]) => [kind, { code: 'one', value }]),
    );
    const config = { identityTypes };
    for (const known of [
      identity('wechat-openid', 'o1', 'app'),
      identity('member-no', 'A:1'),
      identity('wecom-external-userid', 'wm:1'),
    ]) {
      expect(isFound(known, config)).toBe(true);
    }
    expect(hashesOfPair({ identityType: 'one', identityValue: 'app:o1' }, config, HASH_KEY)).toHaveLength(3);
  });

  test('a pair of a code that no kind has is known by itself', () => {
    const config = tenant(() => 'bare');
    const hashOf = (identityType: string, identityValue: string) =>
      hashesOfPair({ identityType, identityValue }, config, HASH_KEY);
    expect(hashOf('till', '7')).toHaveLength(1);
    expect(hashOf('till', '7')).toEqual(hashOf('till', '7'));
    expect(hashOf('till', '7')).not.toEqual(hashOf('till', '8'));
    expect(hashOf('till', '7')).not.toEqual(hashOf('other till', '7'));
    expect(hashOf('code', 'mobile')).not.toEqual([identityHash(identity('mobile', 'code'), config, HASH_KEY)]);
  });

  test('a scoped pair without a scope is nobody’s', () => {
    expect(
      hashesOfPair(
        { identityType: 'code of shopify-customer', identityValue: '77' },
        tenant(() => 'scoped'),
        HASH_KEY,
      ),
    ).toEqual([]);
  });

  const text = fc.string({ minLength: 1, maxLength: 30, unit: fc.constantFrom(':', '/', '-', 'a', 'b', '1', '归') });
  const foreign = fc.stringMatching(/^\+(?:1[02]|[2-9]\d)\d{8,11}$/);
  const mainland = fc.stringMatching(/^1[3-9]\d{9}$/);
  const known = fc.constantFrom(...allKinds).chain((kind) =>
    fc.record({
      kind: fc.constant(kind),
      scope: scopeOf(kind) === '' ? fc.constant('') : text,
      value: kind === 'mobile' ? fc.oneof(foreign, mainland) : text,
    }),
  );
  test('whatever the kind, the scope, the value and the forms of the tenant', () => {
    fc.assert(
      fc.property(
        known,
        fc.constantFrom<Form>('bare', 'scoped'),
        fc.constantFrom('digits' as const, 'plus' as const, undefined),
        ({ kind, scope, value }, form, foreignMobile) => {
          expect(
            isFound(
              identity(kind, value, scope),
              tenant(() => form, foreignMobile),
            ),
          ).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('two identities that are not one have two keys', () => {
    const config = tenant(() => 'scoped');
    fc.assert(
      fc.property(known, known, (one, other) => {
        const isOne = one.kind === other.kind && one.scope === other.scope && one.value === other.value;
        const [a, b] = [one, other].map((each) => identityHash(each, config, HASH_KEY));
        expect(a === b).toBe(isOne);
      }),
      {
        numRuns: 1_000,
        examples: [
          [
            { kind: 'shopify-customer', scope: 'a:b', value: 'c' },
            { kind: 'shopify-customer', scope: 'a', value: 'b:c' },
          ],
        ],
      },
    );
  });
});

describe('what an identity is known by', () => {
  const config = tenant(() => 'scoped');
  const keyOf = (kind: string, value: string, scope?: string, key = HASH_KEY) =>
    identityHash(identity(kind, value, scope), config, key);

  test('144 bits, and nothing of the value', () => {
    expect(keyOf('mobile', '15931000401')).toMatch(/^[A-Za-z0-9_-]{24}$/);
  });

  test('another key, another hash', () => {
    expect(keyOf('mobile', '15931000401', '', 'another key')).not.toBe(keyOf('mobile', '15931000401'));
  });

  test('whatever the tenant’s code, the hash is the same', () => {
    const types = (code: string) => ({ identityTypes: { 'member-no': { code, value: 'scoped' } as const } });
    const known = identity('member-no', 'A-1', 'brand');
    expect(identityHash(known, types('new code'), HASH_KEY)).toBe(identityHash(known, types('old code'), HASH_KEY));
  });

  test('where the tenant knows the values without their scope, the scope is left out', () => {
    const bare = tenant(() => 'bare');
    const hashIn = (scope: string, of: IdentityConfig) =>
      identityHash(identity('member-no', 'A-1', scope), of, HASH_KEY);
    expect(hashIn('one', bare)).toBe(hashIn('two', bare));
    expect(hashIn('one', config)).not.toBe(hashIn('two', config));
  });

  test('a kind that the tenant does not know has its scope', () => {
    expect(keyOf('toString', '7', 'one')).not.toBe(keyOf('toString', '7', 'two'));
  });
});

describe('a text by which two people are told apart', () => {
  test.each([
    ['another purpose', textHash('subject', ['a'], HASH_KEY)],
    ['another text', textHash('name', ['b'], HASH_KEY)],
    ['another key', textHash('name', ['a'], 'another key')],
    ['two texts', textHash('name', ['a', ''], HASH_KEY)],
  ])('%s: another hash', (_what, other) => {
    expect(other).not.toBe(textHash('name', ['a'], HASH_KEY));
  });

  test('two texts are not their letters in another order', () => {
    expect(textHash('subject', ['shop', '1:7'], HASH_KEY)).not.toBe(textHash('subject', ['shop1', ':7'], HASH_KEY));
    expect(textHash('subject', ['a', '1:b'], HASH_KEY)).not.toBe(textHash('subject', ['a1', 'b'], HASH_KEY));
  });

  test('a name is no identity', () => {
    expect(textHash('name', ['a'], HASH_KEY)).not.toBe(
      identityHash(
        identity('text-name', 'a', ''),
        tenant(() => 'bare'),
        HASH_KEY,
      ),
    );
  });
});

// Computed once with another program: whatever is kept under another hash is forgotten.
describe('what is kept for ever is found for ever', () => {
  test('an identity, under the kind, the scope and the value', () => {
    const config = tenant(() => 'scoped');
    expect(identityHash(identity('wechat-openid', 'oAnn', 'app1'), config, 'key')).toBe('_UoqksyyTiDRD4mXzTM7Stym');
  });

  test('a pair of a code that no kind has', () => {
    const hashes = hashesOfPair(
      { identityType: 'till', identityValue: '7' },
      tenant(() => 'bare'),
      'key',
    );
    expect(hashes).toEqual(['x_VTi1ndQzsxsNAZL9TDTar1']);
  });

  test('a name', () => {
    expect(textHash('name', ['ann marsh'], 'key')).toBe('meNQRgJf8Y0TICNrivG39uS4');
  });

  test('the mark of a former version, under the tenant’s code and the whole value', () => {
    const pair = { identityType: 'mobile', identityValue: '15931000401' };
    expect(keyedHash(pair, 'key')).toBe('c2c320a53e76893bc7652bae2822c18853f8fc08fa289643ffe7362f44b3197a');
  });
});
