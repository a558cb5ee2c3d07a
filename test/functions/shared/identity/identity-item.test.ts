import { describe, expect, test } from 'vitest';
import {
  type Claim,
  type Claimant,
  claimOf,
  emptyIdentityItem,
  type IdentityItem,
  isProved,
  isReleased,
  isSameClaimant,
  lastProof,
  lastSeen,
  type Observation,
  type Proofs,
  proofsIn,
  provedInTurn,
  type Span,
  uniteClaims,
  withAliases,
  withObservation,
  withRelease,
} from '../../../../functions/shared/identity/identity-item.ts';

const DAY = 24 * 3_600_000;
const HOUR = DAY / 24;
/** Unix ms, so many days after a beginning. */
const at = (days: number): number => 1_790_000_000_000 + days * DAY;
const span = (from: number, to = from): Span => [at(from), at(to)];
const item = (changes: Partial<IdentityItem>): IdentityItem => ({ ...emptyIdentityItem, ...changes });
const ANN: Claimant = { customer: '1', by: ['ann'] };
const BOB: Claimant = { customer: '2', by: ['bob'] };
const seen = (how: Observation['how'], days: number, more: Partial<Observation> = {}): Observation => ({
  claimant: ANN,
  how,
  time: at(days),
  event: `event of day ${days}`,
  ...more,
});
/** What is known after these, one after the other. */
const after = (observations: readonly Observation[], before: IdentityItem = emptyIdentityItem, kept = 9) =>
  observations.reduce((known, each) => withObservation(known, each, kept), before);
/** The claim of a person of whom these were seen. */
const claimAfter = (...observations: readonly Observation[]): Claim => {
  const [claim, ...others] = after(observations).claims;
  if (!claim || others.length > 0) throw new Error(`${others.length + 1} claims`);
  return claim;
};

describe('what is seen of a claimant is one claim', () => {
  test('an act proves it at its time', () => {
    expect(claimAfter(seen('act', 3))).toEqual({ ...ANN, proved: [span(3)] });
  });

  test('a record has it since its time', () => {
    expect(claimAfter(seen('record', 3))).toEqual({ ...ANN, recorded: at(3) });
  });

  test('what is typed is so from and until its time, by the event that typed it', () => {
    expect(claimAfter(seen('typed', 3))).toEqual({
      ...ANN,
      typed: { from: at(3), to: at(3), event: 'event of day 3' },
    });
  });

  test('typing adds nothing to a proof, and proof nothing to typing', () => {
    const claim = claimAfter(seen('act', 1), seen('typed', 2), seen('record', 3));
    expect(claim).toEqual({
      ...ANN,
      proved: [span(1)],
      recorded: at(3),
      typed: { from: at(2), to: at(2), event: 'event of day 2' },
    });
  });

  test('of two claimants there are two', () => {
    expect(after([seen('act', 1), seen('act', 2, { claimant: BOB })]).claims).toEqual([
      { ...ANN, proved: [span(1)] },
      { ...BOB, proved: [span(2)] },
    ]);
  });

  test('whoever had no customer yet has the one that the CDP then names', () => {
    const claim = claimAfter(seen('act', 1, { claimant: { by: ['ann'] } }), seen('act', 2));
    expect(claim).toEqual({ ...ANN, proved: [span(1, 2)] });
  });

  test('claims of two that turn out to be one claimant become one, the others stay', () => {
    const before = [
      seen('act', 1, { claimant: { by: ['ann'] } }),
      seen('typed', 2, { claimant: BOB }),
      seen('typed', 3, { claimant: { customer: '1', by: ['ann’s other id'] } }),
    ];
    expect(after([...before, seen('act', 4)]).claims).toEqual([
      { ...BOB, typed: { from: at(2), to: at(2), event: 'event of day 2' } },
      {
        customer: '1',
        by: ['ann', 'ann’s other id'],
        proved: [span(1, 4)],
        typed: { from: at(3), to: at(3), event: 'event of day 3' },
      },
    ]);
  });

  test('the four names of a claimant that came last are kept', () => {
    const named = (name: string, day: number) => seen('act', day, { claimant: { customer: '1', by: [name] } });
    expect(claimAfter(...['a', 'b', 'c', 'd', 'e'].map(named)).by).toEqual(['b', 'c', 'd', 'e']);
  });

  test('a name that is known does not move', () => {
    const named = (name: string, day: number) => seen('act', day, { claimant: { customer: '1', by: [name] } });
    expect(claimAfter(...['a', 'b', 'a'].map(named)).by).toEqual(['a', 'b']);
  });

  test('a name that is new is noted though nothing else is', () => {
    const claim = claimAfter(seen('act', 1), seen('act', 1, { claimant: { customer: '1', by: ['another'] } }));
    expect(claim).toEqual({ customer: '1', by: ['ann', 'another'], proved: [span(1)] });
  });

  test('of several names one that is new is noted', () => {
    const claim = claimAfter(seen('act', 1), seen('act', 1, { claimant: { customer: '1', by: ['ann', 'another'] } }));
    expect(claim.by).toEqual(['ann', 'another']);
  });

  test('two claims become one though nothing else is new', () => {
    const apart = item({
      claims: [
        { by: ['ann'], proved: [span(1)] },
        { ...ANN, proved: [span(1)] },
      ],
    });
    expect(after([seen('act', 1)], apart).claims).toEqual([{ ...ANN, proved: [span(1)] }]);
  });

  test('a customer that is new is noted though nothing else is', () => {
    const claim = claimAfter(seen('act', 1), seen('act', 1, { claimant: { customer: '7', by: ['ann'] } }));
    expect(claim.customer).toBe('7');
  });
});

