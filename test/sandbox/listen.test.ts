import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endpoints } from '../../functions/shared/cdp/contract.ts';
import { listenSandbox, type ListeningSandbox, type ListenOptions } from '../../sandbox/listen.ts';
import { sendRaw } from '../kit/raw-request.ts';
import { credential, unknown } from './harness.ts';

/* The sandbox alone, over real connections. */

let data = '';
let server: ListeningSandbox;
const open = (options: Partial<ListenOptions> = {}) =>
  listenSandbox({ port: 0, credentials: [credential], ...options });
beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'sandbox-'));
  server = await open({ data });
});
afterEach(async () => {
  await server.close();
  rmSync(data, { recursive: true });
});

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const token = async () => {
  const answer = (await (await post('/sandbox/token', credential)).json()) as { data: { token: string } };
  return answer.data.token;
};
const create = async (identityValue: string) =>
  post(
    endpoints.createCustomerByIdentity.path,
    { ...unknown, nickName: '小雨', identityList: [{ identityType: 'mobile', identityValue }] },
    { token: await token() },
  );

describe('over HTTP', () => {
  it('listens on loopback only, and speaks of customers', async () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const answer = await create('15931000001');
    expect([answer.status, answer.headers.get('x-sandbox-target')]).toEqual([200, 'created']);
    const query = new URLSearchParams({
      startTime: '2020-01-01 00:00:00',
      endTime: '2060-01-01 00:00:00',
      searchKey: '小雨',
      current: '1',
      size: '5',
    });
    const found = await fetch(`${server.url}${endpoints.customerSimpleQuery.path}?${query.toString()}`, {
      headers: { token: await token() },
    });
    expect(await found.json()).toMatchObject({ code: 0, data: { total: 1, records: [{ nickName: '小雨' }] } });
  });

  it('keeps its data in the folder', async () => {
    await create('15931000001');
    await server.close();
    server = await open({ data });
    expect((await create('15931000001')).headers.get('x-sandbox-target')).toBe('found-by:mobile');
  });

  it('has a next free port when the one asked for is taken', async () => {
    const port = Number(new URL(server.url).port);
    const second = await open({ port });
    expect(Number(new URL(second.url).port)).toBeGreaterThan(port);
    await second.close();
  });

  it('answers 404, 405, 413 and 415 before any endpoint', async () => {
    const { path } = endpoints.addSingleGroup;
    const statuses = await Promise.all([
      fetch(`${server.url}/elsewhere`),
      fetch(`${server.url}${path}`),
      post(path, '群'.repeat(400_000)),
      fetch(`${server.url}${path}`, { method: 'POST', body: '{}' }),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([404, 405, 413, 415]);
  });

  it('answers neither a foreign page nor a foreign name', async () => {
    await create('15931000001');
    for (const headers of [{ host: 'evil.example' }, { origin: 'https://evil.example' }]) {
      const { status, body } = await sendRaw(server.url, { target: '/sandbox/customers', headers });
      expect([status, body]).toEqual([403, expect.not.stringContaining('15931000001')]);
    }
    const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'cross-site' };
    await sendRaw(server.url, { method: 'POST', target: '/sandbox/reset', headers, body: '{}' });
    expect((await create('15931000001')).headers.get('x-sandbox-target')).toBe('found-by:mobile');
  });

  it('carries a call out and drops its connection on demand', async () => {
    await post('/sandbox/faults', { mode: 'drop-after-commit' });
    await expect(create('15931000001')).rejects.toThrow('fetch failed');
    expect((await create('15931000001')).headers.get('x-sandbox-target')).toBe('found-by:mobile');
  });

  it('is late on demand', async () => {
    await post('/sandbox/faults', { mode: 'latency', delayMs: 120 });
    const started = performance.now();
    expect((await create('15931000001')).status).toBe(200);
    expect(performance.now() - started).toBeGreaterThan(110);
  });

  it('says 500 of a fault of its own, and goes on', async () => {
    const faults: unknown[] = [];
    await server.close();
    server = await open({
      onFault: (fault) => void faults.push(fault),
      now: () => {
        throw new Error('no clock');
      },
    });
    expect((await post('/sandbox/token', credential)).status).toBe(500);
    expect(faults).toMatchObject([{ message: 'no clock' }]);
    expect((await fetch(`${server.url}/sandbox/customers`)).status).toBe(200);
  });
});
