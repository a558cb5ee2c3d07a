import { expect, test } from 'vitest';
import { unmatchedPaths } from '../../../cli/source/unmatched-paths.ts';

const body = { id: 7, customer: { email: null, phone: '1', tags: [] }, lines: [{ sku: 'T' }], contact: { email: 'x' } };
const unmatched = (path: string, data: object[] = [body]) =>
  unmatchedPaths(
    new Map([['sold', [path]]]),
    data.map((each) => ({ type: 'sold', data: JSON.parse(JSON.stringify(each)) })),
  );

test.each(['id', 'customer.phone', 'customer.email', 'customer', 'lines[n].sku'])('%s matches', (path) => {
  expect(unmatched(path)).toEqual([]);
});

test.each([
  ['customer.emial', 'customer.email'],
  ['custmer.phone', 'customer.phone'],
  ['lines[n].skv', 'lines[n].sku'],
  ['buyer.email', 'customer.email'],
  ['contacts.primary.email', 'contact.email'],
  ['customer.tags[n]', 'customer.tags'],
  ['zzz', 'id'],
])('%s matches nothing, and %s is nearest', (path, nearest) => {
  expect(unmatched(path)).toEqual([{ path, types: ['sold'], nearest }]);
});

test('one captured event of several is enough', () => {
  expect(unmatched('note', [body, { note: null }])).toEqual([]);
});

test('without a path in any event none is nearest', () => {
  expect(unmatched('id', [{}])).toEqual([{ path: 'id', types: ['sold'] }]);
});

test('only types of which there is an event are looked at, and a path of several is told once', () => {
  const paths = new Map([
    ['sold', ['a', 'b']],
    ['paid', ['b']],
    ['gone', ['c']],
  ]);
  const found = unmatchedPaths(paths, [
    { type: 'sold', data: { a: 1 } },
    { type: 'paid', data: { x: 1 } },
  ]);
  expect(found.map(({ path, types }) => [path, types])).toEqual([['b', ['sold', 'paid']]]);
});
