import { describe, expect, test } from 'vitest';
import type { Act, Trigger } from '../../../../functions/shared/change/customer-change.ts';
import { triggers } from '../../../../functions/shared/change/customer-change.ts';
import { actTime, blockMsOf, screen } from '../../../../functions/shared/change/screen.ts';
import type { Marks } from '../../../../functions/shared/identity/identity-item.ts';
import { candidates } from '../../../kit/candidates.ts';
import { onDay } from '../../../kit/facts.ts';

// Somebody was erased on day 100; blockDays is 14.
const OPENID = 'verified wechat-openid app1/oAnn';
const MEMBER = 'verified member-no A-1';
const PHONE = 'verified mobile 15931000401';
const TYPED = 'claimed mobile 15931000401';
const MAIL = 'claimed email ann@post.example';
const ERASED: Marks = { erased: onDay(100) };

interface Given {
  /** The day of the event. */
  readonly day: number;
  readonly act?: Act;
  readonly triggers?: readonly Trigger[];
}
const order = (day: number): Act => ({ kind: 'order', created: new Date(onDay(day)).toISOString() });
const record = (day?: number): Act =>
  day === undefined ? { kind: 'record' } : { kind: 'record', created: new Date(onDay(day)).toISOString() };

/** @param marked what is marked, by the text of the identity */
function screened(
  texts: readonly string[],
  marked: Readonly<Record<string, Marks>>,
  { day, act, triggers: moves = [] }: Given,
) {
  const all = candidates(texts);
  const byKey = new Map(Object.entries(marked).map(([text, marks]) => [candidates([text])[0]?.key, marks]));
  const result = screen(all, ({ key }) => byKey.get(key), { time: onDay(day), act, triggers: moves }, blockMsOf());
  const valuesOf = (list: typeof all) => list.map(({ identity }) => identity.value);
  return {
    allowed: valuesOf(result.allowed),
    blocked: valuesOf(result.blocked),
    returned: valuesOf(result.returned),
    isBlocked: result.isBlocked,
  };
}
/** What becomes of one identity: `blocked`, `returned`, `free`. */
function verdict(text: string, marks: Marks, given: Given): string {
  const { allowed, blocked, returned } = screened([text], { [text]: marks }, given);
  if (blocked.length > 0) return allowed.length + returned.length > 0 ? 'blocked and allowed' : 'blocked';
  return returned.length > 0 ? 'returned' : 'free';
}

describe('an id of somebody who was erased: it blocks until the person comes back by an act after the erase', () => {
  test.each<[string, Given, string]>([
    ['an event that is no act of return, long after', { day: 500 }, 'blocked'],
    ['a message', { day: 101, triggers: [] }, 'blocked'],
    ['an unfollow after it', { day: 101, triggers: ['unfollow'] }, 'blocked'],
    ['a follow after it', { day: 101, triggers: ['follow'] }, 'returned'],
    ['a follow at the very time of it', { day: 100, triggers: ['follow'] }, 'blocked'],
    ['a follow from before it, that comes late', { day: 99, triggers: ['follow'] }, 'blocked'],
    ['a log-in after it', { day: 101, triggers: ['member-bound'] }, 'returned'],
    ['a payment after it', { day: 101, triggers: ['paid-order'] }, 'returned'],
    ['a payment after it, of an order from before', { day: 101, act: order(99), triggers: ['paid-order'] }, 'blocked'],
    ['an order that was placed after it', { day: 101, act: order(101) }, 'returned'],
    ['an order that was placed before it, and updated a year after', { day: 500, act: order(99) }, 'blocked'],
    ['an order that was placed at the very time of it', { day: 101, act: order(100) }, 'blocked'],
    ['an account that was opened after it', { day: 102, act: record(101) }, 'returned'],
    ['an update of an account from before it', { day: 500, act: record(50) }, 'blocked'],
    ['an update of a record of which nobody knows since when it is', { day: 500, act: record() }, 'blocked'],
    [
      'such an update, and a consent with it',
      { day: 500, act: record(), triggers: ['email-consent-given'] },
      'blocked',
    ],
  ])('%s: %s', (_when, given, expected) => {
    expect(verdict(OPENID, ERASED, given)).toBe(expected);
  });

  const returning = new Set<Trigger>([
    'follow',
    'employee-added',
    'member-bound',
    'paid-order',
    'email-consent-given',
    'sms-consent-given',
  ]);
  test.each(triggers.map((trigger) => [trigger, returning.has(trigger) ? 'returned' : 'blocked'] as const))(
    '%s after it: %s',
    (trigger, expected) => {
      expect(verdict(OPENID, ERASED, { day: 101, triggers: [trigger] })).toBe(expected);
      expect(verdict(OPENID, ERASED, { day: 101, triggers: ['unfollow', trigger] })).toBe(expected);
    },
  );

  test('an id that the event has only said lifts nothing: only what is proved comes back with the person', () => {
    const given: Given = { day: 101, triggers: ['member-bound'] };
    const { blocked, returned } = screened(
      [OPENID, 'claimed member-no A-1'],
      { 'claimed member-no A-1': ERASED },
      given,
    );
    expect({ blocked, returned }).toEqual({ blocked: ['A-1'], returned: [] });
  });
});

