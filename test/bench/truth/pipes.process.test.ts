import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { linesIn, readEvents } from '../../../bench/truth/files/event-file.ts';
import { readOptions } from '../../../bench/truth/options.ts';
import { blanketMerge } from '../../../bench/truth/products/blanket-merge.ts';
import { scoreHistory } from '../../../bench/truth/scorer/score-history.ts';
import { sumScores } from '../../../bench/truth/scorer/score.ts';
import { writeFiles } from '../../../bench/truth/write-files.ts';
import { writeHistory } from '../../../bench/truth/write-history.ts';

const folder = mkdtempSync(join(tmpdir(), 'truth-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

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

function run(args: readonly string[], input: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { input, encoding: 'utf8' });
  return { status, stdout, stderr };
}
