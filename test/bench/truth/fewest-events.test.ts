import { expect, test } from 'vitest';
import { fewestThat } from '../../../bench/truth/fewest-events.ts';

const twelve = Array.from({ length: 12 }, (_, index) => index);

test.each<[string, readonly number[], readonly number[]]>([
  ['one item is needed', twelve, [7]],
  ['two that stand together', twelve, [4, 5]],
  ['the first and the last', twelve, [0, 11]],
  ['three, far apart', twelve, [1, 6, 10]],
  ['all of them', [1, 2, 3], [1, 2, 3]],
  ['the only one', [1], [1]],
])('%s: no other is left', async (_what, list, needed) => {
  const showing = async (some: readonly number[]) => needed.every((one) => some.includes(one));
  expect(await fewestThat(list, showing)).toEqual(needed);
});

test('of two that show it either, one is left, and the order stays', async () => {
  const showing = async (some: readonly number[]) => some.includes(2) || some.indexOf(9) > some.indexOf(8);
  expect(await fewestThat(twelve, showing)).toHaveLength(1);
});
