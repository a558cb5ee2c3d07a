import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { openSourcePreviews } from '../../../local/preview/source-preview.ts';
import { openDatabase } from '../../../local/store/database.ts';
import { openJournal } from '../../../local/store/open-journal.ts';
import { loadConfig } from '../../../operations/load-config.ts';
import { temporaryFolder } from '../../end-to-end/running-host.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());
const file = join(folder.path, 'preview.config.mjs');

/** The configuration as somebody edits it: a moment later each time, whatever the clock of the disk can tell apart. */
let edits = 0;
function write(text: string): void {
  writeFileSync(file, text);
  edits += 1;
  utimesSync(file, edits, edits);
}
const configOf = (region: string) =>
  `export default ${JSON.stringify({
    connections: { shop: { source: 'shopify', options: {}, region } },
    cdp: {
      baseUrl: 'sandbox',
      identityTypes: {
        mobile: { code: 'mobile', value: 'bare' },
        email: { code: 'email', value: 'bare' },
        'shopify-customer': { code: 'shopify', value: 'scoped' },
      },
    },
  })};\n`;

const envelope = {
  specversion: '1.0',
  id: 'order-1',
  source: '/shopify/shop',
  type: 'orders/paid',
  time: '2026-03-01T00:00:00Z',
  datacontenttype: 'application/json',
  connection: 'shop',
  receivedtime: '2026-03-01T00:00:01Z',
  data: { id: 1, email: 'lan@shop.test', customer: { id: 7, email: 'lan@shop.test', phone: '(415) 555-2671' } },
};
const identity = (kind: string, value: string, field: string) => ({
  kind,
  scope: kind === 'shopify-customer' ? 'shop' : '',
  value,
  evidence: { grade: 'claimed', field },
});

async function previews() {
  const database = openDatabase(':memory:');
  onTestFinished(() => database.close());
  const journal = openJournal(database);
  const report = {
    identities: [
      identity('shopify-customer', '7', 'customer.id'),
      identity('email', 'lan@shop.test', 'customer.email'),
      identity('mobile', '14155552671', 'customer.phone'),
      // What the platform was asked is no part of the mapping.
      identity('email', 'lan@shop.test', 'customers/get#email'),
    ],
    withheld: [],
    refusals: [],
    calls: [],
    customers: [],
  };
  const { id, source, type, connection, receivedtime: receivedTime } = envelope;
  const entry = { id, source, type, connection, receivedTime, envelope: JSON.stringify(envelope) };
  await journal.record({ ...entry, state: 'done', report: JSON.stringify(report) });
  write(configOf('US'));
  const files = { config: file, data: folder.path, secrets: '' };
  return openSourcePreviews({ config: await loadConfig(file), journal, files });
}

test('of received events: the same as when they were delivered; then, the files changed, something else; then why they cannot be used', async () => {
  const preview = await previews();
  const first = await preview('shop');
  expect(first).toMatchObject({ looked: 1, differing: [] });
  expect(first?.fields.map(({ field, now }) => [field, now.taken])).toEqual(
    expect.arrayContaining([
      ['customer.phone', 1],
      ['customer.email', 1],
    ]),
  );
  expect(JSON.stringify(first)).not.toMatch(/5552671|555-2671|lan@shop/);
  // Nothing was changed: it is the same answer.
  expect((await preview('shop'))?.at).toBe(first?.at);

  write(configOf('CN'));
  expect((await preview('shop'))?.differing).toMatchObject([
    {
      id: 'order-1',
      before: expect.stringContaining('mobile customer.phone') as unknown,
      now: expect.stringContaining('mobile customer.phone (discarded)') as unknown,
    },
  ]);

  write('export default {;\n');
  expect((await preview('shop'))?.problem).toContain(file);
  expect(await preview('nobody')).toBeUndefined();
});
