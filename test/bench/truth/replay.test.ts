import { describe, expect, test } from 'vitest';
import { ConfigError } from '../../../functions/shared/config/problem.ts';
import { guiyiConfig } from '../../../bench/truth/products/guiyi/config.ts';
import { guiyiProduct } from '../../../bench/truth/products/guiyi/guiyi.ts';
import { neutralIdentity } from '../../../bench/truth/products/guiyi/neutral-identity.ts';
import type { Guiyi } from '../../../bench/truth/products/guiyi/open-guiyi.ts';
import { replay, VirtualClock } from '../../../bench/truth/products/guiyi/replay.ts';
import { follow } from '../../../bench/truth/platforms/wechat.ts';
import { Random } from '../../../bench/truth/random.ts';
import { agreementOf } from '../../../bench/truth/scorer/order-stability.ts';
import { inDisorder, inOrderOfTime, shuffledArrival } from '../../../bench/truth/shuffle-arrival.ts';
import { History } from '../../../bench/truth/world/history.ts';
import { writeHistory } from '../../../bench/truth/write-history.ts';
import { smallResult } from './small-truth.ts';

describe('the queue in virtual time', () => {
  /** Two people: one follows three times on days 1 to 3, the other once on day 2. */
  function follows() {
    const history = new History('follows', 'none', new Random('follows'), { rate: 12, names: true });
    const [one, other] = [history.person(), history.person()];
    for (const day of [1, 2, 3]) history.happen(day, one, follow(one.ids.account));
    history.happen(2.5, other, follow(other.ids.account));
    return history.finish().lines;
  }

  /** Says of each message, when it comes, whether it must come again. */
  function fakeGuiyi(isReturned: (id: string, receives: number) => boolean, delay: number) {
    const seen: string[] = [];
    const delays = new Map<string, number>();
    const guiyi: Pick<Guiyi, 'deliver' | 'delays'> = {
      delays,
      deliver: async (records) =>
        records.flatMap(({ messageId, receiptHandle, attributes }) => {
          seen.push(messageId);
          if (!isReturned(messageId, Number(attributes.ApproximateReceiveCount))) return [];
          delays.set(receiptHandle, delay);
          return [messageId];
        }),
    };
    return { guiyi, seen };
  }

  test('delivers in the order of arrival', async () => {
    const { guiyi, seen } = fakeGuiyi(() => false, 0);
    expect(await replay(follows(), guiyi, new VirtualClock())).toBe(0);
    expect(seen).toEqual(['0', '1', '2', '3']);
  });

  test('what waits holds back its own group and no other', async () => {
    const twoDays = 2 * 24 * 3600;
    const { guiyi, seen } = fakeGuiyi((id, receives) => id === '0' && receives === 1, twoDays);
    const clock = new VirtualClock();
    expect(await replay(follows(), guiyi, clock)).toBe(0);
    // The second of the group would have come on day 2, before the first comes again on day 3.
    expect(seen).toEqual(['0', '2', '0', '1', '3']);
  });

  test('what never ends is given up after 14 days', async () => {
    const { guiyi, seen } = fakeGuiyi((id) => id === '3', 3600);
    expect(await replay(follows(), guiyi, new VirtualClock())).toBe(1);
    expect(seen.length).toBeGreaterThan(14 * 24);
  });
});

describe('Guiyi as a product', () => {
  test('a pair of the tenant is the neutral identity that it came from', () => {
    const config = guiyiConfig();
    expect(neutralIdentity({ identityType: 'mobile', identityValue: '15412345670' }, config)).toEqual({
      kind: 'mobile',
      scope: '',
      value: '+8615412345670',
    });
    expect(neutralIdentity({ identityType: 'mobile', identityValue: '4917604069012' }, config).value).toBe(
      '+4917604069012',
    );
    expect(neutralIdentity({ identityType: 'wechat', identityValue: 'wx1:oA' }, config)).toEqual({
      kind: 'wechat-openid',
      scope: 'wx1',
      value: 'oA',
    });
    expect(neutralIdentity({ identityType: 'email', identityValue: 'a@b.example' }, config)).toEqual({
      kind: 'email',
      scope: '',
      value: 'a@b.example',
    });
  });

  test('settings are laid over the defaults, and one that does not exist is said', () => {
    expect(guiyiConfig({ cdp: { merge: 'never' } }).cdp).toMatchObject({ merge: 'never', baseUrl: 'sandbox' });
    expect(() => guiyiConfig({ guards: { noSuchDays: 1 } })).toThrow(ConfigError);
  });

  test('two runs of one history are the same', async () => {
    const { lines } = writeHistory('two-writers', 3, 0);
    const product = guiyiProduct();
    const [one, other] = [await product.run(lines), await product.run(lines)];
    expect(agreementOf(one, other)).toEqual({ customers: true, ids: true, contacts: true, fields: true });
    expect(one.deadLetters).toBe(0);
    expect(one.placements.size).toBe(new Set(lines.map(({ event }) => event.id)).size);
  });
});

