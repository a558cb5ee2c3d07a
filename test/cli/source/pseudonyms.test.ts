import { describe, expect, test } from 'vitest';
import { Pseudonyms } from '../../../cli/source/pseudonyms.ts';

const pseudonyms = (original = '') => new Pseudonyms(original, undefined);

describe('contacts', () => {
  test.each([
    ['15931000070', '15931000001'],
    ['+86 159-3100-0070', '+86 159-3100-0001'],
    ['008615931000070', '008615931000001'],
    ['Lan@Mail.Example', 'person-1@golden.test'],
    ['+33 6 98 76 54 32', '+33 6 12 30 79 19'],
  ])('%s is written as %s', (contact, pseudonym) => {
    expect(pseudonyms().contact(contact)).toBe(pseudonym);
  });

  test('one contact in two writings is one invented contact', () => {
    const all = pseudonyms();
    expect([all.contact('15931000070'), all.contact('+8615931000070'), all.contact('15931000071')]).toEqual([
      '15931000001',
      '+8615931000001',
      '15931000002',
    ]);
  });

  test('none that stands in the original already', () => {
    expect(pseudonyms('of 15931000001').contact('15931000070')).toBe('15931000002');
  });

  test.each(['138****1234', 'no-reply@shop.example', 'lan', '7', ''])('%j is none', (text) => {
    expect(pseudonyms().contact(text)).toBeUndefined();
  });
});

describe('fillings', () => {
  test.each([
    ['M-0042', /^[A-Z]-\d{4}$/],
    ['林晓岚', /^\p{Script=Han}{3}$/u],
    ['2026-03-01T12:00:00+08:00', /^\d{4}-\d\d-\d\dT12:00:00\+08:00$/],
    ['1991-07-14', /^\d{4}-\d\d-\d\d$/],
    ['19910714', /^19\d{6}$/],
    [123_456, /^[1-9]\d{5}$/],
    [12, /^[1-9]\d$/],
    [-30.2741, /^-[1-9]\d\.\d{1,4}$/],
  ])('%j keeps its form', (leaf, form) => {
    const pseudonym = pseudonyms().filling(leaf);
    expect(String(pseudonym)).toMatch(form);
    expect(pseudonym).not.toBe(leaf);
    expect(typeof pseudonym).toBe(typeof leaf);
  });

  test.each([7, 0, 1e21, 1.5, '—'])('%j stays', (leaf) => {
    expect(pseudonyms().filling(leaf)).toBe(leaf);
  });

  test('no two texts become one', () => {
    const all = pseudonyms();
    const filled = Array.from({ length: 900 }, (_, index) => all.filling(`order-${1000 + index}`));
    expect(new Set(filled).size).toBe(900);
  });

  test('of an id with a prefix only what is behind it', () => {
    expect(pseudonyms().tail('cus_NffrFeUfNV2Hib')).toMatch(/^cus_(?!NffrFeUfNV2Hib)[A-Za-z0-9]{14}$/);
  });

  test('of an address whose domain matters, the part before it; of a number with an extension, the number', () => {
    expect(pseudonyms().others('q7x@relay.example')).toEqual([expect.stringMatching(/^[a-z]\d[a-z]@relay\.example$/)]);
    expect(pseudonyms().others('15931000070-4711')).toEqual(['15931000001-4711']);
  });
});
