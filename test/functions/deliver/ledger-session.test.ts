import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { LedgerConflict, openLedgerSession } from '../../../functions/deliver/ledger-session.ts';
import { emptyCustomerItem } from '../../../functions/shared/change/customer-item.ts';
import { emptySubjectItem } from '../../../functions/shared/change/subject-item.ts';
import { emptyIdentityItem, type IdentityItem } from '../../../functions/shared/identity/identity-item.ts';
import type { Ledger } from '../../../functions/shared/ports/ports.ts';
import { SECOND, TestClock } from '../../kit/clock.ts';
import { MemoryLedger } from '../../kit/ports.ts';

const item = (owner: string): IdentityItem => ({ ...emptyIdentityItem, owner });

/** A ledger that takes down what it is asked, and sessions of events on it. */
function ledgerWorld() {
  const clock = new TestClock();
  const ledger = new MemoryLedger(clock.read);
  const log: string[] = [];
  const logged: Ledger = {
    read: async (keys) => {
      log.push(`read ${keys.join(' ')}`);
      return ledger.read(keys);
    },
    write: async (key, record, expected) => {
      const answer = await ledger.write(key, record, expected);
      log.push(`${answer} ${key}`);
      return answer;
    },
    remove: async (key, expected) => {
      const answer = await ledger.remove(key, expected);
      log.push(`${answer} ${key}`);
      return answer;
    },
  };
  const open = (holder: string, seconds = 60) =>
    openLedgerSession({ ledger: logged, clock: clock.read, holder, until: clock.now + seconds * SECOND });
  /** A session of the event in which these identities have been read. */
  const reading = async (holder: string, keys: readonly string[], seconds?: number) => {
    const session = open(holder, seconds);
    await session.load({ identities: keys });
    return session;
  };
  return {
    clock,
    ledger,
    open,
    reading,
    /** What the ledger was asked since it was last looked at. */
    asked: () => log.splice(0),
    /** Writes an identity's item as another event has left it. */
    store: async (key: string, stored: IdentityItem): Promise<void> => {
      await (await reading('before', [key])).identities.put(key, stored);
      log.length = 0;
    },
    stored: (key: string): unknown => {
      const record = ledger.records.get(key);
      return record && (JSON.parse(record.state) as unknown);
    },
  };
}

describe('reading', () => {
  test('everything that is wanted in one read, each sort under its own keys, and each once', async () => {
    const { open, asked } = ledgerWorld();
    const session = open('event');
    await session.load({ identities: ['a', 'b'], customers: ['1'], subjects: ['s'], others: ['suppressed:k'] });
    expect(asked()).toEqual(['read i:a i:b c:1 s2:s suppressed:k']);
    await session.load({
      identities: ['a', 'c'],
      customers: ['1'],
      subjects: ['s'],
      others: ['suppressed:k', 'typed:k'],
    });
    expect(asked()).toEqual(['read i:c typed:k']);
    await session.load({ identities: ['a', 'b', 'c'] });
    expect(asked()).toEqual([]);
  });

  test('what there is not is nothing; what was not asked for is a fault', async () => {
    const { open } = ledgerWorld();
    const session = open('event');
    await session.load({ identities: ['a'] });
    expect(session.identities.get('a')).toBeUndefined();
    expect(() => session.identities.get('b')).toThrow('was not loaded');
    await expect(session.identities.put('b', emptyIdentityItem)).rejects.toThrow('was not loaded');
    expect(() => session.customers.get('a')).toThrow('was not loaded');
  });

  test('each sort of item is read as what it is', async () => {
    const { open } = ledgerWorld();
    const first = open('first');
    await first.load({ identities: ['k'], customers: ['k'], subjects: ['k'] });
    await first.identities.put('k', item('7'));
    await first.customers.put('k', { ...emptyCustomerItem, alias: '8' });
    await first.subjects.put('k', { ...emptySubjectItem, customer: '9' });
    const second = open('second');
    await second.load({ identities: ['k'], customers: ['k'], subjects: ['k'] });
    expect(second.identities.get('k')).toEqual(item('7'));
    expect(second.customers.get('k')).toEqual({ ...emptyCustomerItem, alias: '8' });
    expect(second.subjects.get('k')).toEqual({ ...emptySubjectItem, customer: '9' });
  });

  test('what a former version has written stands as it is', async () => {
    const { open, ledger } = ledgerWorld();
    const mark = { v: 0, state: '{"since":"5"}' };
    ledger.records.set('suppressed:k', mark);
    const session = open('event');
    await session.load({ others: ['suppressed:k', 'typed:k'] });
    expect(session.former('suppressed:k')).toEqual(mark);
    expect(session.former('typed:k')).toBeUndefined();
    await session.load({ others: ['suppressed:k', 'suppressed:other'] });
    expect(session.former('suppressed:k')).toEqual(mark);
  });

  test('an item that is not ours ends the reading, as a fault of the ledger', async () => {
    const { open, ledger } = ledgerWorld();
    ledger.records.set('i:a', { v: 1, state: '{"claims":7}' });
    await expect(open('event').load({ identities: ['a'] })).rejects.toMatchObject({
      name: 'PortError',
      kind: 'ledger',
      retryable: false,
    });
  });
});

