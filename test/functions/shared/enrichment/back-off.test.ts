import { describe, expect, test } from 'vitest';
import { ApiError, type ApiErrorKind } from '../../../../functions/shared/enrichment/api-error.ts';
import { openBackOff } from '../../../../functions/shared/enrichment/back-off.ts';
import { HOUR, MINUTE, SECOND, TestClock } from '../../../kit/clock.ts';

const failure = (kind: ApiErrorKind, retryAfterSeconds?: number) => new ApiError(kind, { api: 'a', retryAfterSeconds });

function pauseAfter(error: ApiError, times = 1, start?: number): number {
  const clock = new TestClock(start);
  const pauses = openBackOff(clock.read);
  for (let time = 0; time < times; time++) pauses.failed(error);
  return (pauses.outageOf('a')?.until ?? clock.now) - clock.now;
}

describe('how long an API is left alone', () => {
  test.each<[string, ApiError, number, number]>([
    ['once', failure('network'), 1, 2 * SECOND],
    ['twice', failure('timeout'), 2, 4 * SECOND],
    ['five times', failure('unavailable'), 5, 32 * SECOND],
    ['at most', failure('unavailable'), 50, MINUTE],
    ['as the platform wishes', failure('unavailable', 90), 1, 90 * SECOND],
    ['until the next minute', failure('throttled'), 1, MINUTE],
    ['longer, if it wishes', failure('throttled', 300), 1, 5 * MINUTE],
    ['while somebody mends a secret', failure('credentials'), 3, 30 * SECOND],
    ['while somebody mends an allow list', failure('address'), 3, 30 * SECOND],
    ['a permission', failure('permission'), 1, 10 * MINUTE],
    ['a quota', failure('quota'), 1, HOUR],
    ['an unknown code', failure('unknown'), 1, 0],
    ['what concerns one person', failure('person'), 1, 0],
    ['one person for now', failure('sporadic'), 1, 0],
  ])('%s', (_name, error, times, expected) => {
    expect(pauseAfter(error, times)).toBe(expected);
  });

  test('a quota of today ends at midnight in China', () => {
    expect(pauseAfter(failure('quota'), 1, Date.parse('2026-03-01T23:45:00+08:00'))).toBe(15 * MINUTE);
  });
});

test('the error of the last call is told while the pause lasts, and no longer', () => {
  const clock = new TestClock();
  const pauses = openBackOff(clock.read);
  const error = failure('address');
  pauses.failed(error);
  clock.pass(30 * SECOND - 1);
  expect(() => pauses.check('a')).toThrow(error);
  expect(() => pauses.check('b')).not.toThrow();
  clock.pass(1);
  expect(() => pauses.check('a')).not.toThrow();
});

test('an outage begins with its first failure and ends with an answer', () => {
  const clock = new TestClock();
  const pauses = openBackOff(clock.read);
  const start = clock.now;
  for (let minute = 0; minute < 5; minute++) {
    pauses.failed(failure('network'));
    clock.pass(MINUTE);
  }
  expect(pauses.outageOf('a')?.since).toBe(start);
  pauses.answered('a');
  expect(pauses.outageOf('a')).toBeUndefined();
  pauses.failed(failure('network'));
  expect(pauses.outageOf('a')?.since).toBe(clock.now);
});
