import type { HazardName } from './hazards/hazards.ts';
import { oracle } from './products/oracle.ts';
import type { Product } from './products/product.ts';
import { openProduct, type ProductChoice } from './products/products.ts';
import { Random } from './random.ts';
import type { EventLine } from './statement.ts';
import { type Agreement, agreementOf } from './scorer/order-stability.ts';
import { scoreHistory } from './scorer/score-history.ts';
import { type Score, sumScores } from './scorer/score.ts';
import { type Disorder, disorders, inDisorder, inOrder } from './shuffle-arrival.ts';
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

/** Histories, and of them those that came out the same in all orders. */
export type Stability = { readonly histories: number } & Readonly<Record<keyof Agreement, number>>;

export const notTried: Stability = { histories: 0, customers: 0, ids: 0, contacts: 0, fields: 0 };

export interface Evaluation {
  readonly score: Score;
  readonly stability: Readonly<Record<Disorder, Stability>>;
}

export async function evaluate({ choice, hazard, seed, from, to, settings, orders }: Job): Promise<Evaluation> {
  const product = openProduct(choice);
  const scores: Score[] = [];
  const stable = perDisorder((): Agreement[][] => []);
  for (let index = from; index < to; index++) {
    const { lines, truth } = writeHistory(hazard, seed, index, settings);
    scores.push(scoreHistory(truth, product === 'oracle' ? oracle(truth) : await product.run(lines)));
    if (product === 'oracle' || orders === 0) continue;
    const random = new Random(`${truth.history} in other orders`);
    for (const disorder of disorders)
      stable[disorder].push(await agreements(product, lines, { disorder, orders, random }));
  }
  return { score: sumScores(scores), stability: perDisorder((disorder) => stabilityOf(stable[disorder])) };
}

export function perDisorder<T>(make: (disorder: Disorder) => T): Record<Disorder, T> {
  return { late: make('late'), subject: make('subject'), any: make('any') };
}

async function agreements(
  product: Product,
  lines: readonly EventLine[],
  { disorder, orders, random }: { readonly disorder: Disorder; readonly orders: number; readonly random: Random },
): Promise<Agreement[]> {
  const ordered = await product.run(inOrder(lines, disorder));
  const found: Agreement[] = [];
  for (let left = orders; left > 0; left--) {
    found.push(agreementOf(ordered, await product.run(inDisorder(lines, disorder, random))));
  }
  return found;
}

function stabilityOf(histories: readonly (readonly Agreement[])[]): Stability {
  const count = (what: keyof Agreement) => histories.filter((orders) => orders.every((order) => order[what])).length;
  return {
    histories: histories.length,
    customers: count('customers'),
    ids: count('ids'),
    contacts: count('contacts'),
    fields: count('fields'),
  };
}

export function sumEvaluations(evaluations: readonly Evaluation[]): Evaluation {
  const sum = (disorder: Disorder): Stability =>
    evaluations.reduce(
      (total, { stability: { [disorder]: one } }) => ({
        histories: total.histories + one.histories,
        customers: total.customers + one.customers,
        ids: total.ids + one.ids,
        contacts: total.contacts + one.contacts,
        fields: total.fields + one.fields,
      }),
      notTried,
    );
  return { score: sumScores(evaluations.map(({ score }) => score)), stability: perDisorder(sum) };
}