describe('proofs that lie within 30 days of each other are one span', () => {
  test.each<[string, readonly number[], readonly Span[]]>([
    ['one', [5], [span(5)]],
    ['a later one', [5, 20], [span(5, 20)]],
    ['an earlier one', [20, 5], [span(5, 20)]],
    ['30 days later', [0, 30], [span(0, 30)]],
    ['31 days later', [0, 31], [span(0), span(31)]],
    ['31 days earlier', [31, 0], [span(0), span(31)]],
    ['30 days after the end of a span', [0, 25, 55], [span(0, 55)]],
    ['one that closes a gap', [0, 50, 25], [span(0, 50)]],
    ['one within a span', [0, 30, 20], [span(0, 30)]],
    ['three spans', [0, 40, 80], [span(0), span(40), span(80)]],
    ['a fourth: the newest three are kept', [0, 40, 80, 120], [span(40), span(80), span(120)]],
    ['a fourth that is older than all', [40, 80, 120, 0], [span(40), span(80), span(120)]],
  ])('%s: days %j', (_rule, days, spans) => {
    expect(claimAfter(...days.map((day) => seen('act', day))).proved).toEqual(spans);
  });
});

describe('a claim is dated to the day: what says nothing new changes nothing', () => {
  const known = after([seen('act', 5), seen('act', 10), seen('record', 5), seen('typed', 5), seen('typed', 10)]);
  test.each<[string, Observation]>([
    ['an act within the span', seen('act', 7)],
    ['an act at its beginning', seen('act', 5)],
    ['an act less than a day after its end', seen('act', 11, { time: at(11) - 1 })],
    ['typed within its time', seen('typed', 7)],
    ['typed at its beginning', seen('typed', 5)],
    ['typed less than a day after it was last', seen('typed', 11, { time: at(11) - 1 })],
    ['a record that repeats it', seen('record', 400)],
    ['a record that repeats it at that time', seen('record', 5)],
  ])('%s', (_rule, observation) => {
    expect(withObservation(known, observation, 9)).toBe(known);
  });

  test.each<[string, Observation, Partial<Claim>]>([
    ['an act a day after the end of the span', seen('act', 11), { proved: [span(5, 11)] }],
    ['an act before its beginning', seen('act', 5, { time: at(5) - 1 }), { proved: [[at(5) - 1, at(10)]] }],
    [
      'typed a day after it was last',
      seen('typed', 11),
      { typed: { from: at(5), to: at(11), event: 'event of day 5' } },
    ],
    [
      'typed before it was first: that event has typed it first',
      seen('typed', 4),
      { typed: { from: at(4), to: at(10), event: 'event of day 4' } },
    ],
    ['a record that had it before', seen('record', 4), { recorded: at(4) }],
  ])('%s is noted', (_rule, observation, expected) => {
    expect(withObservation(known, observation, 9).claims).toEqual([{ ...known.claims[0], ...expected }]);
  });

  test('a new state of a record counts once, when it is first seen', () => {
    const renewed = after([seen('record', 50, { isNewState: true })], known);
    expect(renewed.claims).toEqual([{ ...known.claims[0], renewed: at(50) }]);
    expect(after([seen('record', 60)], renewed)).toBe(renewed);
    expect(after([seen('record', 50, { isNewState: true })], renewed)).toBe(renewed);
    expect(after([seen('record', 40, { isNewState: true })], renewed)).toBe(renewed);
    expect(after([seen('record', 70, { isNewState: true })], renewed).claims[0]).toMatchObject({ renewed: at(70) });
  });

  test('a new state that is seen before anything else is the first state as well', () => {
    const claim = claimAfter(seen('record', 50, { isNewState: true }));
    expect(claim).toEqual({ ...ANN, recorded: at(50), renewed: at(50) });
  });

  test('an observation of somebody else is never nothing new', () => {
    expect(withObservation(known, seen('act', 7, { claimant: BOB }), 9)).not.toBe(known);
  });
});

