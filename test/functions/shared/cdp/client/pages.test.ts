import { describe, expect, test } from 'vitest';
import type { CdpClient } from '../../../../../functions/shared/cdp/client/client.ts';
import { against, group, ok } from './fake.ts';

const window = { startTime: '2026-01-01 00:00:00', endTime: '2026-01-31 23:59:59' };

/** Pages that hold these numbers, as whatever record a list has. */
const pages = (sizes: readonly (readonly number[])[], more: object = {}) =>
  sizes.map((ids) => ok(JSON.stringify({ records: ids.map((id) => ({ id, name: String(id), type: 1 })), ...more })));

const lists: readonly (readonly [
  string,
  (client: CdpClient, size?: number) => AsyncIterable<{ readonly id?: string }>,
])[] = [
  ['C7', (client, size) => client.customers(window, size)],
  ['G4', (client, size) => client.customerGroups({ searchKey: 'VIP' }, size)],
  ['G12', (client, size) => client.customersOfGroup(group('7'), size)],
];

describe.each(lists)('%s, all pages', (_name, list) => {
  async function all(replies: readonly string[], size?: number) {
    const { client, sent } = against(replies);
    const ids = [];
    for await (const { id } of list(client, size)) ids.push(id);
    const asked = sent.map(({ path }) => new URLSearchParams(path.split('?')[1]));
    return { ids, asked: asked.map((query) => `${query.get('current')}/${query.get('size')}`) };
  }

  test('until current × size reaches total', async () => {
    expect(await all(pages([[1, 2], [3, 4], [5]], { total: 5 }), 2)).toEqual({
      ids: ['1', '2', '3', '4', '5'],
      asked: ['1/2', '2/2', '3/2'],
    });
  });

  test('a total that is a whole number of pages takes no page more', async () => {
    expect((await all(pages([[1, 2], [3, 4], [9]], { total: 4 }), 2)).asked).toEqual(['1/2', '2/2']);
  });

  test('until an empty page where no total is said, or a wrong one', async () => {
    const asked = ['1/2', '2/2', '3/2'];
    expect(await all(pages([[1, 2], [3], []]), 2)).toEqual({ ids: ['1', '2', '3'], asked });
    expect(await all(pages([[1, 2], [3], []], { total: 99 }), 2)).toEqual({ ids: ['1', '2', '3'], asked });
  });

  test('with the size to which the CDP has cut the page', async () => {
    expect(await all(pages([[1, 2], [3]], { total: '3', size: 2 }), 500)).toEqual({
      ids: ['1', '2', '3'],
      asked: ['1/500', '2/500'],
    });
  });

  test('nobody: one page', async () => {
    expect(await all(pages([[]], { total: 0 }))).toEqual({ ids: [], asked: ['1/100'] });
  });

  test('whoever stops reading stops asking', async () => {
    const { client, sent } = against(
      pages(
        [
          [1, 2],
          [3, 4],
        ],
        { total: 4 },
      ),
    );
    for await (const { id } of list(client, 2)) if (id === '2') break;
    expect(sent).toHaveLength(1);
  });

  test('a page that fails ends the list with its error', async () => {
    const read = all([...pages([[1, 2]], { total: 4 }), '{"code":-1,"msg":"busy"}'], 2);
    await expect(read).rejects.toMatchObject({ kind: 'rejected' });
  });
});
