import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { type RunningHost, startHost, temporaryFolder } from '../../end-to-end/running-host.ts';
import { demoRequest, send } from '../../end-to-end/samples.ts';
import { settled } from '../../end-to-end/sandbox-client.ts';
import { runGuiyi } from '../run-guiyi.ts';
import { englishIn } from './english-in.ts';

// Every command that asks a running npm start, in Chinese: what it finds, and why it does nothing.

const folder = temporaryFolder();
const data = join(folder.path, 'state');
const PHONE = '15931000077';
let host: RunningHost;
const guiyi = (...args: readonly string[]) => runGuiyi([...args, '--data', data, '--lang', 'zh']);

beforeAll(async () => {
  host = await startHost({ data });
  const order = demoRequest('shopify-demo', 'orders/paid', 1, (payload) => {
    payload['customer'] = { id: 701, phone: `+86${PHONE}`, email: 'lan.zhao@mail.example' };
  });
  await send(host.url, 'shopify-demo', order);
  await host.ask('/api/inlet', { body: '{"nobody":"knows"}', attributes: {} });
  await settled(host);
  await vi.waitFor(async () => expect(await host.ask('/api/status')).toMatchObject({ deadLetters: 1 }), 30_000);
  writeFileSync(
    join(folder.path, 'customers.csv'),
    `Customer ID,Email,Phone\n'7001,lan@mail.example,'+86${PHONE}\n,no@mail.example,\n`,
  );
}, 60_000);
afterAll(async () => {
  await host.stop();
  folder.remove();
});

const file = () => join(folder.path, 'customers.csv');

/** The one request about somebody's data. */
const requestId = async () => {
  const { out } = await guiyi('privacy', 'list', '--json');
  return z.object({ items: z.array(z.object({ id: z.string() })) }).parse(JSON.parse(out)).items[0]?.id ?? '';
};

