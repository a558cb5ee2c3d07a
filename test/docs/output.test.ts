import { describe, expect, test } from 'vitest';
import { difference, normalised, rewritten } from '../documents/output.ts';

describe('a line without what differs from run to run', () => {
  test.each([
    ['a time', '2026-11-30T10:56:37.178Z by webhook', '2025-01-01T00:00:00.001Z by webhook'],
    ['a customer', 'customer 4766581174892232705: verified', 'customer 4766581174892232999: verified'],
    ['an id of an event', 'event     08b6d030943830e08b1347cfac30df04', 'event     18b6d030943830e08b1347cfac30df0f'],
    ['an invented person', '"attrValue":"萧思远"}', '"attrValue":"林晓岚"}'],
    ['a count that is aligned', '     4  receiver', '    14  receiver'],
  ])('%s', (_, one, other) => {
    expect(normalised(one)).toBe(normalised(other));
  });

  test.each([
    ['another grade', 'mobile 13812345679 (verified)', 'mobile 13812345679 (claimed)'],
    ['another reason', 'later, because cdp-unavailable', 'later, because cdp-refused'],
  ])('%s is a difference', (_, one, other) => {
    expect(normalised(one)).not.toBe(normalised(other));
  });
});

describe('what a page shows', () => {
  const printed = 'a 1\nb 2\nc 3\nd 4\n';

  test.each([
    ['all', 'a 9\nb 9\nc 9\nd 9\n'],
    ['the beginning', 'a 9\n…\n'],
    ['the end', '…\nd 9\n'],
    ['beginning and end', 'a 9\n  …\nd 9\n'],
    ['the middle', 'a 9\n…\nc 9\n…\n'],
  ])('%s was printed', (_, shown) => {
    expect(difference(shown, printed)).toBeUndefined();
  });

  test.each([
    ['a line that was not printed', 'a 9\nx 9\nc 9\nd 9\n', 'shown    x 9\nprinted  b 2'],
    ['too few lines', 'a 9\nb 9\n', 'printed  c 3\nshown    (nothing)'],
    ['too many lines', 'a 9\nb 9\nc 9\nd 9\ne 9\n', 'shown    e 9\nprinted  (nothing)'],
    ['another end', 'a 9\n…\nx 9\n', 'shown    x 9\nprinted  d 4'],
  ])('%s is a difference', (_, shown, expected) => {
    expect(difference(shown, printed)).toBe(expected);
  });

  test.each([
    ['all', 'x\n', printed],
    ['the beginning', 'x\n…\n', 'a 1\n…\n'],
    ['beginning and end', 'x\n…\ny\n', 'a 1\n…\nd 4\n'],
    ['the middle', 'x\n…\nc 9\n…\n', 'a 1\n…\nc 3\n…\n'],
  ])('%s is written anew, and shows no difference then', (_, shown, expected) => {
    expect(rewritten(shown, printed)).toBe(expected);
    expect(difference(rewritten(shown, printed), printed)).toBeUndefined();
  });
});
