import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deadLetterGroups } from '../../operations/dead-letters.ts';
import { type RunningHost, startHost, temporaryFolder } from '../end-to-end/running-host.ts';
import { settled } from '../end-to-end/sandbox-client.ts';
import { memberBound } from '../kit/delivery.ts';
import { runGuiyi } from './run-guiyi.ts';

const folder = temporaryFolder();
let host: RunningHost;

const guiyi = (...args: readonly string[]) => runGuiyi([...args, '--data', folder.path]);
const groups = async () => deadLetterGroups.parse(JSON.parse((await guiyi('dead', '--json')).out)).groups;
const letterOf = async (reason: string) => (await groups()).find((group) => group.reason === reason)?.example ?? '';
const unreadable = (body: string) => host.ask('/api/inlet', { body });

/** Asks to forget somebody by an id of which the tenant knows nothing. */
const erasure = () =>
  memberBound([{ kind: 'weimob-wid', scope: '', value: '1234567' }], { id: 'erase-77', type: 'member.erase' });

beforeAll(async () => {
  host = await startHost({ data: folder.path });
  for (const body of ['not JSON', 'nor this', 'nor that']) await unreadable(body);
  await unreadable(JSON.stringify(erasure()));
  await settled(host);
});
afterAll(async () => {
  await host.stop();
  folder.remove();
});

test('one screen says what is dead and why', async () => {
  const { code, out } = await guiyi('dead');
  expect(code).toBe(0);
  expect(out).toMatch(/^group {2,}count {2,}reason/);
  expect(out).toMatch(/ 3 {2,}inlet-unreadable {2,}- {2,}-/);
  expect(out).toMatch(/ 1 {2,}identity-type-not-configured {2,}brand-demo {2,}member\.erase \(privacy\)/);
  expect(out).toContain(`4 dead letters. Next: npx guiyi dead show <example> --data ${folder.path}`);
});

test('show: why, since when and which event, its values masked', async () => {
  const group = (await groups()).find(({ isPrivacyRequest }) => isPrivacyRequest);
  const { code, out } = await guiyi('dead', 'show', group?.example ?? '');
  expect(code).toBe(0);
  expect(out).toMatch(/^because {5}identity-type-not-configured/m);
  expect(out).toMatch(/^event .*of \/brand-events\/brand-demo/m);
  expect(out).toContain('"type":"member.erase"');
  expect(out).not.toMatch(/\d{11}[^\d]|@/);
  const revealed = await guiyi('dead', 'show', group?.example ?? '', '--reveal', '--why', 'to answer the request');
  expect(revealed.out).toMatch(/^body .*"value":"1234567"/m);
  expect((await guiyi('reveals')).out).toMatch(/dead letter {2}\d+ {2}to answer the request/);
  expect(await guiyi('dead', 'show', '4711')).toMatchObject({
    code: 3,
    err: `no such dead letter; the list: npx guiyi dead list --letters --data ${folder.path}\n`,
  });
});

test('what is acted on must be said, and is never more than was meant', async () => {
  expect(await guiyi('dead', 'redrive')).toMatchObject({ code: 2, err: expect.stringMatching(/^which ones\?/) });
  expect(await guiyi('dead', 'redrive', '--resaon', 'x')).toMatchObject({ code: 2 });
  const unasked = await guiyi('dead', 'redrive', '--reason', 'inlet-unreadable');
  expect(unasked).toMatchObject({ code: 2, err: expect.stringContaining('nothing was moved') });
  const nothing = await guiyi('dead', 'redrive', '--type', 'member.erase', '--yes');
  expect(nothing.code).toBe(3);
  expect(nothing.err).toContain('1 privacy request fits too and is left out; --privacy takes it in');
});

test('an id that is no letter is named, and the plan holds the others', async () => {
  const id = await letterOf('inlet-unreadable');
  const dry = await guiyi('dead', 'redrive', id, '4711', '4712', '--dry-run');
  expect([dry.code, dry.err]).toEqual([0, '2 of 3 ids are no dead letter that fits\n']);
  expect(dry.out).toMatch(/plan \w{12}: redrive this one\n/);
});

