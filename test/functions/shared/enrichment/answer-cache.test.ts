import { expect, test } from 'vitest';
import { answerCache } from '../../../../functions/shared/enrichment/answer-cache.ts';
import { ApiError, type ApiErrorKind } from '../../../../functions/shared/enrichment/api-error.ts';
import type { LookUp } from '../../../../functions/shared/enrichment/look-up.ts';
import { MINUTE, TestClock } from '../../../kit/clock.ts';

const about = (openid: string, more: Partial<LookUp> = {}): LookUp => ({
  api: 'an/api',
  account: 'an account',
  request: { method: 'GET', path: '/an/api', query: { openid } },
  gives: [],
  ...more,
});

function open(keepMs = 10 * MINUTE) {
  const clock = new TestClock();
  const cache = answerCache(clock.read, keepMs);
  let asked = 0;
  const ask = (lookUp: LookUp, fails?: ApiErrorKind) =>
    cache.answerTo(lookUp, async () => {
      asked += 1;
      const number = asked;
      await Promise.resolve();
      if (fails) throw new ApiError(fails, { api: lookUp.api });
      return { number };
    });
  return { clock, ask, forget: (lookUp: LookUp) => cache.forget(lookUp) };
}

test('one question is asked once within its time', async () => {
  const { clock, ask } = open();
  expect(await ask(about('a'))).toEqual({ number: 1 });
  expect(await ask(about('b'))).toEqual({ number: 2 });
  clock.pass(10 * MINUTE - 1);
  expect(await ask(about('a'))).toEqual({ number: 1 });
  clock.pass(1);
  expect(await ask(about('a'))).toEqual({ number: 3 });
});

test('the same question at the same time is one question', async () => {
  const { ask } = open(0);
  expect(await Promise.all([ask(about('a')), ask(about('a'))])).toEqual([{ number: 1 }, { number: 1 }]);
  expect(await ask(about('a'))).toEqual({ number: 2 });
});

test('another account or another request is another question', async () => {
  const { ask } = open();
  await ask(about('a'));
  expect(await ask(about('a', { account: 'another' }))).toEqual({ number: 2 });
  expect(await ask({ ...about('a'), request: { method: 'POST', path: '/an/api', body: '{}' } })).toEqual({ number: 3 });
});

test('what was asked before the event says nothing to one that wants newer', async () => {
  const { clock, ask } = open();
  await ask(about('a'));
  clock.pass(1000);
  expect(await ask(about('a', { newerThan: clock.now }))).toEqual({ number: 2 });
  expect(await ask(about('a'))).toEqual({ number: 2 });
});

test('that nobody is known is remembered, a failure is not', async () => {
  const { ask } = open();
  await expect(ask(about('a'), 'person')).rejects.toMatchObject({ kind: 'person' });
  await expect(ask(about('a'))).rejects.toMatchObject({ kind: 'person' });
  for (const kind of ['network', 'quota', 'sporadic'] as const) {
    await expect(ask(about(kind), kind)).rejects.toMatchObject({ kind });
    expect(await ask(about(kind))).toHaveProperty('number');
  }
});

test('of what may be said soon, that nothing was said is not remembered', async () => {
  const { ask, forget } = open();
  const order = about('an order', { mayFill: true });
  await expect(ask(order, 'person')).rejects.toMatchObject({ kind: 'person' });
  expect(await ask(order)).toEqual({ number: 2 });
  expect(await ask(order)).toEqual({ number: 2 });
  forget(order);
  expect(await ask(order)).toEqual({ number: 3 });
});

test('it keeps ten thousand answers, the newest', async () => {
  const { ask } = open();
  for (let number = 0; number <= 10_000; number++) await ask(about(`person ${number}`));
  expect(await ask(about('person 1'))).toEqual({ number: 2 });
  expect(await ask(about('person 0'))).toEqual({ number: 10_002 });
});
