import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { CommandError } from '../../../cli/command-error.ts';
import { acceptSource } from '../../../cli/source/accept.ts';
import { openReading } from '../../../cli/source/connection.ts';
import { type Golden, goldenNow } from '../../../cli/source/golden.ts';
import { previewSource } from '../../../cli/source/preview.ts';
import { unmatchedPaths } from '../../../cli/source/unmatched-paths.ts';
import { memberBound } from '../../kit/delivery.ts';
import { demoConfig } from '../../kit/demo.ts';
import { capturedSample } from '../../kit/every-source.ts';

let folder: string;
let printed: string;
const config = 'guiyi.config.ts';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guiyi-source-'));
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
  process.exitCode = undefined;
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
  process.exitCode = undefined;
});

const file = (name: string, content: string) => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const receipt =
  '# x-github-event: receipt.paid\n# x-hub-signature-256: sha256=00\n{"buyer":{"phone":"154 2468 1357","name":"林岚"}}';

describe('preview', () => {
  test('payload to change, masked', async () => {
    await previewSource('till-demo', [file('receipt.http', receipt)], { config, json: false });
    expect(printed.split('\n')).toEqual([
      '✓ receipt.http  receipt.paid',
      '    upsert',
      '    identity  mobile 154****1357  (claimed, from buyer.phone)',
      '    profile   name ***',
      '    moments   paid-order',
      '',
    ]);
    expect(process.exitCode).toBeUndefined();
  });

  test('a path that matches nothing is an error that names the nearest', async () => {
    const misspelt = receipt.replace('"phone"', '"phnoe"');
    await previewSource('till-demo', [file('receipt.http', misspelt)], { config, json: false });
    expect(printed).toContain(
      '✗ buyer.phone  of receipt.paid matches nothing in any of the files; the nearest is buyer.phnoe',
    );
    expect(process.exitCode).toBe(1);
  });

  test('as JSON, without a personal value', async () => {
    const refused = receipt.replace('154 2468 1357', '154****1357');
    await previewSource('till-demo', [file('a.http', receipt), file('b.http', refused)], { config, json: true });
    expect(JSON.parse(printed)).toMatchObject({
      connection: 'till-demo',
      files: [
        { file: 'a.http', events: [{ type: 'receipt.paid', changes: [{ outcome: 'upsert' }] }] },
        { file: 'b.http', events: [{ changes: [{ outcome: 'ignored', refusals: [{ reason: 'masked' }] }] }] },
      ],
      unmatched: [],
    });
    expect(printed).not.toMatch(/2468|林岚/);
  });

  test('a file that nobody can read says why, and what to do', async () => {
    await previewSource('shopify-demo', [file('a.json', '{"id":1}'), file('b.json', 'x')], { config, json: false });
    expect(printed).toContain('✗ a.json  type-missing');
    expect(printed).toContain('`# name: value`');
    expect(printed).toContain('✗ b.json  body-malformed');
    expect(process.exitCode).toBe(1);
  });

  test('where the receiver of a parcel would stand may be empty: it is told, and is no error', async () => {
    const { headers, body } = capturedSample('stripe-demo', 'customer.updated');
    const text = Buffer.from(body).toString().replace('"shipping"', '"shipping_before"');
    const captured = JSON.stringify({ headers, body: text });
    await previewSource('stripe-demo', [file('a.json', captured)], { config, json: false });
    expect(printed).toContain('· data.object.shipping.phone  of customer.updated is in none of the files');
    expect(process.exitCode).toBeUndefined();
  });

  test('what a condition asks for and by what events are ordered are paths too', async () => {
    const body = { buyer: { phone: '15931000071' }, state: 'paid', buyer_id: 'b-1' };
    const till = {
      source: 'github-style' as const,
      options: {
        subjectPath: 'buyerId',
        events: {
          'receipt.paid': {
            identities: [{ kind: 'mobile', path: ['buyer.phone', 'buyer.tel'] }],
            when: [{ path: 'status', equals: 'paid' }],
          },
        },
      },
    };
    const reading = openReading(demoConfig({ connections: { till } }), 'till');
    const found = unmatchedPaths(reading.paths, [{ type: 'receipt.paid', data: body }]);
    expect(found).toMatchObject([
      { path: 'buyer.tel', nearest: 'buyer.phone' },
      { path: 'status', nearest: 'state' },
      { path: 'buyerId', nearest: 'buyer_id' },
    ]);
  });

  test('an envelope, as queues and dead letters have it, of a source that has no webhook', async () => {
    const envelope = memberBound([{ kind: 'mobile', value: '15931000071' }], { name: '林岚' });
    await previewSource('brand-demo', [file('m.json', JSON.stringify(envelope))], { config, json: false });
    expect(printed.split('\n').slice(0, 4)).toEqual([
      '✓ m.json  member.bound  ****',
      '    upsert',
      '    identity  mobile 159****0071  (verified, from identities[0].value)',
      '    profile   name ***',
    ]);
  });

  test.each([
    ['of another connection', { source: '/brand-events/brand-demo' }, 'till-demo', /unknown-connection.*brand-demo/],
    ['without its time', { time: undefined }, 'brand-demo', /envelope-invalid.*time/],
    ['whose data are in the archive', { data: undefined, dataref: 'claims/a' }, 'brand-demo', /archive-missing/],
  ])('an envelope %s is not read', async (_name, changes, connection, message) => {
    const envelope = { ...memberBound([{ kind: 'mobile', value: '15931000071' }]), ...changes };
    await previewSource(connection, [file('m.json', JSON.stringify(envelope))], { config, json: false });
    expect(printed).toMatch(message);
    expect(process.exitCode).toBe(1);
  });

  test('a test of the platform is no event, and no error', async () => {
    await previewSource('youzan-demo', [file('test.json', '{"test":true}')], { config, json: false });
    expect(printed).toBe('✓ test.json  no event: a test or a handshake of the platform\n');
    expect(process.exitCode).toBeUndefined();
  });

  test('a connection that is not there, with the nearest name', async () => {
    await expect(previewSource('till-dmo', [file('a', receipt)], { config, json: false })).rejects.toThrow(
      /Did you mean till-demo/,
    );
  });
});