const asking: readonly [string, readonly string[] | (() => readonly string[] | Promise<readonly string[]>)][] = [
  ['status', ['status']],
  ['pause', ['pause', '--why', '对账', '--by', 'lan']],
  ['resume', ['resume']],
  ['events', ['events']],
  ['events, none', ['events', '--order', '#9']],
  ['events, a misspelt connection', ['events', '--connection', 'shopfy-demo', '--order', '#9']],
  ['events, no time', ['events', '--since', 'yesterday']],
  ['event, none', ['event', 'nobodys-event']],
  ['event in clear without a reason', ['event', 'nobodys-event', '--reveal']],
  ['why', ['why', `mobile:${PHONE}`]],
  ['why, nothing', ['why', 'nobodys-order']],
  ['discarded', ['discarded']],
  ['reveals', ['reveals']],
  ['cases', ['cases', 'list']],
  ['case, none', ['cases', 'show', 'nobodys-case']],
  ['case to decide, none', ['cases', 'decide', 'nobodys-case', '--as', 'dismiss', '--note', '已核实']],
  ['dead', ['dead']],
  ['dead, one by one', ['dead', 'list', '--letters']],
  ['dead, none', ['dead', 'show', 'nobodys-letter']],
  ['dead redrive, a plan', ['dead', 'redrive', '--all', '--dry-run']],
  ['dead redrive, outside a terminal', ['dead', 'redrive', '--all']],
  ['dead redrive, nothing chosen', ['dead', 'redrive']],
  ['dead discard without a reason', ['dead', 'discard', '--all']],
  ['dead discard, none exported', ['dead', 'discard', '--all', '--why', '重复', '--yes']],
  ['dead export', () => ['dead', 'export', '--all', '--out', join(folder.path, 'letters.jsonl')]],
  ['dead redrive', ['dead', 'redrive', '--all', '--yes']],
  ['quarantine', ['quarantine', 'list']],
  ['quarantine show, none', ['quarantine', 'show', 'nobodys-request']],
  ['quarantine discard without a reason', ['quarantine', 'discard', '--all']],
  ['quarantine replay, none', ['quarantine', 'replay', '--all', '--yes']],
  ['privacy', ['privacy', 'list']],
  ['privacy carry-out, none', ['privacy', 'carry-out', 'nobodys-request', '--note', '已核实']],
  ['privacy refuse, none', ['privacy', 'refuse', 'nobodys-request', '--note', '已核实']],
  ['a request for data', ['trigger', 'shopify.customers/data_request']],
  ['privacy, one', ['privacy', 'list']],
  ['privacy show', async () => ['privacy', 'show', await requestId()]],
  [
    'privacy carry-out, outside a terminal',
    async () => ['privacy', 'carry-out', await requestId(), '--note', '已核实'],
  ],
  ['privacy carry-out', async () => ['privacy', 'carry-out', await requestId(), '--note', '已答复', '--yes']],
  ['privacy, decided', ['privacy', 'list', '--decided']],
  ['privacy show, none', ['privacy', 'show', 'nobodys-request']],
  ['suppressions', ['suppressions', 'list']],
  ['suppressions add without a reason', ['suppressions', 'add', `mobile:${PHONE}`]],
  ['suppressions add', ['suppressions', 'add', 'mobile:15931000078', '--why', '本人要求']],
  ['suppressions list', ['suppressions', 'list']],
  ['suppressions lift', ['suppressions', 'lift', 'mobile:15931000078', '--why', '本人撤回']],
  ['suppressions lift of nobody', ['suppressions', 'lift', 'mobile:15931000079', '--why', '误写']],
  ['erase, outside a terminal', ['erase', `mobile:${PHONE}`]],
  ['erase of nobody', ['erase', 'mobile:15931000080', '--yes']],
  ['erase of no identity', ['erase', 'phone', '--yes']],
  ['erase of no number', ['erase', 'mobile:12', '--yes']],
  ['backfill, a plan', () => ['backfill', file(), '--as', 'shopify', '--as-of', '2026-06-01', '--dry-run']],
  ['backfill, no file', ['backfill', 'no-such.csv', '--as', 'shopify']],
  ['replay, a plan', ['replay', '--mode', 'reprocess', '--all', '--dry-run']],
  ['replay', ['replay', '--mode', 'redeliver', '--all', '--yes']],
  ['replay, nothing chosen', ['replay', '--mode', 'missing']],
  ['replay, none', ['replay', '--mode', 'missing', '--connection', 'stripe-demo']],
  ['jobs', ['jobs', 'list']],
  ['job to run, none', ['jobs', 'run', 'nobodys-job']],
  ['job to pause, none', ['jobs', 'pause', 'nobodys-job']],
  ['job to abort, none', ['jobs', 'abort', 'nobodys-job']],
  ['rehearse', ['rehearse', '--config', 'guiyi.config.ts']],
  ['rehearse a replay', ['replay', '--mode', 'reprocess', '--all', '--rehearse']],
  ['rehearse without the other configuration', ['rehearse', '--config', 'no-such.config.ts']],
  ['job, none', ['jobs', 'show', 'nobodys-job']],
  ['trigger', ['trigger', 'shopify.orders/paid']],
  ['trigger, forged', ['trigger', 'shopify.orders/paid', '--bad-signature']],
  ['trigger, twice', ['trigger', 'wechat.subscribe', '--duplicate']],
  ['trigger, no such platform', ['trigger', 'shopfy.orders/paid']],
  ['trigger, no such event', ['trigger', 'shopify.orders/payed']],
  ['trigger, no event', ['trigger', 'shopify']],
  ['trigger, a wrong field', ['trigger', 'shopify.orders/paid', '--set', 'customer']],
  ['tour', ['tour', 'stripe-demo']],
  ['doctor', ['doctor', 'wechat-demo']],
  ['doctor, no such connection', ['doctor', 'wechat-dmo']],
  ['export, nobody', ['export', 'mobile:15931000081']],
  ['console', ['console']],
  ['cdp, an empty answer', ['cdp', 'getCustomerIdByIdentityList', '--identityList', 'mobile=15931000082']],
  ['cdp, declined', ['cdp', 'customerInfo', '--customerId', '1']],
  ['undo plan, no customer', ['undo', 'plan', 'nobodys-event']],
  ['undo, no customer', ['undo', 'carry-out', 'nobodys-event', '--note', '误合并', '--yes']],
  ['erase', ['erase', `mobile:${PHONE}`, '--yes']],
];