describe('other orders of arrival', () => {
  const { lines } = writeHistory('late-and-repeated', 3, 0);
  const inOrder = inOrderOfTime(lines);
  const times = (list: typeof lines) => list.map(({ says }) => Date.parse(says.time));

  test('a backlog has every event once, in order, and after the last has happened', () => {
    expect(times(inOrder)).toEqual(times(inOrder).toSorted((one, other) => one - other));
    expect(new Set(inOrder.map(({ event }) => event.id)).size).toBe(inOrder.length);
    expect(inOrder.length).toBe(new Set(lines.map(({ event }) => event.id)).size);
    const end = Math.max(...times(inOrder));
    for (const { says, event } of inOrder)
      expect([Date.parse(says.arrives) > end, event.receivedtime]).toEqual([true, says.arrives]);
  });

  test('a shuffle keeps the events of a subject in order, or nothing', () => {
    const groupOf = ({ event }: (typeof lines)[number]) => `${event.connection} ${event.subject ?? event.partitionkey}`;
    const bySubject = (list: typeof lines) => [...Map.groupBy(list, groupOf).values()];
    const isSorted = (list: typeof lines) =>
      times(list).every((time, index, all) => index === 0 || time > (all[index - 1] ?? 0));
    const kept = shuffledArrival(lines, 'subject', new Random('kept'));
    const mixed = shuffledArrival(lines, 'any', new Random('mixed'));
    expect([kept.length, mixed.length]).toEqual([inOrder.length, inOrder.length]);
    expect([bySubject(kept).every(isSorted), isSorted(kept)]).toEqual([true, false]);
    expect(bySubject(mixed).every(isSorted)).toBe(false);
  });

  test('what comes late comes within three days, that of one subject in order, and some of it again', () => {
    const { lines: busy } = writeHistory('two-writers', 3, 0);
    const late = inDisorder(busy, 'late', new Random('late'));
    const first = late.filter(({ event }, index) => late.findIndex((line) => line.event.id === event.id) === index);
    const groups = Map.groupBy(first, ({ event }) => `${event.connection} ${event.subject ?? event.partitionkey}`);
    const isSorted = (list: typeof lines) =>
      times(list).every((time, index, all) => index === 0 || time > (all[index - 1] ?? 0));
    expect(first).toHaveLength(new Set(busy.map(({ event }) => event.id)).size);
    expect([[...groups.values()].every(isSorted), isSorted(first)]).toEqual([true, false]);
    expect(late.length).toBeGreaterThan(first.length);
    for (const { says } of first)
      expect(Date.parse(says.arrives) - Date.parse(says.time)).toBeLessThanOrEqual(3.01 * 86_400_000);
  });

  test('two results agree whatever their customers are called, and differ by what they hold', () => {
    const one = smallResult({ x: { events: ['e1'], holds: ['openid a'], fields: { name: 'Ann' } } });
    const called = smallResult({ y: { events: ['e1'], holds: ['openid a'], fields: { name: 'Ann' } } });
    const renamed = smallResult({ y: { events: ['e1'], holds: ['openid a'], fields: { name: 'Anna' } } });
    const split = smallResult({ y: { events: [], holds: ['openid a'], fields: {} }, z: { events: ['e1'], holds: [] } });
    expect(agreementOf(one, called)).toEqual({ customers: true, ids: true, contacts: true, fields: true });
    expect(agreementOf(one, renamed)).toEqual({ customers: true, ids: true, contacts: true, fields: false });
    expect(agreementOf(one, split)).toEqual({ customers: true, ids: false, contacts: false, fields: false });
  });
});
