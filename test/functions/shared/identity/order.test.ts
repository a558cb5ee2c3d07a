import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Grade, Identity } from '../../../../functions/shared/identity/identity.ts';
import { primaryIdentities, inOrder } from '../../../../functions/shared/identity/order.ts';

const of = (text: string): Identity => {
  const [grade = '', kind = '', value = ''] = text.split(' ');
  return { kind, scope: '', value, evidence: { grade: grade as Grade, field: 'f' } };
};
const say = ({ kind, value, evidence: { grade } }: Identity) => `${grade} ${kind} ${value}`;

describe('the order of an identity list', () => {
  test.each([
    ['nothing', [], []],
    [
      'evidence before kind',
      [
        'claimed mobile 1',
        'verified email a',
        'weak wechat-openid w',
        'verified wechat-openid o',
        'claimed member-no m',
      ],
      [
        'verified wechat-openid o',
        'verified email a',
        'claimed member-no m',
        'claimed mobile 1',
        'weak wechat-openid w',
      ],
    ],
    [
      'as listed within each',
      [
        'verified shopify-customer 2',
        'verified shopify-customer 1',
        'verified email b',
        'verified mobile 1',
        'verified email a',
      ],
      [
        'verified shopify-customer 2',
        'verified shopify-customer 1',
        'verified email b',
        'verified mobile 1',
        'verified email a',
      ],
    ],
    [
      'platform ids by rank, a kind that nobody knows last',
      ['verified card 1', 'verified shopify-customer 1', 'verified wechat-openid o', 'verified wechat-unionid u'],
      ['verified wechat-unionid u', 'verified wechat-openid o', 'verified shopify-customer 1', 'verified card 1'],
    ],
    ['a repeat falls away', ['verified mobile 1', 'verified mobile 1'], ['verified mobile 1']],
    ['of a repeat the better evidence stays', ['claimed mobile 1', 'verified mobile 1'], ['verified mobile 1']],
  ])('%s', (_name, listed, ordered) => {
    expect(inOrder(listed.map(of)).map(say)).toEqual(ordered);
  });

  test('a configured kind has its configured place', () => {
    const identityKinds = {
      card: { scope: 'shop', rank: 2.5, unique: true },
      landline: { scope: 'none', rank: 0, unique: false, contact: true },
    } as const;
    const listed = ['verified landline 1', 'verified wechat-openid o', 'verified card 1', 'verified wechat-unionid u'];
    expect(inOrder(listed.map(of), { identityKinds }).map(say)).toEqual([
      'verified wechat-unionid u',
      'verified card 1',
      'verified wechat-openid o',
      'verified landline 1',
    ]);
  });

  test('one value in two scopes is two identities', () => {
    const one = { ...of('verified wechat-openid o'), scope: 'wx1' };
    expect(inOrder([one, { ...one, scope: 'wx2' }])).toHaveLength(2);
  });

  test('whatever is listed: each once, nothing invented, and order of grades never broken', () => {
    const identity = fc.tuple(
      fc.constantFrom('verified', 'claimed', 'weak'),
      fc.constantFrom('mobile', 'email', 'wechat-openid'),
      fc.constantFrom('1', '2'),
    );
    fc.assert(
      fc.property(fc.array(identity, { maxLength: 12 }), (list) => {
        const listed = list.map((parts) => of(parts.join(' ')));
        const ordered = inOrder(listed);
        const key = ({ kind, value }: Identity) => `${kind} ${value}`;
        expect(new Set(ordered.map(key))).toEqual(new Set(listed.map(key)));
        expect(ordered).toHaveLength(new Set(listed.map(key)).size);
        const ranks = ordered.map(({ evidence: { grade } }) => ['verified', 'claimed', 'weak'].indexOf(grade));
        expect(ranks).toEqual(ranks.toSorted((one, other) => one - other));
        for (const kept of ordered) {
          const best = listed.filter((one) => key(one) === key(kept)).map(({ evidence }) => evidence.grade);
          expect(best.includes('verified')).toBe(kept.evidence.grade === 'verified');
        }
      }),
    );
  });
});

describe('who the event is about', () => {
  test.each([
    ['nobody', [], []],
    [
      'all that is verified',
      ['verified member-no m', 'verified mobile 1', 'claimed email a'],
      ['verified member-no m', 'verified mobile 1'],
    ],
    ['else the first of what was claimed', ['claimed email a', 'claimed mobile 1'], ['claimed email a']],
    ['else the first of what was inferred', ['weak mobile 1', 'weak email a'], ['weak mobile 1']],
  ])('%s', (_name, ordered, expected) => {
    expect(primaryIdentities(ordered.map(of)).map(say)).toEqual(expected);
  });
});
