import { describe, expect, test } from 'vitest';
import type { Claims } from '../../functions/shared/ports/ports.ts';

const NOW = 1_790_000_000_000;
const HOUR = 3_600_000;
const within = (now: number, limit = 3) => ({ now, ms: HOUR, limit });

export function claimsContract(create: () => Promise<Claims>): void {
  describe('Claims', () => {
    test('a subject counts once, however often it claims', async () => {
      const claims = await create();
      expect(await claims.note('phone', 'lin', within(NOW))).toBe(1);
      expect(await claims.note('phone', 'lin', within(NOW + 1))).toBe(1);
      expect(await claims.note('phone', 'mei', within(NOW + 2))).toBe(2);
      expect(await claims.note('phone', 'lin', within(NOW + 3))).toBe(2);
    });

    test('values are counted apart', async () => {
      const claims = await create();
      await claims.note('phone', 'lin', within(NOW));
      expect(await claims.note('mail', 'mei', within(NOW))).toBe(1);
    });

    test('counting ends one past the limit', async () => {
      const claims = await create();
      const counts = [];
      for (let subject = 1; subject <= 6; subject += 1) {
        counts.push(await claims.note('phone', `s${subject}`, within(NOW + subject)));
      }
      expect(counts).toEqual([1, 2, 3, 4, 4, 4]);
    });

    test('a claim leaves the window when it is as old as the window is long', async () => {
      const claims = await create();
      await claims.note('phone', 'lin', within(NOW));
      expect(await claims.note('phone', 'mei', within(NOW + HOUR - 1))).toBe(2);
      expect(await claims.note('phone', 'mei', within(NOW + HOUR))).toBe(1);
    });

    test('a claim made again stays in the window from then on', async () => {
      const claims = await create();
      await claims.note('phone', 'lin', within(NOW));
      await claims.note('phone', 'lin', within(NOW + HOUR / 2));
      expect(await claims.note('phone', 'mei', within(NOW + HOUR))).toBe(2);
    });

    test('of 30 at once each is counted, and the last to come sees all', async () => {
      const claims = await create();
      const counts = await Promise.all(
        Array.from({ length: 30 }, (_, subject) => claims.note('phone', `s${subject}`, within(NOW, 50))),
      );
      expect(Math.max(...counts)).toBe(30);
      expect(new Set(counts).size).toBe(30);
    });

    test('a value that crowds claim in one instant stays over its limit while the old claims lapse', async () => {
      const claims = await create();
      const crowd = (from: number, time: number) =>
        Promise.all(Array.from({ length: 60 }, (_, index) => claims.note('phone', `s${from + index}`, within(time))));
      await crowd(0, NOW);
      await crowd(100, NOW + HOUR / 2);
      expect(await claims.note('phone', 'last', within(NOW + HOUR + 1))).toBe(4);
      expect(await claims.note('phone', 'later', within(NOW + HOUR / 2 + HOUR))).toBe(2);
    });
  });
}
