import { expect, test } from 'vitest';
import { windowTime } from '../../../../../functions/shared/cdp/client/window-time.ts';

const noon = new Date('2026-03-01T12:34:56.789Z');

test.each([
  ['+08:00', '2026-03-01 20:34:56'],
  ['+12:45', '2026-03-02 01:19:56'],
  ['+00:00', '2026-03-01 12:34:56'],
  ['-12:00', '2026-03-01 00:34:56'],
] as const)('at %s it is %s', (offset, text) => {
  expect(windowTime(noon, offset)).toBe(text);
});

test('a text goes as it is', () => {
  expect(windowTime('2026-03-01 00:00:00', '+08:00')).toBe('2026-03-01 00:00:00');
});

test('what is no offset is a mistake of the program', () => {
  expect(() => windowTime(noon, '+8:0')).toThrow(RangeError);
  expect(() => windowTime(new Date(NaN), '+08:00')).toThrow(RangeError);
});