describe('the claim of a customer', () => {
  test.each<[string, readonly Claim[], Claim | undefined]>([
    ['none', [], undefined],
    ['nobody’s', [{ by: ['ann'] }], undefined],
    ['another’s', [{ ...BOB, recorded: 1 }], undefined],
    ['theirs', [BOB, ANN], ANN],
    [
      'two that an alias has made theirs',
      [
        { ...ANN, recorded: 1 },
        { customer: '1', by: ['b'], recorded: 2 },
      ],
      { customer: '1', by: ['ann', 'b'], recorded: 1 },
    ],
  ])('%s', (_what, claims, expected) => {
    expect(claimOf(item({ claims }), '1')).toEqual(expected);
  });

  test.each<[string, Claim | undefined, boolean]>([
    ['no claim', undefined, false],
    ['only typed', { by: [], typed: { from: 1, to: 2, event: 'e' } }, false],
    ['no span left', { by: [], proved: [] }, false],
    ['by an act', { by: [], proved: [span(1)] }, true],
    ['by a record', { by: [], recorded: 0 }, true],
    ['by a record that has it anew', { by: [], recorded: 0, renewed: 5 }, true],
  ])('%s: proved %j', (_what, claim, expected) => {
    expect(isProved(claim)).toBe(expected);
  });
});

describe('when a claim was last proved, and last seen', () => {
  const typed = (from: number, to: number) => ({ typed: { from: at(from), to: at(to), event: 'e' } });
  test.each<[string, Omit<Claim, 'by'>, number, number]>([
    ['never', {}, -Infinity, -Infinity],
    ['typed', typed(1, 5), -Infinity, at(5)],
    ['recorded', { recorded: at(3) }, at(3), at(3)],
    ['proved: the end of the last span', { proved: [span(1, 2), span(40, 50)] }, at(50), at(50)],
    ['recorded and recorded anew', { recorded: at(3), renewed: at(30) }, at(30), at(30)],
    ['what a record says after an act is said again', { proved: [span(1, 2)], recorded: at(9) }, at(2), at(2)],
    ['and so at the time of the act', { proved: [span(1)], recorded: at(1) }, at(1), at(1)],
    ['unless it has it anew', { proved: [span(1, 2)], recorded: at(9), renewed: at(30) }, at(30), at(30)],
    ['recorded and then proved', { proved: [span(10, 20)], recorded: at(9) }, at(20), at(20)],
    ['proved and typed later', { proved: [span(1, 2)], ...typed(5, 6) }, at(2), at(6)],
    ['typed and proved later', { proved: [span(1, 20)], ...typed(5, 6) }, at(20), at(20)],
  ])('%s', (_what, claim, proof, sight) => {
    expect(lastProof({ by: [], ...claim })).toBe(proof);
    expect(lastSeen({ by: [], ...claim })).toBe(sight);
  });
});