describe('a contact of somebody who was erased: it changes hands', () => {
  test.each<[string, Given, string]>([
    ['what happened before the erase', { day: 99 }, 'blocked'],
    ['an order from before it, a year after', { day: 500, act: order(99) }, 'blocked'],
    ['a record of which nobody knows since when it is, a year after', { day: 500, act: record() }, 'blocked'],
    ['an event within 14 days of it', { day: 113 }, 'blocked'],
    ['a follow within 14 days of it', { day: 113, triggers: ['follow'] }, 'blocked'],
    ['an event 14 days after it', { day: 114 }, 'blocked'],
    ['an event 15 days after it', { day: 115 }, 'free'],
    ['an order from within the 14 days, a year after', { day: 500, act: order(110) }, 'blocked'],
    ['an order from after the 14 days', { day: 500, act: order(115) }, 'free'],
    ['an account from after the 14 days', { day: 500, act: record(115) }, 'free'],
  ])('%s: %s', (_when, given, expected) => {
    expect(verdict(PHONE, ERASED, given)).toBe(expected);
    expect(verdict(TYPED, ERASED, given)).toBe(expected);
  });

  test('for as many days as the configuration says', () => {
    const [phone] = candidates([PHONE]);
    const isFree = (blockDays: number, day: number) =>
      screen(
        candidates([PHONE]),
        ({ key }) => (key === phone?.key ? ERASED : undefined),
        { time: onDay(day), act: undefined, triggers: [] },
        blockMsOf({ blockDays }),
      ).allowed.length > 0;
    expect([isFree(0, 100), isFree(0, 101), isFree(60, 160), isFree(60, 161)]).toEqual([false, true, false, true]);
  });
});

describe('whoever an operator or a brand has blocked', () => {
  test.each<[string, string, Marks, Given]>([
    ['an id, whatever the act of return', OPENID, { suppressed: onDay(0) }, { day: 500, triggers: ['follow'] }],
    ['a phone, however long ago', PHONE, { suppressed: onDay(0) }, { day: 5000 }],
    ['a phone that was also erased', PHONE, { suppressed: onDay(0), erased: onDay(0) }, { day: 5000 }],
    [
      'an address whose consent is given',
      'verified email ann@post.example',
      { suppressed: onDay(0), withdrawn: onDay(0) },
      { day: 500, triggers: ['email-consent-given'] },
    ],
  ])('%s stays so until it is lifted', (_what, text, marks, given) => {
    expect(verdict(text, marks, given)).toBe('blocked');
  });
});