describe('holding', () => {
  test('one after the other in the order of their keys, each once', async () => {
    const { reading, asked } = ledgerWorld();
    const session = await reading('event', ['b', 'c', 'a']);
    asked();
    expect(await session.identities.hold(['c', 'a', 'b', 'a'])).toBe(true);
    expect(asked()).toEqual(['written i:a', 'written i:b', 'written i:c']);
    expect(['a', 'b', 'c'].map((key) => session.identities.holds(key))).toEqual([true, true, true]);
  });

  test('no key is always held', async () => {
    const { open, asked } = ledgerWorld();
    expect(await open('event').identities.hold([])).toBe(true);
    expect(asked()).toEqual([]);
  });

  test('until the try must have ended', async () => {
    const { reading, stored, clock } = ledgerWorld();
    await (await reading('event', ['a'], 45)).identities.hold(['a']);
    expect(stored('i:a')).toMatchObject({ hold: { by: 'event', until: clock.now + 45 * SECOND } });
  });

  test('all or none: where another holds one, those before it are given back and those behind it are left alone', async () => {
    const { reading, asked, stored, store } = ledgerWorld();
    await store('b', item('7'));
    await (await reading('another', ['c'])).identities.hold(['c']);
    const session = await reading('event', ['a', 'b', 'c', 'd']);
    asked();
    expect(await session.identities.hold(['a', 'b', 'c', 'd'])).toBe(false);
    expect(asked()).toEqual(['written i:a', 'written i:b', 'removed i:a', 'written i:b']);
    expect(stored('i:a')).toBeUndefined();
    expect(stored('i:b')).toEqual(item('7'));
    expect(stored('i:c')).toMatchObject({ hold: { by: 'another' } });
  });

  test('what was given back is held no longer, and may be held again', async () => {
    const { reading } = ledgerWorld();
    const another = await reading('another', ['b']);
    await another.identities.hold(['b']);
    const session = await reading('event', ['a', 'b']);
    await session.identities.hold(['a', 'b']);
    expect(session.identities.holds('a')).toBe(false);
    expect(await session.identities.hold(['a'])).toBe(true);
  });

  test('all or none: where another has just written one, what was held before is given back', async () => {
    const { reading, stored, store } = ledgerWorld();
    const session = await reading('event', ['a', 'b']);
    await store('b', item('7'));
    expect(await session.identities.hold(['a', 'b'])).toBe(false);
    expect(stored('i:a')).toBeUndefined();
    expect(stored('i:b')).toEqual(item('7'));
  });

  test('a hold that has lapsed is free, to the millisecond', async () => {
    const { reading, clock, stored } = ledgerWorld();
    await (await reading('dead', ['a'], 60)).identities.hold(['a']);
    clock.pass(60 * SECOND - 1);
    expect(await (await reading('event', ['a'])).identities.hold(['a'])).toBe(false);
    clock.pass(1);
    expect(await (await reading('event', ['a'])).identities.hold(['a'])).toBe(true);
    expect(stored('i:a')).toMatchObject({ hold: { by: 'event' } });
  });

  test('a hold of the same event, from a try before, is its own, and is held for longer', async () => {
    const { reading, clock, stored } = ledgerWorld();
    await (await reading('event', ['a'], 60)).identities.hold(['a']);
    clock.pass(10 * SECOND);
    const again = await reading('event', ['a'], 60);
    expect(again.identities.holds('a')).toBe(true);
    expect(await again.identities.hold(['a'])).toBe(true);
    expect(stored('i:a')).toMatchObject({ hold: { by: 'event', until: clock.now + 60 * SECOND } });
  });

  test('what is to be noted is written with the hold, in one write', async () => {
    const { reading, asked, stored, store } = ledgerWorld();
    await store('b', item('7'));
    const session = await reading('event', ['a', 'b']);
    asked();
    const seen: [string, IdentityItem][] = [];
    await session.identities.hold(['a', 'b'], (key, before) => {
      seen.push([key, before]);
      return { ...before, owner: `noted ${key}` };
    });
    expect(seen).toEqual([
      ['a', emptyIdentityItem],
      ['b', item('7')],
    ]);
    expect(asked()).toEqual(['written i:a', 'written i:b']);
    expect(stored('i:b')).toMatchObject({ owner: 'noted b', hold: { by: 'event' } });
    expect(session.identities.get('a')).toEqual(item('noted a'));
  });

  test('of customers it is no matter of identities with the same key', async () => {
    const { open } = ledgerWorld();
    const [one, other] = [open('one'), open('other')];
    for (const session of [one, other]) await session.load({ identities: ['k'], customers: ['k'] });
    expect(await one.identities.hold(['k'])).toBe(true);
    expect(await other.customers.hold(['k'])).toBe(true);
    expect(one.customers.holds('k')).toBe(false);
  });

  test('a ledger that fails in the midst says so, and what was held lapses', async () => {
    const { reading, ledger, stored, clock } = ledgerWorld();
    const session = await reading('event', ['a', 'b']);
    ledger.failNextWrites = { how: 'error', left: 1, of: 'i:b' };
    await expect(session.identities.hold(['a', 'b'])).rejects.toMatchObject({ name: 'PortError' });
    expect(stored('i:a')).toMatchObject({ hold: { by: 'event' } });
    clock.pass(60 * SECOND);
    expect(await (await reading('another', ['a', 'b'])).identities.hold(['a', 'b'])).toBe(true);
  });

  test('of many events at once that want overlapping keys no two hold one key, and nothing is left of those who got none', async () => {
    const { ledger, clock, stored } = ledgerWorld();
    const slow: Ledger = {
      read: async (keys) => (await turn(), ledger.read(keys)),
      write: async (...rest) => (await turn(), ledger.write(...rest)),
      remove: async (...rest) => (await turn(), ledger.remove(...rest)),
    };
    const sets = Array.from({ length: 24 }, (_, index) =>
      ['a', 'b', 'c', 'd', 'e'].filter((_key, bit) => ((index + 1) >> bit) & 1),
    );
    const holders = await Promise.all(
      sets.map(async (keys, index) => {
        const session = openLedgerSession({
          ledger: slow,
          clock: clock.read,
          holder: `event ${index}`,
          until: clock.now + SECOND,
        });
        await session.load({ identities: keys });
        return { session, keys, held: await session.identities.hold(keys) };
      }),
    );
    const held = holders.filter((one) => one.held).flatMap(({ keys }) => keys);
    expect(held.length).toBeGreaterThan(0);
    expect(new Set(held).size).toBe(held.length);
    expect([...ledger.records.keys()].toSorted()).toEqual(held.map((key) => `i:${key}`).toSorted());
    await Promise.all(holders.map(({ session }) => session.release()));
    expect(stored('i:a')).toBeUndefined();
    expect(ledger.records.size).toBe(0);
  });
});

