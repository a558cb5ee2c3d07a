import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fieldsOf } from '../../../cli/cdp/fields.ts';
import { type EndpointName, endpoints } from '../../../functions/shared/cdp/contract.ts';
import { runGuiyi } from '../run-guiyi.ts';
import { type CommandedSandbox, commandSandbox, nobody } from './commanded-sandbox.ts';

const names = Object.keys(endpoints) as EndpointName[];
const mobile = '15931000041';
const openid = 'wx00d3m000d3m00001:oCommandLine000000000000041';
let sandbox: CommandedSandbox;
beforeAll(async () => {
  sandbox = await commandSandbox();
});
afterAll(() => sandbox.stop());

describe('options come from the contract', () => {
  test('every endpoint is a command, by its name and its number in the documents', async () => {
    const { out } = await runGuiyi(['cdp', '--help']);
    const listed = [...out.matchAll(/^ {2}(\w+)\|([CG]\d+) /gm)].map(([, name, id]) => [name, id]);
    expect(listed).toEqual(names.map((name) => [name, endpoints[name].id]));
  });

  test('no field has the name of an option', () => {
    const options = ['url', 'data', 'tenant', 'config', 'secrets', 'reveal', 'json', 'yes', 'help'];
    const fields = names.flatMap((name) => fieldsOf(name).map((field) => field.name));
    expect(fields.length).toBeGreaterThan(100);
    expect(fields.filter((field) => options.includes(field))).toEqual([]);
  });

  test('--help names every field with its meaning', async () => {
    const { out } = await runGuiyi(['cdp', 'C2', '--help']);
    const words = out.replaceAll(/\s+/g, ' ');
    const fields = fieldsOf('createCustomerByIdentity');
    expect(fields).toHaveLength(47);
    for (const { name, description } of fields) {
      expect(words).toContain(`--${name} <`);
      expect(words).toContain(description);
    }
    expect(words).toContain('--identityList <type=value>');
    expect(words).toContain('--targetCustomerStrategy <identityFirst|customerFirst>');
  });
});

