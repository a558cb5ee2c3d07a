import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backOffSeconds, isGivenUp, journeyOf, mustBeRenewed } from '../../../../functions/shared/envelope/back-off.ts';
import { HOUR, MINUTE, SECOND } from '../../../kit/clock.ts';

const DAY = 24 * HOUR;
const now = Date.parse('2026-11-30T10:00:00Z');
const after = (receives: number, age: number, wishSeconds?: number, random = () => 1) =>
  backOffSeconds({ receives, since: now - age }, { now, wishSeconds, random });

describe('the time until a message comes again', () => {
  test.each<readonly [string, number, number, number]>([
    ['at once after it was sent', 1, 0, 2],
    ['by receives while it is young in receives', 4, HOUR, 16],
    ['by its age while it is young in time', 900, 40 * SECOND, 10],
    ['by its age, whatever burnt its receives', 900, MINUTE, 15],
    ['half an hour at most', 900, 10 * DAY, 1800],
    ['by a clock that ran ahead: the shortest', 20, -HOUR, 2],
  ])('%s', (_name, receives, age, seconds) => {
    expect(after(receives, age)).toBe(seconds);
  });

  test('jitter takes up to half of it, never less than two seconds', () => {
    expect(after(20, HOUR, undefined, () => 0)).toBe(450);
    expect(after(20, HOUR, undefined, () => 1)).toBe(900);
    expect(after(1, HOUR, undefined, () => 0)).toBe(2);
  });

  test.each<readonly [string, number, number]>([
    ['a shorter wish changes nothing', 1, 900],
    ['a longer one is kept', 1200, 1200],
    ['within three hours', 99_999, 10_800],
  ])('Retry-After: %s', (_name, wish, seconds) => {
    expect(after(20, HOUR, wish)).toBe(seconds);
  });

  test('Retry-After never shortens (property)', () => {
    fc.assert(
      fc.property(fc.nat(2000), fc.nat(14 * DAY), fc.nat(100_000), (receives, age, wish) => {
        expect(after(receives, age, wish)).toBeGreaterThanOrEqual(after(receives, age));
      }),
    );
  });

  test.each([undefined, 0, 1])(
    'with a wish of %s s, a head is received fewer than 900 times in 12 days, as a rule',
    (wish) => {
      let receives = 1;
      for (let age = 0; age < 12 * DAY; receives += 1) age += after(receives, age, wish, () => 0.5) * SECOND;
      expect(receives).toBeLessThan(900);
      expect(receives).toBeGreaterThan(500);
    },
  );
});

describe('since when it waits', () => {
  const sent = (id: string) => ({ receiveCount: '3', sentTimestamp: String(now - HOUR), deduplicationId: id });
  const received = new Date(now - 5 * DAY).toISOString();
  test.each<readonly [string, string, number]>([
    ['as the queue says: an old event of a backfill has its whole patience', 'abc', now - HOUR],
    ['sent again by an operator: anew', 'abc-r1', now - HOUR],
    ['sent anew by delivery: since it was received', 'abc-t2', now - 5 * DAY],
    ['sent anew after an operator had sent it again', 'abc-r1-t1', now - HOUR],
  ])('%s', (_name, id, since) => {
    expect(journeyOf(sent(id), received, now)).toEqual({ receives: 3, since });
  });

  test('a record that says nothing is new', () => {
    const nothing = { receiveCount: undefined, sentTimestamp: undefined, deduplicationId: undefined };
    expect(journeyOf(nothing, undefined, now)).toEqual({ receives: 1, since: now });
  });
});

test.each<readonly [string, number, number | undefined, boolean]>([
  ['not quite twelve days', 12 * DAY - 1, 0, false],
  ['twelve days', 12 * DAY, 0, true],
  ['twelve days, of a process that knows nothing of the breaker', 12 * DAY, undefined, true],
  ['twenty days, while the breaker is not closed', 20 * DAY, Infinity, false],
  ['twenty days, in the first day after it has closed', 20 * DAY, now - DAY + 1, false],
  ['twenty days, a day after it has closed', 20 * DAY, now - DAY, true],
])('given up after %s', (_name, age, countsFrom, given) => {
  expect(isGivenUp({ receives: 5, since: now - age }, { giveUpAfterDays: 12, countsFrom, now })).toBe(given);
});

test.each<readonly [string, string | undefined, string | undefined, boolean]>([
  ['nearly all receives used', '900', String(now), true],
  ['one less', '899', String(now), false],
  ['twelve days in the queue, which deletes it after fourteen', '1', String(now - 12 * DAY), true],
  ['a moment less', '1', String(now - 12 * DAY + 1), false],
  ['a record that says nothing', undefined, undefined, false],
])('sent anew: %s', (_name, receiveCount, sentTimestamp, isRenewed) => {
  expect(mustBeRenewed({ receiveCount, sentTimestamp }, now)).toBe(isRenewed);
});
