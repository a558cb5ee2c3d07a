import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endpoints } from '../../functions/shared/cdp/contract.ts';
import { openSandbox, type SandboxRequest } from '../../sandbox/sandbox.ts';
import { liveCustomers, pairOf, TestSandbox, unknown } from './harness.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
  file = join(folder, 'cdp.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a sandbox that is closed and opened again', () => {
  it('knows its customers, groups, merges, redirects and tokens', () => {
    const first = new TestSandbox({ file });
    const groupId = first.group('Tea');
    const survivor = first.customer(['mobile=13800001111'], { groupId, nickName: 'Mei' });
    const merged = first.customer(['wechat=wx1:a']);
    first.customer(['mobile=13800001111', 'wechat=wx1:a'], { autoMerge: true });
    const deleted = first.customer(['email=lan@example.com']);
    first.get('singleDelete', { customerId: deleted });
    const before = liveCustomers(first.sandbox);
    const ledger = first.own('GET', '/sandbox/merges').text;
    const { token } = first;
    first.close();

    const second = new TestSandbox({ file });
    second.token = token;
    expect(liveCustomers(second.sandbox)).toEqual(before);
    expect(second.own('GET', '/sandbox/merges').text).toBe(ledger);
    const reply = second.get('customerInfo', { customerId: merged });
    expect([reply.code, reply.headers['x-sandbox-resolved-customer-id']]).toEqual([0, survivor]);
    expect(second.get('customerInfo', { customerId: deleted }).data).toBeNull();
    second.close();
  });

  it('gives out no id twice, even when the clock went back', () => {
    const first = new TestSandbox({ file });
    const ids = [first.customer(['wechat=wx:1']), first.group('Tea'), first.customer(['wechat=wx:2'])];
    first.get('singleDelete', { customerId: String(ids[2]) });
    first.close();
    const second = new TestSandbox({ file });
    second.now -= 86_400_000;
    ids.push(second.customer(['wechat=wx:2']), second.group('Rice'));
    second.close();
    expect(new Set(ids).size).toBe(5);
    expect(ids).toEqual(ids.toSorted());
    expect(ids.every((id) => /^\d{19}$/.test(id))).toBe(true);
  });

  it('keeps identities whose type left the configuration, and takes new types', () => {
    const types = ['mobile', 'loyalty-card'].map((code) => ({ code, uniquePerCustomer: true }));
    const first = new TestSandbox({ file, identityTypes: types });
    const id = first.customer(['mobile=13800001111', 'loyalty-card=77']);
    first.close();
    const second = new TestSandbox({
      file,
      identityTypes: [{ code: 'badge', uniquePerCustomer: false }, ...types.slice(0, 1)],
    });
    expect(second.customer(['mobile=13800001111', 'badge=b1'])).toBe(id);
    expect(liveCustomers(second.sandbox)[0]?.identities).toEqual(
      ['mobile=13800001111', 'loyalty-card=77', 'badge=b1'].map(pairOf),
    );
    second.close();
  });

  it('refuses a database of another version', () => {
    new TestSandbox({ file }).close();
    const database = new DatabaseSync(file);
    database.exec('PRAGMA user_version = 7');
    database.close();
    expect(() => new TestSandbox({ file })).toThrow('the sandbox database has version 7, this sandbox writes 2');
  });

  it.each(['full', 'normal'] as const)('opens with synchronous %s', (synchronous) => {
    const sandbox = openSandbox({ file, credentials: [], synchronous });
    expect(sandbox.createCustomerByIdentity({ ...unknown, identityList: [pairOf('wechat=wx:1')] }).ok).toBe(true);
    sandbox.close();
  });
});

describe('a call that fails midway', () => {
  it('leaves nothing behind, and the next call works', () => {
    const cdp = new TestSandbox({ file });
    const saboteur = new DatabaseSync(file);
    saboteur.exec(`CREATE TRIGGER sabotage BEFORE INSERT ON customers BEGIN SELECT RAISE(ABORT, 'no room'); END`);
    expect(() => cdp.customer(['wechat=wx:1'])).toThrow('no room');
    saboteur.exec('DROP TRIGGER sabotage');
    saboteur.close();
    expect(liveCustomers(cdp.sandbox)).toEqual([]);
    expect(cdp.post('getCustomerIdByIdentityList', pairOf('wechat=wx:1')).data).toBeNull();
    cdp.customer(['wechat=wx:1']);
    expect(liveCustomers(cdp.sandbox)).toHaveLength(1);
    cdp.close();
  });
});

