import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  emptySubjectItem,
  failureOf,
  type RecordedChange,
  type RecordedContact,
  recordContact,
  type SubjectItem,
  withDone,
} from '../../../../functions/shared/change/subject-item.ts';

const NOW = Date.parse('2026-03-01T12:00:00+08:00');
const whole: SubjectItem = {
  done: ['d'],
  customer: '7',
  kinds: ['mobile'],
  recorded: { mobile: { key: 'k', since: 1, until: 2 } },
  record: { time: 9, made: true },
};

test('of a subject that was never delivered nothing is remembered', () => {
  expect(emptySubjectItem).toEqual({ done: [], kinds: [], recorded: {} });
});

describe('after an event was done', () => {
  test('its digest is the newest, and nothing else has changed', () => {
    expect(withDone(whole, 'e')).toEqual({ ...whole, done: ['d', 'e'] });
    expect(withDone(emptySubjectItem, 'e')).toEqual({ ...emptySubjectItem, done: ['e'] });
  });

  test('the newest 32 are kept, each once', () => {
    const events = Array.from({ length: 40 }, (_, index) => `event ${index}`);
    const item = events.reduce(withDone, whole);
    expect(item.done).toEqual(events.slice(8));
    expect(withDone(item, 'event 20').done).toHaveLength(32);
    expect(withDone(item, 'event 20').done.at(-1)).toBe('event 20');
    expect(withDone(item, 'event 20').done).toContain('event 8');
  });

  test('what failed before is forgotten', () => {
    const failing = { event: 'a', receives: 3, since: NOW };
    expect(withDone({ ...whole, failing }, 'a')).toEqual({ ...whole, done: ['d', 'a'] });
  });
});

describe('an attempt of which nobody can say why it failed', () => {
  test('is counted by the receives of the message since the first, for one event', () => {
    expect(failureOf(whole, 'a', { receives: 7, now: NOW })).toEqual({ attempts: 1, since: NOW, isKnown: false });
    const item = { ...whole, failing: { event: 'a', receives: 7, since: NOW } };
    const later = NOW + 60_000;
    expect(failureOf(item, 'a', { receives: 9, now: later })).toEqual({ attempts: 3, since: NOW, isKnown: true });
    expect(failureOf(item, 'b', { receives: 9, now: later })).toEqual({ attempts: 1, since: later, isKnown: false });
  });

  test('the very receive again is the first one still', () => {
    const item = { ...whole, failing: { event: 'a', receives: 7, since: NOW } };
    expect(failureOf(item, 'a', { receives: 7, now: NOW + 1 })).toMatchObject({ attempts: 1, since: NOW });
  });

  test('goes on where the message was sent anew', () => {
    const item = { ...whole, failing: { event: 'a', receives: 899, since: NOW } };
    expect(failureOf(item, 'a', { receives: 4, now: NOW + 1 })).toMatchObject({ attempts: 4, since: NOW });
  });
});

describe('what a platform’s record says of a contact', () => {
  const known: RecordedContact = { key: 'P', since: 10, until: 20 };
  test.each<[string, RecordedContact | undefined, string, number, RecordedChange]>([
    [
      'the first state is no new one',
      undefined,
      'P',
      15,
      { recorded: { key: 'P', since: 15, until: 15 }, isNewState: false },
    ],
    ['a repetition within its time', known, 'P', 15, { recorded: known, isNewState: false }],
    ['a repetition, later', known, 'P', 30, { recorded: { key: 'P', since: 10, until: 30 }, isNewState: false }],
    ['a repetition from before', known, 'P', 5, { recorded: { key: 'P', since: 5, until: 20 }, isNewState: false }],
    [
      'another contact, later: it has replaced the one before',
      known,
      'Q',
      30,
      { recorded: { key: 'Q', since: 30, until: 30 }, isNewState: true, givenUp: { key: 'P', at: 30 } },
    ],
    [
      'another contact from before: it had been replaced when the known one was first seen',
      known,
      'Q',
      5,
      { recorded: known, isNewState: false, givenUp: { key: 'Q', at: 10 } },
    ],
    [
      'another contact while the known one was there changes nothing',
      known,
      'Q',
      15,
      { recorded: known, isNewState: false },
    ],
    ['at the first time of the known one', known, 'Q', 10, { recorded: known, isNewState: false }],
    ['at the last time of the known one', known, 'Q', 20, { recorded: known, isNewState: false }],
  ])('%s', (_rule, before, key, time, expected) => {
    expect(recordContact(before, key, time)).toEqual(expected);
  });

  /** A record that had one contact after the other, each seen some times. */
  const histories = fc
    .array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 })
    .map((counts) => counts.flatMap((count, contact) => Array.from({ length: count }, () => `contact ${contact}`)))
    .map((keys) => keys.map((key, index) => ({ key, time: (index + 1) * 10 })));

  test('in whatever order its states come, the newest is known with its times, and every other is given up', () => {
    fc.assert(
      fc.property(
        histories.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length })),
        ),
        ([history, order]) => {
          let recorded: RecordedContact | undefined;
          const givenUp = new Set<string>();
          for (const { key, time } of order) {
            const change = recordContact(recorded, key, time);
            recorded = change.recorded;
            if (change.givenUp) givenUp.add(change.givenUp.key);
          }
          const last = history.at(-1);
          const times = history.filter(({ key }) => key === last?.key).map(({ time }) => time);
          expect(recorded).toEqual({ key: last?.key, since: Math.min(...times), until: Math.max(...times) });
          expect([...givenUp].toSorted()).toEqual(
            [...new Set(history.map(({ key }) => key))].filter((key) => key !== last?.key).toSorted(),
          );
        },
      ),
      { numRuns: 500 },
    );
  });
});