describe('changing an item that may be somebody else’s as well', () => {
  const add = (name: string) => (before: IdentityItem) => ({ ...before, owner: `${before.owner ?? ''}+${name}` });

  test('writes what is new, and nothing where nothing is', async () => {
    const { reading, asked, stored } = ledgerWorld();
    const session = await reading('event', ['a']);
    asked();
    await session.identities.update('a', (before) => ({ ...before }));
    expect(asked()).toEqual([]);
    await session.identities.update('a', add('x'));
    expect(asked()).toEqual(['written i:a']);
    expect(stored('i:a')).toEqual(item('+x'));
    expect(session.identities.get('a')).toEqual(item('+x'));
    await session.identities.update('a', (before) => ({ ...before }));
    expect(asked()).toEqual([]);
  });

  test('asks anew what is to change when somebody else has written it, so that neither is lost', async () => {
    const { reading, stored, store } = ledgerWorld();
    const session = await reading('event', ['a']);
    await store('a', item('first'));
    await session.identities.update('a', add('second'));
    expect(stored('i:a')).toEqual(item('first+second'));
  });

  test('gives back what this event holds, whether it has changed or not', async () => {
    const { reading, stored } = ledgerWorld();
    const session = await reading('event', ['a', 'b']);
    await session.identities.hold(['a', 'b']);
    await session.identities.update('a', add('x'));
    await session.identities.update('b', (before) => before);
    expect(stored('i:a')).toEqual(item('+x'));
    expect(stored('i:b')).toEqual(emptyIdentityItem);
    expect(session.identities.holds('a')).toBe(false);
  });

  test('waits for no foreign hold: it looks again, and gives up where it lasts', async () => {
    const { reading, asked, stored } = ledgerWorld();
    const another = await reading('another', ['a']);
    await another.identities.hold(['a']);
    const session = await reading('event', ['a']);
    asked();
    await expect(session.identities.update('a', add('x'))).rejects.toBeInstanceOf(LedgerConflict);
    expect(asked()).toEqual(Array.from({ length: 4 }, () => 'read i:a'));
    expect(stored('i:a')).toMatchObject({ hold: { by: 'another' } });
  });

  test('goes on when the foreign hold is given back meanwhile', async () => {
    const { reading, stored } = ledgerWorld();
    const another = await reading('another', ['a']);
    await another.identities.hold(['a']);
    const session = await reading('event', ['a']);
    await another.identities.update('a', add('first'));
    await session.identities.update('a', add('second'));
    expect(stored('i:a')).toEqual(item('+first+second'));
  });

  test('a foreign hold that has lapsed is none', async () => {
    const { reading, stored, clock } = ledgerWorld();
    await (await reading('dead', ['a'], 60)).identities.hold(['a']);
    const session = await reading('event', ['a']);
    clock.pass(60 * SECOND);
    await session.identities.update('a', add('x'));
    expect(stored('i:a')).toEqual(item('+x'));
  });

  test('gives up when it never gets to write', async () => {
    const { reading, ledger, asked } = ledgerWorld();
    const session = await reading('event', ['a']);
    asked();
    ledger.failNextWrites = { how: 'conflict', left: 5 };
    await expect(session.identities.update('a', add('x'))).rejects.toMatchObject({
      name: 'LedgerConflict',
      message: 'another worker wrote first',
      kind: 'conflict',
      retryable: true,
    });
    expect(asked().filter((line) => line === 'conflict i:a')).toHaveLength(5);
    await session.identities.update('a', add('x'));
  });

  test('an item that was removed meanwhile begins anew', async () => {
    const { reading, stored, store } = ledgerWorld();
    await store('a', item('before'));
    const session = await reading('event', ['a']);
    await (await reading('another', ['a'])).identities.remove('a');
    await session.identities.update('a', add('x'));
    expect(stored('i:a')).toEqual(item('+x'));
  });
});

