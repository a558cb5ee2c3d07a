import { describe, expect, test } from 'vitest';
import type { Marks } from '../../../../functions/shared/identity/identity-item.ts';
import { lifted, suppressed } from '../../../../functions/shared/identity/marks.ts';

describe('a suppression', () => {
  test.each<[string, Marks | undefined, Marks]>([
    ['of somebody who was free', undefined, { suppressed: 5 }],
    ['beside an erase', { erased: 3 }, { erased: 3, suppressed: 5 }],
    ['that was there, keeps its later time', { suppressed: 7 }, { suppressed: 7 }],
    ['of before a lift that came first blocks nothing', { lifted: 6 }, { lifted: 6 }],
    ['of the moment of a lift blocks nothing', { lifted: 5 }, { lifted: 5 }],
    ['after a lift', { lifted: 4 }, { lifted: 4, suppressed: 5 }],
  ])('%s', (_rule, marks, expected) => {
    expect(suppressed(marks, 5)).toEqual(expected);
  });
});

describe('a lift', () => {
  test.each<[string, Marks | undefined, Marks]>([
    ['of nothing is remembered, for a suppression that comes late', undefined, { lifted: 5 }],
    ['takes what came before', { erased: 1, suppressed: 2, withdrawn: 3 }, { lifted: 5 }],
    ['takes what came at its moment', { erased: 5, suppressed: 5, withdrawn: 5 }, { lifted: 5 }],
    [
      'leaves what came after it',
      { erased: 6, suppressed: 7, withdrawn: 8 },
      { erased: 6, suppressed: 7, withdrawn: 8, lifted: 5 },
    ],
    ['keeps a later lift, and a return', { suppressed: 2, lifted: 9, returned: 1 }, { lifted: 9, returned: 1 }],
  ])('%s', (_rule, marks, expected) => {
    expect(lifted(marks, 5)).toEqual(expected);
  });
});