describe('a proof within 90 days', () => {
  const claim: Claim = { by: [], proved: [span(0, 10), span(100, 110)] };
  const recorded: Claim = { by: [], recorded: at(50) };
  const NINETY = 90 * DAY;
  // Who was first is given, whatever is kept of it.
  const all = (known: Claim, first: number): Proofs => ({ customers: ['1'], spans: proofsIn(known), first });
  const moment = (day: number, first: number): Proofs => ({ customers: ['2'], spans: [[at(day), at(day)]], first });

  test.each<[string, Claim, number, boolean]>([
    ['within a span', claim, 5, true],
    ['at its beginning', claim, 0, true],
    ['at its end', claim, 10, true],
    ['before any', claim, -1, false],
    ['90 days after the end of a span', { by: [], proved: [span(0, 10)] }, 100, true],
    ['91 days after', { by: [], proved: [span(0, 10)] }, 101, false],
    ['between two spans', claim, 50, true],
    ['only the older span is so near', { by: [], proved: [span(0), span(300)] }, 80, true],
    ['90 days after a record', recorded, 140, true],
    ['91 days after a record', recorded, 141, false],
    ['before a record', recorded, 49, false],
    ['a record after an act says it again', { by: [], proved: [span(0)], recorded: at(200) }, 210, false],
    ['a record that has it anew does not', { by: [], proved: [span(0)], recorded: at(1), renewed: at(200) }, 210, true],
    ['the record is near, and the act comes later', { by: [], proved: [span(500)], recorded: at(200) }, 210, true],
    ['the act is near, the record is not', { by: [], proved: [span(200)], recorded: at(0) }, 210, true],
    ['only typed', { by: [], typed: { from: at(1), to: at(1), event: 'e' } }, 2, false],
  ])('before: %s', (_rule, known, day, expected) => {
    expect(provedInTurn(emptyIdentityItem, all(known, -Infinity), moment(day, Infinity), NINETY)).toBe(expected);
  });

  test.each<[string, Claim, number, boolean]>([
    ['within a span', claim, 5, true],
    ['at its end, and the next one is near', claim, 10, true],
    ['at the end of the last', claim, 110, true],
    ['90 days before the beginning of a span', { by: [], proved: [span(0, 10)] }, -90, true],
    ['91 days before', { by: [], proved: [span(0, 10)] }, -91, false],
    ['at a span of one moment', { by: [], proved: [span(5)] }, 5, true],
    ['after all', claim, 111, false],
    ['90 days before a record', recorded, -40, true],
    ['91 days before a record', recorded, -41, false],
    ['at a record', recorded, 50, true],
    ['the record is near, and the act comes later', { by: [], proved: [span(500)], recorded: at(20) }, 10, true],
    ['a record after an act says it again', { by: [], proved: [span(0)], recorded: at(20) }, 10, false],
    ['a record that has it anew does not', { by: [], proved: [span(0)], recorded: at(1), renewed: at(20) }, 10, true],
    ['the act is near, the record is not', { by: [], proved: [span(20)], recorded: at(500) }, 10, true],
    ['only typed', { by: [], typed: { from: at(1), to: at(1), event: 'e' } }, 0, false],
  ])('after: %s', (_rule, known, day, expected) => {
    expect(provedInTurn(emptyIdentityItem, all(known, Infinity), moment(day, -Infinity), NINETY)).toBe(expected);
  });
});

