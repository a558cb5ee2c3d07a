import { describe, expect, test } from 'vitest';
import type { CaseObservation } from '../../functions/shared/cases/case.ts';
import type { Cases } from '../../functions/shared/ports/ports.ts';

const NOW = 1_790_000_000_000;
const seen = (time: number, about: Partial<CaseObservation> = {}): CaseObservation => ({
  type: 'shared-value',
  connection: 'shop',
  key: 'k',
  example: '159****0012',
  event: `e${time}`,
  time: NOW + time,
  ...about,
});

export function casesContract(create: () => Promise<Cases>): void {
  describe('Cases', () => {
    test('the inbox is empty at first, and after a report of nothing', async () => {
      const cases = await create();
      await cases.report([]);
      expect(await cases.list(10)).toEqual([]);
    });

    test('observations of one case are counted together, in one report and over several', async () => {
      const cases = await create();
      await cases.report([seen(1), seen(2)]);
      await cases.report([seen(3)]);
      expect(await cases.list(10)).toEqual([
        {
          type: 'shared-value',
          connection: 'shop',
          key: 'k',
          count: 3,
          first: NOW + 1,
          last: NOW + 3,
          examples: [3, 2, 1].map((time) => ({ example: '159****0012', event: `e${time}` })),
        },
      ]);
    });

    test.each<[string, Partial<CaseObservation>]>([
      ['type', { type: 'merge-skipped' }],
      ['connection', { connection: 'other:shop' }],
      ['key', { key: 'l' }],
    ])('another %s is another case', async (_name, about) => {
      const cases = await create();
      await cases.report([seen(1), seen(2, about)]);
      expect(await cases.list(10)).toMatchObject([{ count: 1, ...about }, { count: 1 }]);
    });

    test('the case with the newest observation comes first, up to the limit', async () => {
      const cases = await create();
      await cases.report([seen(1, { key: 'a' }), seen(2, { key: 'b' }), seen(3, { key: 'c' }), seen(4, { key: 'a' })]);
      expect((await cases.list(2)).map(({ key }) => key)).toEqual(['a', 'c']);
    });

    test('of many examples the five newest stay', async () => {
      const cases = await create();
      for (let time = 1; time <= 30; time += 1) await cases.report([seen(time)]);
      await cases.report(Array.from({ length: 8 }, (_, index) => seen(31 + index)));
      const [only] = await cases.list(10);
      expect(only?.count).toBe(38);
      expect(only?.examples.map(({ event }) => event)).toEqual(['e38', 'e37', 'e36', 'e35', 'e34']);
    });

    test('an example that comes again is one example', async () => {
      const cases = await create();
      await cases.report([seen(1), seen(1)]);
      await cases.report([seen(1), seen(2), seen(3, { event: 'e2', example: '159****0013' })]);
      const [only] = await cases.list(10);
      expect(only?.count).toBe(5);
      expect(only?.examples).toEqual([
        { example: '159****0013', event: 'e2' },
        { example: '159****0012', event: 'e2' },
        { example: '159****0012', event: 'e1' },
      ]);
    });

    test('an observation from before widens the case backwards', async () => {
      const cases = await create();
      await cases.report([seen(5)]);
      await cases.report([seen(2)]);
      await cases.report([seen(3)]);
      const [only] = await cases.list(10);
      expect(only).toMatchObject({ count: 3, first: NOW + 2, last: NOW + 5 });
      expect(only?.examples.map(({ event }) => event)).toEqual(['e5', 'e3', 'e2']);
    });

    test('60 reports at once are all counted', async () => {
      const cases = await create();
      const times = Array.from({ length: 60 }, (_, index) => ((index * 37) % 60) + 1);
      await Promise.all(times.map((time) => cases.report([seen(time), seen(time, { type: 'contact-changed' })])));
      const listed = await cases.list(10);
      expect(listed).toHaveLength(2);
      for (const one of listed) {
        expect(one).toMatchObject({ count: 60, first: NOW + 1, last: NOW + 60 });
        expect(one.examples.map(({ event }) => event)).toEqual(['e60', 'e59', 'e58', 'e57', 'e56']);
      }
    });
  });
}