test.each(asking)('%s', async (_name, args) => {
  const { out, err } = await guiyi(...(typeof args === 'function' ? await args() : args));
  expect(`${out}${err}`).not.toBe('');
  expect(englishIn(`${out}${err}`)).toEqual([]);
});

const alone: readonly (readonly string[])[] = [
  ['cdp', 'queryTreeFormList', '--url', 'http://127.0.0.1:1'],
  ['cdp', 'customerInfo', '--url', 'http://cdp.example'],
  ['cdp', 'customerInfo', '--tenant'],
  ['cdp', 'createCustomerByIdentity', '--identityList', 'mobile'],
  ['status', '--data', 'no-such-folder'],
  ['reason'],
  ['reason', 'cdp-refused'],
  ['reason', 'cdp-refuesd'],
  ['cost'],
  ['cost', '--mix', 'orders'],
  ['cost', '--events', 'many'],
  ['doctor', '--config', 'no-such.config.ts'],
  ['doctor', '--secrets', 'no-such.json'],
  ['sandbox', '--secrets', 'no-such.json'],
  ['sandbox', '--app-key', 'reader:everything'],
  ['source', 'preview', 'shop', 'test/corpus/no-such.json'],
  ['source', 'preview', 'shopify-demo', 'package.json'],
  ['source', 'accept', 'shopify-demo', 'package.json', '--out', 'no-such-folder'],
  ['source', 'new', 'Tea House'],
  ['source', 'new', 'stripe', '--signature-header', 'x-a', '--type-header', 'x-b', '--event', 'a'],
  ['secret', 'set', 'privacy', '--stage', 'dev'],
  ['secret', 'set', 'nobody', '--stage', 'dev'],
  ['secret', 'list', '--stage', 'DEV'],
  ['secret', 'retire', 'nobody', '--stage', 'dev'],
  ['deploy', '--stage', 'dev', '--dry-run'],
];

test.each(alone)('without a running npm start: %s %s %s', async (...args) => {
  const { out, err } = await runGuiyi([...args, '--lang', 'zh']);
  expect(`${out}${err}`).not.toBe('');
  expect(englishIn(`${out}${err}`)).toEqual([]);
});

/** What prints no sentence of ours, or is looked at where its world is. */
const elsewhere: Readonly<Record<string, string>> = {
  addresses: 'test/cli/stage/secrets.test.ts',
  cdp: 'the words of the CDP and its documents',
  completion: 'a script',
  demo: 'test/cli/guiyi.process.test.ts',
  mcp: 'a protocol',
  openapi: 'a document',
  smoke: 'test/cli/stage/smoke.test.ts',
  tail: 'the lines of `events`',
  undo: 'test/cli/undo.process.test.ts',
  unlock: 'one line',
};

test('no command is left out', async () => {
  const looked = [
    ...(await Promise.all(asking.map(async ([, args]) => (typeof args === 'function' ? args() : args)))),
    ...alone,
  ];
  const commands = await commandsBelow([]);
  expect(commands.length).toBeGreaterThan(40);
  const missing = commands.filter(
    (command) =>
      !(command[0] !== undefined && Object.hasOwn(elsewhere, command[0])) &&
      !looked.some((args) => command.every((word, index) => args[index] === word)),
  );
  expect(missing.map((command) => command.join(' '))).toEqual([]);
});

/** The commands that do something, by their help. */
async function commandsBelow(command: readonly string[]): Promise<readonly (readonly string[])[]> {
  if (command[0] !== undefined && Object.hasOwn(elsewhere, command[0])) return [command];
  const { out } = await runGuiyi([...command, '--help', '--lang', 'zh']);
  const [, list = ''] = out.split('\n命令：\n');
  const names = [...list.matchAll(/^ {2}([\w-]+)/gm)].map(([, name = '']) => name).filter((name) => name !== 'help');
  if (names.length === 0) return [command];
  const below: (readonly string[])[] = [];
  for (const name of names) below.push(...(await commandsBelow([...command, name])));
  return below;
}
