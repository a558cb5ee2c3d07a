import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseQuery, single } from '../../../../functions/shared/http/webhook-request.ts';

const parsed = (rawQuery: string) => {
  const query = parseQuery(rawQuery);
  return query && Object.fromEntries(query);
};

describe('parseQuery', () => {
  test.each([
    ['nothing', '', {}],
    ['one parameter', 'a=1', { a: ['1'] }],
    ['a plus stays a plus', 'signature=a+b/c==', { signature: ['a+b/c=='] }],
    ['an encoded plus is a plus', 'a=%2B', { a: ['+'] }],
    ['decoded once', 'a=%252B', { a: ['%2B'] }],
    ['UTF-8', 'a=%E5%BD%92', { a: ['归'] }],
    ['a name is decoded too', '%61=1', { a: ['1'] }],
    ['repeated', 'a=1&a=2&a=', { a: ['1', '2', ''] }],
    ['without a value', 'a&b=', { a: [''], b: [''] }],
    ['empty parts', '&&a=1&', { a: ['1'] }],
    ['an equals sign in the value', 'a=b=c', { a: ['b=c'] }],
  ])('%s', (_name, rawQuery, expected) => {
    expect(parsed(rawQuery)).toEqual(expected);
  });

  test.each(['%', 'a=%', 'a=%4', 'a=%zz', 'a=%E5%BD', '%ff=1', 'good=1&bad=%C0%AF'])('malformed: %s', (rawQuery) => {
    expect(parseQuery(rawQuery)).toBeUndefined();
  });

  test('whatever a platform encodes comes back', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { maxLength: 8 }), (pairs) => {
        const rawQuery = pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');
        const query = parseQuery(rawQuery);
        for (const [name, value] of pairs) expect(query?.get(name)).toContain(value);
      }),
    );
  });

  test('a parameter named like a property of every object is a parameter', () => {
    expect(parseQuery('__proto__=1&constructor=2')?.get('__proto__')).toEqual(['1']);
  });
});

test.each([
  ['a=1', '1'],
  ['a=', ''],
  ['a=1&a=1', undefined],
  ['b=1', undefined],
])('single, of %s', (rawQuery, expected) => {
  expect(single(parseQuery(rawQuery) ?? new Map(), 'a')).toBe(expected);
});
