import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { idIn, TestSandbox } from './harness.ts';

let cdp: TestSandbox;
beforeEach(() => (cdp = new TestSandbox()));
afterEach(() => cdp.close());

interface Folder {
  code: string;
  id: string;
  name: string;
  parentCode: string;
  subList: Folder[];
}

const folder: z.ZodMiniType<Folder> = z.object({
  code: z.string(),
  id: z.string(),
  name: z.string(),
  parentCode: z.string(),
  get subList() {
    return z.array(folder);
  },
});

const tree = () => z.array(folder).parse(cdp.get('queryTreeFormList', { businessType: 'customer_group' }).data);
const names = (folders: readonly Folder[]): unknown[] =>
  folders.map(({ name, subList }) => (subList.length === 0 ? name : [name, names(subList)]));
const add = (name: string, parentCode?: string) =>
  idIn(cdp.post('groupAdd', { businessType: 'customer_group', name, parentCode }));
const remove = (commonGroupId: string) => cdp.post('groupDelete', { businessType: 'customer_label', commonGroupId });
const codeOf = (id: string, folders = tree()): string => {
  for (const one of folders) {
    if (one.id === id) return one.code;
    const below = codeOf(id, one.subList);
    if (below !== '') return below;
  }
  return '';
};

describe('the tree of folders', () => {
  it('is empty at first', () => expect(tree()).toEqual([]));

  it('nests by code, which only the tree tells (Q34), and has the empty code above its roots (Q37)', () => {
    const spring = add('Spring');
    const may = add('May', codeOf(spring));
    add('First week', codeOf(may));
    add('Autumn');
    expect(names(tree())).toEqual([['Spring', [['May', ['First week']]]], 'Autumn']);
    expect(tree()[0]).toMatchObject({ id: spring, parentCode: '', subList: [{ id: may, parentCode: codeOf(spring) }] });
    expect(codeOf(spring)).not.toBe(spring);
    expect(cdp.get('queryTreeFormList', { businessType: 'customer_group' }).text).toContain(`"id":${spring},`);
  });

  it('is renamed in place', () => {
    const spring = add('Spring');
    const code = codeOf(spring);
    const reply = cdp.post('groupUpdate', { businessType: 'customer_group', commonGroupId: spring, name: '春季' });
    expect([reply.code, reply.data]).toEqual([0, null]);
    expect(tree()).toMatchObject([{ id: spring, code, name: '春季' }]);
  });

  it('loses a folder only when neither a folder nor a group stands in it (Q36)', () => {
    const spring = add('Spring');
    const may = add('May', codeOf(spring));
    const group = idIn(cdp.post('addSingleGroup', { name: 'Tea', type: 1, groupId: may }));
    for (const used of [spring, may])
      expect(remove(used).msg).toBe('E_FOLDER_NOT_EMPTY: the folder holds groups or folders');
    cdp.get('deleteCustomerGroup', { customerGroupId: group });
    expect([remove(may).code, remove(spring).code, tree()]).toEqual([0, 0, []]);
    expect(remove(spring).msg).toBe('E_FOLDER_UNKNOWN: commonGroupId is not a group folder');
  });

  it('is one of customer groups only', () => {
    expect(cdp.get('queryTreeFormList', { businessType: 'customer_label' }).msg).toBe(
      'E_FIELD: businessType must be customer_group',
    );
    expect(cdp.post('groupAdd', { businessType: 'customer_label', name: 'X' }).code).toBe(-1);
  });

  it('may have two folders of one name: nothing says that it may not', () => {
    expect(new Set([add('Spring'), add('Spring')]).size).toBe(2);
  });
});

describe('groups in folders', () => {
  const query = (fields: Record<string, string>) =>
    cdp.get('customerGroupSimpleQuery', { current: '1', size: '10', ...fields }).data;

  it('are listed by folder, without those of the folders in it, and can be moved', () => {
    const spring = add('Spring');
    const may = add('May', codeOf(spring));
    const tea = idIn(cdp.post('addSingleGroup', { name: 'Tea', type: 1, groupId: spring }));
    const rice = idIn(cdp.post('addSingleGroup', { name: 'Rice', type: 1, groupId: may }));
    cdp.group('Salt');
    expect(query({ groupId: spring })).toMatchObject({ total: 1, records: [{ id: tea, groupId: spring }] });
    cdp.post('updateCustomerGroup', { customerGroupId: rice, type: 1, groupId: spring });
    expect(query({ groupId: spring })).toMatchObject({ total: 2, records: [{ id: tea }, { id: rice }] });
    expect(query({ groupId: spring, searchKey: 'ri' })).toMatchObject({ total: 1 });
    expect(query({ groupId: may })).toMatchObject({ total: 0, records: [] });
    expect(query({})).toMatchObject({ total: 3 });
  });
});
