import { describe, expect, test } from 'vitest';
import { oracle } from '../../../bench/truth/products/oracle.ts';
import { hazardNames } from '../../../bench/truth/hazards/hazards.ts';
import { scoreHistory } from '../../../bench/truth/scorer/score-history.ts';
import { sumScores } from '../../../bench/truth/scorer/score.ts';
import type { ProductResult } from '../../../bench/truth/products/product.ts';
import type { HistoryTruth } from '../../../bench/truth/truth-records.ts';
import { writeHistory } from '../../../bench/truth/write-history.ts';
import { keyNamed, smallResult, smallTruth, timeOf } from './small-truth.ts';

/** Ann has two ids that her phone connects, Bob has one. */
const annAndBob = smallTruth([
  { about: 'Ann', day: 1, proves: ['openid a', 'mobile 1'], states: { name: 'Ann', city: 'Xian' } },
  { about: 'Bob', day: 2, proves: ['openid b', 'mobile 2'], states: { name: 'Bob' } },
  { about: 'Ann', day: 3, proves: ['member a', 'mobile 1'], states: { city: 'Wuxi' } },
]);
const right = {
  ann: { events: ['e1', 'e3'], holds: ['openid a', 'member a', 'mobile 1'], fields: { name: 'Ann', city: 'Wuxi' } },
  bob: { events: ['e2'], holds: ['openid b', 'mobile 2'], fields: { name: 'Bob' } },
};
const faultless = {
  joined: 0,
  joinedPairs: 0,
  joinedHistories: 0,
  misplacedContacts: 0,
  split: 0,
  splitWithinWindow: 0,
  wrongEvents: 0,
  silenced: 0,
  lost: 0,
  fieldsLost: 0,
  fieldsOfOthers: 0,
  foundAgain: 0,
};

