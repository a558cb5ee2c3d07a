import { isContactKey } from '../says.ts';
import type { Outcome } from './outcome.ts';
import { ownersOf } from './outcome.ts';

/** Customers that are several people, and contacts that stand with the wrong one. */
export function scoreStrangers({ truth, customers, identities }: Outcome) {
  const joined = customers.filter(({ standing }) => standing.length > 1);
  const pairs = joined.flatMap(({ standing }) =>
    standing.flatMap((one, index) => standing.slice(index + 1).map((other) => [one, other].toSorted().join(' '))),
  );
  const doubtful = new Set(truth.ambiguities.map(({ people }) => people.join(' ')));
  const proved = new Set(truth.events.flatMap(({ proves }) => proves));
  const misplaced = customers.flatMap(({ keys, events, standing }) => {
    const people = new Set([...standing, ...events.map(({ about }) => about)]);
    return [...keys].filter((key) => {
      if (!isContactKey(key) || !proved.has(key)) return false;
      return people.size > 0 && !ownersOf(identities.get(key)).some((owner) => people.has(owner));
    });
  });
  return {
    joined: joined.length,
    joinedPairs: pairs.length,
    joinedHistories: joined.length > 0 ? 1 : 0,
    joinedAmbiguousPairs: pairs.filter((pair) => doubtful.has(pair)).length,
    misplacedContacts: misplaced.length,
  };
}
