import { describe, expect, test } from 'vitest';
import { isVerified, sortedByEvidence } from '../../../../functions/shared/change/candidate.ts';
import type { IdentityConfig } from '../../../../functions/shared/identity/identity-config.ts';
import { identityHash } from '../../../../functions/shared/identity/keyed-hash.ts';
import { candidate, candidates, HASH_KEY, identityConfig, identityOf } from '../../../kit/candidates.ts';

const OPENID = 'verified wechat-openid app1/oAnn';

describe('the identities that the tenant can know', () => {
  test('in their final order: what is proved before what is typed, ids before contacts, by rank', () => {
    const listed = [
      'claimed mobile 15931000401',
      'verified email ann@post.example',
      'verified shopify-customer shop/1',
      OPENID,
      'verified member-no A-1',
    ];
    expect(candidates(listed).map(({ pair }) => pair)).toEqual([
      { identityType: 'member-no', identityValue: 'A-1' },
      { identityType: 'wechat', identityValue: 'app1:oAnn' },
      { identityType: 'shopify-customer', identityValue: 'shop:1' },
      { identityType: 'email', identityValue: 'ann@post.example' },
      { identityType: 'mobile', identityValue: '15931000401' },
    ]);
  });

  test('a foreign number as its digits, or with its plus where the tenant wants it', () => {
    const plus: IdentityConfig = { ...identityConfig, foreignMobile: 'plus' };
    expect(candidate('verified mobile +4915112345678').pair.identityValue).toBe('4915112345678');
    expect(candidate('verified mobile +4915112345678', plus).pair.identityValue).toBe('+4915112345678');
  });

  test.each([
    ['of a kind without a code', 'verified jd-xid app/o*1'],
    ['of an unheard-of kind', 'verified unheard-of 7'],
    ['of a kind that every object has', 'verified toString 7'],
    ['too long for the tenant', `verified member-no ${'9'.repeat(129)}`],
    ['without its scope', 'verified wechat-openid oAnn'],
    ['a foreign number whose digits are a mainland one’s', 'verified mobile +13105550123'],
  ])('without what is %s', (_what, text) => {
    expect(candidates([text, 'verified member-no A-1']).map(({ pair }) => pair.identityType)).toEqual(['member-no']);
  });

  test('of one identity that is named twice the better evidence', () => {
    const [one, ...others] = candidates(['claimed email ann@post.example', 'verified email ann@post.example']);
    expect(one?.identity.evidence.grade).toBe('verified');
    expect(others).toEqual([]);
  });

  test('an identity of two apps is two', () => {
    expect(candidates([OPENID, 'verified wechat-openid app2/oAnn'])).toHaveLength(2);
  });

  test('each by the key under which the ledger knows it', () => {
    const { key, identity } = candidate(OPENID);
    expect(key).toBe(identityHash(identity, identityConfig, HASH_KEY));
    expect(key).toMatch(/^[A-Za-z0-9_-]{24}$/);
    expect(candidate('claimed email ann@post.example').key).toBe(candidate('verified email ann@post.example').key);
  });
});

describe('what a kind says of its values', () => {
  const card = { scope: 'brand', rank: 30, unique: true } as const;
  const configured: IdentityConfig = {
    identityTypes: {
      ...identityConfig.identityTypes,
      'loyalty-card': { code: 'card', value: 'bare' },
      'till-phone': { code: 'till', value: 'bare' },
      'code-alone': { code: 'code-alone', value: 'bare' },
    },
    identityKinds: { 'loyalty-card': card, 'till-phone': { ...card, unique: false, contact: true, mayLink: true } },
  };
  test.each([
    ['mobile', { contact: true, mayLink: true, unique: true, onePerScope: false }],
    ['email', { contact: true, mayLink: true, unique: false, onePerScope: false }],
    ['member-no', { contact: false, mayLink: true, unique: true, onePerScope: true }],
    ['wechat-openid', { contact: false, mayLink: true, unique: false, onePerScope: true }],
    ['shopify-customer', { contact: false, mayLink: true, unique: false, onePerScope: false }],
    ['loyalty-card', { contact: false, mayLink: false, unique: true, onePerScope: true }],
    ['till-phone', { contact: true, mayLink: true, unique: false, onePerScope: false }],
    ['code-alone', { contact: false, mayLink: false, unique: false, onePerScope: false }],
  ])('%s: %j', (kind, expected) => {
    expect(candidate(`verified ${kind} scope/1`, configured)).toMatchObject(expected);
  });
});

describe('what an event says, by how much it is worth', () => {
  test.each<[string, readonly string[], Record<'primary' | 'proved' | 'typed', readonly string[]>]>([
    ['a proved id is primary', [OPENID], { primary: ['oAnn'], proved: [], typed: [] }],
    ['a proved contact', ['verified email e'], { primary: [], proved: ['e'], typed: [] }],
    ['a contact of a record is proved', ['record email e'], { primary: [], proved: ['e'], typed: [] }],
    ['a typed contact', ['claimed email e'], { primary: [], proved: [], typed: ['e'] }],
    ['an id that was only said is typed', ['claimed member-no A-1'], { primary: [], proved: [], typed: ['A-1'] }],
    ['an inferred contact is typed', ['weak email e'], { primary: [], proved: [], typed: ['e'] }],
    [
      'each in its place, in order',
      ['claimed mobile 1', 'verified email e', 'verified member-no A-1', 'claimed email f', OPENID],
      { primary: ['A-1', 'oAnn'], proved: ['e'], typed: ['1', 'f'] },
    ],
  ])('%s', (_rule, texts, expected) => {
    const sorted = sortedByEvidence(candidates(texts));
    const valuesOf = (list: typeof sorted.primary) => list.map(({ identity }) => identity.value);
    expect({
      primary: valuesOf(sorted.primary),
      proved: valuesOf(sorted.proved),
      typed: valuesOf(sorted.typed),
    }).toEqual(expected);
  });

  test.each([
    ['verified', true],
    ['claimed', false],
    ['weak', false],
  ])('%s is verified: %j', (grade, expected) => {
    expect(isVerified(candidate(`${grade} email e`))).toBe(expected);
  });

  test('what is read of a value is the identity itself', () => {
    expect(candidate(OPENID).identity).toEqual(identityOf(OPENID));
  });
});
