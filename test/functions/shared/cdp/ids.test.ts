import { expect, test } from 'vitest';
import { customerId, folderId, groupId } from '../../../../functions/shared/cdp/ids.ts';

test.each([
  ['1234567890123456789', '1234567890123456789'],
  [42, '42'],
  ['42', '42'],
  [0, undefined],
  ['0', undefined],
  [null, undefined],
  [undefined, undefined],
  [-1, undefined],
  [1.5, undefined],
  [1e21, undefined],
  ['007', undefined],
  ['12345678901234567890', undefined],
  ['abc', undefined],
  [{}, undefined],
  [[7], undefined],
  [true, undefined],
])('%j off the wire is the id %s', (value, id) => {
  expect(customerId(value)).toBe(id);
  expect(groupId(value)).toBe(id);
  expect(folderId(value)).toBe(id);
});
