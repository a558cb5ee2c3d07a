import { describe, expect, test } from 'vitest';
import { digitsId, lowerCaseId, opaqueId } from '../../../../functions/shared/identity/opaque-id.ts';

// Ids as a platform or the brand gives them: at their bounds.

describe('an id', () => {
  test.each([
    ['128 characters', 'x1'.repeat(64), { ok: true, value: 'x1'.repeat(64) }],
    ['129 characters', `${'x1'.repeat(64)}y`, { ok: false, reason: 'too-long' }],
    ['nothing', '', { ok: false, reason: 'empty' }],
    ['blanks', '  ', { ok: false, reason: 'empty' }],
  ])('%s', (_what, value, expected) => {
    expect(opaqueId(value)).toEqual(expected);
  });

  test('has no small letters but by configuration', () => {
    expect(lowerCaseId('AbC-1')).toEqual({ ok: true, value: 'abc-1' });
    expect(opaqueId('AbC-1')).toEqual({ ok: true, value: 'AbC-1' });
  });
});

describe('of a form', () => {
  const LETTERS = /^[a-z]{4,30}$/;
  const DIGITS = /^\d{4,30}$/;
  const BOTH = /^[a-z\d]{4,30}$/;
  test.each([
    ['letters that say nothing, of eight', 'aaaaaaaa', LETTERS, { ok: false, reason: 'placeholder' }],
    ['letters that repeat by chance, of seven', 'aaaaaaa', LETTERS, { ok: true, value: 'aaaaaaa' }],
    ['digits that say nothing may be somebody’s', '11111111', DIGITS, { ok: true, value: '11111111' }],
    ['letters behind digits', '1abcdefgh', BOTH, { ok: true, value: '1abcdefgh' }],
    ['another form that says nothing, of twenty', 'a'.repeat(20), DIGITS, { ok: false, reason: 'placeholder' }],
    ['another form, of twenty-one', 'a'.repeat(21), DIGITS, { ok: false, reason: 'malformed' }],
  ])('%s', (_what, value, form, expected) => {
    expect(opaqueId(value, form)).toEqual(expected);
  });
});

describe('a number on a card', () => {
  test.each([
    ['in groups', '12 34-56', { ok: true, value: '123456' }],
    ['with a nought before it', '0012', { ok: true, value: '0012' }],
    ['with a letter before it', 'A12', { ok: false, reason: 'malformed' }],
    ['with a letter behind it', '12A', { ok: false, reason: 'malformed' }],
  ])('%s', (_what, value, expected) => {
    expect(digitsId(value)).toEqual(expected);
  });
});
