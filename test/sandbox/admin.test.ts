import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { endpoints } from '../../functions/shared/cdp/contract.ts';
import { seededIdentityTypes } from '../../sandbox/resolution/identity.ts';
import { WatchedDatabase } from './database-dump.ts';
import { liveCustomers, pairOf, START, TestSandbox, unknown } from './harness.ts';

let cdp: TestSandbox;
beforeEach(() => (cdp = new TestSandbox()));
afterEach(() => cdp.close());

const post = (path: string, body: object = {}) => cdp.own('POST', `/sandbox/${path}`, body);
const get = (path: string) => cdp.own('GET', `/sandbox/${path}`).data;

describe('the clock', () => {
  it('is the machine’s until it is set, and runs on from there', () => {
    expect(get('clock')).toEqual({
      now: '2026-03-01T04:00:00.000Z',
      shanghai: '2026-03-01 12:00:00',
      offsetSeconds: 0,
    });
    expect(post('clock', { time: '2026-11-11 00:00:00' }).data).toMatchObject({ now: '2026-11-10T16:00:00.000Z' });
    cdp.now += 1500;
    expect(get('clock')).toMatchObject({ now: '2026-11-10T16:00:01.500Z' });
    expect(post('clock', { advanceSeconds: 3600 }).data).toMatchObject({ shanghai: '2026-11-11 01:00:01' });
    expect(post('clock', { time: '2026-01-01T00:00:00Z', advanceSeconds: -1 }).data).toMatchObject({
      now: '2025-12-31T23:59:59.000Z',
    });
    expect(post('clock').data).toMatchObject({ now: new Date(cdp.now).toISOString(), offsetSeconds: 0 });
  });

  it('dates customers, and ends tokens', () => {
    post('clock', { time: '2026-11-11 00:00:00' });
    const { token } = cdp;
    expect(cdp.get('customerInfo', { customerId: '1' }).msg).toMatch(/^E_TOKEN/);
    post('clock');
    cdp.token = token;
    post('clock', { advanceSeconds: 7199 });
    cdp.customer(['mobile=15931000001']);
    expect(liveCustomers(cdp.sandbox)).toMatchObject([{ createdAt: new Date(START + 7_199_000).toISOString() }]);
  });

  it.each([
    [{ time: 'tomorrow' }, 'E_FIELD: time must be RFC 3339, or yyyy-MM-dd HH:mm:ss in +08:00'],
    [{ time: '2077-01-01 00:00:00' }, 'E_FIELD: the clock goes from 2000 to 2068'],
    [{ advanceSeconds: '60' }, 'E_FIELD: advanceSeconds must be a number of seconds'],
  ])('is not set by %j', (order, message) => {
    expect(post('clock', order).msg).toBe(message);
    expect(get('clock')).toMatchObject({ offsetSeconds: 0 });
  });
});

describe('identity types', () => {
  it('are listed by rank, added and changed', () => {
    const seeded = seededIdentityTypes.toSorted((one, other) => (one.rank ?? 0) - (other.rank ?? 0));
    expect(seeded.slice(0, 2).map(({ code }) => code)).toEqual(['mobile', 'wechat-unionid']);
    expect(get('identity-types')).toEqual(seeded);
    post('identity-types', { code: 'passport', uniquePerCustomer: true, rank: 1, lowerCase: true });
    const id = cdp.customer(['passport=AB12']);
    expect(cdp.customer(['passport=ab12'])).toBe(id);
    post('identity-types', { code: 'passport', uniquePerCustomer: false });
    expect(get('identity-types')).toContainEqual({ code: 'passport', uniquePerCustomer: false });
  });

  it('do not become unique when a customer holds two', () => {
    cdp.customer(['wechat=wx1:a', 'wechat=wx1:b']);
    expect(post('identity-types', { code: 'wechat', uniquePerCustomer: true }).msg).toBe(
      'E_FIELD: uniquePerCustomer must be false: a customer holds several identities of the type',
    );
    expect(post('identity-types', { code: 'email', uniquePerCustomer: true }).code).toBe(0);
  });

  it('and extended attributes that were added are known after a restart', () => {
    const database = new WatchedDatabase();
    const first = new TestSandbox({ file: database.file });
    first.own('POST', '/sandbox/identity-types', { code: 'passport', uniquePerCustomer: true });
    first.own('POST', '/sandbox/extended-attributes', { key: 'tier', label: '等级', type: 'integer' });
    first.close();
    const second = new TestSandbox({ file: database.file });
    second.customer(['passport=1'], { extendAttrList: [{ attrKey: 'tier', attrValue: '3' }] });
    expect(second.own('GET', '/sandbox/extended-attributes').data).toEqual([
      { key: 'tier', label: '等级', type: 'integer' },
    ]);
    second.close();
    database.close();
  });
});

