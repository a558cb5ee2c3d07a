import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fieldsOf } from '../../cli/cdp/fields.ts';
import { type EndpointName, endpoints } from '../../functions/shared/cdp/contract.ts';
import { temporaryFolder } from '../end-to-end/running-host.ts';
import { guiyi, type Running, startSandbox, tenantConfig } from './guiyi-process.ts';

const folder = temporaryFolder();
const names = Object.keys(endpoints) as EndpointName[];
const mobile = '15931000041';
const openid = 'wx00d3m000d3m00001:oCommandLine000000000000041';
const nobody = ['--email', '', '--emailVerified', '0', '--gender', '0'];
let sandbox: Running;

beforeAll(async () => {
  sandbox = await startSandbox('--app-key', 'reader:customer-read');
  // What `npm start` writes down: where a command goes that is not told.
  writeFileSync(join(folder.path, 'address.json'), JSON.stringify({ url: sandbox.facts.url }));
});
afterAll(async () => {
  await sandbox.stop();
  folder.remove();
});

const cdp = (...args: readonly string[]) => guiyi(['cdp', ...args, '--data', folder.path]);
/** Data of a call that is carried out. */
const data = async <Data = unknown>(...args: readonly string[]): Promise<Data> => {
  const { code, out, err } = await cdp(...args, '--json');
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out) as Data;
};
const create = (...args: readonly string[]) => data<string>('createCustomerByIdentity', ...nobody, ...args);

describe('options come from the contract', () => {
  test('every endpoint is a command, by its name and its number in the documents', async () => {
    const { out } = await guiyi(['cdp', '--help']);
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
    const { out } = await guiyi(['cdp', 'C2', '--help']);
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
    return data<Data>(name, ...args);
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
    ...['--identityList', `wechat=${openid}`, '--identityList', 'member-no=M-41', ...nobody, '--nickName', '林晓岚'],
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
  const id = await create(
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
    const { out } = await cdp('C3', '--customerId', id, ...shape);
    expect(out).toMatch(/159\*{4}0042/);
    expect(out).toContain('淘宝');
    expect(out).not.toMatch(/15931000042|周予安|昆明/);
    const { out: revealed } = await cdp('C3', '--customerId', id, ...shape, '--reveal');
    for (const value of ['15931000042', '周予安', '昆明']) expect(revealed).toContain(value);
  }
});

describe('what cannot be taken back is asked first', () => {
  test('outside a terminal it is not sent without --yes', async () => {
    const id = await create('--identityList', 'member-no=M-43');
    const calls = [
      ['singleDelete', '--customerId', id],
      ['deleteCustomerGroup', '--customerGroupId', '1'],
      ['groupDelete', '--commonGroupId', '1'],
      ['customerUpdateGroups', '--customerId', id, '--customerGroupIdList', ''],
    ];
    for (const { code, out, err } of await Promise.all(calls.map((args) => cdp(...args))))
      expect([code, out, err]).toEqual([
        1,
        '',
        expect.stringMatching(/asks before it destroys something; .* say --yes/),
      ]);
    expect(await data('C4', '--identityList', 'member-no=M-43')).toBe(id);
  });

  test('against a tenant every write is; reads are not', async () => {
    const tenant = [
      '--tenant',
      '--config',
      tenantConfig(folder.path, sandbox.facts.url),
      '--secrets',
      'local/demo-secrets.json',
    ];
    const write = ['C2', '--identityList', 'member-no=M-44', ...nobody, ...tenant];
    const refused = await cdp(...write);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('asks before it changes the tenant')]);
    const read = ['C4', '--identityList', 'member-no=M-44', '--json', ...tenant];
    expect(await cdp(...read)).toEqual({ code: 1, out: 'null\n', err: 'nothing was found\n' });
    expect((await cdp(...write, '--yes')).code).toBe(0);
    expect((await cdp(...read)).code).toBe(0);
  });
});

