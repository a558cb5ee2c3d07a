import { mask } from '../../functions/shared/identity/mask.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import demo from '../../guiyi.config.ts';
import { runGuiyi } from '../cli/run-guiyi.ts';
import { type RunningHost, startHost, temporaryFolder } from './running-host.ts';
import { settled } from './sandbox-client.ts';

// Two systems of one brand count their events from 1. Ids are unique within their source, and nowhere else.

const ID = '4711';
const lin = { connection: 'crm', name: '林晓岚', mobile: '15931000071' };
const han = { connection: 'pos', name: '韩梅梅', mobile: '15931000072' };
const folder = temporaryFolder();
let host: RunningHost;

const send = ({ connection, name, mobile }: typeof lin, type = 'member.bound') => {
  const time = new Date().toISOString();
  const envelope = {
    specversion: '1.0',
    id: ID,
    source: `/brand-events/${connection}`,
    type,
    // Both count their people from 1 too.
    subject: '1',
    time,
    datacontenttype: 'application/json',
    data: { name, identities: [{ kind: 'mobile', value: mobile }] },
    connection,
    receivedtime: time,
  };
  return host.ask('/api/inlet', { body: JSON.stringify(envelope) });
};

beforeAll(async () => {
  const file = join(folder.path, 'config.mjs');
  const own = { source: 'brand-events', options: {}, trust: 'queue' };
  const config = { ...demo, connections: { crm: own, pos: own }, groups: {} };
  writeFileSync(file, `export default ${JSON.stringify(config)};`);
  host = await startHost({ data: join(folder.path, 'state'), config: file });
  // The second one of each is a repetition, and nothing more happens.
  for (const person of [lin, han, lin, han]) await send(person);
  await settled(host);
});
afterAll(async () => {
  await host.stop();
  folder.remove();
});

test('each is delivered, and each is an event of its own', async () => {
  const { events } = (await host.ask('/api/events')) as { events: readonly { source: string }[] };
  expect(events.toSorted((a, b) => a.source.localeCompare(b.source))).toMatchObject(
    [lin, han].map(({ connection, mobile }) => ({
      id: ID,
      source: `/brand-events/${connection}`,
      connection,
      state: 'done',
      report: { identities: [{ value: mask('mobile', mobile) }] },
    })),
  );
});

test('the id alone is a question: which of the two?', async () => {
  await expect(host.ask(`/api/events/${ID}`)).rejects.toThrow(
    /HTTP 409 .*events of 2 sources have this id: say which one is meant, as \/brand-events\/(crm|pos)/,
  );
  for (const { connection, name } of [lin, han]) {
    const event = await host.ask(`/api/sent-events/${ID}?source=/brand-events/${connection}`);
    expect(event).toMatchObject({ connection, event: { data: { name } } });
  }
  await expect(host.ask(`/api/events/${ID}?source=/brand-events/nobody`)).rejects.toThrow('HTTP 404');
});

const commanded = (...args: readonly string[]) => runGuiyi([...args, '--data', join(folder.path, 'state')]);

test('why shows both, or the one that is meant', async () => {
  const both = (await host.ask(`/api/why?about=${ID}`)) as { events: readonly unknown[]; customers: readonly string[] };
  expect(both.events).toHaveLength(2);
  expect(new Set(both.customers).size).toBe(2);
  const { out } = await commanded('why', ID, '--source', '/brand-events/pos', '--reveal', '--why', 'a test');
  expect(out).toMatch(/^event: events 1, customers 1;/);
  expect(out).toContain(`event     ${ID}\n  source    /brand-events/pos\n`);
  expect(out).toContain(han.name);
  expect(out).not.toContain(lin.name);
});

test('the export of one has nothing of the other', async () => {
  const exported = async ({ mobile }: typeof lin) =>
    JSON.stringify(await host.ask(`/api/export?identity=mobile:${mobile}`));
  for (const [person, other] of [
    [lin, han],
    [han, lin],
  ] as const) {
    const held = await exported(person);
    expect(JSON.parse(held)).toMatchObject({
      customer: { data: { identityList: [{ identityValue: person.mobile }] } },
      events: [{ id: ID, connection: person.connection, data: { name: person.name } }],
    });
    expect(held).not.toContain(other.name);
    expect(held).not.toContain(other.mobile);
  }
  const { out } = await commanded('export', `mobile:${lin.mobile}`, '--json');
  expect(JSON.parse(out)).toEqual({ version: 1, ...(JSON.parse(await exported(lin)) as object) });
});

test('the receipt of an erase is that of the source that asked', async () => {
  const { source, event } = (await host.ask('/api/erase', { identity: `mobile:${lin.mobile}` })) as {
    source: string;
    event: string;
  };
  await settled(host);
  const receipt = (of: string) => host.ask(`/api/receipts?${new URLSearchParams({ source: of, event }).toString()}`);
  expect(await receipt(source)).toMatchObject({ connection: source.split('/')[2] });
  await expect(receipt('/brand-events/pos')).rejects.toThrow('HTTP 404');
});
