import { describe, expect, test } from 'vitest';
import { forgetPerson, rememberDone, rememberFailure } from '../../../../functions/shared/change/remember.ts';

const NOW = Date.parse('2026-03-01T12:00:00+08:00');
const DAYS_400 = 400 * 24 * 3600;
const nothing = { fields: [], groups: [], identities: [], contacts: {} };
const done = (item: Parameters<typeof rememberDone>[0], event: string, time = NOW, written = [nothing]) =>
  rememberDone(item, { digest: event, time }, written, NOW);

describe('after an event was done', () => {
  test('the first item of a subject', () => {
    const written = [{ fields: ['name'], groups: ['VIP'], identities: ['i'], contacts: {}, name: 'n' }];
    expect(rememberDone(undefined, { digest: 'd', time: 7 }, written, NOW)).toEqual({
      v: 1,
      fields: { name: 7 },
      groups: { VIP: 7 },
      done: ['d'],
      identities: ['i'],
      name: 'n',
      expires: NOW / 1000 + DAYS_400,
    });
  });

  test('times of what was not written stay, those of what was written are the event’s', () => {
    const first = rememberDone(undefined, { digest: 'a', time: 7 }, [{ ...nothing, fields: ['city', 'name'] }], NOW);
    const second = rememberDone(first, { digest: 'b', time: 9 }, [{ ...nothing, fields: ['city'] }], NOW);
    expect(second).toMatchObject({ v: 2, fields: { city: 9, name: 7 }, done: ['a', 'b'] });
  });

  test('the newest 32 events', () => {
    let item = done(undefined, 'event 0');
    for (let index = 1; index < 40; index++) item = done(item, `event ${index}`);
    expect(item.done).toEqual(Array.from({ length: 32 }, (_, index) => `event ${index + 8}`));
    expect(item.v).toBe(40);
    expect(done(item, 'event 20').done.at(-1)).toBe('event 20');
    expect(done(item, 'event 20').done).toHaveLength(32);
  });

  test('what failed before is forgotten', () => {
    expect(done(rememberFailure(undefined, 'a', NOW), 'a')).not.toHaveProperty('failing');
  });
});

describe('after one more attempt that nobody can judge', () => {
  test('is counted for one event, since the first', () => {
    const one = rememberFailure(undefined, 'a', NOW);
    const two = rememberFailure(one, 'a', NOW + 60_000);
    expect(two.failing).toEqual({ event: 'a', attempts: 2, since: NOW });
    expect(two.v).toBe(2);
    expect(rememberFailure(two, 'b', NOW + 61_000).failing).toEqual({ event: 'b', attempts: 1, since: NOW + 61_000 });
  });

  test('changes nothing else', () => {
    const before = rememberDone(
      undefined,
      { digest: 'd', time: 7 },
      [{ fields: ['f'], groups: ['g'], identities: ['i'], contacts: {}, name: 'n' }],
      NOW,
    );
    const { failing: _failing, v: _v, ...after } = rememberFailure(before, 'a', NOW);
    expect({ ...after, v: before.v }).toEqual(before);
  });
});

test('of a platform’s record the newest time stays, and what the last state was', () => {
  const state = (made: boolean) => [{ ...nothing, record: { made } }];
  const first = done(undefined, 'a', 9, state(true));
  const late = done(first, 'b', 7, state(true));
  expect(late.record).toEqual({ time: 9, made: true });
  expect(done(late, 'c', 12).record).toEqual({ time: 9, made: true });
  expect(done(late, 'd', 12, state(false)).record).toEqual({ time: 12, made: false });
});

test('of a customer who was erased neither identities nor name are remembered', () => {
  const before = rememberDone(
    undefined,
    { digest: 'd', time: 7 },
    [{ fields: ['name'], groups: ['g'], identities: ['i'], contacts: {}, name: 'n' }],
    NOW,
  );
  expect(forgetPerson(before)).toEqual({
    v: 1,
    fields: { name: 7 },
    groups: { g: 7 },
    done: ['d'],
    identities: [],
    expires: before.expires,
  });
});
