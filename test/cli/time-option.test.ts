import { expect, test } from 'vitest';
import { readSpan } from '../../cli/time-option.ts';

const NOW = Date.parse('2026-03-01T12:00:00Z');

test.each([
  ['nothing', {}, {}],
  ['from then on', { since: '2h' }, { since: '2026-03-01T10:00:00.000Z' }],
  ['until then', { until: '30m' }, { until: '2026-03-01T11:30:00.000Z' }],
  [
    'of an hour',
    { since: '2h', until: '1h' },
    { since: '2026-03-01T10:00:00.000Z', until: '2026-03-01T11:00:00.000Z' },
  ],
  [
    'to a time that is to come',
    { since: '2h', until: '2026-03-02' },
    { since: '2026-03-01T10:00:00.000Z', until: '2026-03-02T00:00:00Z' },
  ],
  ['in another zone', { since: '2026-03-01T19:00:00+08:00' }, { since: '2026-03-01T19:00:00+08:00' }],
])('a span %s', (_what, typed, span) => {
  expect(readSpan(typed, NOW)).toEqual(span);
});

test.each([
  ['that ends before it begins', { since: '1h', until: '2h' }, '--until 2h is not after --since 1h'],
  ['of no time at all', { since: '1h', until: '2026-03-01T19:00:00+08:00' }, 'is not after'],
  ['that has not begun', { since: '2026-03-02' }, '--since 2026-03-02 is in the future; a date alone is one of UTC'],
  ['of no time that is one', { since: 'yesterday' }, '--since takes a time before now'],
  ['of a day that there is not', { since: '2026-02-31' }, '--since takes a time before now'],
  ['of a time on such a day', { until: '2026-02-30T10:00:00Z' }, '--until takes a time before now'],
])('a span %s is a mistake, and no empty list', (_what, typed, message) => {
  expect(() => readSpan(typed, NOW)).toThrow(message);
});
