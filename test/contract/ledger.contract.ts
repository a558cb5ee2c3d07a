import { describe, expect, test } from 'vitest';
import type { Ledger, LedgerRecord } from '../../functions/shared/ports/ports.ts';

export interface LedgerUnderTest {
  readonly port: Ledger;
  /** Sets the clock, Unix ms. */
  readonly setTime: (now: number) => void;
  /** Puts an item into the store as versions before wrote it. */
  readonly former: {
    /** What was remembered of a subject, under a digest. */
    subject(key: string, record: LedgerRecord): Promise<void>;
    /** Who must be forgotten, and what was typed; since when, Unix ms. */
    mark(name: 'suppressed' | 'typed', key: string, since: number): Promise<void>;
  };
}

const NOW = 1_790_000_000_000;
const EXPIRES = NOW / 1000 + 60;
const record = (v: number, text = 'state', expires = EXPIRES): LedgerRecord => ({
  v,
  expires,
  state: JSON.stringify({ text, 会员等级: NOW }),
});
const staying = (v: number): LedgerRecord => ({ v, state: '{"stays":true}' });

export function ledgerContract(create: () => Promise<LedgerUnderTest>): void {
  const createNow = async () => {
    const ledger = await create();
    ledger.setTime(NOW);
    return ledger;
  };

  describe('Ledger: reading', () => {
    test('an unknown key is left out', async () => {
      const { port } = await createNow();
      expect(await port.read(['i:nobody'])).toEqual(new Map());
    });

    test('no key is no item', async () => {
      const { port } = await createNow();
      expect(await port.read([])).toEqual(new Map());
    });

    test('of many keys those are found that have an item, each by its key', async () => {
      const { port } = await createNow();
      await port.write('i:a', record(1, 'a'), undefined);
      await port.write('c:1', record(1, 'b'), undefined);
      await port.write('s2:x', staying(1), undefined);
      expect(await port.read(['i:a', 'i:absent', 'c:1', 's2:x', 'c:absent'])).toEqual(
        new Map([
          ['i:a', record(1, 'a')],
          ['c:1', record(1, 'b')],
          ['s2:x', staying(1)],
        ]),
      );
    });

    test('a key that is named twice is one item', async () => {
      const { port } = await createNow();
      await port.write('i:a', record(1), undefined);
      expect(await port.read(['i:a', 'i:a'])).toEqual(new Map([['i:a', record(1)]]));
    });

    test('250 keys in one read', async () => {
      const { port } = await createNow();
      const keys = Array.from({ length: 250 }, (_, index) => `i:${index}`);
      const written = keys.filter((_, index) => index % 2 === 0);
      // A few at a time: an emulator in this very process must not be asked for hundreds of connections at once.
      for (let first = 0; first < written.length; first += 10) {
        const some = written.slice(first, first + 10);
        await Promise.all(some.map((key) => port.write(key, record(1, key), undefined)));
      }
      const found = await port.read(keys);
      expect([...found.keys()].toSorted()).toEqual(written.toSorted());
      expect(written.every((key) => found.get(key)?.state === record(1, key).state)).toBe(true);
    });

    test('what was written is read at once, whoever wrote it', async () => {
      const { port } = await createNow();
      for (let v = 1; v <= 20; v++) {
        await port.write('i:a', record(v), v === 1 ? undefined : v - 1);
        expect((await port.read(['i:a'])).get('i:a')?.v).toBe(v);
      }
    });

    test('an item past its expiry is left out; before, it is there', async () => {
      const ledger = await createNow();
      await ledger.port.write('i:a', record(5, 'state', NOW / 1000 + 10), undefined);
      ledger.setTime(NOW + 9_999);
      expect((await ledger.port.read(['i:a'])).get('i:a')).toMatchObject({ v: 5 });
      ledger.setTime(NOW + 10_000);
      expect(await ledger.port.read(['i:a'])).toEqual(new Map());
    });

    test('an item without an expiry stays', async () => {
      const ledger = await createNow();
      await ledger.port.write('i:a', staying(1), undefined);
      ledger.setTime(NOW * 2);
      expect(await ledger.port.read(['i:a'])).toEqual(new Map([['i:a', staying(1)]]));
      expect(await ledger.port.write('i:a', record(1), undefined)).toBe('conflict');
    });
  });

  describe('Ledger: writing under a version', () => {
    test('over the version that was read', async () => {
      const { port } = await createNow();
      expect(await port.write('i:a', record(1, 'one'), undefined)).toBe('written');
      expect(await port.write('i:a', record(2, 'two'), 1)).toBe('written');
      expect((await port.read(['i:a'])).get('i:a')).toEqual(record(2, 'two'));
    });

    test('an item gets an expiry, and loses it again', async () => {
      const { port } = await createNow();
      await port.write('i:a', staying(1), undefined);
      await port.write('i:a', record(2), 1);
      expect((await port.read(['i:a'])).get('i:a')).toEqual(record(2));
      await port.write('i:a', staying(3), 2);
      expect((await port.read(['i:a'])).get('i:a')).toEqual(staying(3));
    });

    test('a first write that meets an item of somebody else is a conflict, and changes nothing', async () => {
      const { port } = await createNow();
      await port.write('i:a', record(1, 'first'), undefined);
      expect(await port.write('i:a', record(1, 'second'), undefined)).toBe('conflict');
      expect((await port.read(['i:a'])).get('i:a')).toEqual(record(1, 'first'));
    });

    test.each([1, 3])('over version %i, when the stored one is 2, is a conflict, and changes nothing', async (read) => {
      const { port } = await createNow();
      await port.write('i:a', record(1), undefined);
      await port.write('i:a', record(2, 'stored'), 1);
      expect(await port.write('i:a', record(read + 1, 'lost'), read)).toBe('conflict');
      expect((await port.read(['i:a'])).get('i:a')).toEqual(record(2, 'stored'));
    });

    test('an item that was removed since it was read is a conflict: an erase may have removed it', async () => {
      const { port } = await createNow();
      await port.write('i:a', record(1), undefined);
      await port.remove('i:a', 1);
      expect(await port.write('i:a', record(2), 1)).toBe('conflict');
      expect(await port.read(['i:a'])).toEqual(new Map());
    });

    test('a first write replaces an item past its expiry', async () => {
      const ledger = await createNow();
      await ledger.port.write('i:a', record(5, 'old', NOW / 1000 + 10), undefined);
      ledger.setTime(NOW + 9_999);
      expect(await ledger.port.write('i:a', record(1, 'new'), undefined)).toBe('conflict');
      ledger.setTime(NOW + 10_000);
      expect(await ledger.port.write('i:a', record(1, 'new'), undefined)).toBe('written');
      expect((await ledger.port.read(['i:a'])).get('i:a')).toEqual(record(1, 'new'));
    });

    test('of 20 writers at once over one version one wins', async () => {
      const { port } = await createNow();
      await port.write('i:a', record(1), undefined);
      const results = await Promise.all(
        Array.from({ length: 20 }, (_, index) => port.write('i:a', record(2, `writer ${index}`), 1)),
      );
      expect(results.filter((result) => result === 'written')).toHaveLength(1);
      const winner = results.indexOf('written');
      expect((await port.read(['i:a'])).get('i:a')).toEqual(record(2, `writer ${winner}`));
    });

    test('of 20 first writers at once one wins', async () => {
      const { port } = await createNow();
      const results = await Promise.all(Array.from({ length: 20 }, () => port.write('i:a', record(1), undefined)));
      expect(results.filter((result) => result === 'written')).toHaveLength(1);
    });
  });

  describe('Ledger: removing under a version', () => {
    test('the version that was read is removed, and nothing else', async () => {
      const { port } = await createNow();
      await port.write('i:a', record(1), undefined);
      await port.write('i:b', record(1), undefined);
      expect(await port.remove('i:a', 1)).toBe('removed');
      expect([...(await port.read(['i:a', 'i:b'])).keys()]).toEqual(['i:b']);
    });

    test('a version that somebody else has written since is a conflict, and stays', async () => {
      const { port } = await createNow();
      await port.write('i:a', staying(1), undefined);
      await port.write('i:a', staying(2), 1);
      expect(await port.remove('i:a', 1)).toBe('conflict');
      expect((await port.read(['i:a'])).get('i:a')).toEqual(staying(2));
    });

    test('what is not there is a conflict', async () => {
      const { port } = await createNow();
      expect(await port.remove('i:a', 1)).toBe('conflict');
    });

    test('a key whose item was removed is free for a first write', async () => {
      const { port } = await createNow();
      await port.write('i:a', record(1), undefined);
      await port.remove('i:a', 1);
      expect(await port.write('i:a', record(1, 'again'), undefined)).toBe('written');
    });
  });

  describe('Ledger: items of former versions', () => {
    const subject = { v: 7, expires: EXPIRES, state: JSON.stringify({ fields: { name: NOW }, done: ['d'] }) };

    test('of a subject, under its digest, is read as it was written', async () => {
      const { port, former } = await createNow();
      await former.subject('0123abc', subject);
      expect(await port.read(['0123abc', 's2:0123abc'])).toEqual(new Map([['0123abc', subject]]));
    });

    test('of a subject, past its expiry, is left out', async () => {
      const { port, former, setTime } = await createNow();
      await former.subject('0123abc', subject);
      setTime(EXPIRES * 1000);
      expect(await port.read(['0123abc'])).toEqual(new Map());
    });

    test.each(['suppressed', 'typed'] as const)(
      '%s: since when, as the state of version 0, and for ever',
      async (name) => {
        const { port, former, setTime } = await createNow();
        await former.mark(name, 'k', NOW);
        setTime(NOW * 2);
        const found = await port.read([`${name}:k`, `${name}:other`, 'k']);
        expect([...found.keys()]).toEqual([`${name}:k`]);
        const read = found.get(`${name}:k`);
        expect(read).toEqual({ v: 0, state: expect.any(String) });
        const state = JSON.parse(read?.state ?? '') as { readonly since: unknown };
        expect(Number(state.since)).toBe(NOW);
        expect(Object.keys(state)).toEqual(['since']);
      },
    );

    test('two marks of one key are two items', async () => {
      const { port, former } = await createNow();
      await former.mark('suppressed', 'k', 1);
      await former.mark('typed', 'k', 2);
      const found = await port.read(['suppressed:k', 'typed:k']);
      const since = [...found].map(([key, { state }]) => [
        key,
        Number((JSON.parse(state) as { since: unknown }).since),
      ]);
      expect(Object.fromEntries(since)).toEqual({ 'suppressed:k': 1, 'typed:k': 2 });
    });

    test('under version 0 nothing is written over and nothing removed', async () => {
      const { port, former } = await createNow();
      await former.mark('suppressed', 'k', NOW);
      expect(await port.write('suppressed:k', staying(1), 0)).toBe('conflict');
      expect(await port.remove('suppressed:k', 0)).toBe('conflict');
      expect((await port.read(['suppressed:k'])).get('suppressed:k')?.v).toBe(0);
    });
  });
}
