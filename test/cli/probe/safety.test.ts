import { afterEach, expect, test } from 'vitest';
import type { Transport } from '../../../functions/shared/cdp/transport.ts';
import { CdpError } from '../../../functions/shared/cdp/cdp-error.ts';
import { isJsonObject, parseJson, type Json } from '../../../functions/shared/json/lossless.ts';
import { liveCustomers } from '../../sandbox/harness.ts';
import { type Asked, openAsked } from './asked-sandbox.ts';

let asked: Asked;
afterEach(() => asked.close());

const realCustomers = () =>
  liveCustomers(asked.sandbox.sandbox).filter(({ identities }) => !isMarked(JSON.stringify(identities)));
const isMarked = (text: string) => text.includes('guiyi-probe-');
const answer = (data: string) => ({ status: 200, retryAfter: null, text: `{"code":0,"msg":"success","data":${data}}` });
const refusal = { status: 200, retryAfter: null, text: '{"code":-1,"msg":"没有接口权限","data":null}' };

/** A tenant in whose way one endpoint is answered otherwise. */
const instead =
  (endpoint: string, other: Transport): ((direct: Transport) => Transport) =>
  (direct) =>
  (request) =>
    request.endpoint === endpoint ? other(request) : direct(request);

test('a tenant that takes an unknown identity for a known customer: nothing more is made, and that customer is not deleted', async () => {
  asked = openAsked();
  const [real] = realCustomers();
  const before = asked.dump();
  // As one might that looks for an equal email, and finds the empty one.
  const report = await asked.run(
    {},
    instead('createCustomerByIdentity', async () => answer(real?.id ?? '')),
  );
  expect(report.end).toMatchObject({
    kind: 'ended',
    why: { en: 'customerInfo does not list just the identity that the customer was made with' },
  });
  expect(report.left.map(({ en }) => en)).toEqual([
    `customer ${real?.id}: it has an identity that the probe did not send; look at it, the probe wrote to it`,
  ]);
  expect(asked.dump()).toEqual(before);
});

test('a tenant that deletes nothing: one customer is made, no second one, and it is named', async () => {
  asked = openAsked();
  const people = realCustomers().length;
  const report = await asked.run(
    {},
    instead('singleDelete', async () => refusal),
  );
  expect(report.end).toMatchObject({ kind: 'ended', why: { en: 'singleDelete was refused: code -1 "没有接口权限"' } });
  const made = liveCustomers(asked.sandbox.sandbox).filter(({ identities }) => isMarked(JSON.stringify(identities)));
  expect(made).toHaveLength(1);
  expect(report.left).toEqual([
    { en: `customer ${made[0]?.id}: code -1 "没有接口权限"`, zh: `客户 ${made[0]?.id}：code -1 "没有接口权限"` },
  ]);
  expect(realCustomers()).toHaveLength(people);
  expect(report.findings.find(({ topic }) => topic === 'mergedId')).toMatchObject({
    value: 'undecided',
    evidence: { en: 'singleDelete was refused: code -1 "没有接口权限"' },
  });
});

test('a tenant that does not say whose a customer is: nothing is deleted that could be somebody’s', async () => {
  asked = openAsked();
  const without: (direct: Transport) => Transport = (direct) => async (request) => {
    const response = await direct(request);
    return request.endpoint === 'customerInfo'
      ? { ...response, text: response.text.replace(/"identityList":\[.*?\]/, '"identityList":[]') }
      : response;
  };
  const report = await asked.run({}, without);
  expect(report.end.kind).toBe('ended');
  expect(report.left.map(({ en }) => en)).toEqual([expect.stringContaining('the CDP does not say whose it is')]);
  expect(realCustomers()).toHaveLength(3);
});

test('the line is cut in the middle for good: what may be left is named', async () => {
  asked = openAsked();
  let calls = 0;
  const cut: (direct: Transport) => Transport = (direct) => async (request) => {
    calls += 1;
    if (calls > 150) throw new CdpError('network', { endpoint: request.endpoint });
    return direct(request);
  };
  const report = await asked.run({}, cut);
  const made = liveCustomers(asked.sandbox.sandbox).filter(({ identities }) => isMarked(JSON.stringify(identities)));
  expect(made.length).toBeGreaterThan(0);
  for (const { id } of made) expect(JSON.stringify(report.left)).toContain(id);
});

test('a fault of the probe itself: what was made is removed before it ends', async () => {
  asked = openAsked();
  const before = asked.dump();
  let told = 0;
  const failing = () => {
    told += 1;
    if (told === 12) throw new RangeError('a fault');
  };
  const left: string[] = [];
  await expect(
    asked.run({ tell: failing, left: (what) => left.push(...what.map(({ en }) => en), 'told') }),
  ).rejects.toThrow('a fault');
  expect(left).toEqual(['told']);
  expect(asked.dump()['customers']).toEqual(before['customers']);
  expect(asked.dump()['former_customers']?.length).toBeGreaterThan(before['former_customers']?.length ?? 0);
});

test('it sends nothing to a customer, folder or group that it has not made', async () => {
  asked = openAsked();
  const real = JSON.stringify(realCustomers());
  const foreign: string[] = [];
  const watched: (direct: Transport) => Transport = (direct) => async (request) => {
    const { endpoint, path, body } = request;
    const sent: Json = body === undefined ? null : parseJson(body);
    const ids = [
      ...new URL(path, 'http://cdp').searchParams.values(),
      ...(isJsonObject(sent) ? Object.values(sent) : []),
    ];
    for (const id of ids)
      if (typeof id === 'string' && /^\d{16,19}$/.test(id) && real.includes(id)) foreign.push(`${endpoint} ${id}`);
    return direct(request);
  };
  const report = await asked.run({}, watched);
  expect(report.end).toEqual({ kind: 'complete' });
  expect(foreign).toEqual([]);
  expect(JSON.stringify(realCustomers())).toBe(real);
});

test('every value that it makes up carries its mark, or is a number that nobody can have', async () => {
  asked = openAsked();
  const values: string[] = [];
  const watched: (direct: Transport) => Transport = (direct) => async (request) => {
    const sent: Json = request.body === undefined ? null : parseJson(request.body);
    const list = isJsonObject(sent) ? sent['identityList'] : undefined;
    for (const pair of Array.isArray(list) ? (list as readonly Json[]) : [])
      if (isJsonObject(pair) && typeof pair['identityValue'] === 'string') values.push(pair['identityValue']);
    if (isJsonObject(sent) && typeof sent['mobile'] === 'string') values.push(sent['mobile']);
    return direct(request);
  };
  const { run } = await asked.run({}, watched);
  expect(values.length).toBeGreaterThan(100);
  const unmarked = new Set(values.filter((value) => !value.startsWith(run)));
  // No subscriber's number begins with 12; 555-0100 to 555-0199 are kept free for fiction.
  for (const value of unmarked) expect(value).toMatch(/^(12\d{9}|\+?120255501\d\d)$/);
  expect(unmarked.size).toBe(3);
});
