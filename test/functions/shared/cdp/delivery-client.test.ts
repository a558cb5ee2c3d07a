import { describe, expect, test } from 'vitest';
import { deliveryClient } from '../../../../functions/shared/cdp/delivery-client.ts';
import { customerId, groupId, type CustomerId } from '../../../../functions/shared/cdp/ids.ts';
import type { CreateCustomerByIdentity } from '../../../../functions/shared/cdp/contract.ts';
import type { GuiyiConfig } from '../../../../functions/shared/config/define-config.ts';
import type { TransportRequest, TransportResponse } from '../../../../functions/shared/cdp/transport.ts';
import { testCdp } from '../../../kit/cdp.ts';
import { HOUR, TestClock } from '../../../kit/clock.ts';
import { demoConfig, secrets } from '../../../kit/demo.ts';
import { MemorySecrets } from '../../../kit/ports.ts';

const strategies = {
  identityPriorityStrategy: 'custom',
  targetCustomerStrategy: 'identityFirst',
  autoMerge: false,
} as const;
const create = (value: string): CreateCustomerByIdentity => ({
  email: '',
  emailVerified: 0,
  gender: 0,
  identityList: [{ identityType: 'member-no', identityValue: value }],
  ...strategies,
});

function againstSandbox(cdp: Partial<GuiyiConfig['cdp']> = {}) {
  const clock = new TestClock();
  const world = testCdp(clock.read);
  const store = new MemorySecrets(secrets);
  return { ...world, clock, store, client: world.open(demoConfig({}, cdp), store).client };
}

/** A client whose calls get these answers, one after the other; the last one again and again. */
function against(...answers: (string | Partial<TransportResponse>)[]) {
  const sent: TransportRequest[] = [];
  let tokens = 0;
  const client = deliveryClient({
    transport: async (request) => {
      sent.push(request);
      const answer = answers[Math.min(sent.length, answers.length) - 1] ?? '';
      return { status: 200, retryAfter: null, text: '', ...(typeof answer === 'string' ? { text: answer } : answer) };
    },
    token: { current: async () => `token ${tokens}`, reject: () => void (tokens += 1) },
    patterns: { auth: [/^E_TOKEN/u], permanent: [], notFound: [/不存在/u] },
    strategyPlacement: 'both',
  });
  return { client, sent };
}

function id(value: string): CustomerId {
  const made = customerId(value);
  if (!made) throw new Error('no id');
  return made;
}
const group = (value: string) => {
  const made = groupId(value);
  if (!made) throw new Error('no id');
  return made;
};

describe('the sandbox understands every call', () => {
  test('create, look up, name, join, leave, delete', async () => {
    const world = againstSandbox();
    const { client } = world;
    const customer = await client.createCustomerByIdentity(create('M-1'));
    expect(customer).toMatch(/^\d{19}$/);
    const pair = { identityType: 'member-no', identityValue: 'M-1' };
    expect(await client.getCustomerIdByIdentityList([pair])).toBe(customer);
    expect(await client.customerInfo(customer)).toEqual({
      identityList: [pair],
      fields: { emailVerified: 0, gender: 0 },
    });
    await client.updateCustomerAttr(customer, 'name', '林晓岚');
    const vip = await client.addSingleGroup('VIP');
    expect(await client.customerGroupSimpleQuery('VI', 1, 100)).toEqual({
      total: 1,
      records: [{ id: vip, name: 'VIP' }],
    });
    await client.customerAddGroups(customer, [vip]);
    expect(world.customers()).toMatchObject([{ id: customer, name: '林晓岚', groups: ['VIP'] }]);
    await client.customerDeleteGroups(customer, [vip]);
    expect(world.customers()).toMatchObject([{ groups: [] }]);
    await client.singleDelete(customer);
    expect(world.customers()).toEqual([]);
    expect(await client.customerInfo(customer)).toBeUndefined();
    expect(await client.getCustomerIdByIdentityList([pair])).toBeUndefined();
  });

  test.each(['body', 'query', 'both'] as const)('with the strategies in %s (Q02)', async (strategyPlacement) => {
    const { client, sent } = againstSandbox({ strategyPlacement });
    await client.createCustomerByIdentity(create('M-1'));
    const { path = '', body = '' } = sent.at(-1) ?? {};
    const query = Object.fromEntries(new URLSearchParams(path.split('?')[1] ?? ''));
    expect(query).toEqual(strategyPlacement === 'body' ? {} : { ...strategies, autoMerge: 'false' });
    for (const [name, value] of Object.entries(strategies)) {
      if (strategyPlacement === 'query') expect(body).not.toContain(name);
      else expect(JSON.parse(body)).toHaveProperty(name, value);
    }
  });
});

