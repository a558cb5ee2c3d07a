import { describe, expect, test } from 'vitest';
import type { Act, Trigger } from '../../../../functions/shared/change/customer-change.ts';
import { earlierOf, firstEventOf, isAllAfter } from '../../../../functions/shared/change/first-event.ts';
import { onDay } from '../../../kit/facts.ts';

const DAY_MS = 24 * 3_600_000;
const created = (day: number) => new Date(onDay(day)).toISOString();
const eventOf = (day: number, act?: Act, triggers: readonly Trigger[] = []) =>
  firstEventOf({ time: onDay(day), act, triggers });

describe('would an erase of day 100 have let the first event through? blockDays is 14', () => {
  const asked = { time: onDay(100), blockMs: 14 * DAY_MS };

  test.each<[string, ReturnType<typeof eventOf>, byId: boolean, byContact: boolean]>([
    ['a log-in of day 99', eventOf(99, undefined, ['member-bound']), false, false],
    ['a log-in of the very time', eventOf(100, undefined, ['member-bound']), false, false],
    ['a log-in of day 101', eventOf(101, undefined, ['member-bound']), true, false],
    ['a log-in of day 114', eventOf(114, undefined, ['member-bound']), true, false],
    ['a log-in of day 115', eventOf(115, undefined, ['member-bound']), true, true],
    ['an act of day 115 that is no return', eventOf(115), false, true],
    ['an order of day 115', eventOf(115, { kind: 'order', created: created(115) }), true, true],
    ['an order of day 99, told of on day 115', eventOf(115, { kind: 'order', created: created(99) }), false, false],
    ['an order of day 115, told of on day 99', eventOf(99, { kind: 'order', created: created(115) }), false, false],
    ['an order of day 115, told of then', eventOf(100, { kind: 'order', created: created(115) }), false, false],
    [
      'an account of the very time, told of on day 115',
      eventOf(115, { kind: 'record', created: created(100) }),
      false,
      false,
    ],
    ['an account of day 110, told of on day 115', eventOf(115, { kind: 'record', created: created(110) }), true, false],
    ['a record of which nobody says since when it is', eventOf(115, { kind: 'record' }), false, false],
  ])('%s: asked by an id and by a contact', (_what, first, byId, byContact) => {
    expect(isAllAfter(first, { ...asked, byContact: false })).toBe(byId);
    expect(isAllAfter(first, { ...asked, byContact: true })).toBe(byContact);
  });
});

test('of two events the earlier is the first, in either order', () => {
  const [one, other] = [eventOf(1), eventOf(2)];
  expect([earlierOf(one, other), earlierOf(other, one)]).toEqual([one, one]);
});

test('of whom nothing is known from the beginning, no event is the first', () => {
  expect([earlierOf(undefined, eventOf(2)), earlierOf(eventOf(1), undefined)]).toEqual([undefined, undefined]);
});
