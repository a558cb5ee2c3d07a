import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Evaluation, notTried, perDisorder } from './evaluate.ts';
import { linesIn } from './files/event-file.ts';
import { readResults } from './files/result-file.ts';
import { readTruth } from './files/truth-file.ts';
import type { ProductResult } from './products/product.ts';
import { caseTable, scoreTable } from './report.ts';
import { scoreHistory } from './scorer/score-history.ts';
import { sumScores } from './scorer/score.ts';

/** Scores what another product has made: `node bench/truth/score.ts --truth x.truth.jsonl --result x.result.jsonl` */
const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { truth: text, result: text, json: { type: 'boolean' } } });
if (values.truth === undefined || values.result === undefined)
  throw new Error('usage: node bench/truth/score.ts --truth <file> --result <file> [--json]');
const truths = readTruth(linesIn(readFileSync(values.truth, 'utf8')));
const results = readResults(linesIn(readFileSync(values.result, 'utf8')));
// A history without a line of result: nothing was made of it.
const nothing: ProductResult = { placements: new Map(), customers: [], cases: [], deadLetters: 0 };
const rows = [...Map.groupBy(truths, ({ hazard }) => hazard)].map(([hazard, ofOne]) => {
  const score = sumScores(ofOne.map((truth) => scoreHistory(truth, results.get(truth.history) ?? nothing)));
  const sum: Evaluation = { score, stability: perDisorder(() => notTried) };
  return { hazard, product: values.result ?? '', seeds: [sum], sum };
});
const report = values.json
  ? rows.map(({ hazard, sum }) => JSON.stringify({ hazard, ...sum.score }))
  : [...scoreTable(rows), ...caseTable(rows)];
process.stdout.write(report.map((line) => `${line}\n`).join(''));
