import { describe, expect, test } from 'vitest';
import {
  emptyWindow,
  faultOf,
  isDecliningTooMuch,
  type Sight,
  type SightWindow,
  withSight,
} from '../../../../functions/shared/breaker/window.ts';
import { MINUTE, SECOND } from '../../../kit/clock.ts';

/** So many sights, one a second, of so many people in turn. */
function seen(sights: readonly Sight[], people = 10, before: SightWindow = emptyWindow): SightWindow {
  return sights.reduce(
    (window, sight, index) =>
      withSight(window, { at: index * SECOND, connection: 'shop', subject: `p${index % people}`, sight }),
    before,
  );
}
const times = (count: number, sight: Sight): Sight[] => Array.from({ length: count }, () => sight);
const fault = (window: SightWindow) => faultOf(window, window.seen.at(-1)?.at ?? 0);

describe('the CDP is at fault', () => {
  test.each<readonly [string, SightWindow, ReturnType<typeof faultOf>]>([
    ['five failures in a row of five people', seen(times(5, 'cdp-unavailable')), 'cdp-unavailable'],
    ['four', seen(times(4, 'cdp-unavailable')), undefined],
    ['many of one person, whose event may be what makes it fail', seen(times(50, 'cdp-unavailable'), 1), undefined],
    ['with an answer among them', seen([...times(4, 'cdp-unavailable'), 'answered', 'cdp-unavailable']), undefined],
    [
      'with a -1 among them, which is no success',
      seen([...times(3, 'cdp-unavailable'), 'declined', ...times(2, 'cdp-unavailable')]),
      'cdp-unavailable',
    ],
    ['three times no token, whoever it is about', seen(times(3, 'cdp-credentials'), 1), 'cdp-credentials'],
    ['twice', seen(times(2, 'cdp-credentials')), undefined],
    ['two of twenty declined', seen([...times(18, 'answered'), ...times(2, 'declined')]), 'cdp-undecided'],
    ['one of twenty', seen([...times(19, 'answered'), 'declined']), undefined],
    ['half of nineteen: too few to say', seen([...times(9, 'answered'), ...times(10, 'declined')]), undefined],
    ['half of many, but of four people', seen([...times(30, 'answered'), ...times(30, 'declined')], 4), undefined],
    ['nothing was seen', emptyWindow, undefined],
  ])('%s', (_name, window, reason) => {
    expect(fault(window)).toBe(reason);
  });

  test('what is older than 15 minutes says nothing', () => {
    expect(faultOf(seen(times(30, 'declined')), 16 * MINUTE)).toBeUndefined();
  });
});

test('a connection that is used to 15 % stays where it is; far above that it is the CDP', () => {
  const every = (nth: number, count: number): Sight[] =>
    Array.from({ length: count }, (_, index) => (index % nth === 0 ? 'declined' : 'answered'));
  const used = seen(every(7, 20_000), 97);
  expect(used.usual['shop']).toBeGreaterThan(0.13);
  expect(fault(used)).toBeUndefined();
  const worse = seen(every(2, 60), 97, { ...used, seen: [] });
  expect(fault(worse)).toBe('cdp-undecided');
});

test('what opens the breaker is not learnt, however long it goes on', () => {
  const half = Array.from({ length: 20 }, (_, index): Sight => (index % 2 === 0 ? 'declined' : 'answered'));
  let window = emptyWindow;
  for (let opened = 0; opened < 500; opened++) {
    window = seen(half, 10, window);
    expect(fault(window)).toBe('cdp-undecided');
    // Whoever meets an open breaker sees everything anew.
    window = { ...window, seen: [] };
  }
  expect(window.usual).toEqual({});
});

describe('whether an event is declined by its own fault is not decided', () => {
  /** One event in so many minutes, half of them declined. */
  const slowly = (minutes: number, count: number): SightWindow =>
    Array.from({ length: count }).reduce<SightWindow>((window, _, index) => {
      const sight = index % 2 === 0 ? 'declined' : 'answered';
      return withSight(window, { at: index * minutes * MINUTE, connection: 'shop', subject: `p${index % 10}`, sight });
    }, emptyWindow);
  const last = ({ seen: all }: SightWindow) => all.at(-1)?.at ?? 0;

  test.each([
    ['while the CDP declines half of a busy hour', slowly(0.5, 120), true],
    ['while it declines half of what little comes: one in two minutes', slowly(2, 40), true],
    ['one in a quarter of an hour', slowly(15, 40), true],
    ['but of a few in a day nothing is known', slowly(60, 40), false],
    ['nor of fewer than twenty', slowly(2, 19), false],
  ])('%s', (_name, window, isUndecided) => {
    expect(isDecliningTooMuch(window, last(window))).toBe(isUndecided);
  });

  test('once the latest twenty were answered it is decided again', () => {
    const answered = times(20, 'answered');
    const after = answered.reduce<SightWindow>(
      (window, sight, index) => {
        const at = last(window) + MINUTE;
        return withSight(window, { at, connection: 'shop', subject: `p${index % 10}`, sight });
      },
      slowly(15, 24),
    );
    expect(isDecliningTooMuch(after, last(after))).toBe(false);
  });
});

test('a window stays small', () => {
  expect(seen(times(5_000, 'answered')).seen.length).toBeLessThanOrEqual(500);
});
