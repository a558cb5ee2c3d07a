import { describe, expect, test } from 'vitest';
import type { Leases } from '../../functions/shared/ports/ports.ts';

const NOW = 1_790_000_000_000;
const at = (now: number) => ({ now, until: now + 10_000 });

export function leasesContract(create: () => Promise<Leases>): void {
  describe('Leases', () => {
    test('a held key is refused to others until it is given back', async () => {
      const leases = await create();
      expect(await leases.take(['a'], 'one', at(NOW))).toBe(true);
      expect(await leases.take(['a'], 'two', at(NOW))).toBe(false);
      await leases.release(['a'], 'one');
      expect(await leases.take(['a'], 'two', at(NOW))).toBe(true);
    });

    test('a lease lapses at its time, to the millisecond', async () => {
      const leases = await create();
      await leases.take(['a'], 'one', at(NOW));
      expect(await leases.take(['a'], 'two', at(NOW + 9_999))).toBe(false);
      expect(await leases.take(['a'], 'two', at(NOW + 10_000))).toBe(true);
    });

    test('all or nothing: one held key, and the others stay free', async () => {
      const leases = await create();
      await leases.take(['b'], 'one', at(NOW));
      expect(await leases.take(['a', 'b', 'c'], 'two', at(NOW))).toBe(false);
      expect(await leases.take(['a', 'c'], 'three', at(NOW))).toBe(true);
    });

    test('a refused take leaves its holder what it had before', async () => {
      const leases = await create();
      await leases.take(['a'], 'one', at(NOW));
      await leases.take(['b'], 'two', at(NOW));
      expect(await leases.take(['a', 'b'], 'one', at(NOW + 1))).toBe(false);
      expect(await leases.take(['a'], 'two', at(NOW + 2))).toBe(false);
    });

    test('the same holder may take again, and holds for longer', async () => {
      const leases = await create();
      await leases.take(['a'], 'one', at(NOW));
      expect(await leases.take(['a', 'a'], 'one', at(NOW + 5_000))).toBe(true);
      expect(await leases.take(['a'], 'two', at(NOW + 12_000))).toBe(false);
    });

    test('a holder gives back only its own', async () => {
      const leases = await create();
      await leases.take(['a'], 'one', at(NOW));
      await leases.release(['a', 'unknown'], 'two');
      expect(await leases.take(['a'], 'two', at(NOW))).toBe(false);
    });

    test('a holder that comes back late does not give back what another took meanwhile', async () => {
      const leases = await create();
      await leases.take(['a'], 'one', at(NOW));
      await leases.take(['a'], 'two', at(NOW + 10_000));
      await leases.release(['a'], 'one');
      expect(await leases.take(['a'], 'three', at(NOW + 10_001))).toBe(false);
    });

    test('no keys are always free', async () => {
      const leases = await create();
      expect(await leases.take([], 'one', at(NOW))).toBe(true);
    });

    test('of 20 that want the same keys one gets them, and all of them', async () => {
      const leases = await create();
      const holders = Array.from({ length: 20 }, (_, index) => `h${index}`);
      const taken = await Promise.all(holders.map((holder) => leases.take(['a', 'b', 'c'], holder, at(NOW))));
      expect(taken.filter(Boolean)).toHaveLength(1);
      const winner = holders[taken.indexOf(true)] ?? '';
      expect(await leases.take(['b'], 'stranger', at(NOW))).toBe(false);
      await leases.release(['a', 'b', 'c'], winner);
      expect(await leases.take(['a', 'b', 'c'], 'stranger', at(NOW))).toBe(true);
    });

    test('overlapping sets at once never share a key, and the refused ones leave nothing behind', async () => {
      const leases = await create();
      const sets = [['a', 'b'], ['b', 'c'], ['c', 'd'], ['a', 'd'], ['d']];
      const taken = await Promise.all(sets.map((keys, index) => leases.take(keys, `h${index}`, at(NOW))));
      const held = sets.filter((_, index) => taken[index]).flat();
      expect(new Set(held).size).toBe(held.length);
      const free = 'abcd'.split('').filter((key) => !held.includes(key));
      expect(await leases.take(free, 'stranger', at(NOW))).toBe(true);
    });
  });
}