test('plan, run, report: exactly what the plan has shown', async () => {
  const dry = await guiyi('dead', 'redrive', '--reason', 'inlet-unreadable', '--dry-run');
  const plan = /plan (\w{12}): redrive these 3/.exec(dry.out)?.[1] ?? '';
  expect(dry.out).toContain(`to run exactly this: npx guiyi dead redrive --plan ${plan} --yes --data ${folder.path}`);
  await unreadable('too late');
  await settled(host);
  const run = await guiyi('dead', 'redrive', '--plan', plan, '--yes');
  expect([run.code, run.out]).toEqual([0, `moved 3 of 3  (plan ${plan})\n`]);
  const again = await guiyi('dead', 'redrive', '--plan', plan, '--yes');
  const before = 'nothing is left to do, the plan was carried out before: moved 3 of 3';
  expect([again.code, again.out]).toEqual([0, `${before}  (plan ${plan})\n`]);
  await settled(host);
  // Nobody can read them this time either; each says that it was tried before.
  const found = (await groups()).find(({ reason }) => reason === 'inlet-unreadable');
  expect(found?.count).toBe(4);
  const letters = (await guiyi('dead', 'list', '--letters', '--reason', 'inlet-unreadable')).out;
  expect(letters.match(/ 1$/gm)).toHaveLength(3);
});

test('one letter is edited before it is sent again, and who has done it is recorded', async () => {
  const id = await letterOf('inlet-unreadable');
  const event = {
    specversion: '1.0',
    id: 'edited-1',
    source: '/brand-events/brand-demo',
    type: 'member.updated',
    time: '2026-05-01T10:00:00+08:00',
    datacontenttype: 'application/json',
    connection: 'brand-demo',
    receivedtime: '2026-05-01T10:00:00+08:00',
    data: { identities: [{ kind: 'member-no', scope: 'demo', value: 'E1' }] },
  };
  const file = join(folder.path, 'edited.json');
  writeFileSync(file, JSON.stringify(event));
  const edit = ['dead', 'redrive', id, '--edit-file', file];
  expect(await guiyi(...edit, '--yes')).toMatchObject({ code: 2, err: expect.stringContaining('--why') });
  expect(await guiyi('dead', 'redrive', id, '--edit', '--why', 'a test')).toMatchObject({ code: 2 });
  const { code, out } = await guiyi(...edit, '--why', 'the till has sent no JSON', '--by', 'ada', '--yes');
  expect([code, out]).toEqual([0, expect.stringMatching(/^moved 1 of 1 /m)]);
  await settled(host);
  expect((await guiyi('event', 'edited-1')).out).toMatch(/done/);
  expect((await guiyi('reveals')).out).toContain('the till has sent no JSON');
});

test('of an event its data is edited, and neither which nor whose it is', async () => {
  const id = await letterOf('identity-type-not-configured');
  const file = join(folder.path, 'event.json');
  const { body } = (await host.ask('/api/reveals', { letter: id, by: 'ada', why: 'a test' })) as { body: string };
  const event = JSON.parse(body) as Record<string, unknown>;
  writeFileSync(file, JSON.stringify({ ...event, id: 'another' }));
  const edit = ['dead', 'redrive', id, '--edit-file', file, '--why', 'a test', '--by', 'ada'];
  expect(await guiyi(...edit, '--yes')).toMatchObject({ code: 2, err: expect.stringContaining('id cannot be edited') });
  writeFileSync(file, JSON.stringify({ ...event, data: { ...(event['data'] as object), note: 'looked at' } }));
  expect((await guiyi(...edit, '--yes')).code).toBe(0);
  await settled(host);
  const { out } = await guiyi('dead', 'show', await letterOf('identity-type-not-configured'));
  expect(out).toMatch(/^edited +.* by ada: a test, plan edit-\w{8}/m);
  expect(out).toMatch(/^redriven /m);
});

test('discard: after an export, with a reason, and gone for good', async () => {
  const chosen = ['--reason', 'inlet-unreadable'];
  expect(await guiyi('dead', 'discard', ...chosen, '--yes')).toMatchObject({
    code: 2,
    err: expect.stringContaining('--why'),
  });
  const why = ['--why', 'sent by a test of the till'];
  const early = await guiyi('dead', 'discard', ...chosen, ...why, '--yes');
  expect([early.code, early.err]).toEqual([2, expect.stringContaining('3 of 3 dead letters were not exported')]);
  const file = join(folder.path, 'letters.jsonl');
  expect((await guiyi('dead', 'export', ...chosen, '--out', file)).out).toContain('3 dead letters');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const bodies = readFileSync(file, 'utf8').trim().split('\n');
  expect(bodies.map((line) => (JSON.parse(line) as { body: string }).body)).toContain('not JSON');
  expect((await guiyi('dead', 'discard', ...chosen, ...why, '--yes')).out).toMatch(/discarded 3 of 3/);
  expect((await groups()).map(({ reason }) => reason)).toEqual(['identity-type-not-configured']);
});

test('a file that is there is not written over', async () => {
  const file = join(folder.path, 'mine.jsonl');
  writeFileSync(file, 'mine');
  expect(await guiyi('dead', 'export', '--all', '--out', file)).toMatchObject({
    code: 2,
    err: expect.stringContaining('is there already'),
  });
  expect(readFileSync(file, 'utf8')).toBe('mine');
});
