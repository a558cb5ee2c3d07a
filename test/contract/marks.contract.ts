import { describe, expect, test } from 'vitest';
import type { Marks } from '../../functions/shared/ports/ports.ts';

const NOW = 1_790_000_000_000;

export function marksContract(create: () => Promise<Marks>): void {
  describe('Marks', () => {
    test('nothing is marked at first', async () => {
      const marks = await create();
      expect(await marks.find(['a', 'b'])).toEqual(new Map());
      expect(await marks.find([])).toEqual(new Map());
    });

    test('marks are found with their time, and the rest is left out', async () => {
      const marks = await create();
      await marks.add(['a', 'b'], NOW);
      await marks.add(['c'], NOW + 1);
      expect(await marks.find(['c', 'x', 'a'])).toEqual(
        new Map([
          ['a', NOW],
          ['c', NOW + 1],
        ]),
      );
    });

    test('of two marks the later time stands, in whatever order they come', async () => {
      const marks = await create();
      await marks.add(['a'], NOW);
      await marks.add(['a'], NOW + 5);
      await marks.add(['a'], NOW + 2);
      expect((await marks.find(['a'])).get('a')).toBe(NOW + 5);
    });

    test('20 marks at once: the latest stands', async () => {
      const marks = await create();
      await Promise.all(Array.from({ length: 20 }, (_, index) => marks.add(['a'], NOW + ((index * 7) % 20))));
      expect((await marks.find(['a'])).get('a')).toBe(NOW + 19);
    });

    test('a lifted mark is gone, the others stay; lifting nothing is fine', async () => {
      const marks = await create();
      await marks.add(['a', 'b'], NOW);
      await marks.lift(['a', 'never']);
      expect([...(await marks.find(['a', 'b'])).keys()]).toEqual(['b']);
    });

    test('a key that is named twice is one key', async () => {
      const marks = await create();
      await marks.add(['a', 'a'], NOW);
      expect(await marks.find(['a', 'a'])).toEqual(new Map([['a', NOW]]));
    });

    test('250 keys in one question', async () => {
      const marks = await create();
      const keys = Array.from({ length: 250 }, (_, index) => `k${index}`);
      await marks.add(
        keys.filter((_, index) => index % 2 === 0),
        NOW,
      );
      expect((await marks.find(keys)).size).toBe(125);
    });
  });
}
