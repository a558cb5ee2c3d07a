import type { ProductResult } from '../products/product.ts';
import type { HistoryTruth } from '../truth-records.ts';
import { askedPairs } from './asked-pairs.ts';
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

function scoreCases(outcome: Outcome): Pick<Score, 'cases' | 'ambiguities' | 'ambiguitiesWithCase'> {
  const cases: Record<string, number> = {};
  for (const { type } of outcome.result.cases) cases[type] = (cases[type] ?? 0) + 1;
  return {
    cases,
    ambiguities: outcome.truth.ambiguities.length,
    ambiguitiesWithCase: askedPairs(outcome).length,
  };
}
