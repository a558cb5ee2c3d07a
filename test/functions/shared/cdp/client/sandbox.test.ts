import { describe, expect, onTestFinished, test } from 'vitest';
import { cdpClient } from '../../../../../functions/shared/cdp/client/client.ts';
import { exchangedToken, sandboxExchange } from '../../../../../functions/shared/cdp/token-exchange.ts';
import { TestClock } from '../../../../kit/clock.ts';
import { testCdp } from '../../../../kit/cdp.ts';
import { LONG } from './fake.ts';

const DAY_MS = 86_400_000;

function againstSandbox() {
  const clock = new TestClock();
  const { sandbox, transport, sent } = testCdp(clock.read);
  onTestFinished(() => sandbox.close());
  const key = { appKey: 'demo-app-key', secret: 'demo-only-cdp-secret' };
  const client = cdpClient({
    transport,
    token: exchangedToken(transport, key, sandboxExchange, clock.read),
    patterns: { auth: [/^E_TOKEN/u] },
  });
  const today = { startTime: new Date(clock.now - DAY_MS), endTime: new Date(clock.now + DAY_MS) };
  return { client, clock, sent, today };
}

const pair = (value: string) => ({ identityType: 'member-no', identityValue: value });

describe('against the sandbox', () => {
  test('a customer: create, find, read, name, delete', async () => {
    const { client } = againstSandbox();
    const customerId = await client.createCustomerByIdentity({
      identityList: [pair('M-1'), pair('')],
      nickName: '晓岚',
      gender: 2,
      identityPriorityStrategy: 'custom',
    });
    expect(customerId).toMatch(/^\d{19}$/);
    expect(await client.getCustomerIdByIdentityList({ identityList: [pair('M-1')] })).toBe(customerId);
    expect(await client.customerInfo({ customerId })).toMatchObject({
      nickName: '晓岚',
      gender: 2,
      identityList: [pair('M-1')],
      extendAttrList: [],
    });
    await client.updateCustomerAttr({ customerId, attrName: 'city', attrValue: '杭州', isExtendAttr: false });
    expect(await client.customerInfo({ customerId })).toMatchObject({ city: '杭州' });
    expect(await client.singleDelete({ customerId })).toBe(true);
    expect(await client.customerInfo({ customerId })).toBeUndefined();
    expect(await client.getCustomerIdByIdentityList({ identityList: [pair('M-1')] })).toBeUndefined();
    await expect(client.singleDelete({ customerId })).rejects.toMatchObject({ kind: 'rejected', code: '-1' });
  });

  test('all customers of a window, over many pages, each once', async () => {
    const { client, sent, today } = againstSandbox();
    const names = Array.from({ length: 23 }, (_, index) => `N${index}`);
    for (const nickName of names) await client.createCustomerByIdentity({ identityList: [pair(nickName)], nickName });
    const read = [];
    for await (const { nickName } of client.customers(today, 10)) read.push(nickName);
    expect(new Set(read)).toEqual(new Set(names));
    expect(read).toHaveLength(23);
    expect(sent.filter(({ endpoint }) => endpoint === 'customerSimpleQuery')).toHaveLength(3);
    const past = { startTime: '2020-01-01 00:00:00', endTime: '2020-12-31 23:59:59' };
    expect(await client.customerSimpleQuery({ ...past, current: 1, size: 10 })).toEqual({
      records: [],
      total: 0,
      size: 10,
    });
  });

  test('groups: create, list, join, leave', async () => {
    const { client } = againstSandbox();
    const customerId = await client.createCustomerByIdentity({ identityList: [pair('M-1')] });
    const ids = [];
    for (let index = 0; index < 12; index++) ids.push(await client.addSingleGroup({ name: `VIP ${index}` }));
    const listed = [];
    for await (const { id } of client.customerGroups({ searchKey: 'VIP' }, 5)) listed.push(id);
    expect(listed.toSorted()).toEqual(ids.toSorted());
    await client.customerAddGroups({ customerId, customerGroupIdList: ids });
    const joined = await client.getGroupsByCustomerId({ customerId, type: 1 });
    expect(joined.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    expect(await client.getGroupsByCustomerId({ customerId, type: 2 })).toEqual([]);
    const [page] = (await client.customerGroupSimpleQuery({ searchKey: 'VIP 11', current: 1, size: 10 })).records;
    expect(page).toMatchObject({ name: 'VIP 11', type: 1, customerTotal: 1 });
    await client.customerDeleteGroups({ customerId, customerGroupIdList: ids.slice(1) });
    expect(await client.getGroupsByCustomerId({ customerId, type: 1 })).toMatchObject([{ id: ids[0], name: 'VIP 0' }]);
  });

  test('the window reaches as far as it says, at +08:00', async () => {
    const { client, clock } = againstSandbox();
    await client.createCustomerByIdentity({ identityList: [pair('M-1')] });
    const second = new Date(clock.now);
    const count = async (startTime: Date, endTime: Date) =>
      (await client.customerSimpleQuery({ startTime, endTime, current: 1, size: 10 })).total;
    expect(await count(second, second)).toBe(1);
    expect(await count(new Date(clock.now - DAY_MS), new Date(clock.now - 1000))).toBe(0);
    expect(await count(new Date(clock.now + 1000), new Date(clock.now + DAY_MS))).toBe(0);
  });

  test('a token that ended while nobody looked is had anew', async () => {
    const { client, clock, sent } = againstSandbox();
    await client.createCustomerByIdentity({ identityList: [pair('M-1')] });
    clock.pass(3 * 3_600_000);
    await client.createCustomerByIdentity({ identityList: [pair('M-1')] });
    expect(sent.filter(({ endpoint }) => endpoint === 'token exchange')).toHaveLength(2);
  });

  test('userIdList and groupId travel as numbers (Q06)', async () => {
    const { client, sent } = againstSandbox();
    const groupId = await client.addSingleGroup({ name: 'VIP' });
    const customerId = await client.createCustomerByIdentity({
      identityList: [pair('M-1')],
      groupId,
      userIdList: [LONG],
    });
    expect(sent.at(-1)?.body).toContain(`"userIdList":[${LONG}]`);
    expect(await client.getGroupsByCustomerId({ customerId, type: 1 })).toMatchObject([{ id: groupId }]);
  });
});
