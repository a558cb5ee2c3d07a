import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { digest } from '../../../functions/shared/envelope/digest.ts';
import { openEraseTasks } from '../../../local/host/erase-tasks.ts';
import { openForgetting, type Forgetting } from '../../../local/host/forget.ts';
import { type Host, openHost } from '../../../local/host/host.ts';
import { toLambdaEvent } from '../../../local/host/lambda-event.ts';
import { openDatabase } from '../../../local/store/database.ts';
import { openJournal } from '../../../local/store/open-journal.ts';
import { demoRequest } from '../../end-to-end/samples.ts';
import { demoConfig } from '../../kit/demo.ts';
import { MemoryArchive } from '../../kit/ports.ts';

// A process that is killed once the message of an erase is gone, and before everything is forgotten, goes on at its next start.
const PHONE = '15838000061';
const CUSTOMER = '4700000000000000061';

function folderOfTest(): string {
  const data = mkdtempSync(join(tmpdir(), 'guiyi-erase-task-'));
  onTestFinished(() => rmSync(data, { recursive: true }));
  return data;
}

const erase = {
  specversion: '1.0' as const,
  id: 'erase-61',
  source: '/brand-events/brand-demo',
  type: 'member.erase',
  time: '2026-03-01T00:00:00.000Z',
  datacontenttype: 'application/json' as const,
  data: { identities: [{ kind: 'mobile', scope: '', value: PHONE }] },
  connection: 'brand-demo',
  receivedtime: '2026-03-01T00:00:00.000Z',
};
const carriedOut = {
  outcome: { outcome: 'done' as const },
  identities: [],
  customers: [],
  discarded: [],
  isErasing: true,
  calls: [{ call: 'singleDelete' as const }],
};

/** Their own event, one of somebody else that names their phone, and one in which they receive a parcel. */
async function keptEvents(journal: Forgetting['journal']) {
  const named = (openid: string, more: object = {}) => ({
    kind: 'wechat-openid',
    scope: 'wx1',
    value: openid,
    evidence: { grade: 'verified', field: 'openid' },
    ...more,
  });
  const phone = { kind: 'mobile', scope: '', value: PHONE, evidence: { grade: 'claimed', field: 'phone' } };
  const receiver = { kind: 'mobile', field: 'receiver.phone', reason: 'receiver', masked: '158****0061' };
  const entry = (id: string, openid: string, customer: string, withheld: readonly object[]) => ({
    entry: {
      id,
      source: '/brand-events/brand-demo',
      connection: 'brand-demo',
      type: 'member.bound',
      receivedTime: '2026-02-01T00:00:00.000Z',
      state: 'done' as const,
      envelope: JSON.stringify({ ...erase, id, data: { phone: PHONE, openid } }),
      report: JSON.stringify({
        identities: [named(openid), phone],
        withheld,
        refusals: [],
        calls: [],
        cases: [],
        customers: [customer],
      }),
    },
    keys: [
      { kind: '', scope: '', key: customer },
      { kind: 'wechat-openid', scope: 'wx1', key: openid },
      { kind: 'mobile', scope: '', key: PHONE },
    ],
  });
  const isReceiver = entry('receiver', 'oOtherPerson0000000063', '4700000000000000063', []);
  await journal.record(
    {
      ...isReceiver.entry,
      envelope: JSON.stringify({ ...erase, id: 'receiver', data: { receiver: { phone: '+86 158-3800-0061' } } }),
      report: JSON.stringify({
        identities: [named('oOtherPerson0000000063')],
        withheld: [],
        refusals: [receiver],
        calls: [],
        cases: [],
        customers: ['4700000000000000063'],
      }),
    },
    { keys: [...isReceiver.keys.slice(0, 2), { kind: 'mobile', scope: '', key: receiver.masked }] },
  );
  for (const { entry: row, keys } of [
    entry('own', 'oOwnOfThePerson0000061', CUSTOMER, []),
    entry('others', 'oOtherPerson0000000062', '4700000000000000062', [phone]),
  ]) {
    await journal.record(row, { keys });
  }
}