describe('extended attributes', () => {
  it.each([
    [{ key: 'tier', type: 'text' }, 'E_FIELD: type must be string, integer, decimal, date'],
    [{ type: 'string' }, 'E_FIELD: key is required'],
    [{ key: '__proto__', type: 'string' }, 'E_FIELD: key must be another word'],
  ])('are not added by %j', (order, message) => expect(post('extended-attributes', order).msg).toBe(message));

  it('are not made of __proto__ by use either', () => {
    post('switches', { unknownAttribute: 'create' });
    const body = `{"email":"","emailVerified":0,"gender":0,"identityList":[{"identityType":"mobile","identityValue":"15931000001"}],"extendAttrList":[{"attrKey":"__proto__","attrValue":"x"}]}`;
    expect(cdp.post('createCustomerByIdentity', body).msg).toMatch(/^E_ATTRIBUTE_UNKNOWN/);
  });
});

describe('snapshot and reset', () => {
  const everything = () => [
    liveCustomers(cdp.sandbox),
    get('merges'),
    get('identity-types'),
    cdp.get('queryTreeFormList', { businessType: 'customer_group' }).data,
    cdp.get('customerGroupSimpleQuery', { current: '1', size: '10' }).data,
  ];
  const fill = () => {
    cdp.post('groupAdd', { businessType: 'customer_group', name: 'Spring' });
    const groupId = cdp.group('Tea');
    cdp.customer(['mobile=15931000001'], { groupId });
    cdp.customer(['wechat=wx1:a']);
    cdp.customer(['mobile=15931000001', 'wechat=wx1:a'], { autoMerge: true });
    post('identity-types', { code: 'passport', uniquePerCustomer: true });
    return post('smart-groups', { name: 'Loyal', members: [pairOf('passport=1')] });
  };

  it('restores data, switches and clock; tokens and later snapshots stay, faults are forgotten', () => {
    fill();
    post('switches', { mergedId: 'error' });
    post('clock', { advanceSeconds: 60 });
    const before = everything();
    expect(post('snapshot').data).toEqual({ id: 1 });
    cdp.customer(['passport=2']);
    cdp.get('singleDelete', { customerId: liveCustomers(cdp.sandbox)[0]?.id ?? '' });
    post('switches', { mergedId: 'redirect', exposeIds: true });
    post('clock', { advanceSeconds: 60 });
    expect(post('snapshot').data).toEqual({ id: 2 });
    post('faults', { mode: 'http-500' });

    expect(post('reset', { snapshot: 1 }).code).toBe(0);

    expect(everything()).toEqual(before);
    expect(get('switches')).toMatchObject({ mergedId: 'error', exposeIds: false });
    expect(get('clock')).toMatchObject({ offsetSeconds: 60 });
    expect(get('snapshots')).toMatchObject({ snapshots: [{ id: 1 }, { id: 2 }] });
    post('reset', { snapshot: 2 });
    expect(liveCustomers(cdp.sandbox)).toHaveLength(2);
    post('reset', { snapshot: 1 });
    expect(everything()).toEqual(before);
  });

  it('empties to a sandbox just opened, whose new ids are new', () => {
    const pristine = everything();
    fill();
    post('switches', { mergedId: 'error' });
    const ids = liveCustomers(cdp.sandbox).map(({ id }) => id);
    expect(post('reset').code).toBe(0);
    expect(everything()).toEqual(pristine);
    expect(get('switches')).toMatchObject({ mergedId: 'redirect' });
    expect(cdp.post('createCustomerByIdentity', { ...unknown, identityList: [pairOf('passport=1')] }).code).toBe(-1);
    expect(ids).not.toContain(cdp.customer(['mobile=15931000001']));
  });

  it('goes back only to a snapshot that there is', () => {
    fill();
    const before = everything();
    expect(post('reset', { snapshot: 7 }).msg).toBe('E_SNAPSHOT_UNKNOWN: snapshot is the id of no snapshot');
    expect(everything()).toEqual(before);
  });
});

