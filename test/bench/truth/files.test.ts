import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { linesIn, readEvents } from '../../../bench/truth/files/event-file.ts';
import { readResults, resultLines } from '../../../bench/truth/files/result-file.ts';
import { readTruth, truthLines } from '../../../bench/truth/files/truth-file.ts';
import { hazardNames } from '../../../bench/truth/hazards/hazards.ts';
import { readOptions, UsageError } from '../../../bench/truth/options.ts';
import { blanketMerge } from '../../../bench/truth/products/blanket-merge.ts';
import { scoreHistory } from '../../../bench/truth/scorer/score-history.ts';
import { sumScores } from '../../../bench/truth/scorer/score.ts';
import { writeFiles } from '../../../bench/truth/write-files.ts';
import { writeHistory } from '../../../bench/truth/write-history.ts';

const folder = mkdtempSync(join(tmpdir(), 'truth-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the files', () => {
  test.each(hazardNames)('%s: a truth that is written is read as it was', (hazard) => {
    const { truth } = writeHistory(hazard, 5, 0);
    expect(readTruth(truthLines(truth))).toEqual([truth]);
  });

  test('a result that is written scores as it did', async () => {
    const { lines, truth } = writeHistory('erase-everywhere', 5, 0);
    const result = { ...(await blanketMerge.run(lines)), cases: [{ type: 'doubt', events: ['e'] }], deadLetters: 2 };
    const read = readResults(resultLines(truth.history, result)).get(truth.history);
    expect(read && scoreHistory(truth, read)).toEqual(scoreHistory(truth, result));
  });

  test('a line that is nothing of a result is named', () => {
    expect(() => readResults(['{"history":"h","event":"e","customer":"c"}', '{"history":"h","customer":1}'])).toThrow(
      'line 2',
    );
  });
});

describe('another product, by its pipes', () => {
  test('reads the events, writes its result, and is scored as in one process', async () => {
    const options = readOptions(['--hazard', 'typed-gift', '--seeds', '5', '--histories', '2', '--write', folder]);
    expect(writeFiles(folder, options)).toHaveLength(2);
    const events = readFileSync(join(folder, 'typed-gift.events.jsonl'), 'utf8');
    const result = join(folder, 'result.jsonl');
    const ran = run(['bench/truth/run-product.ts', 'blanket'], events);
    expect(ran).toMatchObject({ status: 0, stderr: '' });
    writeFileSync(result, ran.stdout);
    const scored = run(
      ['bench/truth/score.ts', '--json', '--truth', join(folder, 'typed-gift.truth.jsonl'), '--result', result],
      '',
    );
    expect(scored).toMatchObject({ status: 0, stderr: '' });

    const histories = [0, 1].map((index) => writeHistory('typed-gift', 5, index));
    expect(readEvents(linesIn(events))).toEqual(histories.flatMap(({ lines }) => lines));
    const scores = await Promise.all(
      histories.map(async ({ lines, truth }) => scoreHistory(truth, await blanketMerge.run(lines))),
    );
    expect(JSON.parse(scored.stdout)).toEqual({ hazard: 'typed-gift', ...sumScores(scores) });
  });
});

describe('the options of the command', () => {
  test('are all hazards and products, a hundred histories and three seeds', () => {
    const { hazards, choices, seeds, histories, settings, senzing } = readOptions([]);
    expect([hazards, seeds, histories, settings, senzing]).toEqual([
      hazardNames,
      [1, 2, 3],
      100,
      [{ rate: 12, names: true }],
      true,
    ]);
    expect(choices).toEqual([
      { product: 'guiyi' },
      { product: 'blanket' },
      { product: 'segment' },
      { product: 'rudderstack' },
    ]);
  });

  test('try Guiyi once for each setting', () => {
    const { choices } = readOptions([
      '--product',
      'guiyi',
      '--days-stale',
      '0,90',
      '--set',
      '{"cdp":{"merge":"never"}}',
    ]);
    expect(choices.map(({ settings }) => settings)).toEqual([
      { guards: { staleContactDays: { mobile: 0 } } },
      { guards: { staleContactDays: { mobile: 90 } } },
      { cdp: { merge: 'never' } },
    ]);
  });

  test('make a table for each way to live', () => {
    const { settings } = readOptions(['--rate', '3,30', '--names', 'on,off']);
    expect(settings).toEqual([3, 30].flatMap((rate) => [true, false].map((names) => ({ rate, names }))));
  });

  test.each([
    ['--hazard', 'flood'],
    ['--product', 'other'],
    ['--seeds', 'x'],
    ['--names', 'perhaps'],
    ['--set', '[]'],
    ['--nothing', '1'],
  ])('%s %s is no option', (option, value) => {
    expect(() => readOptions([option, value])).toThrow(UsageError);
  });
});

function run(args: readonly string[], input: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { input, encoding: 'utf8' });
  return { status, stdout, stderr };
}
