import { describe, expect, test } from 'vitest';
import { CdpError } from '../../../../../functions/shared/cdp/cdp-error.ts';
import type { Folder } from '../../../../../functions/shared/cdp/client/folder-calls.ts';
import { groupDirectory } from '../../../../../functions/shared/cdp/groups/group-directory.ts';
import { CreationHeld, oneCreator } from '../../../../../functions/shared/cdp/groups/one-creator.ts';
import { folderId, type FolderId, groupId, type GroupId } from '../../../../../functions/shared/cdp/ids.ts';
import { openDatabase } from '../../../../../local/store/database.ts';
import { sqliteLeases } from '../../../../../local/store/leases.ts';
import { TestClock } from '../../../../kit/clock.ts';

function present<T>(id: T | undefined): T {
  if (id === undefined) throw new Error('no id');
  return id;
}
const id = (value: number): GroupId => present(groupId(value));
const folder = (value: number): FolderId => present(folderId(value));

interface Tree {
  readonly id: FolderId;
  readonly code: string;
  readonly name: string;
  readonly parentCode: string;
}

/** A CDP that knows groups by name, searched as the API does: by a part of the name, page by page. */
function cdpWith(...names: string[]) {
  const groups: { id: GroupId; name: string; folder?: FolderId }[] = names.map((name, index) => ({
    id: id(index + 1),
    name,
  }));
  const folders: Tree[] = [];
  const searched: number[] = [];
  const created: string[] = [];
  const state = { failing: false, failsFrom: Infinity, lag: false };
  const clock = new TestClock();
  const leases = sqliteLeases(openDatabase(':memory:'));
  const under = (parentCode: string): Folder[] =>
    folders
      .filter((each) => each.parentCode === parentCode)
      .map(({ id: own, code, name }) => ({ id: own, code, name, subList: under(code) }));
  const api = {
    async customerGroupSimpleQuery(searchKey: string, current: number, size: number) {
      searched.push(current);
      await Promise.resolve();
      if (state.failing || searched.length >= state.failsFrom)
        throw new CdpError('timeout', { endpoint: 'customerGroupSimpleQuery' });
      const found = state.lag ? [] : groups.filter(({ name }) => name.includes(searchKey));
      return { total: found.length, records: found.slice((current - 1) * size, current * size) };
    },
    async addSingleGroup(name: string, inFolder?: FolderId) {
      created.push(name);
      await Promise.resolve();
      groups.push({ id: id(groups.length + 1), name, ...(inFolder && { folder: inFolder }) });
      return id(groups.length);
    },
    async queryTreeFormList() {
      await Promise.resolve();
      return under('');
    },
    async groupAdd({ name, parentCode = '' }: { name: string; parentCode?: string }) {
      created.push(`folder ${name}`);
      await Promise.resolve();
      const made = { id: folder(1000 + folders.length), code: `c${folders.length}`, name, parentCode };
      folders.push(made);
      return made.id;
    },
  };
  /** One more instance of the deliver function, with a memory of its own. */
  const instance = (folderOf?: (name: string) => readonly string[]) =>
    groupDirectory(api, oneCreator(leases, clock.read), folderOf);
  return { names: instance(), instance, groups, folders, searched, created, clock, state };
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

  test('is created once, however many ask at once', async () => {
    const { names, created, searched } = cdpWith();
    const ids = await Promise.all(Array.from({ length: 50 }, () => names.idOf('VIP')));
    expect(new Set(ids)).toEqual(new Set(['1']));
    expect(created).toEqual(['VIP']);
    // And once more before it is created: somebody else may have been faster.
    expect(searched).toEqual([1, 1]);
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
    const { names, state } = cdpWith('VIP');
    state.failing = true;
    await expect(names.idOf('VIP')).rejects.toThrow('timeout');
    state.failing = false;
    expect(await names.idOf('VIP')).toBe('1');
  });

  test('of several the oldest, whatever order they come in', async () => {
    const { names, groups } = cdpWith();
    groups.push({ id: id(12), name: 'VIP' }, { id: id(9), name: 'VIP' }, { id: id(10), name: 'VIP' });
    expect(await names.idOf('VIP')).toBe('9');
  });
});

