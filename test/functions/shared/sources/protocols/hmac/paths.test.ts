import { expect, test } from 'vitest';
import {
  pathReader,
  pathReaderOfAll,
  pathsIn,
  type PathOf,
  type PathOfAll,
} from '../../../../../../functions/shared/sources/protocols/hmac/path.ts';

const body = {
  id: 7,
  customer: { email: 'lan@mail.example', phone: null, tags: ['a', 'b'] },
  addresses: [{ phone: '1' }, { city: 'x' }, null, { phone: '2' }],
  nested: [[{ deep: 1 }], [{ deep: 2 }]],
};

test.each([
  ['id', 7],
  ['customer.email', 'lan@mail.example'],
  ['customer.phone', null],
  ['customer.tags', ['a', 'b']],
  ['customer.email.length', undefined],
  ['customer.fax', undefined],
  ['addresses.0', undefined],
  ['constructor', undefined],
  ['customer.__proto__', undefined],
  ['', undefined],
])('at %j stands %j', (path, value) => {
  expect(pathReader(path)(body)).toEqual(value);
});

test.each([null, 1, 'text', [], true])('in %j stands nothing', (none) => {
  expect(pathReader('customer.email')(none)).toBeUndefined();
  expect(pathReaderOfAll('addresses[n].phone')(none)).toEqual([]);
});

test.each([
  ['customer.email', [['customer.email', 'lan@mail.example']]],
  [
    'addresses[n].phone',
    [
      ['addresses[0].phone', '1'],
      ['addresses[3].phone', '2'],
    ],
  ],
  [
    'customer.tags[n]',
    [
      ['customer.tags[0]', 'a'],
      ['customer.tags[1]', 'b'],
    ],
  ],
  [
    'nested[n][n].deep',
    [
      ['nested[0][0].deep', 1],
      ['nested[1][0].deep', 2],
    ],
  ],
  ['customer[n].email', []],
  ['fax[n]', []],
])('at %j, into lists, stands %j', (path, found) => {
  expect(pathReaderOfAll(path)(body).map(({ place, value }) => [place, value])).toEqual(found);
});

test('every path of a body, once', () => {
  expect(pathsIn(body)).toEqual([
    'id',
    'customer',
    'customer.email',
    'customer.phone',
    'customer.tags',
    'addresses',
    'addresses[n].phone',
    'addresses[n].city',
    'nested',
    'nested[n][n].deep',
  ]);
});

// What follows is checked by the compiler: a line that is said to be wrong and is not, is an error too.
interface Order {
  readonly id: number;
  readonly buyer?: { readonly email: string | null; readonly phones: readonly string[] };
  readonly addresses: readonly { readonly phone?: string; readonly geo: { readonly lat: number } }[];
}

test('a path of the body compiles, and another does not', () => {
  const right: readonly PathOf<Order>[] = ['id', 'buyer', 'buyer.email', 'buyer.phones', 'addresses'];
  const all: readonly PathOfAll<Order>[] = ['buyer.phones[n]', 'addresses[n].phone', 'addresses[n].geo.lat', 'id'];
  const wrong: readonly PathOf<Order>[] = [
    // @ts-expect-error a misspelt field
    'buyer.emial',
    // @ts-expect-error a field of a text
    'buyer.email.length',
    // @ts-expect-error a list has no fields
    'addresses.phone',
    // @ts-expect-error one value cannot stand in many places
    'addresses[n].phone',
    // @ts-expect-error nothing
    '',
  ];
  const wrongInLists: readonly PathOfAll<Order>[] = [
    // @ts-expect-error a misspelt field
    'addresses[n].phnoe',
    // @ts-expect-error no list
    'buyer[n].email',
    // @ts-expect-error an index is no path
    'addresses[0].phone',
  ];
  const any: PathOf<Readonly<Record<string, unknown>>> = 'whatever.there.is';
  expect([right.length, all.length, wrong.length, wrongInLists.length, any.length]).toEqual([5, 4, 5, 3, 17]);
});