describe('an identity that has left a customer', () => {
  const released = [{ customer: '1', at: at(10) }];
  const proved = (...spans: readonly Span[]) => item({ released, claims: [{ ...ANN, proved: spans }] });

  test.each<[string, IdentityItem, number, boolean]>([
    ['nothing was said', item({}), 20, false],
    ['before it was said', item({ released }), 9, false],
    ['when it was said', item({ released }), 10, true],
    ['450 days after', item({ released }), 460, true],
    ['another customer has lost it', item({ released: [{ customer: '2', at: at(10) }] }), 20, false],
    ['proved before only', proved(span(0, 9)), 20, true],
    ['proved at the very time', proved(span(0, 10)), 20, true],
    ['proved again by the time that is asked for', proved(span(0), span(50)), 50, false],
    ['proved again, but later than the time that is asked for', proved(span(0), span(50)), 49, true],
    ['one span of proofs from before to after', proved(span(0, 30)), 20, false],
    ['another customer proves it again', item({ released, claims: [{ ...BOB, proved: [span(50)] }] }), 60, true],
    ['a record that repeats it ends nothing', item({ released, claims: [{ ...ANN, recorded: at(50) }] }), 60, true],
    [
      'typing it ends nothing',
      item({ released, claims: [{ ...ANN, typed: { from: at(50), to: at(50), event: 'e' } }] }),
      60,
      true,
    ],
  ])('%s', (_rule, known, day, expected) => {
    expect(isReleased(known, '1', at(day))).toBe(expected);
  });

  test('of a customer the latest release counts, in whatever order they come', () => {
    const both = [at(10), at(20)];
    for (const order of [both, both.toReversed()]) {
      const known = order.reduce<IdentityItem>(
        (kept, time) => withRelease(kept, { customer: '1', at: time }),
        item({}),
      );
      expect(known.released).toEqual([{ customer: '1', at: at(20) }]);
    }
  });

  test('the newest eight customers whom it has left are kept, and claims are no matter of it', () => {
    const before = item({ owner: '1', claims: [ANN] });
    const known = Array.from({ length: 9 }, (_, index) => index).reduce<IdentityItem>(
      (kept, index) => withRelease(kept, { customer: `c${index}`, at: at(index) }),
      before,
    );
    expect(known.released.map(({ customer }) => customer)).toEqual(['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8']);
    expect(known).toEqual({ ...before, released: known.released });
  });

  test('an act on the day of the proof before, but after the release, is noted: it ends the release', () => {
    const lost = withRelease(after([seen('act', 0)]), { customer: '1', at: at(0) + HOUR });
    expect(isReleased(lost, '1', at(0) + 3 * HOUR)).toBe(true);
    const again = after([seen('act', 0, { time: at(0) + 2 * HOUR })], lost);
    expect(isReleased(again, '1', at(0) + 3 * HOUR)).toBe(false);
  });

  test('an act on that day, but before the release, is nothing new', () => {
    const lost = withRelease(after([seen('act', 0)]), { customer: '1', at: at(0) + 2 * HOUR });
    expect(after([seen('act', 0, { time: at(0) + HOUR })], lost)).toBe(lost);
  });

  test('nor is an act at the very time of the release', () => {
    const lost = withRelease(after([seen('act', 0)]), { customer: '1', at: at(0) + HOUR });
    expect(after([seen('act', 0, { time: at(0) + HOUR })], lost)).toBe(lost);
  });

  test('a release at the very time of the proof is ended by an act later that day', () => {
    const lost = withRelease(after([seen('act', 0)]), { customer: '1', at: at(0) });
    expect(isReleased(lost, '1', at(0) + HOUR)).toBe(true);
    expect(isReleased(after([seen('act', 0, { time: at(0) + HOUR })], lost), '1', at(0) + HOUR)).toBe(false);
  });

  test('a release that a proof has ended makes nothing new of an act', () => {
    const lost = withRelease(after([seen('act', 0)]), { customer: '1', at: at(5) });
    const again = after([seen('act', 9)], lost);
    expect(after([seen('act', 9, { time: at(9) + HOUR })], again)).toBe(again);
  });

  test('a release of somebody else makes nothing new of an act', () => {
    const lost = withRelease(after([seen('act', 0)]), { customer: '2', at: at(0) + HOUR });
    expect(after([seen('act', 0, { time: at(0) + 2 * HOUR })], lost)).toBe(lost);
  });
});