describe('many instances of the deliver function', () => {
  test('create one group; who comes too early comes again', async () => {
    const { instance, created } = cdpWith();
    const all = Array.from({ length: 20 }, () => instance());
    const settled = await Promise.allSettled(all.map((names) => names.idOf('VIP')));
    expect(created).toEqual(['VIP']);
    const refused = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason as unknown] : []));
    expect(refused.every((error) => error instanceof CreationHeld)).toBe(true);
    expect(new Set(await Promise.all(all.map((names) => names.idOf('VIP'))))).toEqual(new Set(['1']));
    expect(created).toEqual(['VIP']);
  });

  test('a tenant whose search lags behind gets no second group while the hold lasts', async () => {
    const { names, instance, created, state } = cdpWith();
    state.lag = true;
    await names.idOf('VIP');
    await expect(instance().idOf('VIP')).rejects.toMatchObject({ name: 'CreationHeld', retryAfterSeconds: 5 });
    state.lag = false;
    expect(await instance().idOf('VIP')).toBe('1');
    expect(created).toEqual(['VIP']);
  });

  test('whose second search failed has created nothing, and holds nobody up', async () => {
    const { names, instance, state, created } = cdpWith();
    state.failsFrom = 2;
    await expect(names.idOf('VIP')).rejects.toThrow('timeout');
    state.failsFrom = Infinity;
    expect(await instance().idOf('VIP')).toBe('1');
    expect(created).toEqual(['VIP']);
  });

  test('an instance that died in between holds nobody up for longer than a minute', async () => {
    const { names, instance, clock, state, created } = cdpWith();
    state.lag = true;
    await names.idOf('VIP');
    state.lag = false;
    clock.pass(61_000);
    expect(await instance().idOf('VIP')).toBe('1');
    expect(created).toEqual(['VIP']);
  });
});

describe('the folder of a group', () => {
  const inFolder = () => ['Guiyi', 'WeChat'] as const;

  test('is created with the folders above it', async () => {
    const { instance, groups, folders } = cdpWith();
    await instance(inFolder).idOf('Followers');
    expect(folders).toMatchObject([
      { name: 'Guiyi', parentCode: '' },
      { name: 'WeChat', parentCode: 'c0' },
    ]);
    expect(groups).toMatchObject([{ name: 'Followers', folder: folders[1]?.id }]);
  });

  test('is used where it is there', async () => {
    const { instance, created } = cdpWith();
    const names = instance(inFolder);
    await names.idOf('Followers');
    await names.idOf('Fans');
    expect(created).toEqual(['folder Guiyi', 'folder WeChat', 'Followers', 'Fans']);
  });

  test('many groups at once make one of it', async () => {
    const { instance, folders } = cdpWith();
    const names = instance(inFolder);
    const wanted = ['A', 'B', 'C', 'D'];
    await Promise.allSettled(wanted.map((name) => names.idOf(name)));
    await Promise.all(wanted.map((name) => names.idOf(name)));
    expect(folders.map(({ name }) => name)).toEqual(['Guiyi', 'WeChat']);
  });

  test('a group that somebody has moved out of it is still the group', async () => {
    const { instance, created } = cdpWith('Followers');
    expect(await instance(inFolder).idOf('Followers')).toBe('1');
    expect(created).toEqual([]);
  });

  test('of two groups of one name the one in it is meant', async () => {
    const { instance, groups, folders } = cdpWith('Followers');
    folders.push({ id: folder(7), code: 'c7', name: 'Guiyi', parentCode: '' });
    folders.push({ id: folder(8), code: 'c8', name: 'WeChat', parentCode: 'c7' });
    groups.push({ id: id(2), name: 'Followers', folder: folder(8) });
    expect(await instance(inFolder).idOf('Followers')).toBe('2');
  });
});