describe('strangers', () => {
  test('what is right has no fault', () => {
    expect(scoreHistory(annAndBob, smallResult(right))).toMatchObject({
      ...faultless,
      people: 2,
      customers: 2,
      fields: 3,
    });
  });

  test('one wrong join is one customer, one pair and one history', () => {
    const result = smallResult({
      all: { events: ['e1', 'e2', 'e3'], holds: [...right.ann.holds, ...right.bob.holds] },
    });
    expect(scoreHistory(annAndBob, result)).toMatchObject({
      joined: 1,
      joinedPairs: 1,
      joinedHistories: 1,
      wrongEvents: 1,
      customers: 1,
      parts: 2,
    });
  });

  test('three people in one customer are three pairs', () => {
    const truth = smallTruth(
      [1, 2, 3].map((person) => ({ about: `p${person}`, day: person, proves: [`openid ${person}`] })),
    );
    const result = smallResult({ all: { events: ['e1', 'e2', 'e3'], holds: ['openid 1', 'openid 2', 'openid 3'] } });
    expect(scoreHistory(truth, result)).toMatchObject({ joined: 1, joinedPairs: 3, wrongEvents: 2 });
  });

  test('who logs in with a phone alone and comes to another’s customer has become them', () => {
    const truth = smallTruth([
      { about: 'Ann', day: 1, proves: ['account a'], typed: ['mobile 1'] },
      { about: 'Bob', day: 2, proves: ['mobile 1'] },
    ]);
    const result = smallResult({ both: { events: ['e1', 'e2'], holds: ['account a', 'mobile 1'] } });
    expect(scoreHistory(truth, result)).toMatchObject({ joined: 1, misplacedContacts: 0 });
  });

  test('a contact that stayed with whoever typed it is misplaced and joins nobody', () => {
    const truth = smallTruth([
      { about: 'Ann', day: 1, proves: ['account a'], typed: ['mobile 1'] },
      { about: 'Bob', day: 2, proves: ['openid b', 'mobile 1'] },
    ]);
    const result = smallResult({
      ann: { events: ['e1'], holds: ['account a', 'mobile 1'] },
      bob: { events: ['e2'], holds: ['openid b'] },
    });
    expect(scoreHistory(truth, result)).toMatchObject({ joined: 0, misplacedContacts: 1 });
  });

  test('a contact that its former owner still has is not misplaced', () => {
    const truth = smallTruth(
      [
        { about: 'Ann', day: 1, proves: ['openid a', 'mobile 1'] },
        { about: 'Bob', day: 200, proves: ['openid b', 'mobile 1'] },
      ],
      { owners: { 'mobile 1': ['Ann', 'Bob'] } },
    );
    const result = smallResult({
      ann: { events: ['e1'], holds: ['openid a', 'mobile 1'] },
      bob: { events: ['e2'], holds: ['openid b'] },
    });
    expect(scoreHistory(truth, result)).toMatchObject({ joined: 0, misplacedContacts: 0 });
  });

  test('nobody owns a stand-in, and people meet in it all the same', () => {
    const truth = smallTruth([
      { about: 'Ann', day: 1, proves: ['email a'] },
      { about: 'Bob', day: 2, proves: ['email b'] },
    ]);
    const result = smallResult({ both: { events: ['e1', 'e2'], holds: ['openid OPENID', 'email a', 'email b'] } });
    expect(scoreHistory(truth, result)).toMatchObject({ joined: 1, joinedPairs: 1 });
  });

  test('a pair of whom no event tells is doubtful, and no pair of strangers', () => {
    const truth = smallTruth(
      [
        { about: 'Ann', day: 1, proves: ['openid a', 'mobile 1'] },
        { about: 'Bob', day: 2, proves: ['openid b', 'mobile 1'] },
      ],
      {
        owners: { 'mobile 1': ['Ann', 'Bob'] },
        ambiguities: [{ identity: keyNamed('mobile 1'), people: ['Ann', 'Bob'], events: ['e1', 'e2'] }],
      },
    );
    const both = { both: { events: ['e1', 'e2'], holds: ['openid a', 'openid b', 'mobile 1'] } };
    expect(scoreHistory(truth, smallResult(both))).toMatchObject({
      joinedPairs: 1,
      joinedHistories: 0,
      joinedAmbiguousPairs: 1,
      joinedAmbiguousHistories: 1,
      joinedAmbiguousWithCase: 0,
      ambiguitiesWithCase: 0,
    });
    const cases = [{ type: 'doubt', events: ['e2'] }];
    expect(scoreHistory(truth, smallResult(both, { cases }))).toMatchObject({
      ambiguitiesWithCase: 1,
      joinedAmbiguousWithCase: 1,
      cases: { doubt: 1 },
    });
    const before = [{ type: 'doubt', events: ['e1'] }];
    expect(scoreHistory(truth, smallResult(both, { cases: before })).ambiguitiesWithCase).toBe(0);
  });

  test('two whom a third may be are in doubt too, where all three are one customer', () => {
    const doubt = (one: string, other: string, events: readonly [string, string]) => ({
      identity: keyNamed('email office'),
      people: [one, other] as const,
      events,
    });
    const truth = smallTruth(
      ['Ann', 'Bob', 'Cid', 'Dee'].map((about, index) => ({
        about,
        day: index + 1,
        proves: [`openid ${about}`, 'email office'],
      })),
      {
        owners: { 'email office': ['Ann', 'Bob', 'Cid', 'Dee'] },
        ambiguities: [doubt('Ann', 'Bob', ['e1', 'e2']), doubt('Bob', 'Cid', ['e2', 'e3'])],
      },
    );
    const all = (events: readonly string[]) => ({
      events,
      holds: events.map((_, index) => `openid ${['Ann', 'Bob', 'Cid', 'Dee'][index]}`),
    });
    expect(scoreHistory(truth, smallResult({ three: all(['e1', 'e2', 'e3']) }))).toMatchObject({
      joinedPairs: 3,
      joinedAmbiguousPairs: 3,
      joinedHistories: 0,
    });
    // Nobody doubts that Dee is another.
    expect(scoreHistory(truth, smallResult({ four: all(['e1', 'e2', 'e3', 'e4']) }))).toMatchObject({
      joinedPairs: 6,
      joinedAmbiguousPairs: 3,
      joinedHistories: 1,
    });
    // Without the one between them there is no doubt.
    const two = { two: { events: ['e1', 'e3'], holds: ['openid Ann', 'openid Cid'] } };
    expect(scoreHistory(truth, smallResult(two))).toMatchObject({ joinedAmbiguousPairs: 0, joinedHistories: 1 });
  });
});

