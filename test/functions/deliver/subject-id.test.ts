import { describe, expect, test } from 'vitest';
import { subjectCandidate, subjectIdIn } from '../../../functions/deliver/subject-id.ts';
import type { DiscardedValue, DiscardReason } from '../../../functions/shared/identity/discarded-value.ts';
import { candidates, customer, HASH_KEY } from '../../kit/candidates.ts';
import { memberBound } from '../../kit/delivery.ts';
import { demoConfig } from '../../kit/demo.ts';

// Whether the subject of an event is an id of one person, and what somebody is known by of whom nothing else is known.

const discarded = (kind: string, reason: DiscardReason): DiscardedValue => ({ kind, field: 'f', reason, masked: '*' });
const PHONE = ['claimed mobile 15931000401'];
const FOREIGN = ['claimed mobile +4915112345678'];
const MAIL = ['claimed email ann@post.example'];
const ID = ['verified member-no A-1'];

describe('a subject is an id', () => {
  test.each<readonly [string, string, readonly string[], readonly DiscardedValue[]]>([
    ['where it is any text', 'ZX-7', [], []],
    ['beside a contact of another value', 'ZX-7', PHONE, []],
    ['where it is an id of the event', 'A-1', ID, []],
    ['beside a contact that could not be read', 'ZX-7', [], [discarded('mobile', 'malformed')]],
    ['beside a contact that nobody wrote', 'ZX-7', [], [discarded('email', 'placeholder')]],
    ['beside an id that is left out for another reason', 'ZX-7', [], [discarded('member-no', 'ambiguous')]],
  ])('%s', (_what, subject, texts, of) => {
    expect(subjectIdIn({ subject }, candidates(texts), { discarded: of })).toBe(subject);
  });
});

describe('a subject is none', () => {
  test.each<readonly [string, string | undefined, readonly string[], readonly DiscardedValue[]]>([
    ['where there is none', undefined, [], []],
    ['where it is a contact of the event', '15931000401', PHONE, []],
    ['where it has one in it', 'buyer-15931000401', [...ID, ...PHONE], []],
    ['where it is an address in other letters', 'Ann@Post.Example', [...PHONE, ...MAIL], []],
    [
      'where it is an address in other letters, which the event has so too',
      'ANN@POST.EXAMPLE',
      ['claimed email Ann@post.example'],
      [],
    ],
    ['where it is a foreign number without its plus', '4915112345678', FOREIGN, []],
    ['where a word of it is a stand-in', 'shop/customer_id', [], []],
    ['where it is a text that a program has not filled in', 'buyer {{ id }}', [], []],
    ['where all of it is filler', 'your-id', [], []],
    ...(['placeholder', 'malformed', 'wrong-type', 'too-long', 'shop', 'staff'] as const).map(
      (reason) =>
        [
          `beside an id that is none (${reason})`,
          'ZX-7',
          [],
          [discarded('mobile', 'masked'), discarded('member-no', reason)],
        ] as const,
    ),
    ['beside an id of a kind that nobody knows and that is none', 'ZX-7', [], [discarded('unheard-of', 'placeholder')]],
  ])('%s', (_what, subject, texts, of) => {
    const event = subject === undefined ? {} : { subject };
    expect(subjectIdIn(event, candidates(texts), { discarded: of })).toBeUndefined();
  });
});

describe('somebody of whom nothing else is known', () => {
  const known = (
    texts: readonly string[],
    others: readonly number[],
    more: { readonly subjectId?: string; readonly connection?: string } = {},
  ) => {
    const { subjectId, connection = 'brand-demo' } = more;
    const context = { event: memberBound([], { connection }), subjectId, config: demoConfig(), hashKey: HASH_KEY };
    return subjectCandidate(candidates(texts), others.map(customer), context)?.pair.identityValue;
  };
  const PROVED = ['verified mobile 15931000401'];
  const TWO = ['verified mobile 15931000401', 'verified email ann@post.example'];

  test('is known by connection and subject, whatever else the event says', () => {
    const one = known([], [], { subjectId: 'a' });
    expect(one).toMatch(/^brand-demo:.{20,}$/);
    expect(known(TWO, [1], { subjectId: 'a' })).toBe(one);
    expect(known([], [], { subjectId: 'b' })).not.toBe(one);
    expect(known([], [], { subjectId: 'a', connection: 'wechat-demo' })).not.toBe(one);
  });

  test('is known by the contacts that they have proved, and by whom they are not, where the subject is no id', () => {
    const one = known(PROVED, [1]);
    expect(known([...PROVED, 'claimed email ann@post.example', 'verified member-no A-1'], [1])).toBe(one);
    expect(known(PROVED, [2])).not.toBe(one);
    expect(known(PROVED, [])).not.toBe(one);
    expect(known(TWO, [1])).not.toBe(one);
    expect(known(TWO.toReversed(), [1])).toBe(known(TWO, [1]));
  });

  test('is known by an id that is proved', () => {
    const context = { event: memberBound([]), subjectId: 'a', config: demoConfig(), hashKey: HASH_KEY };
    expect(subjectCandidate([], [], context)?.identity.evidence.grade).toBe('verified');
  });

  test('is nobody where the tenant has no code for it', () => {
    const { 'guiyi-subject': _none, ...identityTypes } = demoConfig().cdp.identityTypes;
    const context = {
      event: memberBound([]),
      subjectId: 'a',
      config: demoConfig({}, { identityTypes }),
      hashKey: HASH_KEY,
    };
    expect(subjectCandidate([], [], context)).toBeUndefined();
  });
});
