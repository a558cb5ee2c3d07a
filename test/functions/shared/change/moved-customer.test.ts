import { expect, test } from 'vitest';
import { type CustomerItem, emptyCustomerItem } from '../../../../functions/shared/change/customer-item.ts';
import { movedInto } from '../../../../functions/shared/change/moved-customer.ts';

const item = (changes: Partial<CustomerItem>): CustomerItem => ({ ...emptyCustomerItem, ...changes });
const early = { t: 1, e: 'a', h: 'early' };
const late = { t: 2, e: 'b', h: 'late' };

test.each<[string, CustomerItem['fields'], CustomerItem['fields'], string | undefined, CustomerItem['fields']]>([
  ['the later value was taken over', { city: early }, { city: late }, 'late', { city: late }],
  ['the CDP has kept the earlier value', { city: early }, { city: late }, 'early', { city: early }],
  ['only the one who is gone had a value, and it was taken over', {}, { city: late }, 'late', { city: late }],
  ['only the one who is gone had a value, and it is lost', {}, { city: late }, undefined, {}],
  ['the survivor’s value is the later', { city: late }, { city: early }, 'early', { city: late }],
  ['a name, which nobody is shown', { name: early }, { name: late }, undefined, { name: late }],
  ['it is not known which value was written', {}, { city: { t: 2, e: 'b' } }, 'late', { city: { t: 2, e: 'b' } }],
])('%s', (_rule, survivor, gone, shown, fields) => {
  expect(movedInto(item({ fields: survivor }), item({ fields: gone }), () => shown).item.fields).toEqual(fields);
});

test('a group that was left later is to be left, because the CDP has united the groups', () => {
  const survivor = item({ groups: { Followers: { t: 1, e: 'a', in: true } } });
  const gone = item({ groups: { Followers: { t: 2, e: 'b', in: false } } });
  const { groupsToLeave, item: united } = movedInto(survivor, gone, () => undefined);
  expect(groupsToLeave).toEqual(['Followers']);
  expect(united.groups).toEqual({ Followers: { t: 2, e: 'b', in: false } });
});

test('the name of the one who is gone is not taken for one that the CDP has: it keeps the survivor’s', () => {
  const survivor = item({ name: 'old', fields: { name: early } });
  const gone = item({ name: 'new', fields: { name: late } });
  expect(movedInto(survivor, gone, () => undefined).item.name).toBeUndefined();
  expect(movedInto(gone, survivor, () => undefined).item.name).toBe('new');
});