describe('splits', () => {
  const apart = {
    one: { events: ['e1'], holds: ['openid a', 'mobile 1'] },
    other: { events: ['e3'], holds: ['member a'] },
    bob: right.bob,
  };

  test('two customers of one person are a split where their proofs connect them', () => {
    expect(scoreHistory(annAndBob, smallResult(apart))).toMatchObject({
      split: 1,
      splitWithinWindow: 1,
      customers: 3,
      people: 2,
    });
  });

  test('proofs of one phone that lie further apart than the window are a split outside it', () => {
    const truth = smallTruth([
      { about: 'Ann', day: 1, proves: ['openid a', 'mobile 1'] },
      { about: 'Ann', day: 92, proves: ['member a', 'mobile 1'] },
    ]);
    const result = smallResult({
      one: { events: ['e1'], holds: ['openid a', 'mobile 1'] },
      other: { events: ['e2'], holds: ['member a'] },
    });
    expect(scoreHistory(truth, result)).toMatchObject({ split: 1, splitWithinWindow: 0 });
  });

  test('each proof within the window carries on', () => {
    const truth = smallTruth([
      { about: 'Ann', day: 1, proves: ['openid a', 'mobile 1'] },
      { about: 'Ann', day: 80, proves: ['mobile 1'] },
      { about: 'Ann', day: 160, proves: ['member a', 'mobile 1'] },
    ]);
    const result = smallResult({
      one: { events: ['e1', 'e2'], holds: ['openid a', 'mobile 1'] },
      other: { events: ['e3'], holds: ['member a'] },
    });
    expect(scoreHistory(truth, result)).toMatchObject({ split: 1, splitWithinWindow: 1 });
  });

  test('what was only typed connects nothing', () => {
    const truth = smallTruth([
      { about: 'Ann', day: 1, proves: ['openid a', 'mobile 1'] },
      { about: 'Ann', day: 2, proves: ['account a'], typed: ['mobile 1'] },
    ]);
    const result = smallResult({
      one: { events: ['e1'], holds: ['openid a', 'mobile 1'] },
      other: { events: ['e2'], holds: ['account a'] },
    });
    expect(scoreHistory(truth, result)).toMatchObject({ split: 0, people: 1, customers: 2 });
  });

  test('a phone that two people prove connects nobody', () => {
    const truth = smallTruth(
      [
        { about: 'Ann', day: 1, proves: ['openid a', 'mobile 1'] },
        { about: 'Bob', day: 2, proves: ['openid b', 'mobile 1'] },
        { about: 'Ann', day: 3, proves: ['member a', 'mobile 1'] },
      ],
      { ambiguities: [{ identity: keyNamed('mobile 1'), people: ['Ann', 'Bob'], events: ['e1', 'e2'] }] },
    );
    const result = smallResult({
      one: { events: ['e1'], holds: ['openid a', 'mobile 1'] },
      bob: { events: ['e2'], holds: ['openid b'] },
      other: { events: ['e3'], holds: ['member a'] },
    });
    expect(scoreHistory(truth, result).split).toBe(0);
  });
});