describe('errors say what happened, why, and what to do', () => {
  test('refused: endpoint, code and msg, exit code 4', async () => {
    const { code, out, err } = await cdp('C2', '--identityList', 'no-such-type=x', ...nobody);
    expect([code, out]).toEqual([4, '']);
    expect(err).toContain('refused createCustomerByIdentity');
    expect(err).toMatch(/endpoint {2}C2 createCustomerByIdentity\n {2}code {6}-1\n {2}msg {7}E_IDENTITY_TYPE: /);
    expect(err).toMatch(/cause .*Q14.*\n {2}fix .*系统设置/);
  });

  test('as JSON too, on stderr', async () => {
    const { out, err } = await cdp('G9', '--customerId', '1', '--customerGroupIdList', '2', '--json');
    expect(out).toBe('');
    expect(JSON.parse(err)).toMatchObject({
      error: {
        kind: 'rejected',
        endpoint: 'G9 customerAddGroups',
        code: '-1',
        msg: expect.stringMatching(/^E_/) as unknown,
      },
    });
  });

  test('everything that is wrong with the fields at once, before anything is sent', async () => {
    const { code, err } = await cdp(
      'C2',
      '--url',
      'http://127.0.0.1:9',
      '--gender',
      '7',
      '--annualRevenue',
      '1e9',
      '--birthday',
      '2026-02-30',
    );
    expect(code).toBe(1);
    expect(err.split('\n').map((line) => line.split(':')[0])).toEqual(
      expect.arrayContaining([
        '  --annualRevenue must be an integer',
        '  --birthday must be a date yyyy-MM-dd',
        '  --email is required',
        '  --emailVerified is required',
        '  --gender must be 0, 1 or 2',
        '  --identityList is required',
      ]),
    );
  });

  test.each([
    ['a pair without a type', ['C4', '--identityList', '15931000001'], '--identityList takes type=value'],
    ['an option that is none', ['C3', '--custmerId', '1'], 'Did you mean --customerId?'],
    ['a sandbox elsewhere', ['C3', '--customerId', '1', '--url', 'https://cdp.example.com'], 'say --tenant'],
    ['no tenant', ['C3', '--customerId', '1', '--tenant'], 'cdp.baseUrl is "sandbox"'],
    [
      'a secrets file that is none',
      ['C3', '--customerId', '1', '--secrets', 'README.md'],
      'README.md: secrets: the secrets file is not valid JSON',
    ],
  ])('%s: exit code 1', async (_case, args, message) => {
    const { code, out, err } = await cdp(...args);
    expect([code, out, err]).toEqual([1, '', expect.stringContaining(message)]);
  });

  test('nothing found: exit code 1', async () => {
    expect(await cdp('C3', '--customerId', '1')).toEqual({ code: 1, out: '', err: 'nothing was found\n' });
  });

  test('nothing answers: exit code 4, and how to start one', async () => {
    const { code, err } = await cdp('G8', '--url', 'http://127.0.0.1:9');
    expect([code, err]).toEqual([4, expect.stringContaining('npm start, or npx guiyi sandbox')]);
  });

  test('a value of the request does not come back in clear', async () => {
    const clear = '15931000045';
    // The sandbox repeats the code of an unknown type nowhere; a message with the value is what a tenant may answer.
    const { err } = await cdp('C2', '--identityList', `${clear}=${clear}`, ...nobody);
    expect(err).toContain('E_IDENTITY_TYPE');
    expect(err).not.toContain(clear);
  });
});

describe('key and secret', () => {
  const read = ['cdp', 'C4', '--identityList', 'member-no=M-41', '--data', folder.path];

  test('come from the environment before the file', async () => {
    const wrong = await guiyi(read, { GUIYI_CDP_APP_KEY: 'nobody', GUIYI_CDP_SECRET: 'not-to-be-printed' });
    expect([wrong.code, wrong.err]).toEqual([
      4,
      expect.stringContaining('from GUIYI_CDP_APP_KEY and GUIYI_CDP_SECRET'),
    ]);
    expect(wrong.err).not.toContain('not-to-be-printed');
    const reader = { GUIYI_CDP_APP_KEY: 'reader', GUIYI_CDP_SECRET: 'demo-only-cdp-secret' };
    expect((await guiyi(read, reader)).err).not.toContain('token');
    const write = await guiyi(['cdp', 'groupAdd', '--name', '会员', '--data', folder.path], reader);
    expect([write.code, write.err]).toEqual([4, expect.stringContaining('E_PERMISSION')]);
  });

  test('one without the other is a mistake', async () => {
    const { code, err } = await guiyi(read, { GUIYI_CDP_APP_KEY: 'reader' });
    expect([code, err]).toEqual([1, expect.stringContaining('are needed together')]);
  });

  test('of a tenant have no default', async () => {
    const { code, err } = await cdp('G8', '--tenant', '--config', tenantConfig(folder.path, sandbox.facts.url));
    expect([code, err]).toEqual([1, expect.stringContaining('--secrets <file>')]);
  });
});
