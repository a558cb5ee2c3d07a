import { describe, expect, test } from 'vitest';
import {
  emptyWindow,
  faultOf,
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

test('a window stays small', () => {
  expect(seen(times(5_000, 'answered')).seen.length).toBeLessThanOrEqual(500);
});