const steps = ['dropLetters', 'dropUnread'] as const;

test.each([...steps, 'nowhere'] as const)(
  'is forgotten whole by the next try, if the first ends at %s',
  async (killedAt) => {
    const database = openDatabase(':memory:');
    const journal = openJournal(database);
    const archive = new MemoryArchive();
    await keptEvents(journal);
    await archive.put(`receipts/${receiptName()}.json`, Buffer.from(JSON.stringify({ customers: [CUSTOMER] })));
    const dropped: string[] = [];
    const forgetting = (killed: string): Forgetting => {
      const step = async (name: string) => {
        if (killed === name) throw new Error('killed');
        dropped.push(name);
      };
      return {
        config: demoConfig(),
        journal,
        archive,
        merges: async () => [],
        dropLetters: () => step('dropLetters'),
        dropUnread: () => step('dropUnread'),
      };
    };
    const tasks = openEraseTasks(database);
    const first = openForgetting(forgetting(killedAt));
    expect(first.isDue(erase, carriedOut)).toBe(true);
    const begun = tasks.begin(erase, carriedOut);
    const run = async (forget: typeof first, task: typeof begun) => {
      await forget.run(task.event, task.delivery, task.whom, (whom) => tasks.decide(task, whom));
      await tasks.done(task);
    };
    if (killedAt === 'nowhere') await run(first, begun);
    else {
      await expect(run(first, begun)).rejects.toThrow('killed');
      expect(tasks.open()).toHaveLength(1);
      for (const task of tasks.open()) await run(openForgetting(forgetting('nowhere')), task);
    }
    expect(tasks.open()).toEqual([]);
    expect(dropped).toEqual(expect.arrayContaining([...steps]));
    const rows = journal.list(10);
    expect(rows.map(({ id, forgotten = false }) => [id, forgotten])).toEqual([
      ['others', false],
      ['own', true],
      ['receiver', false],
    ]);
    expect(JSON.stringify(rows)).not.toMatch(new RegExp(`${PHONE}|oOwnOfThePerson|3800-0061`));
    expect(JSON.stringify(rows)).toContain('oOtherPerson0000000062');
  },
);

function receiptName(): string {
  return digest(erase.source, erase.id);
}

test('goes on when npm start begins again, before anything is delivered', async () => {
  const data = folderOfTest();
  const open = () =>
    openHost({ config: demoConfig(), data, secrets: 'local/demo-secrets.json', fresh: false, log: () => undefined });
  let host: Host = await open();
  onTestFinished(() => host.close());
  const order = demoRequest('shopify-demo', 'orders/paid', 61, (payload) => {
    payload['customer'] = { id: 761, phone: `+86${PHONE}` };
  });
  const headers = Object.fromEntries(Object.entries(order.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const received = { ...order, headers, body: Buffer.from(order.body), path: '/webhooks/shopify-demo' };
  await host.webhook(toLambdaEvent(received, 'shopify-demo', Date.now()));
  await expect.poll(() => host.journal.list(1)[0]?.state).toBe('done');
  const [row] = host.journal.list(1);
  expect(row?.envelope).toContain(PHONE);
  const { customers } = JSON.parse(row?.report ?? '{}') as { readonly customers: readonly string[] };
  await host.archive.put(`receipts/${receiptName()}.json`, Buffer.from(JSON.stringify({ customers })));
  await host.close();

  // As it is when the process ends between the removal of the message and the forgetting.
  const database = openDatabase(join(data, 'guiyi.db'));
  openEraseTasks(database).begin(erase, carriedOut);
  database.close();

  host = await open();
  expect(JSON.stringify(host.journal.list(1))).not.toContain(PHONE);
  expect(host.journal.list(1)[0]?.forgotten).toBe(true);
});
