import { expect, test } from 'vitest';
import { compare } from './compare.ts';
import type { TenantCustomer } from './tenant.ts';

const customer = (name: string, ...identities: string[]): TenantCustomer => ({
  id: identities.join(),
  name,
  profile: { city: 'Hangzhou' },
  identities,
  groups: ['Members'],
});
const ann = customer('Ann', 'member-no=A', 'mobile=1');
const ben = customer('Ben', 'member-no=B');

test.each<[string, readonly TenantCustomer[], readonly string[]]>([
  ['the same, whatever the ids', [ben, { ...ann, id: 'another' }], []],
  ['a customer who is not there', [ann], ['lost']],
  ['a customer who is two', [customer('Ann', 'member-no=A'), customer('Ann', 'mobile=1'), ben], ['doubled']],
  ['an identity that is not there', [customer('Ann', 'member-no=A'), ben], ['lost']],
  [
    'two people who are one customer',
    [customer('Ann', 'member-no=A', 'mobile=1', 'member-no=B')],
    ['different', 'strangers'],
  ],
  ['a customer who is nobody there', [ann, ben, customer('Cat', 'member-no=C')], ['extra']],
  ['another name', [{ ...ann, name: 'Anna' }, ben], ['different']],
  ['another field', [{ ...ann, profile: { city: 'Chengdu' } }, ben], ['different']],
  ['another group', [{ ...ann, groups: [] }, ben], ['different']],
])('%s', (_rule, here, expected) => {
  expect(compare([ann, ben], here).map(({ what }) => what)).toEqual(expected);
});