describe('a contact whose consent was withdrawn on day 100', () => {
  const WITHDRAWN: Marks = { withdrawn: onDay(100) };
  test.each<[string, string, Given, string]>([
    ['an address, however long ago', MAIL, { day: 5000 }, 'blocked'],
    ['an address, and a log-in', MAIL, { day: 101, triggers: ['member-bound'] }, 'blocked'],
    ['an address, and its consent is given', MAIL, { day: 101, triggers: ['email-consent-given'] }, 'returned'],
    [
      'a typed address, and its consent is given: it is kept with what was typed',
      'claimed email ann@post.example',
      { day: 101, triggers: ['email-consent-given'] },
      'returned',
    ],
    [
      'an address, and its consent was given at that time',
      MAIL,
      { day: 100, triggers: ['email-consent-given'] },
      'blocked',
    ],
    ['an address, and its consent was given before', MAIL, { day: 99, triggers: ['email-consent-given'] }, 'blocked'],
    [
      'an address, and the consent for the phone is given',
      MAIL,
      { day: 101, triggers: ['sms-consent-given'] },
      'blocked',
    ],
    ['a phone, and its consent is given', PHONE, { day: 101, triggers: ['sms-consent-given'] }, 'returned'],
    [
      'a phone, and the consent for the address is given',
      PHONE,
      { day: 101, triggers: ['email-consent-given'] },
      'blocked',
    ],
    [
      'an id, which has no consent of its own',
      OPENID,
      { day: 101, triggers: ['email-consent-given', 'sms-consent-given'] },
      'blocked',
    ],
  ])('%s: %s', (_what, text, given, expected) => {
    expect(verdict(text, WITHDRAWN, given)).toBe(expected);
  });

  test('that was also erased: its consent lifts no erase', () => {
    const both: Marks = { withdrawn: onDay(100), erased: onDay(100) };
    expect(verdict(MAIL, both, { day: 101, triggers: ['email-consent-given'] })).toBe('blocked');
    expect(verdict(MAIL, both, { day: 500 })).toBe('blocked');
  });

  test('that was also erased: once it is free, its consent lifts the withdrawal', () => {
    const both: Marks = { withdrawn: onDay(100), erased: onDay(100) };
    expect(verdict(MAIL, both, { day: 500, triggers: ['email-consent-given'] })).toBe('returned');
  });
});

test.each<[string, Marks]>([
  ['the person has come back since', { returned: onDay(100) }],
  ['nothing is marked', {}],
])('%s: free', (_what, marks) => {
  expect(verdict(OPENID, marks, { day: 1 })).toBe('free');
  expect(verdict(PHONE, marks, { day: 1 })).toBe('free');
});

describe('whether the event is about such a person', () => {
  const about = (texts: readonly string[], marked: readonly string[]) =>
    screened(texts, Object.fromEntries(marked.map((text) => [text, ERASED])), { day: 105 });
  test.each<[string, readonly string[], readonly string[], boolean]>([
    ['an id of theirs', [OPENID], [OPENID], true],
    ['one of two ids', [OPENID, MEMBER], [MEMBER], true],
    ['a proved contact beside an id', [OPENID, PHONE], [PHONE], false],
    ['a typed contact beside an id', [OPENID, TYPED], [TYPED], false],
    ['an id beside a proved contact', [OPENID, PHONE], [OPENID], true],
    ['a proved contact alone', [PHONE], [PHONE], true],
    ['one of two proved contacts', [PHONE, 'verified email ann@post.example'], [PHONE], true],
    [
      'the other of two proved contacts',
      [PHONE, 'verified email ann@post.example'],
      ['verified email ann@post.example'],
      true,
    ],
    ['a typed contact beside a proved one', [PHONE, MAIL], [MAIL], false],
    ['a typed contact alone', [TYPED], [TYPED], true],
    ['the first of two typed contacts', [TYPED, MAIL], [TYPED], true],
    ['the second of two typed contacts', [TYPED, MAIL], [MAIL], false],
    [
      'an id that was only said, beside a proved one',
      [OPENID, 'claimed member-no A-1'],
      ['claimed member-no A-1'],
      false,
    ],
    ['nobody’s', [OPENID, PHONE], [], false],
    ['nothing at all', [], [], false],
  ])('%s: %s of which is marked %s: %j', (_what, texts, marked, expected) => {
    const { isBlocked, allowed, blocked } = about(texts, marked);
    expect(isBlocked).toBe(expected);
    expect([...allowed, ...blocked].toSorted()).toEqual(
      candidates(texts)
        .map(({ identity }) => identity.value)
        .toSorted(),
    );
    expect(blocked).toEqual(candidates(marked).map(({ identity }) => identity.value));
  });

  test('an id that comes back frees the event, and the contact beside it waits', () => {
    const given: Given = { day: 105, triggers: ['follow'] };
    expect(screened([OPENID, PHONE], { [OPENID]: ERASED, [PHONE]: ERASED }, given)).toEqual({
      allowed: ['oAnn'],
      blocked: ['15931000401'],
      returned: ['oAnn'],
      isBlocked: false,
    });
  });
});

test.each<[string, Act | undefined, number]>([
  ['the event is what the person did', undefined, onDay(7)],
  ['an order: when it was placed', order(3), onDay(3)],
  ['a record: since when it is', record(3), onDay(3)],
  ['a record of which nobody knows', record(), -Infinity],
])('the time of what the person did: %s', (_what, act, expected) => {
  expect(actTime({ time: onDay(7), act })).toBe(expected);
});