describe('who is the same claimant', () => {
  test.each<[string, Claimant, Claimant, boolean]>([
    ['of one customer, by different ids', { customer: '1', by: ['a'] }, { customer: '1', by: ['b'] }, true],
    ['of two customers, by different ids', { customer: '1', by: ['a'] }, { customer: '2', by: ['b'] }, false],
    ['alike in one of the names', { by: ['a', 'b'] }, { by: ['b', 'c'] }, true],
    ['alike in a name, though of two customers', { customer: '1', by: ['a'] }, { customer: '2', by: ['a'] }, true],
    ['nothing is known of either customer', { by: ['a'] }, { by: ['b'] }, false],
    [
      'of one customer whom only the value names',
      { customer: '1', by: ['a'], alone: true },
      { customer: '1', by: ['b'], alone: true },
      false,
    ],
    [
      'one of them is named by the value alone',
      { customer: '1', by: ['a'], alone: true },
      { customer: '1', by: ['b'] },
      false,
    ],
    ['alone, and alike in a name', { by: ['a'], alone: true }, { by: ['a'], alone: true }, true],
  ])('%s: %j', (_what, one, other, expected) => {
    expect(isSameClaimant(one, other)).toBe(expected);
    expect(isSameClaimant(other, one)).toBe(expected);
  });
});

describe('two claims that are one', () => {
  test.each<[string, Claim, Claim, Claim]>([
    ['the customer of either', { by: ['a'] }, { customer: '2', by: ['b'] }, { customer: '2', by: ['a', 'b'] }],
    ['the first one’s customer', { customer: '1', by: [] }, { customer: '2', by: [] }, { customer: '1', by: [] }],
    [
      'the names of both, each once, the newest four',
      { by: ['a', 'b', 'c'] },
      { by: ['d', 'b', 'e'] },
      { by: ['c', 'd', 'b', 'e'] },
    ],
    ['alone if both are', { by: [], alone: true }, { by: [], alone: true }, { by: [], alone: true }],
    ['not alone if one is not', { by: [], alone: true }, { by: [] }, { by: [] }],
    ['not alone if the other is not', { by: [] }, { by: [], alone: true }, { by: [] }],
    [
      'the spans of both',
      { by: [], proved: [span(0)] },
      { by: [], proved: [span(20), span(90)] },
      { by: [], proved: [span(0, 20), span(90)] },
    ],
    ['the spans of one', { by: [] }, { by: [], proved: [span(20)] }, { by: [], proved: [span(20)] }],
    ['the earlier record', { by: [], recorded: 9 }, { by: [], recorded: 7 }, { by: [], recorded: 7 }],
    [
      'the later of those that had it anew',
      { by: [], recorded: 1, renewed: 7 },
      { by: [], recorded: 1, renewed: 9 },
      { by: [], recorded: 1, renewed: 9 },
    ],
    [
      'the one that had it anew',
      { by: [], recorded: 1, renewed: 7 },
      { by: [], recorded: 1 },
      { by: [], recorded: 1, renewed: 7 },
    ],
    ['the one record', { by: [] }, { by: [], recorded: 0 }, { by: [], recorded: 0 }],
    [
      'typed from the first to the last, by the first event',
      { by: [], typed: { from: 5, to: 30, event: 'second' } },
      { by: [], typed: { from: 1, to: 20, event: 'first' } },
      { by: [], typed: { from: 1, to: 30, event: 'first' } },
    ],
  ])('%s', (_rule, one, other, expected) => {
    expect(uniteClaims(one, other)).toStrictEqual(expected);
  });
});