test('all 22 endpoints, one after the other', async () => {
  const called = new Set<EndpointName>();
  const call = <Data = unknown>(name: EndpointName, ...args: readonly string[]) => {
    called.add(name);
    return sandbox.data<Data>(name, ...args);
  };
  const one = await call<string>(
    'customerAdd',
    '--name',
    '冯若溪',
    '--mobile',
    mobile,
    '--mobileVerified',
    '1',
    ...nobody,
  );
  expect(one).toMatch(/^\d{19}$/);
  const two = await call<string>(
    'createCustomerByIdentity',
    '--identityList',
    `wechat=${openid}`,
    '--identityList',
    'member-no=M-41',
    ...nobody,
    '--nickName',
    '林晓岚',
  );
  expect(await call('getCustomerIdByIdentityList', '--identityList', 'member-no=M-41')).toBe(two);
  expect(await call('customerInfo', '--customerId', two, '--reveal')).toMatchObject({
    nickName: '林晓岚',
    identityList: expect.arrayContaining([{ identityType: 'wechat', identityValue: openid }]) as unknown,
  });
  const pair = ['--identityType', 'mobile', '--identityValue', mobile];
  expect(await call('getCustomerIdByCustomerIdentity', ...pair, '--reveal')).toMatchObject({
    identityList: [{ identityType: 'mobile', identityValue: mobile }],
  });
  const attribute = ['--attrName', 'name', '--attrValue', '林晓岚', '--isExtendAttr', 'false'];
  expect(await call('updateCustomerAttr', '--customerId', two, ...attribute)).toBeNull();
  expect(
    await call(
      'queryAttrValuesByCustomerId',
      '--customerId',
      two,
      '--attrKeyList',
      'name',
      '--attrKeyList',
      'gender',
      '--reveal',
    ),
  ).toMatchObject({ customerId: two, attrList: [{ attrKey: 'name', attrValue: '林晓岚' }, { attrKey: 'gender' }] });

  const parent = await call<string>('groupAdd', '--name', '会员');
  const [folderOfGroups] = await call<{ code: string }[]>('queryTreeFormList');
  await call('groupAdd', '--name', '新会员', '--parentCode', folderOfGroups?.code ?? '');
  await call('groupUpdate', '--commonGroupId', parent, '--name', '会员分组');
  const tree = await call<{ id: string; name: string; subList: { id: string; name: string }[] }[]>('queryTreeFormList');
  expect(tree).toMatchObject([{ id: parent, name: '会员分组', subList: [{ name: '新会员' }] }]);

  const buyers = await call<string>('addSingleGroup', '--name', '买家', '--groupId', parent);
  const fans = await call<string>('addSingleGroup', '--name', '粉丝');
  await call('updateCustomerGroup', '--customerGroupId', fans, '--type', '1', '--name', '老粉丝');
  expect(await call('customerGroupSimpleQuery', '--searchKey', '粉丝')).toMatchObject({
    total: 1,
    records: [{ id: fans, name: '老粉丝', type: 1, customerTotal: 0 }],
  });
  const groups = ['--customerGroupIdList', buyers, '--customerGroupIdList', fans];
  const idsOf = async () =>
    (await call<{ id: string }[]>('getGroupsByCustomerId', '--customerId', two, '--type', '1')).map(({ id }) => id);
  await call('customerAddGroups', '--customerId', two, ...groups);
  expect((await idsOf()).toSorted((a, b) => a.localeCompare(b))).toEqual([buyers, fans]);
  await call('customerDeleteGroups', '--customerId', two, '--customerGroupIdList', fans);
  expect(await idsOf()).toEqual([buyers]);
  await call('customerUpdateGroups', '--customerId', two, '--customerGroupIdList', fans, '--yes');
  expect(await idsOf()).toEqual([fans]);
  await call('customerUpdateGroups', '--customerId', two, '--customerGroupIdList', '', '--yes');
  expect(await idsOf()).toEqual([]);
  await call('customerAddGroups', '--customerId', two, ...groups);
  expect(await call('getCustomerPageByGroupId', '--customerGroupId', buyers, '--reveal')).toMatchObject({
    total: 1,
    records: [{ nickName: '林晓岚' }],
  });
  const window = ['--startTime', '2020-01-01 00:00:00', '--endTime', '2099-01-01 00:00:00'];
  expect(await call('customerSimpleQuery', ...window, '--searchKey', '晓岚')).toMatchObject({ total: 1 });

  expect(await call('singleDelete', '--customerId', one, '--yes')).toBe(true);
  expect(await call('singleDelete', '--customerId', one, '--yes')).toBe(false);
  expect(await call('deleteCustomerGroup', '--customerGroupId', buyers, '--yes')).toBe(true);
  await call('groupDelete', '--commonGroupId', tree[0]?.subList[0]?.id ?? '', '--yes');
  await call('groupDelete', '--commonGroupId', parent, '--yes');
  expect(await call('queryTreeFormList')).toEqual([]);
  expect([...called].toSorted((a, b) => a.localeCompare(b))).toEqual(names.toSorted((a, b) => a.localeCompare(b)));
}, 120_000);

test('personal values are masked unless --reveal, in lines and in JSON', async () => {
  const id = await sandbox.create(
    '--identityList',
    'mobile=15931000042',
    '--nickName',
    '周予安',
    '--city',
    '昆明',
    '--source',
    '淘宝',
  );
  for (const shape of [[], ['--json']]) {
    const { out } = await sandbox.cdp('C3', '--customerId', id, ...shape);
    expect(out).toMatch(/159\*{4}0042/);
    expect(out).toContain('淘宝');
    expect(out).not.toMatch(/15931000042|周予安|昆明/);
    const { out: revealed } = await sandbox.cdp('C3', '--customerId', id, ...shape, '--reveal');
    for (const value of ['15931000042', '周予安', '昆明']) expect(revealed).toContain(value);
  }
});
