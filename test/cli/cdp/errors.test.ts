import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runGuiyi, tenantConfig } from '../run-guiyi.ts';
import { type CommandedSandbox, commandSandbox, nobody } from './commanded-sandbox.ts';

let sandbox: CommandedSandbox;
beforeAll(async () => {
  sandbox = await commandSandbox('--app-key', 'reader:customer-read');
});
afterAll(() => sandbox.stop());

describe('errors say what happened, why, and what to do', () => {
  test('declined: endpoint, code and msg, exit code 6', async () => {
    const { code, out, err } = await sandbox.cdp('C2', '--identityList', 'no-such-type=x', ...nobody);
    expect([code, out]).toEqual([6, '']);
    expect(err).toContain('refused createCustomerByIdentity');
    expect(err).toMatch(/endpoint {2}C2 createCustomerByIdentity\n {2}code {6}-1\n {2}msg {7}E_IDENTITY_TYPE: /);
    expect(err).toMatch(/cause .*Q14.*\n {2}fix .*系统设置/);
  });

  test('as JSON too, on stderr', async () => {
    const { out, err } = await sandbox.cdp('G9', '--customerId', '1', '--customerGroupIdList', '2', '--json');
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
    const { code, err } = await sandbox.cdp(
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
    expect(code).toBe(2);
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
    ['no tenant', ['C3', '--customerId', '1', '--tenant'], 'cdp.baseUrl is "sandbox"', 5],
    [
      'a secrets file that is none',
      ['C3', '--customerId', '1', '--secrets', 'README.md'],
      'README.md: secrets: the secrets file holds no JSON',
      5,
    ],
  ])('%s: a message and the exit code', async (_case, args, message, exitCode = 2) => {
    const { code, out, err } = await sandbox.cdp(...args);
    expect([code, out, err]).toEqual([exitCode, '', expect.stringContaining(message)]);
  });

  test('a tenant without an exchange of its own: its key is sent nowhere', async () => {
    const tenant = ['--tenant', '--config', tenantConfig(sandbox.folder, 'https://cdp.invalid')];
    const { code, err } = await sandbox.cdp(
      'C3',
      '--customerId',
      '1',
      ...tenant,
      '--secrets',
      'local/demo-secrets.json',
    );
    expect([code, err]).toEqual([5, expect.stringContaining('write cdp.token')]);
  });

  test('nothing found: exit code 3', async () => {
    expect(await sandbox.cdp('C3', '--customerId', '1')).toEqual({ code: 3, out: '', err: 'nothing was found\n' });
  });

  test('nothing answers: exit code 8, and how to start one', async () => {
    const { code, err } = await sandbox.cdp('G8', '--url', 'http://127.0.0.1:9');
    expect([code, err]).toEqual([8, expect.stringContaining('npm start, or npx guiyi sandbox')]);
  });
});

describe('key and secret', () => {
  const read = () => ['cdp', 'C4', '--identityList', 'member-no=M-41', '--data', sandbox.folder];

  test('come from the environment before the file', async () => {
    const wrong = await runGuiyi(read(), { GUIYI_CDP_APP_KEY: 'nobody', GUIYI_CDP_SECRET: 'not-to-be-printed' });
    expect([wrong.code, wrong.err]).toEqual([
      5,
      expect.stringContaining('from GUIYI_CDP_APP_KEY and GUIYI_CDP_SECRET'),
    ]);
    expect(wrong.err).not.toContain('not-to-be-printed');
    const reader = { GUIYI_CDP_APP_KEY: 'reader', GUIYI_CDP_SECRET: 'demo-only-cdp-secret' };
    expect((await runGuiyi(read(), reader)).err).not.toContain('token');
    const write = await runGuiyi(['cdp', 'groupAdd', '--name', '会员', '--data', sandbox.folder], reader);
    expect([write.code, write.err]).toEqual([6, expect.stringContaining('E_PERMISSION')]);
  });

  test('one without the other is a mistake', async () => {
    const { code, err } = await runGuiyi(read(), { GUIYI_CDP_APP_KEY: 'reader' });
    expect([code, err]).toEqual([2, expect.stringContaining('are needed together')]);
  });

  test('a token that was had elsewhere is enough', async () => {
    const response = await fetch(`${sandbox.url}/sandbox/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ appKey: 'demo-app-key', secret: 'demo-only-cdp-secret' }),
    });
    const { token } = ((await response.json()) as { data: { token: string } }).data;
    const file = ['--secrets', 'no-such-file.json'];
    expect((await runGuiyi([...read(), ...file], { GUIYI_CDP_TOKEN: token })).err).not.toContain('no-such-file');
    const { code, err } = await runGuiyi([...read(), ...file], { GUIYI_CDP_TOKEN: 'not-to-be-printed' });
    expect([code, err]).toEqual([5, expect.stringContaining('did not accept the token (from GUIYI_CDP_TOKEN)')]);
    expect(err).not.toContain('not-to-be-printed');
  });

  test('of a tenant have no default', async () => {
    const { code, err } = await sandbox.cdp('G8', '--tenant', '--config', tenantConfig(sandbox.folder, sandbox.url));
    expect([code, err]).toEqual([5, expect.stringContaining('--secrets <file>')]);
  });
});