describe('when there are too many claims', () => {
  const claimOfDay = (customer: string, how: Observation['how'], day: number) =>
    seen(how, day, { claimant: { customer, by: [customer] } });
  const customersAfter = (observations: readonly Observation[], kept: number, owner?: string) =>
    after(observations, item(owner === undefined ? {} : { owner }), kept).claims.map(({ customer }) => customer);

  test('those who were seen last stay, in the order in which they came', () => {
    const typed = [claimOfDay('1', 'typed', 5), claimOfDay('2', 'typed', 1), claimOfDay('3', 'typed', 9)];
    expect(customersAfter(typed, 2)).toEqual(['1', '3']);
  });

  test('whoever has proved it stays before whoever was seen later', () => {
    const mixed = [claimOfDay('1', 'act', 1), claimOfDay('2', 'typed', 5), claimOfDay('3', 'typed', 9)];
    expect(customersAfter(mixed, 2)).toEqual(['1', '3']);
  });

  test('the owner’s claim stays before whoever has proved it', () => {
    const mixed = [claimOfDay('1', 'typed', 1), claimOfDay('2', 'act', 5), claimOfDay('3', 'act', 9)];
    expect(customersAfter(mixed, 2, '1')).toEqual(['1', '3']);
    expect(customersAfter(mixed, 2)).toEqual(['2', '3']);
  });

  test('what many have typed who are one customer drives out no proof', () => {
    const guest = (name: string, day: number) =>
      seen('typed', day, { claimant: { customer: '1', by: [name], alone: true } });
    const mixed = [
      guest('first', 1),
      guest('second', 3),
      claimOfDay('2', 'act', 2),
      guest('third', 4),
      guest('fourth', 5),
    ];
    expect(customersAfter(mixed, 3, '1')).toEqual(['2', '1', '1']);
  });

  test('as many as are kept stay all', () => {
    const typed = [claimOfDay('1', 'typed', 1), claimOfDay('2', 'typed', 2)];
    expect(customersAfter(typed, 2)).toEqual(['1', '2']);
  });

  test('claims without a customer are nobody’s, and not the owner’s where nobody has it', () => {
    const nobody = seen('typed', 1, { claimant: { by: ['nobody'] } });
    expect(customersAfter([nobody, claimOfDay('2', 'typed', 5), claimOfDay('3', 'typed', 9)], 2)).toEqual(['2', '3']);
  });
});

describe('the ids that customers have today', () => {
  const today = (customer: string) => (customer === '2' ? '1' : customer);

  test('name the owner, the claims and the releases', () => {
    const known = item({
      owner: '2',
      claims: [{ ...BOB, recorded: 5 }, { by: ['nobody'] }],
      released: [
        { customer: '2', at: 7 },
        { customer: '3', at: 8 },
      ],
      marks: { erased: 1 },
    });
    expect(withAliases(known, today)).toStrictEqual({
      owner: '1',
      claims: [{ customer: '1', by: ['bob'], recorded: 5 }, { by: ['nobody'] }],
      released: [
        { customer: '1', at: 7 },
        { customer: '3', at: 8 },
      ],
      marks: { erased: 1 },
    });
  });

  test('make one claim of those of two customers who have become one', () => {
    const known = item({
      claims: [
        { ...ANN, proved: [span(0)] },
        { customer: '3', by: ['c'] },
        { ...BOB, proved: [span(9)] },
      ],
    });
    expect(withAliases(known, today).claims).toEqual([
      { customer: '1', by: ['ann', 'bob'], proved: [span(0, 9)] },
      { customer: '3', by: ['c'] },
    ]);
  });

  test('of whoever is named by the value alone there stay two', () => {
    const known = item({
      claims: [
        { ...ANN, alone: true },
        { ...BOB, alone: true },
      ],
    });
    expect(withAliases(known, today).claims).toHaveLength(2);
  });

  test('of the releases of two who have become one the latest counts', () => {
    const known = item({
      released: [
        { customer: '1', at: at(5) },
        { customer: '2', at: at(20) },
      ],
    });
    const released = withRelease(withAliases(known, today), { customer: '1', at: at(10) });
    expect(isReleased({ ...released, claims: [{ ...ANN, proved: [span(15)] }] }, '1', at(30))).toBe(true);
  });

  test('add no owner where there is none', () => {
    expect(withAliases(emptyIdentityItem, today)).toStrictEqual(emptyIdentityItem);
  });
});
