import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { guiyi } from '../../../cli/guiyi.ts';
import { checkConfig } from '../../../functions/shared/config/check-config.ts';
import { receivers } from '../../../functions/shared/sources/generated/receivers.ts';
import { demoConfig } from '../../kit/demo.ts';
import { temporaryFolder } from '../../end-to-end/running-host.ts';
import { runGuiyi, startSandbox, tenantConfig } from '../run-guiyi.ts';
import { englishIn } from '../language/english-in.ts';
import { TestTerminal } from '../test-terminal.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const secrets = ['--secrets', 'local/demo-secrets.json'];

interface Written {
  readonly switches: Readonly<Record<string, unknown>>;
  readonly cdp: Parameters<typeof demoConfig>[1];
  readonly undecided: readonly string[];
}

const ownData = async <Data>(url: string, path: string) =>
  ((await (await fetch(url + path)).json()) as { data: Data }).data;
const customersAt = async (url: string) =>
  (await ownData<{ customers: readonly unknown[] }>(url, '/sandbox/customers')).customers;

test('what --out has written makes a sandbox that answers the probe alike, and settings that the configuration takes', async () => {
  const order = {
    notFound: 'refuse',
    messages: 'chinese',
    mergedId: 'error',
    strategyPlace: 'query',
    deletedIdentities: 'retain',
    folderDeleteType: 'customer_group',
    maxPageSize: 200,
    exposeIds: true,
  };
  const given = join(folder.path, 'given.json');
  writeFileSync(given, JSON.stringify(order));
  const tenant = await startSandbox('--switches', given);
  const file = join(folder.path, 'probed.json');
  const probed = await runGuiyi(['cdp', 'probe', '--write', '--url', tenant.facts.url, '--out', file]);
  expect([probed.code, probed.err]).toEqual([0, 'removing what was made for the probe …\n']);
  expect(probed.out).toMatch(/^strategyPlace +query +autoMerge takes effect in the body: no; in the query: yes/m);
  expect(probed.out).toMatch(/^Everything that carried the mark guiyi-probe-[0-9a-f]{16} is removed\.$/m);
  expect(await customersAt(tenant.facts.url)).toEqual([]);
  await tenant.stop();

  const written = JSON.parse(readFileSync(file, 'utf8')) as Written;
  expect(written.switches).toMatchObject(order);
  expect(written.undecided).toEqual([
    'unknownAttribute',
    'groupListPermission',
    'folderUpdatePermission',
    'foreignMobile',
  ]);
  expect(written.cdp).toMatchObject({ strategyPlacement: 'query', messages: { notFound: ['^客户不存在$'] } });
  const config = demoConfig({}, written.cdp);
  expect(checkConfig(config, receivers, 'test').cdp).toMatchObject(written.cdp ?? {});

  const alike = await startSandbox('--switches', file);
  const again = await runGuiyi(['cdp', 'probe', '--write', '--url', alike.facts.url, '--json']);
  expect((JSON.parse(again.out) as Written).switches).toEqual(written.switches);
  const inChinese = await runGuiyi(['cdp', 'probe', '--write', '--url', alike.facts.url, '--lang', 'zh']);
  expect(inChinese.out).toMatch(/^strategyPlace +query +autoMerge 在 body 中生效：否；在 query 中生效：是/m);
  expect(englishIn(inChinese.out)).toEqual([]);
  await alike.stop();
}, 60_000);

test('without --write nothing is written, and says so of every question that it leaves open', async () => {
  const sandbox = await startSandbox();
  const { code, out } = await runGuiyi(['cdp', 'probe', '--url', sandbox.facts.url, '--json']);
  expect(code).toBe(0);
  const { findings, wrote, left } = JSON.parse(out) as {
    findings: readonly { topic: string; value: unknown; evidence: string }[];
    wrote: boolean;
    left: readonly string[];
  };
  expect([wrote, left]).toEqual([false, []]);
  const reading = ['tokenLifetimeSeconds', 'badToken', 'messages', 'notFound', 'contentTypeOnGet', 'maxPageSize'];
  expect(findings.filter(({ value }) => value !== 'undecided').map(({ topic }) => topic)).toEqual(reading);
  expect(findings.find(({ topic }) => topic === 'mergedId')?.evidence).toBe('asked with --write only');
  const merges = await ownData<{ merges: readonly unknown[] }>(sandbox.facts.url, '/sandbox/merges');
  expect([await customersAt(sandbox.facts.url), merges.merges]).toEqual([[], []]);
  await sandbox.stop();
});

test('a tenant is not written to unasked', async () => {
  const sandbox = await startSandbox();
  const tenant = ['--tenant', '--config', tenantConfig(folder.path, sandbox.facts.url), ...secrets];
  const { code, out, err } = await runGuiyi(['cdp', 'probe', '--write', ...tenant]);
  expect([code, out, err]).toEqual([2, '', expect.stringContaining('probe --write asks before it changes the tenant')]);
  expect((await runGuiyi(['cdp', 'probe', ...tenant])).code).toBe(0);
  await sandbox.stop();
});

test('without a token there is nothing to ask', async () => {
  const sandbox = await startSandbox();
  const wrong = { GUIYI_CDP_APP_KEY: 'nobody', GUIYI_CDP_SECRET: 'nothing' };
  const { code, err } = await runGuiyi(['cdp', 'probe', '--url', sandbox.facts.url], wrong);
  expect([code, err]).toEqual([5, expect.stringContaining('issued no token')]);
  await sandbox.stop();
});

test('Ctrl-C in the middle: what was made is removed, and the answers so far are reported', async () => {
  const sandbox = await startSandbox();
  // So slow that it is in the middle of the throw-away records.
  const config = tenantConfig(folder.path, sandbox.facts.url, 150);
  const terminal = new TestTerminal();
  const ended = guiyi(
    ['cdp', 'probe', '--write', '--yes', '--json', '--tenant', '--config', config, ...secrets],
    terminal,
  );
  while ((await customersAt(sandbox.facts.url)).length < 3) await new Promise((resume) => setTimeout(resume, 5));
  terminal.interrupt();
  expect(await ended).toBe(130);
  const { end, left } = JSON.parse(terminal.out) as { end: unknown; left: readonly string[] };
  expect([end, left]).toEqual([{ kind: 'stopped' }, []]);
  expect(await customersAt(sandbox.facts.url)).toEqual([]);
  await sandbox.stop();
});
