import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type JobView, jobList, jobView } from '../../operations/jobs.ts';
import { type RunningHost, startHost, temporaryFolder } from '../end-to-end/running-host.ts';
import { demoRequest, send } from '../end-to-end/samples.ts';
import { openSandboxClient, settled } from '../end-to-end/sandbox-client.ts';
import { runGuiyi } from './run-guiyi.ts';

const folder = temporaryFolder();
let host: RunningHost;

const guiyi = (...args: readonly string[]) => runGuiyi([...args, '--data', folder.path]);
const written = (name: string, lines: readonly string[]) => {
  const path = join(folder.path, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
};
const viewOf = async (job: string) => jobView.parse(await host.ask(`/api/jobs/${job}`));
async function until(job: string, isSo: (view: JobView) => boolean): Promise<JobView> {
  for (;;) {
    const view = await viewOf(job);
    if (isSo(view)) return view;
    await new Promise((resume) => setTimeout(resume, 20));
  }
}
const member = (value: string) =>
  JSON.stringify({ time: '2026-05-01T10:00:00Z', identities: [{ kind: 'member-no', scope: 'demo', value }] });
const made = (out: string) => /^job +(\w+): /m.exec(out)?.[1] ?? '';

beforeAll(async () => {
  host = await startHost({ data: folder.path });
});
afterAll(async () => {
  await host.stop();
  folder.remove();
});

test('a backfill: plan, run, report; bad rows in a file, masked', async () => {
  const file = written('customers.csv', [
    'Customer ID,First Name,Last Name,Email,Phone',
    "'7210448301122,Lan,Zhao,lan.zhao@shop.example,'+8615931000001",
    "'7210448301123,Bo,Lin,bo.lin@shop.example,138****1234",
    ',No,Id,no.id@shop.example,',
  ]);
  const chosen = ['backfill', file, '--as', 'shopify', '--as-of', '2026-06-01'];
  const unasked = await guiyi(...chosen);
  expect([unasked.code, unasked.err]).toEqual([2, expect.stringContaining('outside a terminal, say --yes')]);
  const dry = await guiyi(...chosen, '--dry-run');
  expect(dry.code).toBe(0);
  expect(dry.out).toMatch(/^plan +2 events of 3 rows$/m);
  expect(dry.out).toMatch(/^identities .*2 email claimed, 2 shopify-customer verified, 1 mobile claimed$/m);
  expect(dry.out).toMatch(/^left out +1 id-missing$/m);
  const job = made(dry.out);
  expect(dry.out).toContain(`to run exactly this: npx guiyi jobs run ${job} --yes --data ${folder.path}`);
  const { badRows = '', accepted } = await viewOf(job);
  expect(accepted).toBe(0);
  expect(readFileSync(badRows, 'utf8').trim().split('\n')).toEqual([
    'line,column,reason,value,detail,row',
    '3,phone,masked,****,,sent without it',
    expect.stringMatching(/^4,Customer ID,id-missing,,".*",left out$/),
  ]);
  const run = await guiyi('jobs', 'run', job, '--yes');
  // One row was left out.
  expect(run.code).toBe(7);
  expect(run.out).toMatch(/^done +2$/m);
  expect((await guiyi('why', 'email:lan.zhao@shop.example')).out).toContain('customers/update');
  expect((await guiyi('jobs')).out).toMatch(new RegExp(`^${job} +backfill +done +3 of 3 \\(100 %\\) +2 `, 'm'));
});

test('a backfill never stands over what is newer', async () => {
  const named = (name: string, time: string) =>
    JSON.stringify({
      id: 88,
      first_name: name,
      last_name: 'Zhao',
      email: 'n@shop.example',
      state: 'enabled',
      updated_at: time,
    });
  const backfill = (name: string, time: string) =>
    guiyi('backfill', written(`${name}.jsonl`, [named(name, time)]), '--as', 'shopify', '--yes');
  expect((await backfill('Newer', '2026-05-02T00:00:00Z')).code).toBe(0);
  await backfill('Older', '2026-05-01T00:00:00Z');
  const { out } = await guiyi('export', 'shopify-customer:shopify-demo:88');
  expect(out).toContain('"name": "Newer Zhao"');
  expect(out).not.toMatch(/"name": "Older Zhao"/);
});

test('a job goes on where it was, after kill -9 too, and sends everything once', async () => {
  const rows = Array.from({ length: 300 }, (_, index) => member(`K${index}`));
  const path = written('members.jsonl', rows);
  const dry = await guiyi('backfill', path, '--as', 'brand-events', '--rate', '1', '--dry-run');
  const job = made(dry.out);
  await host.ask(`/api/jobs/${job}/run`, {});
  await until(job, ({ accepted }) => accepted > 0);
  await host.kill();
  host = await startHost({ data: folder.path });
  // It runs again by itself, behind what was sent.
  await until(job, ({ state, accepted }) => state === 'running' && accepted > 1);
  expect((await guiyi('jobs', 'pause', job)).out).toMatch(/^state +paused$/m);
  expect((await guiyi('jobs', 'pause', job)).err).toContain('is paused; only one that is running can be paused');
  const paused = await viewOf(job);
  expect(paused.accepted).toBeLessThan(300);
  const run = await guiyi('jobs', 'resume', job, '--rate', '10000', '--yes');
  expect(run.out).toMatch(/^progress +300 of 300 \(100 %\)$/m);
  await settled(host);
  expect((await viewOf(job)).outcomes).toEqual([{ state: 'done', count: 300 }]);
});

test('a file that has changed since its plan is not sent', async () => {
  const path = written('changing.jsonl', [member('C1')]);
  const job = made((await guiyi('backfill', path, '--as', 'brand-events', '--dry-run')).out);
  written('changing.jsonl', [member('C2')]);
  const run = await guiyi('jobs', 'run', job, '--yes');
  expect([run.code, run.out]).toEqual([4, expect.stringContaining('the file has changed since it was planned')]);
});

test('a replay sends what fits again, and leaves privacy requests alone', async () => {
  await send(host.url, 'shopify-demo', demoRequest('shopify-demo', 'orders/paid', 1));
  await send(host.url, 'shopify-demo', demoRequest('shopify-demo', 'customers/redact', 2));
  await send(host.url, 'shopify-demo', demoRequest('shopify-demo', 'customers/data_request', 3));
  await settled(host);
  expect(await guiyi('replay', '--mode', 'reprocess')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^which events\?/),
  });
  expect(await guiyi('replay', '--connection', 'shopify-demo')).toMatchObject({ code: 2 });
  const { code, out } = await guiyi(
    'replay',
    '--mode',
    'reprocess',
    '--connection',
    'shopify-demo',
    '--type',
    'orders/paid',
    '--yes',
  );
  expect([code, out]).toEqual([0, expect.stringMatching(/^plan +1 event of 1 event of the record$/m)]);
  const all = await guiyi(
    'replay',
    '--mode',
    'redeliver',
    '--connection',
    'shopify-demo',
    '--since',
    '1h',
    '--dry-run',
  );
  expect(all.out).toMatch(/^left out .*1 a-privacy-request/m);
  expect(all.out).toMatch(/^left out .*1 forgotten/m);
  expect(await guiyi('replay', '--mode', 'missing', '--type', 'orders/paid', '--yes')).toMatchObject({
    code: 3,
    err: 'nothing is left to send\n',
  });
});