describe('on the wire', () => {
  const ok = '{"code":0,"msg":"","data":null}';

  test('ids of 19 digits are bare numbers (Q06)', async () => {
    const { client, sent } = against(ok);
    await client.updateCustomerAttr(id('1234567890123456789'), 'name', 'n');
    await client.customerAddGroups(id('1234567890123456789'), [group('9223372036854775807')]);
    await client.customerDeleteGroups(id('7'), [group('8')]);
    await client.customerInfo(id('1234567890123456789'));
    expect(sent.map(({ path, body }) => body ?? path)).toEqual([
      '{"attrName":"name","attrValue":"n","customerId":1234567890123456789,"isExtendAttr":false}',
      '{"customerId":1234567890123456789,"customerGroupIdList":[9223372036854775807]}',
      '{"customerId":7,"customerGroupIdList":[8]}',
      '/openapi/customer/customerInfo?customerId=1234567890123456789',
    ]);
  });

  test('Content-Type and token on GET too (Q08)', async () => {
    const { client, sent } = against(ok);
    await client.customerInfo(id('1'));
    expect(sent[0]).toMatchObject({ method: 'GET', headers: { 'content-type': 'application/json', token: 'token 0' } });
  });

  test('only the nested form of the list (Q23), no tag fields (Q30)', async () => {
    const { client, sent } = against('{"code":0,"data":1}');
    await client.getCustomerIdByIdentityList([{ identityType: 'a', identityValue: 'b' }]);
    await client.addSingleGroup('VIP');
    expect(sent.map(({ body }) => body)).toEqual([
      '{"identityList":[{"identityType":"a","identityValue":"b"}]}',
      '{"name":"VIP","type":1}',
    ]);
  });

  test('the search key is encoded', async () => {
    const { client, sent } = against('{"code":0,"data":{"total":0,"records":[]}}');
    await client.customerGroupSimpleQuery('A&B=会员 +', 2, 100);
    expect(new URLSearchParams(sent[0]?.path.split('?')[1]).get('searchKey')).toBe('A&B=会员 +');
  });
});

describe('answers of either side of a doubt', () => {
  test.each([
    ['a number', '{"code":0,"data":1234567890123456789}', '1234567890123456789'],
    ['a text', '{"code":"0","data":"1234567890123456789"}', '1234567890123456789'],
    ['null (Q05)', '{"code":0,"data":null}', undefined],
    ['0 (Q05)', '{"code":0,"data":0}', undefined],
    ['nothing (Q05)', '{"code":0}', undefined],
    ['a refusal (Q05)', '{"code":-1,"msg":"客户不存在"}', undefined],
  ])('C4: %s', async (_name, text, expected) => {
    const pair = { identityType: 'a', identityValue: 'b' };
    expect(await against(text).client.getCustomerIdByIdentityList([pair])).toBe(expected);
  });

  test.each([
    ['null', '{"code":0,"data":null}', undefined],
    ['a refusal', '{"code":-1,"msg":"客户不存在"}', undefined],
    ['no list', '{"code":0,"data":{}}', []],
    ['null for the list', '{"code":0,"data":{"identityList":null}}', []],
    [
      'a list with rubbish in it',
      '{"code":0,"data":{"identityList":[null,7,{"identityType":"a"},{"identityType":"a","identityValue":1234567890123456789}]}}',
      [{ identityType: 'a', identityValue: '1234567890123456789' }],
    ],
  ])('C3: %s', async (_name, text, identityList) => {
    expect(await against(text).client.customerInfo(id('1'))).toEqual(identityList && { identityList, fields: {} });
  });

  test.each<[string, object, object]>([
    [
      'what is known is told',
      { email: 'a@post.example', emailVerified: 1, gender: 2, city: '杭州' },
      { email: 'a@post.example', emailVerified: 1, gender: 2, city: '杭州' },
    ],
    ['an empty text is nothing known', { email: '', city: '', nickName: 'n' }, { nickName: 'n' }],
    ['a zero is one', { emailVerified: 0, gender: 0 }, { emailVerified: 0, gender: 0 }],
    ['what delivery does not write is not kept', { name: '林晓岚', mobile: '15931000001', loyalty: 7 }, {}],
  ])('C3, the fields: %s', async (_rule, customer, fields) => {
    const text = JSON.stringify({ code: 0, data: { identityList: [], ...customer } });
    expect(await against(text).client.customerInfo(id('1'))).toEqual({ identityList: [], fields });
  });

  test.each([
    ['null', '{"code":0,"data":null}', { total: 0, records: [] }],
    [
      'a total as text',
      '{"code":0,"data":{"total":"1","records":[{"id":"7","name":"VIP","type":"1"}]}}',
      { total: 1, records: [{ id: '7', name: 'VIP' }] },
    ],
    [
      'smart groups',
      '{"code":0,"data":{"total":2,"records":[{"id":7,"name":"VIP","type":2},{"id":8,"name":9,"type":1}]}}',
      { total: 2, records: [{ id: '8', name: '9' }] },
    ],
  ])('G4: %s', async (_name, text, page) => {
    expect(await against(text).client.customerGroupSimpleQuery('VIP', 1, 100)).toEqual(page);
  });

  test.each([
    [
      'createCustomerByIdentity',
      (client: ReturnType<typeof deliveryClient>) => client.createCustomerByIdentity(create('1')),
    ],
    ['addSingleGroup', (client: ReturnType<typeof deliveryClient>) => client.addSingleGroup('VIP')],
  ])('%s without an id in the answer has not succeeded', async (_name, call) => {
    for (const data of ['null', '0', '{}', 'true']) {
      await expect(call(against(`{"code":0,"data":${data}}`).client)).rejects.toMatchObject({ kind: 'unavailable' });
    }
  });

  test.each<readonly [string, (client: ReturnType<typeof deliveryClient>) => Promise<unknown>]>([
    ['createCustomerByIdentity', (client) => client.createCustomerByIdentity(create('1'))],
    ['updateCustomerAttr', (client) => client.updateCustomerAttr(id('1'), 'name', 'n')],
    ['addSingleGroup', (client) => client.addSingleGroup('VIP')],
    ['customerAddGroups', (client) => client.customerAddGroups(id('1'), [group('2')])],
    ['customerDeleteGroups', (client) => client.customerDeleteGroups(id('1'), [group('2')])],
  ])('%s that finds nothing has done nothing, and says so', async (_name, call) => {
    await expect(call(against('{"code":-1,"msg":"分组不存在"}').client)).rejects.toMatchObject({ kind: 'rejected' });
  });

  test('who is not there need not be deleted', async () => {
    await against('{"code":-1,"msg":"客户不存在"}').client.singleDelete(id('1'));
  });
});

