import { expect, test } from 'vitest';
import { setPath, unsetPath } from '../../cli/set-path.ts';
import type { SamplePayload } from '../../functions/shared/sources/source.ts';

const payload = (): SamplePayload => ({ name: '#1', customer: { phone: '1', tags: ['a'] } });

test.each([
  ['a field is changed', 'customer.phone=+8615931000001', { customer: { phone: '+8615931000001', tags: ['a'] } }],
  ['a field is added', 'note=gift', { note: 'gift' }],
  ['in an object', 'customer.email=lan@shop.test', { customer: { phone: '1', tags: ['a'], email: 'lan@shop.test' } }],
  ['with the objects above it', 'billing.address.city=杭州', { billing: { address: { city: '杭州' } } }],
  ['a list is added', 'lines.0.quantity=2', { lines: [{ quantity: 2 }] }],
  ['a list is made longer', 'customer.tags.1=b', { customer: { phone: '1', tags: ['a', 'b'] } }],
  ['a place of a list as it is shown', 'customer.tags[0]=b', { customer: { tags: ['b'] } }],
  ['a list of lists', 'grid[0][0]=1', { grid: [[1]] }],
  ['null is a value', 'customer=null', { customer: null }],
  ['a name of the language is a name', '__proto__.a=1', {}],
])('--set: %s', (_name, assignment, expected) => {
  const changed = payload();
  setPath(changed, assignment);
  expect(changed).toMatchObject(expected);
  expect(Reflect.get({}, 'a')).toBeUndefined();
});

test.each([
  ['no path', '=1', 'takes path=value'],
  ['no value', 'note', 'takes path=value'],
  ['an empty name', 'customer..phone=1', 'a name of the path is empty'],
  ['a field of a value', 'name.first=1', 'name is a value, with nothing in it'],
  ['a place that the list does not have', 'customer.tags.5=b', 'a list of 1 has no place "5"'],
])('--set: %s is told', (_name, assignment, message) => {
  expect(() => setPath(payload(), assignment)).toThrow(message);
});

test.each([
  ['a field', 'name', { customer: { phone: '1', tags: ['a'] } }],
  ['in an object', 'customer.phone', { name: '#1', customer: { tags: ['a'] } }],
  ['a place of a list', 'customer.tags[0]', { name: '#1', customer: { phone: '1', tags: [] } }],
])('--unset: %s', (_name, path, expected) => {
  const changed = payload();
  unsetPath(changed, path);
  expect(changed).toEqual(expected);
});

test.each(['nmae', 'customer.email', 'customer.tags.1', 'name.first', '__proto__', 'customer..phone'])(
  '--unset %s: what is not there is told',
  (path) => {
    expect(() => unsetPath(payload(), path)).toThrow(`--unset ${path}: there is no such field`);
  },
);
