import { pairOf } from './pairs.ts';
import type { Outcome } from './outcome.ts';

/**
 * The doubtful pairs about whom a person was asked: by a case about the contact, or one that names an event which proves it, from
 * the first event of the doubt on.
 */
export function askedPairs({ truth, result }: Pick<Outcome, 'truth' | 'result'>): readonly string[] {
  return truth.ambiguities.flatMap(({ identity, people, events: [, second] }) => {
    const since = truth.events.findIndex(({ id }) => id === second);
    const proofs = truth.events
      .slice(since)
      .filter(({ about, proves }) => people.includes(about ?? '') && proves.includes(identity));
    const ids = new Set(proofs.map(({ id }) => id));
    const isAsked = result.cases.some((one) => one.identity === identity || one.events.some((event) => ids.has(event)));
    return isAsked ? [pairOf(...people)] : [];
  });
}
