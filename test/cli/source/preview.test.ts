import { expect, test } from 'vitest';
import { openReading } from '../../../cli/source/connection.ts';
import { previewSource } from '../../../cli/source/preview.ts';
import { unmatchedPaths } from '../../../operations/source/unmatched-paths.ts';
import { memberBound } from '../../kit/delivery.ts';
import { demoConfig } from '../../kit/demo.ts';
import { capturedSample } from '../../kit/every-source.ts';
import { config, receipt, workshop } from './workshop.ts';

const shop = workshop();

test('payload to change, masked', async () => {
  const exitCode = await previewSource(shop.terminal, 'till-demo', [shop.file('receipt.http', receipt)], {
    config,
    json: false,
  });
  expect(shop.terminal.out.split('\n')).toEqual([
    '✓ receipt.http  receipt.paid',
    '    upsert',
    '    identity  mobile 154****1357  (claimed, from buyer.phone)',
    '    profile   name ***  (name: beside-contact)',
    '    triggers  paid-order',
    '',
  ]);
  expect(exitCode).toBe(0);
});

test('a path that matches nothing is an error that names the nearest', async () => {
  const misspelt = receipt.replace('"phone"', '"phnoe"');
  const exitCode = await previewSource(shop.terminal, 'till-demo', [shop.file('receipt.http', misspelt)], {
    config,
    json: false,
  });
  expect(shop.terminal.out).toContain(
    '✗ buyer.phone  of receipt.paid matches nothing in any of the files; the nearest is buyer.phnoe',
  );
  expect(exitCode).toBe(4);
});

test('as JSON, without a personal value', async () => {
  const refused = receipt.replace('154 2468 1357', '154****1357');
  await previewSource(shop.terminal, 'till-demo', [shop.file('a.http', receipt), shop.file('b.http', refused)], {
    config,
    json: true,
  });
  expect(JSON.parse(shop.terminal.out)).toMatchObject({
    connection: 'till-demo',
    files: [
      { file: 'a.http', events: [{ type: 'receipt.paid', changes: [{ outcome: 'upsert' }] }] },
      { file: 'b.http', events: [{ changes: [{ outcome: 'ignored', discarded: [{ reason: 'masked' }] }] }] },
    ],
    unmatched: [],
  });
  expect(shop.terminal.out).not.toMatch(/2468|林岚/);
});

test('a file that nobody can read says why, and what to do', async () => {
  const exitCode = await previewSource(
    shop.terminal,
    'shopify-demo',
    [shop.file('a.json', '{"id":1}'), shop.file('b.json', 'x')],
    {
      config,
      json: false,
    },
  );
  expect(shop.terminal.out).toContain('✗ a.json  type-missing');
  // Of some platforms more than one header is needed: its page knows which.
  expect(shop.terminal.out).toContain('docs/sources/shopify.md');
  expect(shop.terminal.out).toContain('`# name: value`');
  expect(shop.terminal.out).toContain('✗ b.json  body-malformed');
  expect(exitCode).toBe(4);
});

test('where the receiver of a parcel would stand may be empty: it is told, and is no error', async () => {
  const { headers, body } = capturedSample('stripe-demo', 'customer.updated');
  const text = Buffer.from(body).toString().replace('"shipping"', '"shipping_before"');
  const captured = JSON.stringify({ headers, body: text });
  const exitCode = await previewSource(shop.terminal, 'stripe-demo', [shop.file('a.json', captured)], {
    config,
    json: false,
  });
  expect(shop.terminal.out).toContain('· data.object.shipping.phone  of customer.updated is in none of the files');
  expect(exitCode).toBe(0);
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
  await previewSource(shop.terminal, 'brand-demo', [shop.file('m.json', JSON.stringify(envelope))], {
    config,
    json: false,
  });
  expect(shop.terminal.out.split('\n').slice(0, 4)).toEqual([
    '✓ m.json  member.bound  ****',
    '    upsert',
    '    identity  mobile 159****0071  (verified, from identities[0].value)',
    '    profile   name ***  (name: account)',
  ]);
});

test('what an event tells of, and on what a proof rests', async () => {
  const { type: _type, ...rest } = memberBound([
    { kind: 'member-no', value: 'M-000017' },
    { kind: 'mobile', value: '15931000071' },
  ]);
  const envelope = { ...rest, type: 'member.updated' };
  await previewSource(shop.terminal, 'brand-demo', [shop.file('m.json', JSON.stringify(envelope))], {
    config,
    json: false,
  });
  expect(shop.terminal.out.split('\n').slice(2, 5)).toEqual([
    '    identity  member-no ****  (verified, from identities[0].value)',
    '    identity  mobile 159****0071  (verified by record, from identities[1].value)',
    '    tells of  record',
  ]);
});

test('a contact that was given up is told as that', async () => {
  const { data: _data, ...rest } = memberBound([{ kind: 'member-no', value: 'M-000017' }]);
  const released = [{ kind: 'mobile', value: '15931000072' }];
  const data = { identities: [{ kind: 'member-no', value: 'M-000017' }], released };
  const envelope = { ...rest, type: 'contact.released', data };
  await previewSource(shop.terminal, 'brand-demo', [shop.file('m.json', JSON.stringify(envelope))], {
    config,
    json: false,
  });
  expect(shop.terminal.out).toContain('    released  mobile 159****0072  (verified, from released[0].value)');
});

test.each([
  ['of another connection', { source: '/brand-events/brand-demo' }, 'till-demo', /unknown-connection.*brand-demo/],
  ['without its time', { time: undefined }, 'brand-demo', /envelope-invalid.*time/],
  ['whose data are in the archive', { data: undefined, dataref: 'claims/a' }, 'brand-demo', /archive-missing/],
])('an envelope %s is not read', async (_name, changes, connection, message) => {
  const envelope = { ...memberBound([{ kind: 'mobile', value: '15931000071' }]), ...changes };
  const exitCode = await previewSource(shop.terminal, connection, [shop.file('m.json', JSON.stringify(envelope))], {
    config,
    json: false,
  });
  expect(shop.terminal.out).toMatch(message);
  expect(exitCode).toBe(4);
});

test('a test of the platform is no event, and no error', async () => {
  const exitCode = await previewSource(shop.terminal, 'youzan-demo', [shop.file('test.json', '{"test":true}')], {
    config,
    json: false,
  });
  expect(shop.terminal.out).toBe('✓ test.json  no event: a test or a handshake of the platform\n');
  expect(exitCode).toBe(0);
});

test('a connection that is not there, with the nearest name', async () => {
  await expect(
    previewSource(shop.terminal, 'till-dmo', [shop.file('a', receipt)], { config, json: false }),
  ).rejects.toThrow(/Did you mean till-demo/);
});