describe('an answer that looks like a bad token', () => {
  const bad = ['{"code":-1,"msg":"E_TOKEN: expired"}', { status: 401 }, { status: 403 }];

  test.each(bad)('%j: once more, with a new token', async (answer) => {
    const { client, sent } = against(answer, '{"code":0,"data":7}');
    expect(await client.createCustomerByIdentity(create('1'))).toBe('7');
    expect(sent.map(({ headers }) => headers['token'])).toEqual(['token 0', 'token 1']);
  });

  test.each(bad)('%j twice: an error', async (answer) => {
    const { client, sent } = against(answer);
    await expect(client.createCustomerByIdentity(create('1'))).rejects.toMatchObject({ kind: 'auth', retryable: true });
    expect(sent).toHaveLength(2);
  });

  test('of the sandbox: an expired token is noticed before or after', async () => {
    const { client, clock, sent } = againstSandbox();
    await client.createCustomerByIdentity(create('1'));
    clock.pass(3 * HOUR);
    await client.createCustomerByIdentity(create('2'));
    expect(sent.filter(({ endpoint }) => endpoint === 'token exchange')).toHaveLength(2);
  });

  test('a changed secret of the CDP is read when the old one gets no token', async () => {
    const { client, clock, store } = againstSandbox();
    store.put('cdp', { appKey: 'demo-app-key', secret: 'old' });
    await expect(client.createCustomerByIdentity(create('1'))).rejects.toMatchObject({ kind: 'credentials' });
    store.put('cdp', secrets['cdp']);
    clock.pass(30_000);
    expect(await client.createCustomerByIdentity(create('1'))).toMatch(/^\d{19}$/);
  });
});

describe('never sent twice by the client (Q07)', () => {
  test.each([
    ['a refusal', '{"code":-1,"msg":"busy"}'],
    ['HTTP 500', { status: 500 }],
    ['HTTP 429', { status: 429 }],
    ['no JSON', '<html>'],
  ])('%s', async (_name, answer) => {
    for (const call of ['singleDelete', 'customerInfo'] as const) {
      const { client, sent } = against(answer);
      await expect(client[call](id('1'))).rejects.toThrow();
      expect(sent).toHaveLength(1);
    }
  });
});

test('every request counts against the cap, token exchanges and second attempts too', async () => {
  const clock = new TestClock();
  let running = 0;
  let most = 0;
  const world = testCdp(clock.read, (transport) => async (request) => {
    most = Math.max(most, ++running);
    await new Promise((resume) => setImmediate(resume));
    running -= 1;
    return transport(request);
  });
  const { client } = world.open(
    demoConfig({}, { limits: { callsPerSecond: 20_000, inFlight: 2 } }),
    new MemorySecrets(secrets),
  );
  const values = Array.from({ length: 30 }, (_, index) => `M-${index}`);
  await Promise.all(values.map((value) => client.createCustomerByIdentity(create(value))));
  expect(most).toBe(2);
  expect(world.sent).toHaveLength(31);
});
