import { afterAll, beforeAll, expect, test } from 'vitest';
import { tenantConfig } from '../run-guiyi.ts';
import { type CommandedSandbox, commandSandbox, nobody } from './commanded-sandbox.ts';

let sandbox: CommandedSandbox;
beforeAll(async () => {
  sandbox = await commandSandbox();
});
afterAll(() => sandbox.stop());

// What cannot be taken back, and whatever changes a tenant.

test('outside a terminal it is not sent without --yes', async () => {
  const id = await sandbox.create('--identityList', 'member-no=M-43');
  const calls = [
    ['singleDelete', '--customerId', id],
    ['deleteCustomerGroup', '--customerGroupId', '1'],
    ['groupDelete', '--commonGroupId', '1'],
    ['customerUpdateGroups', '--customerId', id, '--customerGroupIdList', ''],
  ];
  for (const { code, out, err } of await Promise.all(calls.map((args) => sandbox.cdp(...args))))
    expect([code, out, err]).toEqual([2, '', expect.stringMatching(/asks before it destroys something; .* say --yes/)]);
  expect(await sandbox.data('C4', '--identityList', 'member-no=M-43')).toBe(id);
});

test('against a tenant every write is; reads are not', async () => {
  const tenant = [
    '--tenant',
    '--config',
    tenantConfig(sandbox.folder, sandbox.url),
    '--secrets',
    'local/demo-secrets.json',
  ];
  const write = ['C2', '--identityList', 'member-no=M-44', ...nobody, ...tenant];
  const refused = await sandbox.cdp(...write);
  expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('asks before it changes the tenant')]);
  const read = ['C4', '--identityList', 'member-no=M-44', '--json', ...tenant];
  expect(await sandbox.cdp(...read)).toEqual({ code: 3, out: 'null\n', err: 'nothing was found\n' });
  expect((await sandbox.cdp(...write, '--yes')).code).toBe(0);
  expect((await sandbox.cdp(...read)).code).toBe(0);
});
