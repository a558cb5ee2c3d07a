import { expect, test } from 'vitest';
import { maskFields } from '../../operations/mask-fields.ts';

const data = {
  phone: '15400001111',
  customer: { phone: '15931000001', id: 7 },
  shipping_address: { phone: '15400001203', name: '代收 钱', list: [{ city: '杭州市' }] },
  note: 'call +86 15400001203 first',
};

test.each([
  ['a field from the top is not the one of the same name below', { fields: ['phone'] }, { customer: data.customer }],
  ['and is masked', { fields: ['phone'] }, { phone: '154****1111' }],
  [
    'a field from where a record begins',
    { fields: ['list[0].city'] },
    { shipping_address: { list: [{ city: '****' }] } },
  ],
  ['a whole record', { fields: ['shipping_address'] }, { shipping_address: { phone: '154****1203', name: '****' } }],
  ['a value wherever it stands', { fields: [], values: ['15400001203'] }, { note: 'call +86 154****1203 first' }],
  ['a short value is other numbers too', { fields: [], values: ['7'] }, { customer: { id: 7 } }],
  ['a field that is not there', { fields: ['nowhere', ''] }, data],
])('%s', (_name, masking, expected) => {
  expect(maskFields(data, masking)).toMatchObject(expected);
});
