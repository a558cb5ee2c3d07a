import { describe, expect, onTestFinished, test } from 'vitest';
import { type CdpClient, cdpClient } from '../../../../../functions/shared/cdp/client/client.ts';
import { endpoints } from '../../../../../functions/shared/cdp/contract.ts';
import { exchangedToken, sandboxExchange } from '../../../../../functions/shared/cdp/token-exchange.ts';
import type { Transport } from '../../../../../functions/shared/cdp/transport.ts';
import { sandboxTransport } from '../../../../../local/host/sandbox-transport.ts';
import { openSandbox } from '../../../../../sandbox/sandbox.ts';
import { strictSwitches, switchDefinitions, switchNames, type Switches } from '../../../../../sandbox/switches.ts';
import { TestClock } from '../../../../kit/clock.ts';
import { customer } from './fake.ts';

/** Every switch at every value that is not the strict one; of a range, its most. */
const turned = switchNames.flatMap((name): (readonly [string, Partial<Switches>])[] => {
  const { values, strict } = switchDefinitions[name];
  const others: readonly (string | boolean | number)[] = 'least' in values ? [values.most] : values;
  return others.filter((value) => value !== strict).map((value) => [`${name}: ${value}`, { [name]: value }]);
});

function open(switches: Partial<Switches>) {
  const clock = new TestClock();
  const key = { appKey: 'test-app', secret: 'test-secret' };
  const sandbox = openSandbox({
    file: ':memory:',
    credentials: [key],
    synchronous: 'normal',
    now: clock.read,
    switches,
    extendedAttributes: [{ key: 'level', label: '等级', type: 'string' }],
  });
  onTestFinished(() => sandbox.close());
  const called = new Set<string>();
  const direct = sandboxTransport(sandbox);
  const transport: Transport = (request) => {
    called.add(request.endpoint);
    return direct(request);
  };
  const cdp = cdpClient({
    transport,
    token: exchangedToken(transport, key, sandboxExchange, clock.read),
    patterns: { auth: [/^E_TOKEN/u], notFound: [/^E_CUSTOMER_NOT_FOUND/u, /不存在/u] },
  });
  return { cdp, clock, called };
}

const pair = (value: string) => ({ identityType: 'member-no', identityValue: value });
const all = <T>(list: AsyncIterable<T>): Promise<T[]> => Array.fromAsync(list);

async function nobody(cdp: CdpClient): Promise<void> {
  const customerId = customer('1');
  expect(await cdp.customerInfo({ customerId })).toBeUndefined();
  expect(await cdp.getCustomerIdByIdentityList({ identityList: [pair('M-404')] })).toBeUndefined();
  expect(await cdp.getCustomerIdByCustomerIdentity(pair('M-404'))).toBeUndefined();
  expect(await cdp.queryAttrValuesByCustomerId({ customerId, attrKeyList: ['name'] })).toBeUndefined();
  expect(await cdp.getGroupsByCustomerId({ customerId, type: 1 })).toEqual([]);
}