describe('writing an item as it is to be', () => {
  test('each write is one version more', async () => {
    const { reading, ledger } = ledgerWorld();
    const session = await reading('event', ['a']);
    const versions = [];
    for (const owner of ['1', '2', '3']) {
      await session.identities.put('a', item(owner));
      versions.push(ledger.records.get('i:a')?.v);
    }
    expect(versions).toEqual([1, 2, 3]);
  });

  test('over what was read, and it is given back', async () => {
    const { reading, stored, store } = ledgerWorld();
    await store('a', item('before'));
    const session = await reading('event', ['a', 'b']);
    await session.identities.hold(['a']);
    await session.identities.put('a', item('after'));
    await session.identities.put('b', item('new'));
    expect([stored('i:a'), stored('i:b')]).toEqual([item('after'), item('new')]);
    expect(session.identities.holds('a')).toBe(false);
    await session.identities.put('a', item('again'));
    expect(stored('i:a')).toEqual(item('again'));
  });

  test.each<[string, (world: ReturnType<typeof ledgerWorld>) => Promise<unknown>]>([
    ['somebody else has written it since', (world) => world.store('a', item('theirs'))],
    [
      'somebody else has removed it since',
      async ({ reading }) => (await reading('another', ['a'])).identities.remove('a'),
    ],
    [
      'somebody else has taken it since',
      async ({ reading }) => (await reading('another', ['a'])).identities.hold(['a']),
    ],
  ])('%s: a conflict, and theirs stays', async (_what, meanwhile) => {
    const world = ledgerWorld();
    await world.store('a', item('before'));
    const session = await world.reading('event', ['a']);
    await meanwhile(world);
    const theirs = world.stored('i:a');
    await expect(session.identities.put('a', item('mine'))).rejects.toBeInstanceOf(LedgerConflict);
    expect(world.stored('i:a')).toEqual(theirs);
  });

  test('somebody else held it when it was read: a conflict, without a write', async () => {
    const { reading, asked } = ledgerWorld();
    await (await reading('another', ['a'])).identities.hold(['a']);
    const session = await reading('event', ['a']);
    asked();
    await expect(session.identities.put('a', item('mine'))).rejects.toBeInstanceOf(LedgerConflict);
    expect(asked()).toEqual([]);
  });

  test('a foreign hold that has lapsed is none', async () => {
    const { reading, stored, clock } = ledgerWorld();
    await (await reading('dead', ['a'], 60)).identities.hold(['a']);
    const session = await reading('event', ['a']);
    clock.pass(60 * SECOND);
    await session.identities.put('a', item('mine'));
    expect(stored('i:a')).toEqual(item('mine'));
  });
});

