import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningHost, startHost, temporaryFolder } from '../end-to-end/running-host.ts';
import { openSandboxClient, settled } from '../end-to-end/sandbox-client.ts';
import { runGuiyi } from './run-guiyi.ts';

const folder = temporaryFolder();
let host: RunningHost;
const guiyi = (...args: readonly string[]) => runGuiyi([...args, '--data', folder.path]);
const member = (no: string, city: string, time: string) =>
  JSON.stringify({ time, city, identities: [{ kind: 'member-no', scope: 'demo', value: no }] });
const file = (name: string, lines: readonly string[]) => {
  const path = join(folder.path, name);
  writeFileSync(path, lines.join('\n'));
  return path;
};

beforeAll(async () => {
  host = await startHost({ data: folder.path });
  const path = file('before.jsonl', [member('M1', '杭州', '2026-05-01T10:00:00Z')]);
  await guiyi('backfill', path, '--as', 'brand-events', '--yes');
  await settled(host);
});
afterAll(async () => {
  await host.stop();
  folder.remove();
});

test('a backfill is tried on a copy: who would be made and changed, and nothing is', async () => {
  const path = file('next.jsonl', [
    member('M1', '上海', '2026-05-02T10:00:00Z'),
    member('M2', '上海', '2026-05-02T10:00:00Z'),
  ]);
  const customers = async () => (await openSandboxClient(host.desk)).customers();
  const before = await customers();
  const { code, out } = await guiyi('backfill', path, '--as', 'brand-events', '--rehearse');
  expect(code).toBe(0);
  expect(out).toMatch(/^made +1 customer$/m);
  expect(out).toMatch(/^changed +1 customer$/m);
  expect(out).toMatch(/^done +2$/m);
  expect(out).toMatch(/^made +\d+ +- +member-no/m);
  expect(await customers()).toEqual(before);
  expect((await guiyi('jobs')).out).not.toContain('next.jsonl');
  expect(readdirSync(join(folder.path, 'rehearsals'))).toEqual([]);
});

test('another configuration: what the same events would make of it, event by event', async () => {
  const config = readFileSync('guiyi.config.ts', 'utf8')
    .replace("'./functions/", `'${resolve('functions')}/`)
    .replaceAll('brand-demo', 'brand-other');
  const other = file('other.config.ts', [config]);
  const { code, out } = await guiyi('rehearse', '--config', other);
  expect(code).toBe(0);
  expect(out).toMatch(/^events +1 +1$/m);
  expect(out).toMatch(/^customers +1 +0$/m);
  expect(out).toMatch(/^\w{12} +member\.updated +done +(dead-lettered|ignored) because /m);
  const same = await guiyi('rehearse', '--config', 'guiyi.config.ts', '--since', '1h', '--json');
  expect(JSON.parse(same.out)).toMatchObject({ events: 1, differences: [] });
});