describe('calls carried out together', () => {
  const create = (cdp: TestSandbox, identityValue: string, more: object = {}): SandboxRequest => ({
    method: 'POST',
    path: endpoints.createCustomerByIdentity.path,
    query: new URLSearchParams(),
    headers: { 'content-type': 'application/json', token: cdp.token },
    body: JSON.stringify({ ...unknown, identityList: [{ identityType: 'mobile', identityValue }], ...more }),
  });

  it('are one transaction, in which each is kept or refused for itself', () => {
    const cdp = new TestSandbox({ file, switches: { deletedIdentities: 'revive', unknownAttribute: 'create' } });
    const deleted = cdp.customer(['mobile=15931000009']);
    cdp.get('singleDelete', { customerId: deleted });
    const faults: unknown[] = [];
    const shoe = { extendAttrList: [{ attrKey: 'shoe', attrValue: '38' }] };
    const responses = cdp.sandbox.handleAll(
      [
        create(cdp, '15931000001'),
        create(cdp, '15931000009', { groupId: '77', ...shoe }),
        create(cdp, '15931000002', shoe),
        create(cdp, '15931000001', { city: '大理' }),
        { ...create(cdp, '15931000003'), path: '/elsewhere' },
      ],
      (fault) => void faults.push(fault),
    );
    expect(
      responses.map(({ status, headers }) => headers['x-sandbox-refusal'] ?? headers['x-sandbox-target'] ?? status),
    ).toEqual(['created', 'E_GROUP_UNKNOWN', 'created', 'found-by:mobile', 404]);
    expect(faults).toEqual([]);
    cdp.close();
    const again = new TestSandbox({ file });
    expect(liveCustomers(again.sandbox)).toMatchObject([{ profile: { city: '大理' } }, { profile: {} }]);
    again.close();
  });

  it('fail alone: what went before and comes after is kept', () => {
    const cdp = new TestSandbox({ file });
    const saboteur = new DatabaseSync(file);
    saboteur.exec(
      `CREATE TRIGGER sabotage BEFORE INSERT ON customers WHEN NEW.identities LIKE '%002%' BEGIN SELECT RAISE(ABORT, 'no room'); END`,
    );
    saboteur.close();
    const faults: unknown[] = [];
    const values = ['15931000001', '15931000002', '15931000003'];
    const responses = cdp.sandbox.handleAll(
      values.map((value) => create(cdp, value)),
      (fault) => void faults.push(fault),
    );
    expect(responses.map(({ status }) => status)).toEqual([200, 500, 200]);
    expect(faults).toMatchObject([{ message: 'no room' }]);
    expect(liveCustomers(cdp.sandbox).map(({ identities }) => identities[0]?.identityValue)).toEqual([
      '15931000001',
      '15931000003',
    ]);
    cdp.close();
  });
});

describe('the listings', () => {
  it('page by id', () => {
    const cdp = new TestSandbox();
    const ids = [1, 2, 3, 4, 5].map((n) => cdp.customer([`wechat=wx:${n}`]));
    expect(cdp.own('GET', '/sandbox/customers?limit=2').data).toMatchObject({ next: ids[1] });
    const page = (query: string) => liveCustomers(cdp.sandbox, query).map(({ id }) => id);
    expect(page('limit=2')).toEqual(ids.slice(0, 2));
    expect(page(`limit=2&after=${ids[1]}`)).toEqual(ids.slice(2, 4));
    expect(page(`limit=2&after=${ids[3]}`)).toEqual(ids.slice(4));
    expect(cdp.own('GET', '/sandbox/customers?limit=0').msg).toBe('E_FIELD: limit must be an integer from 1 to 1000');
    cdp.close();
  });

  it('page through the merges', () => {
    const cdp = new TestSandbox();
    cdp.customer(['mobile=13800001111']);
    const losers = [1, 2, 3].map((n) => cdp.customer([`wechat=wx:${n}`]));
    for (const n of [1, 2, 3]) cdp.customer(['mobile=13800001111', `wechat=wx:${n}`], { autoMerge: true });
    const page = (query: string) => cdp.own('GET', `/sandbox/merges?${query}`).data;
    expect(page('limit=2')).toMatchObject({ merges: [{ loser: losers[0] }, { loser: losers[1] }], next: 2 });
    expect(page('limit=2&after=2')).toMatchObject({ merges: [{ loser: losers[2] }], next: null });
    cdp.close();
  });
});