describe('accept', () => {
  test('writes a test with invented values and no signature', async () => {
    const out = join(folder, 'golden');
    await acceptSource('till-demo', [file('receipt.http', receipt)], { config, json: false, out });
    const path = join(out, 'till-demo', 'receipt.json');
    expect(printed).toBe(`✓ ${path}  receipt.paid\n`);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({
      headers: { 'x-github-event': 'receipt.paid' },
      body: { buyer: { phone: '159 3100 0001', name: expect.stringMatching(/^\p{Script=Han}{2}$/u) } },
      says: [
        {
          type: 'receipt.paid',
          outcome: {
            outcome: 'changes',
            changes: [expect.objectContaining({ kind: 'upsert', moments: ['paid-order'] })],
          },
        },
      ],
    });
  });

  test('the test passes, until the connection is mapped otherwise', async () => {
    const out = join(folder, 'golden');
    await acceptSource('till-demo', [file('receipt.http', receipt)], { config, json: false, out });
    const golden: Golden = JSON.parse(readFileSync(join(out, 'till-demo', 'receipt.json'), 'utf8'));
    const now = (event: object) => {
      const options = { events: { 'receipt.paid': event as never } };
      const connections = { 'till-demo': { source: 'github-style' as const, options } };
      return goldenNow(openReading(demoConfig({ connections }), 'till-demo'), golden);
    };
    const mapped = { identities: [{ kind: 'mobile', path: 'buyer.phone' }], profile: { name: 'buyer.name' } };
    expect(now({ ...mapped, moments: ['paid-order'] })).toEqual(golden.says);
    expect(now(mapped)).not.toEqual(golden.says);
    expect(now({ ...mapped, moments: ['paid-order'], profile: {} })).not.toEqual(golden.says);
    const verified = [{ kind: 'mobile', path: 'buyer.phone', grade: 'verified' }];
    expect(now({ ...mapped, moments: ['paid-order'], identities: verified })).not.toEqual(golden.says);
  });

  test('no personal value of the capture is in it', async () => {
    const out = join(folder, 'golden');
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
    const path = file('customer.json', JSON.stringify({ headers, body }));
    await acceptSource('shopify-demo', [path], { config, json: true, out });
    const written = readFileSync(join(out, 'shopify-demo', 'customer.json'), 'utf8');
    expect(written).not.toMatch(/7001|ana|lopez|1593100007|anita|calle|mayor|madrid|28013|c2VjcmV0/i);
    expect(goldenNow(openReading(demoConfig(), 'shopify-demo'), JSON.parse(written) as Golden)).toMatchObject([
      {
        outcome: {
          changes: [
            {
              identities: [{ kind: 'shopify-customer' }, { kind: 'email' }, { kind: 'mobile' }],
              refusals: [{ reason: 'receiver' }],
            },
          ],
        },
      },
    ]);
    expect(JSON.parse(printed)).toMatchObject({ types: ['customers/update'] });
  });

  test('two files of one name would be one test', async () => {
    const files = [file('receipt.http', receipt), file('receipt.json', receipt)];
    await expect(
      acceptSource('till-demo', files, { config, json: false, out: join(folder, 'golden') }),
    ).rejects.toThrow(/rename one/);
  });

  test.each([
    ['nobody can read', 'x', /body-malformed/],
    ['has no type', '{"id":1}', /type-missing/],
  ])('nothing is written when one file %s', async (_name, content, message) => {
    const out = join(folder, 'golden');
    const files = [file('receipt.http', receipt), file('odd.http', content)];
    await expect(acceptSource('till-demo', files, { config, json: false, out })).rejects.toThrow(message);
    await expect(acceptSource('till-demo', files, { config, json: false, out })).rejects.toThrow(CommandError);
    expect(() => readFileSync(join(out, 'till-demo', 'receipt.json'))).toThrow();
  });
});
