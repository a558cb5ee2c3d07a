import { expect, test } from 'vitest';
import {
  nextRedriveId,
  nextRenewalId,
  redriveOf,
  renewalOf,
} from '../../../../functions/shared/envelope/redrive-id.ts';

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

test.each<readonly [string, string, string | undefined]>([
  ['id', 'id-t1', undefined],
  ['id-t1', 'id-t2', undefined],
  ['id-r2', 'id-r2-t1', '-r2'],
  ['id-r2-t9', 'id-r2-t10', '-r2'],
])('%s is sent anew as %s', (id, next, redrive) => {
  expect(nextRenewalId(id)).toBe(next);
  expect(renewalOf(next)).toBe(next.slice(next.lastIndexOf('-')));
  expect(redriveOf(next)).toBe(redrive);
});

test('what was sent anew is sent again by an operator as what it was before', () => {
  expect(nextRedriveId('id-t3')).toBe('id-r1');
  expect(nextRedriveId('id-r1-t3')).toBe('id-r2');
  expect(renewalOf('id')).toBeUndefined();
});
