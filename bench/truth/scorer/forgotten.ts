import type { EffectiveErasure } from './erasures.ts';
import type { Outcome } from './outcome.ts';

/** People who asked to be forgotten, and whether anything found them again without an act of theirs. */
export function scoreForgotten(outcome: Outcome) {
  const erasures = [...outcome.erasures.values()];
  return {
    forgotten: erasures.length,
    foundAgain: erasures.filter((erasure) => isFoundAgain(erasure, outcome)).length,
  };
}

function isFoundAgain({ person, ms, keys, hasReturned }: EffectiveErasure, outcome: Outcome): boolean {
  const { truth, customers, identities, liveOf } = outcome;
  const isPlacedAgain = truth.events.some(
    (event) => event.about === person && event.expect === 'unplaced' && liveOf(event) !== undefined,
  );
  if (isPlacedAgain || hasReturned) return isPlacedAgain;
  // A contact may be its next owner's.
  const theirs = [...keys].filter((key) => {
    const owners = identities.get(key)?.owners ?? [];
    return !owners.some((owner) => owner.person !== person && (owner.to === undefined || Date.parse(owner.to) > ms));
  });
  return customers.some((customer) => theirs.some((key) => customer.keys.has(key)));
}
