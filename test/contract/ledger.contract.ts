import { describe, expect, test } from 'vitest';
import type { LedgerItem } from '../../functions/shared/change/ledger-item.ts';
import type { Ledger } from '../../functions/shared/ports/ports.ts';

export interface LedgerUnderTest {
  readonly port: Ledger;
  /** Sets the clock, Unix ms. */
  setTime(now: number): void;
}

const NOW = 1_790_000_000_000;
const item = (v: number, expires = NOW / 1000 + 60): LedgerItem => ({
  v,
  fields: { name: NOW, 'attribute.会员等级': NOW - 1 },
  groups: { vip: NOW },
  done: ['d1', 'd2'],
  identities: ['i1'],
  expires,
});

export function ledgerContract(create: () => Promise<LedgerUnderTest>): void {
  const createAt = async (now: number) => {
    const ledger = await create();
    ledger.setTime(now);
    return ledger;
  };

  describe('Ledger', () => {
    test('an unknown key is absent', async () => {
      const { port } = await createAt(NOW);
      expect(await port.read('nobody')).toBeUndefined();
    });

    test('what was written is read, optional parts and all', async () => {
      const { port } = await createAt(NOW);
      const record = { time: NOW, made: true };
      const whole = { ...item(1), name: 'n', record, failing: { event: 'e', attempts: 2, since: NOW } };
      expect(await port.write('k', item(1), undefined)).toBe('written');
      expect(await port.read('k')).toEqual(item(1));
      expect(await port.write('k', { ...whole, v: 2 }, 1)).toBe('written');
      expect(await port.read('k')).toEqual({ ...whole, v: 2 });
    });

    test('a first write meets an item of somebody else: conflict', async () => {
      const { port } = await createAt(NOW);
      await port.write('k', item(1), undefined);
      expect(await port.write('k', { ...item(1), done: ['other'] }, undefined)).toBe('conflict');
      expect(await port.read('k')).toEqual(item(1));
    });

    test('a write over an older version: conflict', async () => {
      const { port } = await createAt(NOW);
      await port.write('k', item(1), undefined);
      await port.write('k', item(2), 1);
      expect(await port.write('k', item(2), 1)).toBe('conflict');
    });

    test('of 20 writers over the same version one wins', async () => {
      const { port } = await createAt(NOW);
      await port.write('k', item(1), undefined);
      const results = await Promise.all(Array.from({ length: 20 }, () => port.write('k', item(2), 1)));
      expect(results.filter((result) => result === 'written')).toHaveLength(1);
    });

    test('an item removed since it was read does not stop the write', async () => {
      const { port } = await createAt(NOW);
      expect(await port.write('k', item(8), 7)).toBe('written');
    });

    test('an item past its expiry is absent, and a first write replaces it', async () => {
      const ledger = await createAt(NOW);
      await ledger.port.write('k', item(5, NOW / 1000 + 10), undefined);
      ledger.setTime(NOW + 9_999);
      expect(await ledger.port.read('k')).toMatchObject({ v: 5 });
      ledger.setTime(NOW + 10_000);
      expect(await ledger.port.read('k')).toBeUndefined();
      expect(await ledger.port.write('k', item(1), undefined)).toBe('written');
      expect(await ledger.port.read('k')).toMatchObject({ v: 1 });
    });
  });
}
