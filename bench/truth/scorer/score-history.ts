import type { ProductResult } from '../products/product.ts';
import type { HistoryTruth } from '../truth-records.ts';
import { scoreFields } from './fields.ts';
import { scoreForgotten } from './forgotten.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { scorePlacements } from './placements.ts';
import type { Score } from './score.ts';
import { scoreSplits } from './splits.ts';
import { scoreStrangers } from './strangers.ts';

/** What a product has made of one history, counted against its truth. */
export function scoreHistory(truth: HistoryTruth, result: ProductResult): Score {
  const outcome = outcomeOf(truth, result);
  return {
    histories: 1,
    ...scorePlacements(outcome),
    ...scoreStrangers(outcome),
    ...scoreSplits(outcome),
    ...scoreFields(outcome),
    ...scoreForgotten(outcome),
    ...scoreCases(outcome),
    deadLetters: result.deadLetters,
  };
}

/**
 * A join that nobody can decide should be a question for somebody: a case about the contact, or one that names an event which
 * proves it, from the first event of the doubt on.
 */
function scoreCases({ truth, result }: Outcome): Pick<Score, 'cases' | 'ambiguities' | 'ambiguitiesWithCase'> {
  const cases: Record<string, number> = {};
  for (const { type } of result.cases) cases[type] = (cases[type] ?? 0) + 1;
  const asked = truth.ambiguities.filter(({ identity, people, events: [, second] }) => {
    const since = truth.events.findIndex(({ id }) => id === second);
    const proofs = truth.events
      .slice(since)
      .filter(({ about, proves }) => people.includes(about ?? '') && proves.includes(identity));
    const ids = new Set(proofs.map(({ id }) => id));
    return result.cases.some((one) => one.identity === identity || one.events.some((event) => ids.has(event)));
  });
  return { cases, ambiguities: truth.ambiguities.length, ambiguitiesWithCase: asked.length };
}