describe('events and fields', () => {
  test('an event without a customer is silenced, one whose customer is gone is lost', () => {
    const result = smallResult(
      { ann: { ...right.ann, events: ['e1'] } },
      {
        placements: new Map([
          ['e1', 'ann'],
          ['e3', 'gone'],
        ]),
      },
    );
    expect(scoreHistory(annAndBob, result)).toMatchObject({ silenced: 1, lost: 1 });
  });

  test('an older value is a field lost, one of another person is worse', () => {
    const older = smallResult({ ...right, ann: { ...right.ann, fields: { name: 'Ann', city: 'Xian' } } });
    expect(scoreHistory(annAndBob, older)).toMatchObject({ fields: 3, fieldsLost: 1, fieldsOfOthers: 0 });
    const another = smallResult({ ...right, ann: { ...right.ann, fields: { name: 'Bob', city: 'Wuxi' } } });
    expect(scoreHistory(annAndBob, another)).toMatchObject({ fieldsLost: 0, fieldsOfOthers: 1 });
  });

  test('who typed another’s name has said it: neither it nor the true one is a fault', () => {
    const truth = smallTruth([
      { about: 'Bob', day: 1, proves: ['account b'], states: { name: 'Bob' } },
      { about: 'Bob', day: 2, proves: ['account b'], states: { name: 'Ann' }, untrue: ['name'] },
      { about: 'Ann', day: 3, proves: ['openid a'], states: { name: 'Ann' } },
    ]);
    for (const name of ['Ann', 'Bob']) {
      const result = smallResult({
        bob: { events: ['e1', 'e2'], holds: ['account b'], fields: { name } },
        ann: { events: ['e3'], holds: ['openid a'], fields: { name: 'Ann' } },
      });
      expect([name, scoreHistory(truth, result)]).toMatchObject([name, { fieldsLost: 0, fieldsOfOthers: 0 }]);
    }
  });
});

describe('who asked to be forgotten', () => {
  const asks = { about: 'Ann', day: 10, proves: ['openid a'], expect: 'either' } as const;
  const erasures = [{ person: 'Ann', time: timeOf(10), everywhere: true, named: [keyNamed('openid a')] }];
  const truthWith = (...after: Parameters<typeof smallTruth>[0]) =>
    smallTruth([{ about: 'Ann', day: 1, proves: ['openid a', 'mobile 1'] }, asks, ...after], { erasures });

  test('is gone, and that is no loss', () => {
    const result = smallResult({}, { placements: new Map([['e1', 'gone']]) });
    expect(scoreHistory(truthWith(), result)).toMatchObject({ ...faultless, forgotten: 1, people: 0, customers: 0 });
  });

  test('is found again by whatever was proved to be theirs', () => {
    const result = smallResult({ ann: { events: [], holds: ['mobile 1'] } });
    expect(scoreHistory(truthWith(), result).foundAgain).toBe(1);
  });

  test('is found again by an old record', () => {
    const truth = truthWith({ about: 'Ann', day: 12, proves: ['account a'], expect: 'unplaced' });
    expect(scoreHistory(truth, smallResult({ ann: { events: ['e3'], holds: ['account a'] } })).foundAgain).toBe(1);
    expect(scoreHistory(truth, smallResult({})).foundAgain).toBe(0);
  });

  test('comes back by an act of their own', () => {
    const truth = truthWith({ about: 'Ann', day: 40, proves: ['openid a'] });
    expect(scoreHistory(truth, smallResult({ ann: { events: ['e3'], holds: ['openid a'] } }))).toMatchObject({
      ...faultless,
      people: 1,
    });
    expect(scoreHistory(truth, smallResult({})).silenced).toBe(1);
  });

  test('leaves the number to its next owner', () => {
    const next = { about: 'Bob', day: 110, proves: ['openid b', 'mobile 1'] };
    const truth = smallTruth([{ about: 'Ann', day: 1, proves: ['openid a', 'mobile 1'] }, asks, next], {
      erasures,
      owners: { 'mobile 1': ['Ann', 'Bob'] },
    });
    expect(
      scoreHistory(truth, smallResult({ bob: { events: ['e3'], holds: ['openid b', 'mobile 1'] } })),
    ).toMatchObject(faultless);
    expect(scoreHistory(truth, smallResult({})).silenced).toBe(1);
  });

  test('by one channel of several: both answers are right', () => {
    const known = { about: 'Ann', day: 2, proves: ['member a', 'mobile 1'] };
    const truth = smallTruth(
      [{ about: 'Ann', day: 1, proves: ['openid a', 'mobile 1'] }, known, { ...asks, day: 10 }],
      {
        erasures: [{ person: 'Ann', time: timeOf(10), everywhere: false, named: [keyNamed('openid a')] }],
      },
    );
    const kept = smallResult({ ann: { events: ['e1', 'e2'], holds: ['openid a', 'member a', 'mobile 1'] } });
    expect(scoreHistory(truth, kept)).toMatchObject({ ...faultless, forgotten: 0 });
    expect(
      scoreHistory(
        truth,
        smallResult(
          {},
          {
            placements: new Map([
              ['e1', 'gone'],
              ['e2', 'gone'],
            ]),
          },
        ),
      ),
    ).toMatchObject({ lost: 0 });
  });
});

