import { describe, expect, test } from 'vitest';
import { CdpError } from '../../../../functions/shared/cdp/cdp-error.ts';
import { groupNames } from '../../../../functions/shared/cdp/group-names.ts';
import { groupId, type GroupId } from '../../../../functions/shared/cdp/ids.ts';

function id(value: number): GroupId {
  const made = groupId(value);
  if (!made) throw new Error('no id');
  return made;
}

/** A CDP that knows groups by name, searched as the API does: by a part of the name, page by page. */
function cdpWith(...names: string[]) {
  const groups = names.map((name, index) => ({ id: id(index + 1), name }));
  const searched: number[] = [];
  const created: string[] = [];
  let failing = false;
  const byName = groupNames({
    async customerGroupSimpleQuery(searchKey, current, size) {
      searched.push(current);
      await Promise.resolve();
      if (failing) throw new CdpError('timeout', { endpoint: 'customerGroupSimpleQuery' });
      const found = groups.filter(({ name }) => name.includes(searchKey));
      return { total: found.length, records: found.slice((current - 1) * size, current * size) };
    },
    async addSingleGroup(name) {
      created.push(name);
      groups.push({ id: id(groups.length + 1), name });
      return id(groups.length);
    },
  });
  return { names: byName, groups, searched, created, fail: (yes: boolean) => (failing = yes) };
}

describe('a group by its name', () => {
  test('is the one of exactly that name', async () => {
    const { names, created } = cdpWith('VIP 2025', 'vip', 'VIP', 'VIP ');
    expect(await names.idOf('VIP')).toBe('3');
    expect(created).toEqual([]);
  });

  test('is found on the last page', async () => {
    const { names, searched } = cdpWith(...Array.from({ length: 250 }, (_, index) => `VIP ${index}`), 'VIP');
    expect(await names.idOf('VIP')).toBe('251');
    expect(searched).toEqual([1, 2, 3]);
  });

  test.each([0, 99, 100, 101])('is created when none of %i alike is it', async (alike) => {
    const { names, created } = cdpWith(...Array.from({ length: alike }, (_, index) => `VIP ${index}`));
    expect(await names.idOf('VIP')).toBe(String(alike + 1));
    expect(created).toEqual(['VIP']);
  });

  test('is searched and created once, however many ask at once', async () => {
    const { names, created, searched } = cdpWith();
    const ids = await Promise.all(Array.from({ length: 50 }, () => names.idOf('VIP')));
    expect(new Set(ids)).toEqual(new Set(['1']));
    expect(created).toEqual(['VIP']);
    expect(searched).toEqual([1]);
  });

  test('is remembered until it is forgotten', async () => {
    const { names, groups, searched } = cdpWith('VIP');
    await names.idOf('VIP');
    groups.splice(0, 1, { id: id(9), name: 'VIP' });
    expect(await names.idOf('VIP')).toBe('1');
    names.forget('VIP');
    expect(await names.idOf('VIP')).toBe('9');
    expect(searched).toHaveLength(2);
  });

  test('a search that failed is not remembered', async () => {
    const { names, fail } = cdpWith('VIP');
    fail(true);
    await expect(names.idOf('VIP')).rejects.toThrow('timeout');
    fail(false);
    expect(await names.idOf('VIP')).toBe('1');
  });
});
