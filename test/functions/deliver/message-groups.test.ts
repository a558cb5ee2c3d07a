import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runLanes, toLanes } from '../../../functions/deliver/message-groups.ts';

describe('toLanes', () => {
  test.each([
    ['', []],
    ['a1', [['a1']]],
    ['a1 b1 a2 c1 b2 a3', [['a1', 'a2', 'a3'], ['b1', 'b2'], ['c1']]],
  ])('%j', (messages, lanes) => {
    expect(toLanes(messages.split(' ').filter(Boolean), ([group = '']) => group)).toEqual(lanes);
  });

  test('every message is in one lane, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c')), (groups) => {
        const messages = groups.map((group, index) => ({ group, index }));
        const lanes = toLanes(messages, ({ group }) => group);
        expect(lanes.flat().toSorted((one, other) => one.index - other.index)).toEqual(messages);
        for (const lane of lanes) {
          expect(new Set(lane.map(({ group }) => group)).size).toBe(1);
          expect(lane.map(({ index }) => index)).toEqual(
            lane.map(({ index }) => index).toSorted((one, other) => one - other),
          );
        }
      }),
    );
  });
});

describe('runLanes', () => {
  async function run(count: number, bound: number) {
    let running = 0;
    let most = 0;
    const done: string[] = [];
    const lanes = Array.from({ length: count }, (_, index) => [`${index}`]);
    await runLanes(lanes, bound, async (lane) => {
      most = Math.max(most, ++running);
      await new Promise((resume) => setImmediate(resume));
      running -= 1;
      done.push(...lane);
    });
    return { most, done: done.length };
  }
  test.each([
    [10, 3, 3],
    [2, 5, 2],
    [10, 1, 1],
    [0, 5, 0],
    // A bound that is no bound must not let messages fall through as done.
    [10, 0, 1],
    [10, 0.5, 1],
  ])('%i lanes with a bound of %d: %i at once, and all of them', async (count, bound, most) => {
    expect(await run(count, bound)).toEqual({ most, done: count });
  });

  test('rejects when one rejects', async () => {
    const failing = runLanes([[1], [2]], 2, async ([lane]) => {
      if (lane === 2) throw new Error('two');
    });
    await expect(failing).rejects.toThrow('two');
  });
});
