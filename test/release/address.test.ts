import { expect, test } from 'vitest';
import { missingAddresses } from '../../release/address.ts';

const repository = { type: 'git', url: 'git+https://code.example/brand/guiyi.git' };
const bugs = { url: 'https://code.example/brand/guiyi/issues' };

test.each([
  ['both addresses', { repository, bugs }, []],
  ['no address', {}, ['repository', 'bugs']],
  ['no place for its faults', { repository }, ['bugs']],
  ['no source', { bugs }, ['repository']],
])('a release with %s', (_what, addresses, missing) => {
  expect(missingAddresses(JSON.stringify({ name: 'guiyi', ...addresses }))).toEqual(missing);
});
