import { describe, expect, test } from 'vitest';
import {
  claimantOf,
  type GuardsConfig,
  isShared,
  type Limit,
  limitOf,
} from '../../../../functions/shared/change/limits.ts';
import type { Claim, Claimant } from '../../../../functions/shared/identity/identity-item.ts';
import { candidate, candidates } from '../../../kit/candidates.ts';
import { claim, type Claimed, identityItem, onDay } from '../../../kit/facts.ts';

const PHONE = candidate('verified mobile 15931000401');
const TYPED = candidate('claimed mobile 15931000401');
const OPENID = candidate('verified wechat-openid app1/oAnn');

describe('the limit of a kind', () => {
  const general: Limit = { perCustomer: 5, customersPerValue: 5, windowDays: 30, beyond: 'refuse' };
  test.each<[string, typeof PHONE, GuardsConfig | undefined, Limit | undefined]>([
    ['a contact, by default', PHONE, undefined, general],
    ['an id, by default', OPENID, undefined, undefined],
    [
      'a contact, configured',
      PHONE,
      { valuesPerCustomer: 2, customersPerValue: 3, windowDays: 7 },
      { perCustomer: 2, customersPerValue: 3, windowDays: 7, beyond: 'refuse' },
    ],
    ['an id, whatever is configured for contacts', OPENID, { valuesPerCustomer: 2, customersPerValue: 3 }, undefined],
    [
      'an id with a limit of its own has no other',
      OPENID,
      { kinds: { 'wechat-openid': { perCustomer: 1 } } },
      { perCustomer: 1, windowDays: 30, beyond: 'refuse' },
    ],
    [
      'its window is the general one',
      OPENID,
      { windowDays: 7, kinds: { 'wechat-openid': { customersPerValue: 1 } } },
      { customersPerValue: 1, windowDays: 7, beyond: 'refuse' },
    ],
    [
      'a contact’s own goes before the general',
      PHONE,
      { customersPerValue: 3, kinds: { mobile: { customersPerValue: 9, beyond: 'case' } } },
      { ...general, customersPerValue: 9, beyond: 'case' },
    ],
    ['another kind’s is no matter', PHONE, { kinds: { email: { customersPerValue: 9 } } }, general],
  ])('%s', (_what, of, guards, expected) => {
    expect(limitOf(of, guards)).toEqual(expected);
  });
});

describe('who claims a value: whoever the rest of the event names', () => {
  const alone = { subject: 'the subject', name: 'the name' };
  const claimant = (texts: readonly string[], of: string, by: typeof alone | object = alone) => {
    const all = candidates(texts);
    const own = all.find(({ identity }) => identity.value === of);
    if (!own) throw new Error(of);
    return claimantOf(own, all, by);
  };
  const keyOf = (text: string) => candidate(text).key;
  const MAIL = 'verified email ann@post.example';
  test.each<[string, readonly string[], string, Claimant]>([
    [
      'the first proved id',
      ['verified mobile 1', 'verified wechat-openid app1/oAnn', 'verified member-no A-1'],
      '1',
      { by: [keyOf('verified member-no A-1')] },
    ],
    [
      'an id is claimed by the other',
      ['verified wechat-openid app1/oAnn', 'verified member-no A-1'],
      'A-1',
      { by: [keyOf('verified wechat-openid app1/oAnn')] },
    ],
    ['a proved contact, where there is no id', ['claimed mobile 1', MAIL], '1', { by: [keyOf(MAIL)] }],
    [
      'an id that was only said stands behind it',
      ['claimed mobile 1', MAIL, 'claimed member-no A-1'],
      '1',
      { by: [keyOf(MAIL)] },
    ],
    ['whatever else was typed', ['claimed mobile 1', 'claimed email ann@post.example'], '1', { by: [keyOf(MAIL)] }],
    [
      'nobody but the value: the subject and the name',
      ['claimed mobile 1'],
      '1',
      { by: ['the subject', 'the name'], alone: true },
    ],
  ])('%s', (_rule, texts, of, expected) => {
    expect(claimant(texts, of)).toEqual(expected);
  });

  test('by what it is worth, in whatever order it stands', () => {
    const typed = candidate('claimed email ann@post.example');
    const others = [candidate('claimed email bob@post.example'), PHONE, OPENID];
    expect(claimantOf(typed, [typed, ...others], {})).toEqual({ by: [OPENID.key] });
    expect(claimantOf(typed, [typed, ...others.slice(0, 2)], {})).toEqual({ by: [PHONE.key] });
  });

  test.each<[string, { readonly subject?: string; readonly name?: string }, Claimant]>([
    ['the subject', { subject: 's' }, { by: ['s'], alone: true }],
    ['the name', { name: 'n' }, { by: ['n'], alone: true }],
    ['neither: all who say nothing are one', {}, { by: ['alone'], alone: true }],
  ])('a value that stands alone is claimed by %s', (_what, by, expected) => {
    expect(claimant(['claimed mobile 1'], '1', by)).toEqual(expected);
  });
});

