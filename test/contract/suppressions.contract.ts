import { describe, expect, test } from 'vitest';
import type { Suppressions } from '../../functions/shared/ports/ports.ts';

const NOW = 1_790_000_000_000;

export function suppressionsContract(create: () => Promise<Suppressions>): void {
  describe('Suppressions', () => {
    test('nobody is suppressed at first', async () => {
      const suppressions = await create();
      expect(await suppressions.find(['a', 'b'])).toEqual(new Map());
      expect(await suppressions.find([])).toEqual(new Map());
    });

    test('marks are found with their time, and the rest is left out', async () => {
      const suppressions = await create();
      await suppressions.add(['a', 'b'], NOW);
      await suppressions.add(['c'], NOW + 1);
      expect(await suppressions.find(['c', 'x', 'a'])).toEqual(
        new Map([
          ['a', NOW],
          ['c', NOW + 1],
        ]),
      );
    });

    test('of two marks the later time stands, in whatever order they come', async () => {
      const suppressions = await create();
      await suppressions.add(['a'], NOW);
      await suppressions.add(['a'], NOW + 5);
      await suppressions.add(['a'], NOW + 2);
      expect((await suppressions.find(['a'])).get('a')).toBe(NOW + 5);
    });

    test('20 marks at once: the latest stands', async () => {
      const suppressions = await create();
      await Promise.all(Array.from({ length: 20 }, (_, index) => suppressions.add(['a'], NOW + ((index * 7) % 20))));
      expect((await suppressions.find(['a'])).get('a')).toBe(NOW + 19);
    });

    test('a lifted mark is gone, the others stay; lifting nothing is fine', async () => {
      const suppressions = await create();
      await suppressions.add(['a', 'b'], NOW);
      await suppressions.lift(['a', 'never']);
      expect([...(await suppressions.find(['a', 'b'])).keys()]).toEqual(['b']);
    });

    test('a key that is named twice is one key', async () => {
      const suppressions = await create();
      await suppressions.add(['a', 'a'], NOW);
      expect(await suppressions.find(['a', 'a'])).toEqual(new Map([['a', NOW]]));
    });

    test('250 keys in one question', async () => {
      const suppressions = await create();
      const keys = Array.from({ length: 250 }, (_, index) => `k${index}`);
      await suppressions.add(
        keys.filter((_, index) => index % 2 === 0),
        NOW,
      );
      expect((await suppressions.find(keys)).size).toBe(125);
    });
  });
}
