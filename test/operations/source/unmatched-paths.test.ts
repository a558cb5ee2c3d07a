import { expect, test } from 'vitest';
import { unmatchedPaths } from '../../../operations/source/unmatched-paths.ts';

const body = { id: 7, customer: { email: null, phone: '1', tags: [] }, lines: [{ sku: 'T' }], contact: { email: 'x' } };
const unmatched = (path: string, data: object[] = [body]) =>
  unmatchedPaths(
    new Map([['sold', [{ path, mayBeAbsent: false }]]]),
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
])('%s matches nothing, and %s is nearest', (path, nearest) => {
  expect(unmatched(path)).toEqual([{ path, mayBeAbsent: false, types: ['sold'], nearest }]);
});

test('one captured event of several is enough', () => {
  expect(unmatched('note', [body, { note: null }])).toEqual([]);
});

test.each([
  ['without a path in any event', 'id', {}],
  ['where nothing is written alike', 'contact_email', { created_at: 1, id: 2 }],
])('%s none is nearest', (_where, path, event) => {
  expect(unmatched(path, [event])).toEqual([{ path, mayBeAbsent: false, types: ['sold'] }]);
});

test('a path that another begins with is near to it', () => {
  expect(unmatched('contact', [{ contact_of_the_buyer: 1, cost: 2 }])).toMatchObject([
    { nearest: 'contact_of_the_buyer' },
  ]);
});

test('only types of which there is an event are looked at, and a path of several is told once', () => {
  const must = (path: string) => ({ path, mayBeAbsent: false });
  const may = (path: string) => ({ path, mayBeAbsent: true });
  const paths = new Map([
    ['sold', [must('a'), must('b'), may('d')]],
    ['paid', [may('b'), may('d')]],
    ['gone', [must('c')]],
  ]);
  const found = unmatchedPaths(paths, [
    { type: 'sold', data: { a: 1 } },
    { type: 'paid', data: { x: 1 } },
  ]);
  expect(found.map(({ path, mayBeAbsent, types }) => [path, mayBeAbsent, types])).toEqual([
    ['b', false, ['sold', 'paid']],
    ['d', true, ['sold', 'paid']],
  ]);
});