describe('products that are easy to foretell, on written histories', () => {
  const histories = hazardNames.flatMap((hazard) => [0, 1].map((index) => writeHistory(hazard, 7, index)));
  const scoreOf = (make: (truth: HistoryTruth) => ProductResult) =>
    sumScores(histories.map(({ truth }) => scoreHistory(truth, make(truth))));

  test('the oracle has no fault and one customer a person', () => {
    const score = scoreOf(oracle);
    expect(score).toMatchObject(faultless);
    expect([score.customers, score.ambiguitiesWithCase]).toEqual([score.people, score.ambiguities]);
    expect(score.histories).toBe(2 * hazardNames.length);
  });

  test('a customer an event joins nobody and splits everybody who can be split', () => {
    const score = scoreOf(({ events, identities }) =>
      smallResult(
        {},
        {
          placements: new Map(events.map(({ id }) => [id, id])),
          customers: events.map(({ id, proves }) => ({
            id,
            identities: identities.filter(({ kind, scope, value }) => proves.includes(`${kind}|${scope}|${value}`)),
            fields: {},
          })),
        },
      ),
    );
    const needed = histories
      .flatMap(({ truth }) => truth.events)
      .filter(({ expect: expected }) => expected === 'placed');
    expect(score).toMatchObject({ joined: 0, wrongEvents: 0, silenced: 0, customers: needed.length });
    expect(score.split).toBeGreaterThan(score.people / 2);
  });

  test('one customer for all joins every history and splits nobody', () => {
    const score = scoreOf(({ events, identities }) =>
      smallResult(
        {},
        {
          placements: new Map(events.map(({ id }) => [id, 'all'])),
          customers: [{ id: 'all', identities, fields: {} }],
        },
      ),
    );
    expect(score).toMatchObject({
      joined: score.histories,
      joinedHistories: score.histories,
      split: 0,
      splitWithinWindow: 0,
    });
    // Whoever stands between two doubtful pairs makes a third.
    expect(score.joinedAmbiguousPairs).toBeGreaterThanOrEqual(score.ambiguities);
  });

  test('nothing at all silences every event that should have a customer', () => {
    const placed = histories
      .flatMap(({ truth }) => truth.events)
      .filter(({ expect: expected }) => expected === 'placed');
    const { silenced, customers, wrongEvents } = scoreOf(() => smallResult({}));
    expect([customers, wrongEvents]).toEqual([0, 0]);
    // Of those who asked to be forgotten what was before counts for nothing.
    expect(silenced).toBeGreaterThan(placed.length * 0.9);
    expect(silenced).toBeLessThanOrEqual(placed.length);
  });
});