describe('a value that too many have claimed', () => {
  const limit: Limit = { customersPerValue: 5, windowDays: 30, beyond: 'refuse' };
  const ME: Claimant = { customer: '99', by: ['me'] };
  /** Claims of so many people. */
  const by = (people: number, claimed: Claimed, from = 1): readonly Claim[] =>
    Array.from({ length: people }, (_, index) => claim(from + index, claimed));
  const shared = (of: typeof PHONE, claims: readonly Claim[], { day = 100, limited = limit, claimant = ME } = {}) =>
    isShared(of, identityItem({ claims }), claimant, limited, onDay(day));

  test.each<[string, typeof PHONE, readonly Claim[], boolean]>([
    ['nobody else', PHONE, [], false],
    ['four others have proved it', PHONE, by(4, { proved: [90] }), false],
    ['five others have proved it', PHONE, by(5, { proved: [90] }), true],
    ['five others have it by their records', PHONE, by(5, { recorded: 90 }), true],
    [
      'three have proved it and two have it by their records',
      PHONE,
      [...by(3, { proved: [90] }), ...by(2, { recorded: 90 }, 4)],
      true,
    ],
    ['a proof does not count what others have typed', PHONE, by(9, { typed: 90 }), false],
    [
      'four proofs and five typings against a proof',
      PHONE,
      [...by(4, { proved: [90] }), ...by(5, { typed: 90 }, 5)],
      false,
    ],
    ['five others have typed it', TYPED, by(5, { typed: 90 }), true],
    ['four others have typed it', TYPED, by(4, { typed: 90 }), false],
    ['typing does not count what others have proved', TYPED, by(9, { proved: [90] }), false],
    ['who has proved and typed it counts against both', TYPED, by(5, { proved: [90], typed: 90 }), true],
    ['five proofs, one of them one’s own', PHONE, [...by(4, { proved: [90] }), claim(99, { proved: [90] })], false],
    [
      'one’s own under another customer, by the same name',
      PHONE,
      [...by(4, { proved: [90] }), { ...claim(5, { proved: [90] }), by: ['me'] }],
      false,
    ],
    ['30 days ago: out of the window', PHONE, by(5, { proved: [70] }), false],
    ['a day less: within', PHONE, by(5, { proved: [71] }), true],
    ['four within and one out of it', PHONE, [...by(4, { proved: [71] }), claim(5, { proved: [70] })], false],
    ['the last proof counts', PHONE, by(5, { proved: [0, 90] }), true],
    ['the last typing counts, not the last proof', TYPED, by(5, { typed: 50, proved: [90] }), false],
    ['the last proof counts, not the last typing', PHONE, by(5, { proved: [50], typed: 90 }), false],
    ['an event that comes late counts what came after it', PHONE, by(5, { proved: [900] }), true],
  ])('%s: %s', (_rule, of, claims, expected) => {
    expect(shared(of, claims)).toBe(expected);
  });

  test.each<[string, Limit, boolean]>([
    ['as many as the configuration says', { ...limit, customersPerValue: 6 }, false],
    ['one more', { ...limit, customersPerValue: 4 }, true],
    ['no limit', { windowDays: 30, beyond: 'refuse' }, false],
    ['a limit of one', { ...limit, customersPerValue: 1 }, true],
    ['a longer window', { ...limit, windowDays: 101, customersPerValue: 4 }, true],
    ['a shorter window', { ...limit, windowDays: 5, customersPerValue: 4 }, false],
  ])('%s', (_rule, limited, expected) => {
    expect(shared(PHONE, by(4, { proved: [90] }), { limited })).toBe(expected);
  });

  test('of people whom only the value names each is told by their own name', () => {
    const guests = Array.from({ length: 5 }, (_, index): Claim => ({
      ...claim(1, { typed: 90 }),
      by: [`guest ${index}`],
      alone: true,
    }));
    expect(shared(TYPED, guests, { claimant: { customer: '1', by: ['guest 9'], alone: true } })).toBe(true);
    expect(shared(TYPED, guests, { claimant: { customer: '1', by: ['guest 0'], alone: true } })).toBe(false);
  });
});
