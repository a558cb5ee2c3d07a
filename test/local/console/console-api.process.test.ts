import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readAddress } from '../../../local/host/address.ts';
import { type RunningHost, startHost, temporaryFolder } from '../../end-to-end/running-host.ts';
import { demoRequest, send } from '../../end-to-end/samples.ts';
import { settled } from '../../end-to-end/sandbox-client.ts';

// What the console's screens are answered, over the desk of a running npm start.

const MOBILE = '15931000077';
const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as unknown;
const folder = temporaryFolder();
let host: RunningHost;
let viewToken: string;

/** The demo's, while the secret of the shop is being rotated: the new value stands first, and the platform still signs with the old one. */
function rotatedSecrets(): string {
  const file = join(folder.path, 'secrets.json');
  const demo = JSON.parse(readFileSync('local/demo-secrets.json', 'utf8')) as Record<string, object>;
  const rotated = [{ clientSecret: 'new-shopify-client-secret' }, demo['shopify-demo']];
  writeFileSync(file, JSON.stringify({ ...demo, 'shopify-demo': rotated }));
  return file;
}

beforeAll(async () => {
  host = await startHost({ data: folder.path, secrets: rotatedSecrets() });
  const reading = readAddress(folder.path);
  viewToken = reading.kind === 'address' ? (reading.address.viewToken ?? '') : '';
  const order = demoRequest('shopify-demo', 'orders/paid', 77, (payload) => {
    Object.assign(payload['customer'] as object, { phone: `+86${MOBILE}`, email: 'lan.77@shop.test' });
  });
  expect((await send(host.url, 'shopify-demo', order)).status).toBe(200);
  const forged = { ...order, headers: { ...order.headers, 'x-shopify-hmac-sha256': 'AAAA' } };
  expect((await send(host.url, 'shopify-demo', forged)).status).toBe(401);
  await settled(host);
});
afterAll(async () => {
  await host.stop();
  folder.remove();
});

const asViewer = (path: string, body?: object) =>
  fetch(host.desk + path, {
    headers: { authorization: `Bearer ${viewToken}`, 'content-type': 'application/json' },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });

interface Rows {
  readonly rows: readonly { readonly id: string; readonly source: string; readonly customers: readonly string[] }[];
}
const rows = async () => (await host.ask('/api/event-rows')) as Rows;

