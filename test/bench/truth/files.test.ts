import { describe, expect, test } from 'vitest';
import { readResults, resultLines } from '../../../bench/truth/files/result-file.ts';
import { readTruth, truthLines } from '../../../bench/truth/files/truth-file.ts';
import { hazardNames } from '../../../bench/truth/hazards/hazards.ts';
import { readOptions, UsageError } from '../../../bench/truth/options.ts';
import { blanketMerge } from '../../../bench/truth/products/blanket-merge.ts';
import { scoreHistory } from '../../../bench/truth/scorer/score-history.ts';
import { writeHistory } from '../../../bench/truth/write-history.ts';

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
