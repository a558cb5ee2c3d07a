import { describe, expect, test } from 'vitest';
import type { Marks } from '../../../../functions/shared/identity/identity-item.ts';
import { lifted, returned, suppressed, withdrawn } from '../../../../functions/shared/identity/marks.ts';

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

describe('a consent that is withdrawn', () => {
  test.each<[string, Marks | undefined, Marks]>([
    ['blocks the contact', undefined, { withdrawn: 5 }],
    ['keeps its later time', { withdrawn: 7 }, { withdrawn: 7 }],
    ['beside an erase', { erased: 3 }, { erased: 3, withdrawn: 5 }],
    ['was given again later', { returned: 6, erased: 3 }, { returned: 6, erased: 3 }],
    ['was given at that moment, and is withdrawn', { returned: 5 }, { returned: 5, withdrawn: 5 }],
    ['was lifted later', { lifted: 6, erased: 3 }, { lifted: 6, erased: 3 }],
    ['was lifted at that moment', { lifted: 5 }, { lifted: 5 }],
    ['was lifted before', { lifted: 4 }, { lifted: 4, withdrawn: 5 }],
  ])('%s', (_rule, marks, expected) => {
    expect(withdrawn(marks, 5)).toEqual(expected);
  });
});

describe('a return', () => {
  test.each<[string, Marks | undefined, boolean, Marks]>([
    ['is remembered of somebody who was free', undefined, false, { returned: 5 }],
    ['keeps its later time', { returned: 7 }, false, { returned: 7 }],
    ['ends an erase that came before', { erased: 4 }, false, { returned: 5 }],
    ['ends none of that moment', { erased: 5 }, false, { erased: 5, returned: 5 }],
    ['ends none that came later', { erased: 6 }, false, { erased: 6, returned: 5 }],
    ['ends none, where what happened before stays blocked', { erased: 4 }, true, { erased: 4, returned: 5 }],
    ['ends a withdrawal that came before', { withdrawn: 4 }, false, { returned: 5 }],
    ['ends none of that moment', { withdrawn: 5 }, false, { withdrawn: 5, returned: 5 }],
    ['ends none that came later, whatever stays blocked', { withdrawn: 6 }, true, { withdrawn: 6, returned: 5 }],
    ['lifts no suppression', { suppressed: 1, lifted: 2 }, false, { suppressed: 1, lifted: 2, returned: 5 }],
  ])('%s', (_rule, marks, keepsErase, expected) => {
    const after = returned(marks, 5, keepsErase);
    expect(after).toEqual(expected);
    expect(Object.keys(after).toSorted()).toEqual(Object.keys(expected).toSorted());
  });
});

test('a lift leaves no mark without a time', () => {
  expect(Object.keys(lifted({ returned: 1 }, 5)).toSorted()).toEqual(['lifted', 'returned']);
});
