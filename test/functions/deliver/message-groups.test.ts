import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runMessageGroups, toMessageGroups } from '../../../functions/deliver/message-groups.ts';

describe('message groups of a batch', () => {
  test.each([
    ['', []],
    ['a1', [['a1']]],
    ['a1 b1 a2 c1 b2 a3', [['a1', 'a2', 'a3'], ['b1', 'b2'], ['c1']]],
  ])('%j', (messages, groups) => {
    expect(toMessageGroups(messages.split(' ').filter(Boolean), ([group = '']) => group)).toEqual(groups);
  });

  test('every message is in one group, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', 'b', 'c')), (ids) => {
        const messages = ids.map((group, index) => ({ group, index }));
        const groups = toMessageGroups(messages, ({ group }) => group);
        expect(groups.flat().toSorted((one, other) => one.index - other.index)).toEqual(messages);
        for (const found of groups) {
          expect(new Set(found.map(({ group }) => group)).size).toBe(1);
          expect(found.map(({ index }) => index)).toEqual(
            found.map(({ index }) => index).toSorted((one, other) => one - other),
          );
        }
      }),
    );
  });
});

describe('groups side by side', () => {
  async function run(count: number, bound: number) {
    let running = 0;
    let most = 0;
    const done: string[] = [];
    const groups = Array.from({ length: count }, (_, index) => [`${index}`]);
    await runMessageGroups(groups, bound, async (group) => {
      most = Math.max(most, ++running);
      await new Promise((resume) => setImmediate(resume));
      running -= 1;
      done.push(...group);
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
  ])('%i groups with a bound of %d: %i at once, and all of them', async (count, bound, most) => {
    expect(await run(count, bound)).toEqual({ most, done: count });
  });

  test('rejects when one rejects', async () => {
    const failing = runMessageGroups([[1], [2]], 2, async ([group]) => {
      if (group === 2) throw new Error('two');
    });
    await expect(failing).rejects.toThrow('two');
  });
});