describe('what the console is answered', () => {
  test('has the way of an event, and no value of the person', async () => {
    const [row] = (await rows()).rows;
    const page = await host.ask(`/api/event-pages/${row?.id ?? ''}`);
    expect(page).toMatchObject({
      row: { type: 'orders/paid', state: 'done', tries: 1, customers: [expect.stringMatching(/^\d+$/)] },
      steps: [{ state: 'done', tries: 1 }],
      identities: expect.arrayContaining([
        { kind: 'mobile', scope: '', value: '159****0077', grade: 'claimed', field: 'customer.phone' },
      ]) as unknown,
    });
    const customer = await host.ask(`/api/customer-pages/${row?.customers[0] ?? ''}`);
    expect(customer).toMatchObject({
      isInCdp: true,
      groups: ['Buyers'],
      identities: expect.arrayContaining([
        expect.objectContaining({ kind: 'mobile', value: '159****0077', inCdp: true }) as unknown,
      ]) as unknown,
    });
    const everything = [
      page,
      customer,
      await rows(),
      await host.ask('/api/customer-rows'),
      await host.ask('/api/sources'),
    ];
    for (const value of [MOBILE, 'lan.77@shop.test']) expect(JSON.stringify(everything)).not.toContain(value);
  });

  test('finds a phone without repeating it, and lists its events under another name', async () => {
    const found = (await host.ask('/api/search', { about: `+86 ${MOBILE}` })) as { find: string };
    expect(found).toMatchObject({ kind: 'identity', count: 1, customers: [expect.stringMatching(/^\d+$/)] });
    expect(JSON.stringify(found)).not.toContain(MOBILE);
    expect(await host.ask(`/api/event-rows?find=${found.find}`)).toMatchObject({ rows: [{ type: 'orders/paid' }] });
    expect(await host.ask('/api/search', { about: '#nobody-has-this' })).toMatchObject({
      kind: 'nothing',
      rejected: [{ connection: 'shopify-demo', reason: 'signature-malformed', count: 1 }],
    });
  });

  test('counts events, calls and rejected requests by minute, and by source', async () => {
    const { minutes, calls } = (await host.ask('/api/health?minutes=5')) as {
      minutes: readonly { done: number; rejected: number; p50?: number }[];
      calls: readonly { call: string }[];
    };
    expect(minutes).toHaveLength(5);
    const sum = (name: 'done' | 'rejected') => minutes.reduce((total, minute) => total + minute[name], 0);
    expect([sum('done'), sum('rejected')]).toEqual([1, 1]);
    expect(calls.map(({ call }) => call)).toContain('createCustomerByIdentity');
    expect(await host.ask('/api/sources/shopify-demo')).toMatchObject({
      row: {
        events: 1,
        rejected: [{ reason: 'signature-malformed', count: 1 }],
        secret: { fields: ['clientSecret'], live: 2, changed: TIME, accessed: TIME, values: [{}, { lastUse: TIME }] },
      },
      types: [{ type: 'orders/paid', count: 1, withIdentity: 1 }],
      fields: expect.arrayContaining([
        expect.objectContaining({
          field: 'shipping_address.phone',
          taken: 0,
          discarded: [{ reason: 'receiver', count: 1 }],
        }),
      ]) as unknown,
    });
  });

  test('is sent as it happens, and goes on after the last thing heard', async () => {
    const listen = async (last?: string) => {
      const ended = new AbortController();
      const headers = { authorization: `Bearer ${host.token}`, ...(last !== undefined && { 'last-event-id': last }) };
      const { body } = await fetch(`${host.desk}/api/changes`, { headers, signal: ended.signal });
      const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
      let text = '';
      return {
        until: async (wanted: RegExp) => {
          while (!wanted.test(text)) text += (await reader?.read())?.value ?? '';
          return text;
        },
        end: () => ended.abort(),
      };
    };
    const first = await listen();
    const hello = await first.until(/event: reset[^]*\n\n/);
    first.end();
    const last = /id: (\S+)/.exec(hello)?.[1] ?? '';
    await send(host.url, 'shopify-demo', demoRequest('shopify-demo', 'orders/paid', 78));
    await settled(host);
    const again = await listen(last);
    const missed = await again.until(/event: event[^]*"state":"done"/);
    again.end();
    expect(missed).not.toContain('event: reset');
    const stranger = await listen('another-start:7');
    expect(await stranger.until(/event: reset/)).toContain('event: reset');
    stranger.end();
  });

  test('lets who has the key of viewers look, and neither change anything nor see values in clear', async () => {
    for (const path of ['/api/event-rows', '/api/status', '/api/health', '/api/cases'])
      expect([path, (await asViewer(path)).status]).toEqual([path, 200]);
    expect((await asViewer('/api/search', { about: MOBILE })).status).toBe(200);
    const [row] = (await rows()).rows;
    const refused: readonly (readonly [string, object?])[] = [
      [`/api/sent-events/${row?.id ?? ''}`],
      ['/api/customers'],
      [`/api/export?identity=mobile:${MOBILE}`],
      ['/api/reveals', { about: row?.id, by: 'viewer', why: 'to try' }],
      ['/api/erase', { identity: `mobile:${MOBILE}` }],
      ['/api/pause', { by: 'viewer', why: 'to try' }],
      ['/api/dead-letters/redrive', {}],
      ['/api/undo/plans', { about: '1' }],
    ];
    for (const [path, body] of refused) expect([path, (await asViewer(path, body)).status]).toEqual([path, 403]);
  });

  test('is a page for browsers alone, and runs nothing but its own scripts', async () => {
    const page = await fetch(`${host.desk}/customers/1`, { headers: { accept: 'text/html' } });
    expect(page.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self' 'nonce-[^' ]+'; style-src 'self' 'nonce-/,
    );
    const html = await page.text();
    expect(html).not.toContain(host.token);
    expect(html).not.toMatch(/(?:src|href)="https?:/);
    const script = /src="([^"]+)"/.exec(html)?.[1] ?? '';
    const loaded = await fetch(host.desk + script);
    expect([loaded.status, loaded.headers.get('cache-control')]).toEqual([200, 'private, max-age=31536000, immutable']);
    expect(await (await fetch(host.desk)).json()).toMatchObject({ name: 'guiyi' });
  });
});