async function customersLife(cdp: CdpClient, now: number): Promise<void> {
  await cdp.customerAdd({ name: '林晓岚', mobile: '15931000001', mobileVerified: 1 });
  const customerId = await cdp.createCustomerByIdentity({
    identityList: [pair('M-1'), { identityType: 'mobile', identityValue: '15931000002' }],
    nickName: '晓岚',
    extendAttrList: [{ attrKey: 'level', attrValue: 'gold' }],
    identityPriorityStrategy: 'custom',
    targetCustomerStrategy: 'identityFirst',
    autoMerge: false,
  });
  expect(await cdp.getCustomerIdByIdentityList({ identityList: [pair('M-1')] })).toBe(customerId);
  const known = { nickName: '晓岚', extendAttrList: [{ attrKey: 'level', attrName: '等级', attrValue: 'gold' }] };
  expect(await cdp.customerInfo({ customerId })).toMatchObject(known);
  expect(await cdp.getCustomerIdByCustomerIdentity(pair('M-1'))).toMatchObject(known);
  await cdp.updateCustomerAttr({ customerId, attrName: 'name', attrValue: '林晓', isExtendAttr: false });
  await cdp.updateCustomerAttr({ customerId, attrName: 'level', attrValue: 'silver', isExtendAttr: true });
  expect(await cdp.queryAttrValuesByCustomerId({ customerId, attrKeyList: ['name', 'level'] })).toMatchObject({
    customerId,
    attrList: [
      { attrKey: 'name', attrValue: '林晓' },
      { attrKey: 'level', attrValue: 'silver' },
    ],
  });
  const window = { startTime: new Date(now - 1000), endTime: new Date(now + 1000) };
  expect(await all(cdp.customers(window, 1))).toHaveLength(2);
  expect(await cdp.singleDelete({ customerId })).toBe(true);
  expect(await cdp.customerInfo({ customerId })).toBeUndefined();
}

async function groupsLife(cdp: CdpClient): Promise<void> {
  const customerId = await cdp.createCustomerByIdentity({ identityList: [pair('M-2')], nickName: '小满' });
  const above = await cdp.groupAdd({ name: '会员' });
  const [root] = await cdp.queryTreeFormList();
  expect(root).toEqual({ id: above, code: root?.code, name: '会员', subList: [] });
  const below = await cdp.groupAdd({ name: 'F', parentCode: root?.code ?? '' });
  await cdp.groupUpdate({ commonGroupId: below, name: '金卡' });
  const tree = [{ id: above, subList: [{ id: below, name: '金卡', parentCode: root?.code }] }];
  expect(await cdp.queryTreeFormList()).toMatchObject(tree);

  const vip = await cdp.addSingleGroup({ name: 'VIP', groupId: below, description: 'd' });
  const buyers = await cdp.addSingleGroup({ name: 'Buyer' });
  await cdp.updateCustomerGroup({ customerGroupId: buyers, type: 1, name: 'Buyers' });
  await expect(cdp.groupDelete({ commonGroupId: below })).rejects.toMatchObject({ kind: 'rejected' });
  expect(await all(cdp.customerGroups({}, 1))).toMatchObject([
    { id: vip, groupId: below, description: 'd' },
    { id: buyers, name: 'Buyers' },
  ]);
  await cdp.customerAddGroups({ customerId, customerGroupIdList: [vip] });
  await cdp.customerUpdateGroups({ customerId, customerGroupIdList: [buyers] });
  expect(await cdp.getGroupsByCustomerId({ customerId, type: 1 })).toMatchObject([{ id: buyers, type: 1 }]);
  expect(await all(cdp.customersOfGroup(buyers))).toMatchObject([{ nickName: '小满' }]);
  await cdp.customerDeleteGroups({ customerId, customerGroupIdList: [buyers] });
  expect(await all(cdp.customersOfGroup(buyers))).toEqual([]);

  expect(await cdp.deleteCustomerGroup({ customerGroupId: vip })).toBe(true);
  await cdp.groupDelete({ commonGroupId: below });
  await cdp.groupDelete({ commonGroupId: above });
  expect(await cdp.queryTreeFormList()).toEqual([]);
}

describe('every endpoint works', () => {
  test.each([['all switches strict', {}], ...turned] as const)('%s', async (_name, switches) => {
    const { cdp, clock, called } = open(switches);
    await nobody(cdp);
    await customersLife(cdp, clock.now);
    await groupsLife(cdp);
    called.delete('token exchange');
    expect([...called].toSorted()).toEqual(Object.keys(endpoints).toSorted());
  });

  test('there is more than one side to every switch', () => {
    const looked = new Set(turned.flatMap(([, switches]) => Object.keys(switches)));
    expect(looked).toEqual(new Set(Object.keys(strictSwitches)));
  });
});