test('missing: what the CDP has lost is made again', async () => {
  const sandbox = await openSandboxClient(host.desk);
  const lost = await sandbox.customerOf('shopify-customer', 'shopify-demo:88');
  await sandbox.remove(lost ?? '');
  const { code, out } = await guiyi('replay', '--mode', 'missing', '--type', 'customers/update', '--yes');
  expect([code, out]).toEqual([0, expect.stringMatching(/^plan +2 events of 4 events of the record$/m)]);
  expect(out).toMatch(/^left out +2 the-cdp-has-it$/m);
  await settled(host);
  const again = await sandbox.customerOf('shopify-customer', 'shopify-demo:88');
  expect(again).toBeDefined();
  expect(again).not.toBe(lost);
});

test('abort ends a job; what cannot be found is said so', async () => {
  const { jobs } = jobList.parse(await host.ask('/api/jobs'));
  const planned = jobs.find(({ state }) => state === 'planned');
  expect((await guiyi('jobs', 'abort', planned?.job ?? '')).out).toMatch(/^state +aborted$/m);
  // It does not ask whether to send what it cannot.
  expect((await guiyi('jobs', 'resume', planned?.job ?? '')).err).toContain('is aborted; only one that is planned');
  expect(await guiyi('jobs', 'show', '4711')).toMatchObject({
    code: 3,
    err: `there is no job "4711"; the list: npx guiyi jobs list --data ${folder.path}\n`,
  });
  expect(await guiyi('backfill', '/nowhere.csv', '--as', 'shopify')).toMatchObject({ code: 3 });
});