describe('removing an item', () => {
  test('it is gone, and may be written anew', async () => {
    const { reading, stored, store } = ledgerWorld();
    await store('a', item('before'));
    const session = await reading('event', ['a']);
    await session.identities.hold(['a']);
    await session.identities.remove('a');
    expect(stored('i:a')).toBeUndefined();
    expect(session.identities.get('a')).toBeUndefined();
    expect(session.identities.holds('a')).toBe(false);
    await session.identities.put('a', item('new'));
    expect(stored('i:a')).toEqual(item('new'));
  });

  test('what is not there needs no removing', async () => {
    const { reading, asked } = ledgerWorld();
    const session = await reading('event', ['a']);
    asked();
    await session.identities.remove('a');
    expect(asked()).toEqual([]);
  });

  test('somebody else has written it since: a conflict, and it stays', async () => {
    const { reading, stored, store } = ledgerWorld();
    await store('a', item('before'));
    const session = await reading('event', ['a']);
    await store('a', item('theirs'));
    await expect(session.identities.remove('a')).rejects.toBeInstanceOf(LedgerConflict);
    expect(stored('i:a')).toEqual(item('theirs'));
  });
});

describe('giving back at the end', () => {
  test('what is still held is as it was, and what was only written to hold it is gone', async () => {
    const { open, stored, store, ledger } = ledgerWorld();
    await store('old', item('7'));
    const session = open('event');
    await session.load({ identities: ['old', 'new'], customers: ['1'], subjects: ['s'] });
    await session.identities.hold(['old', 'new']);
    await session.customers.hold(['1']);
    await session.subjects.hold(['s']);
    await session.release();
    expect([...ledger.records.keys()]).toEqual(['i:old']);
    expect(stored('i:old')).toEqual(item('7'));
    expect(session.identities.holds('old')).toBe(false);
  });

  test('what was noted with the hold stays', async () => {
    const { reading, stored } = ledgerWorld();
    const session = await reading('event', ['a']);
    await session.identities.hold(['a'], (_key, before) => ({ ...before, owner: 'noted' }));
    await session.release();
    expect(stored('i:a')).toEqual(item('noted'));
  });

  test('what was given back before is not written again', async () => {
    const { reading, asked } = ledgerWorld();
    const session = await reading('event', ['a', 'b']);
    await session.identities.hold(['a']);
    await session.identities.put('a', item('7'));
    asked();
    await session.release();
    await session.release();
    expect(asked()).toEqual([]);
  });

  test('what another holds is left alone', async () => {
    const { reading, asked, stored } = ledgerWorld();
    await (await reading('another', ['a'])).identities.hold(['a']);
    const session = await reading('event', ['a']);
    asked();
    await session.release();
    expect(asked()).toEqual([]);
    expect(stored('i:a')).toMatchObject({ hold: { by: 'another' } });
  });

  test('what another has taken since it lapsed is left alone', async () => {
    const { reading, stored, clock } = ledgerWorld();
    const late = await reading('late', ['a'], 60);
    await late.identities.hold(['a']);
    clock.pass(60 * SECOND);
    await (await reading('another', ['a'])).identities.hold(['a'], () => item('theirs'));
    await late.release();
    expect(stored('i:a')).toMatchObject({ owner: 'theirs', hold: { by: 'another' } });
  });

  test('never throws: a hold ends by itself', async () => {
    const { reading, ledger, clock } = ledgerWorld();
    const session = await reading('event', ['a', 'b']);
    await session.identities.hold(['a', 'b']);
    ledger.failNextWrites = { how: 'error', left: 1 };
    await session.release();
    expect(ledger.records.size).toBe(1);
    clock.pass(60 * SECOND);
    expect(await (await reading('another', ['a', 'b'])).identities.hold(['a', 'b'])).toBe(true);
  });
});
