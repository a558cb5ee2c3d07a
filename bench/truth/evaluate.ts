import type { HazardName } from './hazards/hazards.ts';
import { oracle } from './products/oracle.ts';
import type { Product } from './products/product.ts';
import { openProduct, type ProductChoice } from './products/products.ts';
import { Random } from './random.ts';
import type { EventLine } from './statement.ts';
import { type Agreement, agreementOf } from './scorer/order-stability.ts';
import { scoreHistory } from './scorer/score-history.ts';
import { type Score, sumScores } from './scorer/score.ts';
import { inOrderOfTime, shuffledArrival } from './shuffle-arrival.ts';
import type { Settings } from './world/history.ts';
import { writeHistory } from './write-history.ts';

/** Some histories of one hazard and seed, for one product. */
export interface Job {
  readonly choice: ProductChoice;
  readonly hazard: HazardName;
  readonly seed: number;
  /** Numbers of the histories: from the first up to, and without, the last. */
  readonly from: number;
  readonly to: number;
  readonly settings: Settings;
  /** In how many shuffled orders of arrival the histories are tried beside; of each sort. */
  readonly orders: number;
}

/** Histories that came out the same in all orders. */
export interface Stability {
  readonly histories: number;
  readonly customers: number;
  readonly identities: number;
  readonly fields: number;
}

export interface Evaluation {
  readonly score: Score;
  /** Without any order kept, and with the events of one subject in order. */
  readonly anyOrder: Stability;
  readonly subjectOrder: Stability;
}

export async function evaluate({ choice, hazard, seed, from, to, settings, orders }: Job): Promise<Evaluation> {
  const product = openProduct(choice);
  const scores: Score[] = [];
  const stable = { any: [] as Agreement[][], subject: [] as Agreement[][] };
  for (let index = from; index < to; index++) {
    const { lines, truth } = writeHistory(hazard, seed, index, settings);
    scores.push(scoreHistory(truth, product === 'oracle' ? oracle(truth) : await product.run(lines)));
    if (product === 'oracle' || orders === 0) continue;
    const random = new Random(`${truth.history} in other orders`);
    for (const keeps of ['any', 'subject'] as const) {
      stable[keeps].push(await agreements(product, lines, { keeps, orders, random }));
    }
  }
  return { score: sumScores(scores), anyOrder: stabilityOf(stable.any), subjectOrder: stabilityOf(stable.subject) };
}

async function agreements(
  product: Product,
  lines: readonly EventLine[],
  { keeps, orders, random }: { readonly keeps: 'any' | 'subject'; readonly orders: number; readonly random: Random },
): Promise<Agreement[]> {
  const inOrder = await product.run(inOrderOfTime(lines));
  const found: Agreement[] = [];
  for (let left = orders; left > 0; left--) {
    found.push(agreementOf(inOrder, await product.run(shuffledArrival(lines, keeps, random))));
  }
  return found;
}

function stabilityOf(histories: readonly (readonly Agreement[])[]): Stability {
  const count = (what: keyof Agreement) => histories.filter((orders) => orders.every((order) => order[what])).length;
  return {
    histories: histories.length,
    customers: count('customers'),
    identities: count('identities'),
    fields: count('fields'),
  };
}

export function sumEvaluations(evaluations: readonly Evaluation[]): Evaluation {
  const sum = (which: 'anyOrder' | 'subjectOrder'): Stability =>
    evaluations.reduce(
      (total, { [which]: one }) => ({
        histories: total.histories + one.histories,
        customers: total.customers + one.customers,
        identities: total.identities + one.identities,
        fields: total.fields + one.fields,
      }),
      { histories: 0, customers: 0, identities: 0, fields: 0 },
    );
  return {
    score: sumScores(evaluations.map(({ score }) => score)),
    anyOrder: sum('anyOrder'),
    subjectOrder: sum('subjectOrder'),
  };
}
