import { tableLines } from '../../cli/table.ts';
import type { Evaluation, Stability } from './evaluate.ts';
import { agreed } from './scorer/order-stability.ts';
import type { Score } from './scorer/score.ts';
import { type Disorder, disorders } from './shuffle-arrival.ts';
import type { PairScore } from './senzing/score-pairs.ts';

/** What a row of a table is about. */
export interface Row {
  readonly hazard: string;
  readonly product: string;
  /** Of each seed. */
  readonly seeds: readonly Evaluation[];
  readonly sum: Evaluation;
}

type Column = readonly [name: string, cell: (row: Row) => string];

const count = (name: string, of: Exclude<keyof Score, 'cases'>): Column => [name, ({ sum }) => String(sum.score[of])];
const share = (name: string, part: Exclude<keyof Score, 'cases'>, whole: Exclude<keyof Score, 'cases'>): Column => [
  name,
  ({ sum }) => percent(sum.score[part], sum.score[whole]),
];

const columns: readonly Column[] = [
  ['hazard', ({ hazard }) => hazard],
  ['product', ({ product }) => product],
  count('histories', 'histories'),
  ['with strangers', withStrangers],
  ['pairs', ({ sum: { score } }) => String(score.joinedPairs - score.joinedAmbiguousPairs)],
  count('with doubtful', 'joinedAmbiguousHistories'),
  ['pairs: case', ({ sum: { score } }) => of(score.joinedAmbiguousWithCase, score.joinedAmbiguousPairs)],
  count('misplaced', 'misplacedContacts'),
  count('split', 'split'),
  count('in window', 'splitWithinWindow'),
  ['customers/people', ({ sum: { score } }) => (score.customers / score.people).toFixed(2)],
  ['by proofs', ({ sum: { score } }) => (score.provable / score.people).toFixed(2)],
  ['parts/people', ({ sum: { score } }) => (score.parts / score.people).toFixed(2)],
  share('wrong events', 'wrongEvents', 'events'),
  count('silenced', 'silenced'),
  count('lost', 'lost'),
  share('fields lost', 'fieldsLost', 'fields'),
  share('of others', 'fieldsOfOthers', 'fields'),
  count('forgotten', 'forgotten'),
  count('found again', 'foundAgain'),
  ['doubts: case', ({ sum: { score } }) => of(score.ambiguitiesWithCase, score.ambiguities)],
  count('dead letters', 'deadLetters'),
];

function withStrangers({ seeds, sum: { score } }: Row): string {
  const bySeed = seeds.length > 1 ? ` (${seeds.map((one) => one.score.joinedHistories).join(' ')})` : '';
  return `${score.joinedHistories}${bySeed}`;
}

/** Strangers and splits, events, fields. */
export function scoreTable(rows: readonly Row[]): readonly string[] {
  return tableLines(
    columns.map(([name]) => name),
    rows.map((row) => columns.map(([, cell]) => cell(row))),
  );
}

/** Cases by their type, of the products that raise any. */
export function caseTable(rows: readonly Row[]): readonly string[] {
  const withCases = rows.filter(({ sum }) => Object.keys(sum.score.cases).length > 0);
  if (withCases.length === 0) return [];
  const types = [...new Set(withCases.flatMap(({ sum }) => Object.keys(sum.score.cases)))].toSorted();
  return tableLines(
    ['hazard', 'product', ...types],
    withCases.map(({ hazard, product, sum }) => [
      hazard,
      product,
      ...types.map((type) => String(sum.score.cases[type] ?? 0)),
    ]),
  );
}

const headings: Readonly<Record<Disorder, string>> = {
  late: 'late and again',
  subject: 'subject in order',
  any: 'any order',
};

/** Histories that are not the same in every order of arrival. */
export function orderTable(rows: readonly Row[]): readonly string[] {
  const tried = rows.filter(({ sum }) => sum.stability.any.histories > 0);
  if (tried.length === 0) return [];
  const cells = (stability: Stability) => agreed.map((what) => String(stability.histories - stability[what]));
  return tableLines(
    [
      'hazard',
      'product',
      'histories',
      ...disorders.flatMap((disorder) => [`${headings[disorder]}: customers differ`, ...agreed.slice(1)]),
    ],
    tried.map(({ hazard, product, sum }) => [
      hazard,
      product,
      String(sum.stability.any.histories),
      ...disorders.flatMap((disorder) => cells(sum.stability[disorder])),
    ]),
  );
}

export function pairTable(rows: readonly (readonly [product: string, PairScore])[]): readonly string[] {
  return tableLines(
    ['Senzing truth set', 'records', 'true pairs', 'joined', 'right', 'precision', 'recall', 'cases'],
    rows.map(([product, { records, truePairs, joinedPairs, rightPairs, cases }]) => [
      product,
      ...[records, truePairs, joinedPairs, rightPairs].map(String),
      ...[rightPairs / joinedPairs, rightPairs / truePairs].map((share) => share.toFixed(2)),
      String(cases),
    ]),
  );
}

/** A part of a whole, where there is one. */
function of(part: number, whole: number): string {
  return whole === 0 ? '-' : `${part}/${whole}`;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '-' : `${((100 * part) / whole).toFixed(1)} %`;
}
