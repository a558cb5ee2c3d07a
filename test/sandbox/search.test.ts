import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { TestSandbox } from './harness.ts';

/* Fuzzy search by a part of mobile, nickname or name; Chinese words of two characters among them. */

let cdp: TestSandbox;
beforeEach(() => {
  cdp = new TestSandbox();
  for (const [n, name, nickName] of [
    [1, '欧阳晓岚', '小雨'],
    [2, '林晓岚', 'Rain "小雨" \\ 100%'],
    [3, '王小明', '春雨绵绵'],
    [4, 'Anna Lee', '下雨天'],
  ] as const) {
    const id = cdp.customer([`mobile=1593100000${n}`, `wechat=wx1:159-${n}`], {
      nickName,
      city: '小雨市',
      remark: '晓岚',
    });
    cdp.post('updateCustomerAttr', { customerId: id, attrName: 'name', attrValue: name, isExtendAttr: false });
  }
});
afterEach(() => cdp.close());

const record = z.object({ nickName: z.string() });
const page = z.object({ total: z.number(), records: z.array(record) });
const find = (searchKey: string, more: Record<string, string> = {}) => {
  const window = { startTime: '2026-01-01 00:00:00', endTime: '2027-01-01 00:00:00', current: '1', size: '10' };
  const { total, records } = page.parse(cdp.get('customerSimpleQuery', { ...window, searchKey, ...more }).data);
  expect(total).toBe(records.length);
  return records.map(({ nickName }) => nickName.slice(0, 4));
};

describe('customer/simpleQuery finds', () => {
  it.each([
    ['晓岚', ['小雨', 'Rain']],
    ['小雨', ['小雨', 'Rain']],
    ['欧阳', ['小雨']],
    ['雨', ['小雨', 'Rain', '春雨绵绵', '下雨天']],
    ['anna', ['下雨天']],
    ['593100000', ['小雨', 'Rain', '春雨绵绵', '下雨天']],
    ['15931000003', ['春雨绵绵']],
    ['"小雨"', ['Rain']],
    ['\\ 100%', ['Rain']],
    ['雨小', []],
    ['小雨市', []],
    ['159-', []],
    ['nickName', []],
    ['profile', []],
  ])('%s', (searchKey, nickNames) => expect(find(searchKey)).toEqual(nickNames));

  it('within a group too', () => {
    const groupId = cdp.group('雨季');
    for (const n of [2, 3]) cdp.customer([`mobile=1593100000${n}`], { groupId });
    expect(find('晓岚', { groupId })).toEqual(['Rain']);
  });
});

describe('customer-group/simpleQuery finds', () => {
  it.each([
    ['会员', 2],
    ['金牌', 1],
    ['员金', 0],
    ['vip', 1],
  ])('%s', (searchKey, total) => {
    for (const name of ['金牌会员', '会员VIP', '新客']) cdp.group(name);
    expect(cdp.get('customerGroupSimpleQuery', { searchKey, current: '1', size: '10' }).data).toMatchObject({ total });
  });
});

describe('ids of both forms in one database', () => {
  it('are paged through as one list, by creation within each form (Q06)', () => {
    cdp.own('POST', '/sandbox/switches', { ids: 'safe-integers' });
    for (const n of [5, 6, 7]) cdp.customer([`mobile=1593100000${n}`], { nickName: `new${n}` });
    const pages = ['1', '2', '3', '4'].map((current) => {
      const query = { startTime: '2026-01-01 00:00:00', endTime: '2027-01-01 00:00:00', current, size: '2' };
      return page.parse(cdp.get('customerSimpleQuery', query).data);
    });
    expect(pages.map(({ total }) => total)).toEqual([7, 7, 7, 7]);
    expect(pages.flatMap(({ records }) => records.map(({ nickName }) => nickName.slice(0, 4)))).toEqual([
      'new5',
      'new6',
      'new7',
      '小雨',
      'Rain',
      '春雨绵绵',
      '下雨天',
    ]);
    const before = { startTime: '2026-01-01 00:00:00', endTime: '2026-03-01 11:59:59', current: '1', size: '2' };
    expect(cdp.get('customerSimpleQuery', before).data).toMatchObject({ total: 0 });
  });
});