describe('a database of the sandbox before', () => {
  it('is taken over with everything in it', async () => {
    const { DatabaseSync } = await import('node:sqlite');
    const { schemaSteps } = await import('../../sandbox/store/schema.ts');
    const watched = new WatchedDatabase();
    const old = new DatabaseSync(watched.file);
    old.exec(`${schemaSteps[0]} PRAGMA user_version = 1;
      INSERT INTO customers VALUES (3000000000000000001, '{"profile":{"nickName":"Mei"},"attributes":{}}');
      INSERT INTO former_customers VALUES (3000000000000000002, 3000000000000000001, 1);
      INSERT INTO identity_types VALUES (1, 'mobile');
      INSERT INTO identities VALUES (1, '15931000001', 3000000000000000001);
      INSERT INTO merges VALUES (1, 3000000000000000002, 3000000000000000001, 1, '[]', '{"profile":{},"attributes":{}}');
      INSERT INTO groups VALUES (3000000000000000003, 'Tea', '');
      INSERT INTO group_members VALUES (3000000000000000003, 3000000000000000001);`);
    old.close();
    const sandbox = new TestSandbox({ file: watched.file });
    expect(sandbox.customer(['mobile=15931000001'])).toBe('3000000000000000001');
    expect(liveCustomers(sandbox.sandbox)).toMatchObject([
      { profile: { nickName: 'Mei' }, groups: [{ name: 'Tea' }], mergedIds: ['3000000000000000002'] },
    ]);
    expect(sandbox.own('POST', '/sandbox/merges/undo', { sequence: 1 }).msg).toMatch(/made by an older sandbox$/);
    sandbox.close();
    watched.close();
  });
});

describe('faults', () => {
  it('are listed until they have happened, and may name an endpoint', () => {
    post('faults', { mode: 'latency', endpoint: 'customerInfo', delayMs: 250, count: 2 });
    post('faults', { mode: 'expire-token' });
    expect(get('faults')).toEqual({
      faults: [
        { mode: 'latency', path: endpoints.customerInfo.path, left: 2, delayMs: 250, retryAfterSeconds: 1 },
        { mode: 'expire-token', path: null, left: 1, delayMs: 1000, retryAfterSeconds: 1 },
      ],
    });
    const late = cdp.sandbox.handle({
      method: 'GET',
      path: endpoints.customerInfo.path,
      query: new URLSearchParams({ customerId: '1' }),
      headers: { token: cdp.token },
      body: '',
    });
    expect([late.delayMs, late.status]).toEqual([250, 200]);
    expect(post('faults', { mode: 'reject', endpoint: 'customerInfos' }).msg).toBe(
      'E_FIELD: endpoint must be the name of an endpoint',
    );
  });

  it('end the very token that a call came with', () => {
    post('faults', { mode: 'expire-token' });
    const tea = () => cdp.post('addSingleGroup', { name: 'Tea', type: 1 });
    for (let time = 0; time < 2; time += 1) expect(tea().msg).toBe('E_TOKEN: the token is unknown or expired');
    const { data } = cdp.own('POST', '/sandbox/token', { appKey: 'test-app', secret: 'test-secret' });
    cdp.token = (data as { token: string }).token;
    expect(tea().code).toBe(0);
  });
});
