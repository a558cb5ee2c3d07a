import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CommandError } from '../../../cli/command-error.ts';
import { acceptSource } from '../../../cli/source/accept.ts';
import { openReading } from '../../../cli/source/connection.ts';
import { type Golden, goldenNow } from '../../../cli/source/golden.ts';
import { memberBound } from '../../kit/delivery.ts';
import { demoConfig } from '../../kit/demo.ts';
import { config, receipt, workshop } from './workshop.ts';

const shop = workshop();

test('writes a test with invented values and no signature', async () => {
  const out = join(shop.folder, 'golden');
  await acceptSource(shop.terminal, 'till-demo', [shop.file('receipt.http', receipt)], { config, json: false, out });
  const path = join(out, 'till-demo', 'receipt.json');
  expect(shop.terminal.out).toBe(`✓ ${path}  receipt.paid\n`);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
    headers: { 'x-github-event': 'receipt.paid' },
    body: { buyer: { phone: '159 3100 0001', name: expect.stringMatching(/^\p{Script=Han}{2}$/u) } },
    says: [
      {
        type: 'receipt.paid',
        outcome: {
          outcome: 'changes',
          changes: [expect.objectContaining({ kind: 'upsert', triggers: ['paid-order'] })],
        },
      },
    ],
  });
});

test('a mapping that preview fails is no test, unless it is forced', async () => {
  const out = join(shop.folder, 'golden');
  const misspelt = shop.file('receipt.http', receipt.replace('"phone"', '"phnoe"'));
  const options = { config, json: false, out };
  await expect(acceptSource(shop.terminal, 'till-demo', [misspelt], options)).rejects.toMatchObject({
    exitCode: 4,
    message: expect.stringMatching(
      /^buyer\.phone of receipt\.paid matches nothing in any of the files; the nearest is buyer\.phnoe\n/,
    ),
  });
  expect(existsSync(out)).toBe(false);
  expect(await acceptSource(shop.terminal, 'till-demo', [misspelt], { ...options, force: true })).toBe(0);
  expect(existsSync(join(out, 'till-demo', 'receipt.json'))).toBe(true);
});

test('the test passes, until the connection is mapped otherwise', async () => {
  const out = join(shop.folder, 'golden');
  await acceptSource(shop.terminal, 'till-demo', [shop.file('receipt.http', receipt)], { config, json: false, out });
  const golden: Golden = JSON.parse(readFileSync(join(out, 'till-demo', 'receipt.json'), 'utf8'));
  const now = (event: object) => {
    const options = { events: { 'receipt.paid': event as never } };
    const connections = { 'till-demo': { source: 'github-style' as const, options } };
    return goldenNow(openReading(demoConfig({ connections }), 'till-demo'), golden);
  };
  const mapped = { identities: [{ kind: 'mobile', path: 'buyer.phone' }], profile: { name: 'buyer.name' } };
  expect(now({ ...mapped, triggers: ['paid-order'] })).toEqual(golden.says);
  expect(now(mapped)).not.toEqual(golden.says);
  expect(now({ ...mapped, triggers: ['paid-order'], profile: {} })).not.toEqual(golden.says);
  const verified = [{ kind: 'mobile', path: 'buyer.phone', grade: 'verified' }];
  expect(now({ ...mapped, triggers: ['paid-order'], identities: verified })).not.toEqual(golden.says);
});

test('no personal value of the capture is in it', async () => {
  const out = join(shop.folder, 'golden');
  const person = {
    id: 7001,
    email: 'ana.lopez@shop.example',
    phone: '+8615931000072',
    first_name: 'Ana',
    last_name: 'Lopez',
  };
  const address = {
    phone: '15931000073',
    name: 'Ana Lopez',
    address1: 'Calle Mayor 7',
    city: 'Madrid',
    zip: '28013',
  };
  const body = {
    ...person,
    admin_graphql_api_id: 'gid://shopify/Customer/7001',
    verified_email: true,
    note: 'calls herself Anita, ana.lopez@shop.example',
    default_address: { ...address, default: true, customer_id: 7001 },
    addresses: [address],
  };
  const headers = {
    'X-Shopify-Topic': 'customers/update',
    'X-Shopify-Shop-Domain': 'tea-house.myshopify.com',
    'X-Shopify-Hmac-Sha256': 'c2VjcmV0',
  };
  const path = shop.file('customer.json', JSON.stringify({ headers, body }));
  await acceptSource(shop.terminal, 'shopify-demo', [path], { config, json: true, out, force: true });
  const written = readFileSync(join(out, 'shopify-demo', 'customer.json'), 'utf8');
  expect(written).not.toMatch(/7001|ana|lopez|1593100007|anita|calle|mayor|madrid|28013|c2VjcmV0/i);
  expect(goldenNow(openReading(demoConfig(), 'shopify-demo'), JSON.parse(written) as Golden)).toMatchObject([
    {
      outcome: {
        changes: [
          {
            identities: [{ kind: 'shopify-customer' }, { kind: 'email' }, { kind: 'mobile' }],
            discarded: [{ reason: 'receiver' }],
          },
        ],
      },
    },
  ]);
  expect(JSON.parse(shop.terminal.out)).toMatchObject({ types: ['customers/update'] });
});

test('an envelope is one of somebody else, of the same connection', async () => {
  const out = join(shop.folder, 'golden');
  const member = { kind: 'member-no', value: 'M-000017' };
  const envelope = memberBound([member, { kind: 'mobile', value: '15931000072' }], { name: '林岚' });
  const path = shop.file('bound.json', JSON.stringify(envelope));
  await acceptSource(shop.terminal, 'brand-demo', [path], { config, json: false, out });
  const written = readFileSync(join(out, 'brand-demo', 'bound.json'), 'utf8');
  expect(written).not.toMatch(/M-000017|15931000072|林岚/);
  const golden: Golden = JSON.parse(written);
  expect(golden).toMatchObject({
    headers: {},
    body: { source: '/brand-events/brand-demo', type: 'member.bound', time: envelope.time },
    says: [{ type: 'member.bound', outcome: { outcome: 'changes' } }],
  });
  expect(goldenNow(openReading(demoConfig(), 'brand-demo'), golden)).toEqual(golden.says);
});

test('two files of one name would be one test', async () => {
  const files = [shop.file('receipt.http', receipt), shop.file('receipt.json', receipt)];
  await expect(
    acceptSource(shop.terminal, 'till-demo', files, { config, json: false, out: join(shop.folder, 'golden') }),
  ).rejects.toThrow(/rename one/);
});

test.each([
  ['nobody can read', 'x', /body-malformed/],
  ['has no type', '{"id":1}', /type-missing/],
])('nothing is written when one file %s', async (_name, content, message) => {
  const out = join(shop.folder, 'golden');
  const files = [shop.file('receipt.http', receipt), shop.file('odd.http', content)];
  await expect(acceptSource(shop.terminal, 'till-demo', files, { config, json: false, out })).rejects.toThrow(message);
  await expect(acceptSource(shop.terminal, 'till-demo', files, { config, json: false, out })).rejects.toThrow(
    CommandError,
  );
  expect(() => readFileSync(join(out, 'till-demo', 'receipt.json'))).toThrow();
});
