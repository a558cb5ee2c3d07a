import { isContactKey } from '../statement.ts';
import { askedPairs } from './asked-pairs.ts';
import { connectedPairs, pairOf, pairsOf } from './pairs.ts';
import type { Outcome } from './outcome.ts';
import { ownersOf } from './outcome.ts';

/**
 * Customers that are several people, and contacts that stand with the wrong one. A pair in doubt is told apart from the others: no
 * event says whether the two are one, directly or by a third whom both may be.
 */
export function scoreStrangers(outcome: Outcome) {
  const { truth, customers } = outcome;
  const doubtful = truth.ambiguities.map(({ people }) => pairOf(...people));
  const asked = askedPairs(outcome);
  const joined = customers.filter(({ standing }) => standing.length > 1);
  const ofEach = joined.map(({ standing }) => ({
    all: pairsOf(standing),
    inDoubt: connectedPairs(standing, doubtful),
    inDoubtWithCase: connectedPairs(standing, asked),
  }));
  const count = (which: 'all' | 'inDoubt' | 'inDoubtWithCase') =>
    ofEach.reduce((sum, { [which]: pairs }) => sum + pairs.length, 0);
  const [all, inDoubt] = [count('all'), count('inDoubt')];
  return {
    joined: joined.length,
    joinedPairs: all,
    joinedHistories: all > inDoubt ? 1 : 0,
    joinedAmbiguousPairs: inDoubt,
    joinedAmbiguousWithCase: count('inDoubtWithCase'),
    joinedAmbiguousHistories: inDoubt > 0 ? 1 : 0,
    misplacedContacts: misplacedContacts(outcome),
  };
}

/** Proved contacts with a customer none of whose people ever owned them. */
function misplacedContacts({ truth, customers, identities }: Outcome): number {
  const proved = new Set(truth.events.flatMap(({ proves }) => proves));
  return customers.flatMap(({ keys, events, standing }) => {
    const people = new Set([...standing, ...events.map(({ about }) => about)]);
    return [...keys].filter((key) => {
      if (!isContactKey(key) || !proved.has(key)) return false;
      return people.size > 0 && !ownersOf(identities.get(key)).some((owner) => people.has(owner));
    });
  }).length;
}
