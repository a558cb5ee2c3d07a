import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
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

test.each<[string, (() => readonly string[]) | readonly string[]]>([
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
  ['cases', ['cases']],
  ['case, none', ['cases', 'show', 'nobodys-case']],
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
  ['quarantine', ['quarantine']],
  ['quarantine replay, none', ['quarantine', 'replay', '--all', '--yes']],
  ['privacy', ['privacy']],
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
  ['jobs', ['jobs']],
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
  ['erase', ['erase', `mobile:${PHONE}`, '--yes']],
])('%s', async (_name, args) => {
  const { out, err } = await guiyi(...(typeof args === 'function' ? args() : args));
  expect(`${out}${err}`).not.toBe('');
  expect(englishIn(`${out}${err}`)).toEqual([]);
});

describe('without a running npm start', () => {
  test.each<readonly string[]>([
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
    ['deploy', '--stage', 'dev', '--dry-run'],
  ])('%s %s %s', async (...args) => {
    const { out, err } = await runGuiyi([...args, '--lang', 'zh']);
    expect(`${out}${err}`).not.toBe('');
    expect(englishIn(`${out}${err}`)).toEqual([]);
  });
});
