import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningHost, startHost, temporaryFolder } from '../end-to-end/running-host.ts';
import { demoRequest, send } from '../end-to-end/samples.ts';
import { settled } from '../end-to-end/sandbox-client.ts';
import { runGuiyi } from './run-guiyi.ts';

// Two buyers type one phone, somebody takes them for one person, and is wrong.
const folder = temporaryFolder();
let host: RunningHost;
let customer = '';

const guiyi = (...args: readonly string[]) => runGuiyi([...args, '--data', folder.path]);
const order = (sequence: number, buyer = sequence) =>
  demoRequest('shopify-demo', 'orders/paid', sequence, (payload) => {
    payload['customer'] = { id: 800 + buyer, phone: '+8615931000031', email: `buyer.${buyer}@shop.test` };
  });

beforeAll(async () => {
  host = await startHost({ data: folder.path });
  for (const sequence of [31, 32]) {
    await send(host.url, 'shopify-demo', order(sequence));
    await settled(host);
  }
  const found = JSON.parse((await guiyi('cases', '--json')).out) as { items: { id: string; type: string }[] };
  const id = found.items.find(({ type }) => type === 'contact-owned-by-another')?.id ?? '';
  await guiyi('cases', 'decide', id, '--as', 'join', '--note', 'the shop says so', '--yes');
  await settled(host);
  const about = JSON.parse((await guiyi('why', '#1031', '--json')).out) as { customers: string[] };
  const shown = JSON.parse((await guiyi('undo', 'plan', about.customers[0] ?? '', '--json')).out) as {
    customer: string;
  };
  customer = shown.customer;
});
afterAll(async () => {
  await host.stop();
  folder.remove();
});

test('the plan says who gets what, by which calls, and what no call undoes; it changes nothing', async () => {
  const { code, out } = await guiyi('undo', 'plan', customer, '--step-by-step');
  expect(code).toBe(0);
  expect(out).toMatch(new RegExp(`^plan [0-9a-f]{12}: customer ${customer} is two people\nstays with ${customer}\n`));
  expect(out).toMatch(/leaves for a new customer\n[^]*shopify-customer/);
  expect(out).toContain('POST /sandbox/identities/release');
  expect(out).toContain('POST /openapi/customer/createCustomerByIdentity');
  expect(out).toContain('an identity cannot be taken from a customer by a call');
  expect(out).toMatch(/carry-out \d+ --step-by-step --plan [0-9a-f]{12} --note "…"/);
  expect(out).not.toMatch(/buyer\.3|15931000031/);
  expect((await guiyi('undo', 'plan', customer, '--lang', 'zh')).out).toContain('其实是两个人');
});

test('it is carried out as it was shown, or not at all; afterwards the two stay two', async () => {
  const note = ['--note', 'two people with one phone'];
  expect(await guiyi('undo', 'carry-out', customer, ...note)).toMatchObject({
    code: 2,
    err: expect.stringContaining('--yes'),
  });
  expect(await guiyi('undo', 'carry-out', customer, ...note, '--yes', '--plan', '0123456789ab')).toMatchObject({
    code: 2,
    err: expect.stringContaining('has changed'),
  });
  const { code, out } = await guiyi('undo', 'carry-out', customer, ...note, '--yes');
  expect([code, out]).toEqual([
    0,
    expect.stringMatching(/done {2}1\ndone {2}2\ncustomers \d+ and \d+ are two, and stay two\n$/),
  ]);
  for (const buyer of [31, 32]) {
    await send(host.url, 'shopify-demo', order(buyer + 10, buyer));
    await settled(host);
  }
  const customersOf = async (about: string) =>
    (JSON.parse((await guiyi('why', about, '--json')).out) as { events: { report: { customers: string[] } }[] })
      .events[0]?.report.customers[0];
  expect(await customersOf('#1041')).not.toBe(await customersOf('#1042'));
  expect((await guiyi('cases', 'list', '--decided')).out).toContain('wrong-merge');
});

test('of whom nothing is known is not found', async () => {
  expect((await guiyi('undo', 'plan', '404')).code).toBe(3);
  expect((await guiyi('undo', 'plan', 'deadbeef0123')).code).toBe(3);
});
