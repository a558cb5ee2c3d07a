import { expect, test } from 'vitest';
import { nextRedriveId, redriveOf } from '../../../../functions/shared/envelope/redrive-id.ts';

test.each([
  ['id', 'id-r1'],
  ['id-r1', 'id-r2'],
  ['id-r9', 'id-r10'],
  ['id-r', 'id-r-r1'],
  ['id-r1x', 'id-r1x-r1'],
  ['', '-r1'],
])('after %s comes %s', (id, next) => {
  expect(nextRedriveId(id)).toBe(next);
  expect(redriveOf(next)).toBe(next.slice(next.lastIndexOf('-')));
});

test.each(['id', 'id-r', 'id-r1x', 'id-R1', 'r1', ''])('%j is no redrive', (id) => {
  expect(redriveOf(id)).toBeUndefined();
});
