import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { findDesk } from '../../cli/desk.ts';
import { parseJson } from '../../functions/shared/json/lossless.ts';
import { addressFile } from '../../local/host/address.ts';
import { type RunningHost, startHost, temporaryFolder } from '../end-to-end/running-host.ts';
import { demoAppId, demoRequest, send } from '../end-to-end/samples.ts';
import { webhookConnections } from '../kit/demo.ts';
import { openSandboxClient, settled } from '../end-to-end/sandbox-client.ts';
import { runGuiyi } from './run-guiyi.ts';

const folder = temporaryFolder();
const openid = 'oOperatorFollower00000000001';
const follower = `wechat-openid:${demoAppId}:${openid}`;
const buyerMobile = '15931000021';
const friendMobile = '15931000022';
let host: RunningHost;
let cdp: Awaited<ReturnType<typeof openSandboxClient>>;

const guiyi = (...args: readonly string[]) => runGuiyi([...args, '--data', folder.path]);

/** An order of one buyer, with the phone of the parcel's receiver beside. */
const order = (sequence: number, person: object) =>
  demoRequest('shopify-demo', 'orders/paid', sequence, (payload) => {
    Object.assign(payload['customer'] as object, person);
  });

beforeAll(async () => {
  host = await startHost({ data: folder.path });
  cdp = await openSandboxClient(host.desk);
  const follow = demoRequest('wechat-demo', 'subscribe', 1, (payload) => (payload['FromUserName'] = openid));
  await send(host.url, 'wechat-demo', follow);
  await send(host.url, 'shopify-demo', order(21, { phone: `+86${buyerMobile}`, email: 'lan.21@shop.test' }));
  await settled(host);
  // Somebody else types the buyer's phone.
  await send(host.url, 'shopify-demo', order(22, { phone: `+86${buyerMobile}`, email: 'mu.22@shop.test' }));
  await settled(host);
});
afterAll(async () => {
  await host.stop();
  folder.remove();
});

test('why: from the raw event to the answer of the CDP, masked', async () => {
  const customer = await cdp.customerOf('wechat', `${demoAppId}:${openid}`);
  const { code, out } = await guiyi('why', follower);
  expect(code).toBe(0);
  expect(out).toContain('identity: events 1, customers 1');
  expect(out).toContain('subscribe  wechat-demo');
  expect(out).toMatch(/identity {2}wechat-openid .*oOpe\*{4}01 {2}\(verified, from FromUserName\)/);
  expect(out).toContain(`createCustomerByIdentity autoMerge=false → "${customer}"`);
  expect(out).not.toContain(openid);
});

test('why --reveal shows the values and what came', async () => {
  expect(await guiyi('why', openid, '--reveal')).toMatchObject({
    code: 2,
    out: '',
    err: expect.stringContaining('--why'),
  });
  const { out } = await guiyi('why', openid, '--reveal', '--why', 'a complaint, letter 12', '--by', 'lan');
  expect(out).toContain(`"FromUserName":"${openid}"`);
  const recorded = await guiyi('reveals');
  expect([recorded.code, recorded.out]).toEqual([
    0,
    expect.stringMatching(/^20\d\d-.*Z {2}lan {2}identity {2}oOpe\*{4}01 {2}a complaint, letter 12\n$/),
  ]);
  expect(await host.ask(`/api/why?about=${openid}`).then(JSON.stringify)).not.toContain(`FromUserName":"${openid}`);
});

test('why <customer>, why <event> and --json tell the same story', async () => {
  const customer = (await cdp.customerOf('wechat', `${demoAppId}:${openid}`)) ?? '';
  const story = async (about: string) => {
    const { out } = await guiyi('why', about, '--json');
    expect(out).not.toContain(openid);
    return JSON.parse(out) as { kind: string; events: { id: string }[]; customers: string[] };
  };
  const byCustomer = await story(customer);
  expect(byCustomer).toMatchObject({ kind: 'customer', customers: [customer] });
  const byEvent = await story(byCustomer.events[0]?.id ?? '');
  expect(byEvent).toMatchObject({ kind: 'event', customers: [customer] });
  expect(byEvent.events).toEqual(byCustomer.events);
});

test('why says which values were discarded and which belong to somebody else', async () => {
  const { out } = await guiyi('why', 'email:mu.22@shop.test');
  expect(out).toMatch(/discarded mobile \d{3}\*{4}\d{4} {2}\(from shipping_address\.phone\): receiver/);
  expect(out).toMatch(/withheld {2}mobile 159\*{4}0021/);
});

describe('an address that leads to no desk', () => {
  const elsewhere = temporaryFolder();
  afterAll(() => elsewhere.remove());
  const address = { url: 'http://127.0.0.1:1', desk: 'http://127.0.0.1:1', token: 'of another start', pid: 7 };
  const write = (changes: object) =>
    writeFileSync(addressFile(elsewhere.path), JSON.stringify({ ...address, ...changes }));

  test('nothing was started with this state', async () => {
    await expect(findDesk(join(elsewhere.path, 'nowhere'))).rejects.toThrow(
      /^No front door is running with the state in .*nowhere\/\. Start it with npm start -- --data .*nowhere, or name its state with --data$/,
    );
  });

  test('it is of a version without a desk', async () => {
    write({ desk: undefined, token: undefined });
    await expect(findDesk(elsewhere.path)).rejects.toThrow(
      /address\.json lacks the address of the desk or its token: another version wrote it\. Start npm start again$/,
    );
  });

  test('nothing answers there', async () => {
    write({});
    await expect(findDesk(elsewhere.path)).rejects.toThrow(
      `Nothing answers at http://127.0.0.1:1. Start it with: npm start -- --data ${elsewhere.path}`,
    );
  });

  test('another npm start answers there, and does not take the token', async () => {
    write({ desk: host.desk });
    const said = await findDesk(elsewhere.path).catch(String);
    expect(said).toMatch(
      /http:\/\/127\.0\.0\.1:\d+ does not take the token of .*address\.json: whoever wrote it has ended/,
    );
    expect(said).not.toContain(address.token);
  });
});

test('what nobody knows: a message and exit code 3', async () => {
  const { code, out, err } = await guiyi('why', 'mobile:15931000099');
  expect([code, out]).toEqual([3, '']);
  expect(err).toMatch(
    /^nothing is known about "mobile:15931000099"\nlooked at {2}event ids, order numbers, .* of 3 events/,
  );
  expect(err).toContain('no request was rejected or quarantined');
});

describe('an event is found by what people outside know of it', () => {
  const request = order(204, { phone: '+8615931000023', email: 'qi.204@shop.test' });
  beforeAll(async () => {
    await send(host.url, 'shopify-demo', request);
    await settled(host);
  });

  test.each([
    ['the order’s number as the shop writes it', '#1204', 'order'],
    ['without its sign', '1204', 'order'],
    ['the order’s id', '5810200000204', 'order'],
    [
      'the delivery’s id',
      request.headers['x-shopify-webhook-id'] ?? request.headers['X-Shopify-Webhook-Id'] ?? '',
      'delivery',
    ],
  ])('%s', async (_name, about, kind) => {
    const { code, out } = await guiyi('why', about);
    expect([code, out]).toEqual([0, expect.stringContaining(`${kind}: events 1, customers 1`)]);
    expect(out).toContain('orders/paid  shopify-demo');
  });

  test('a request that was rejected is counted, with its reason, where nothing is known of the order', async () => {
    const forged = { ...order(205, {}), body: '{}' };
    expect((await send(host.url, 'shopify-demo', forged)).status).toBe(401);
    expect((await send(host.url, 'shopify-demo', forged)).status).toBe(401);
    const { code, err } = await guiyi('why', '#1205');
    expect(code).toBe(3);
    expect(err).toMatch(/2 requests of shopify-demo were rejected because signature-mismatch, the last at 20/);
    expect((await guiyi('why', '#1205', '--connection', 'wechat-demo')).err).toContain('no request was rejected');
    expect(await host.ask('/api/requests?connection=shopify-demo')).toMatchObject({
      requests: [{ connection: 'shopify-demo', outcome: 'rejected', reason: 'signature-mismatch', count: 2 }],
    });
  });

  test('log lines have a time', () => {
    expect(host.output()).toMatch(
      /\{"time":"20\d\d-\d\d-\d\dT[^"]*Z","level":"warn","at":"webhook","message":"rejected"/,
    );
  });
});

test('a customer shows the merges in which it survived or ended', async () => {
  const survivor = await createCustomer('member-no=M-OPERATOR-1');
  const loser = await createCustomer(`mobile=${friendMobile}`);
  expect(await createCustomer('member-no=M-OPERATOR-1', `mobile=${friendMobile}`)).toBe(survivor);
  for (const about of [survivor, loser]) {
    expect((await guiyi('why', about)).out).toContain(`merge     ${loser} became part of ${survivor}`);
  }
});

test('discarded values are counted by source and reason', async () => {
  const { code, out } = await guiyi('discarded');
  expect(code).toBe(0);
  expect(out).toMatch(
    /^ +3 {2}receiver {2}mobile at shipping_address\.phone {2}shopify shopify-demo {2}\d{3}\*{4}\d{4}$/m,
  );
  const counts = JSON.parse((await guiyi('discarded', '--json')).out) as { readonly items: unknown };
  expect(counts.items).toContainEqual(expect.objectContaining({ field: 'shipping_address.phone', count: 3 }));
});

test('cases are listed with masked examples', async () => {
  const { code, out } = await guiyi('cases');
  expect(code).toBe(0);
  expect(out).toMatch(/^\w{12} {2}contact-owned-by-another {2}shopify-demo {2}1×/m);
  const chinese = await guiyi('cases', '--lang', 'zh');
  expect(chinese.out).toMatch(
    /^\w{12} {2}contact-owned-by-another {2}shopify-demo {2}1×，\S+ 至 \S+\n {4}mobile .*（事件 \w+）$/m,
  );
  expect(out).not.toContain(buyerMobile);
});

test('events are found by identity and by customer over the API', async () => {
  const customer = (await cdp.customerOf('mobile', buyerMobile)) ?? '';
  const ids = async (query: Record<string, string>) => {
    const found = await host.ask(`/api/events?${new URLSearchParams(query).toString()}`);
    return (found as { events: { id: string }[] }).events.map(({ id }) => id);
  };
  const both = await ids({ identity: `mobile:${buyerMobile}` });
  expect(both).toHaveLength(2);
  const own = await ids({ customer });
  expect(own).toHaveLength(1);
  expect(await ids({ identity: buyerMobile, customer })).toEqual(own);
  expect(await ids({ identity: 'mobile:15931000099' })).toEqual([]);
});

test('export: the customer in the CDP and the own events, and nothing of who typed the same phone', async () => {
  const { code, out } = await guiyi('export', `mobile:${buyerMobile}`, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    subject: { kind: 'mobile', value: buyerMobile },
    customer: {
      id: await cdp.customerOf('mobile', buyerMobile),
      groups: ['Buyers'],
      data: { email: 'lan.21@shop.test' },
    },
    events: [{ type: 'orders/paid', state: 'done', data: { customer: { phone: `+86${buyerMobile}` } } }],
  });
  expect(out).toContain('lan.21@shop.test');
  expect(out).not.toContain('mu.22@shop.test');
});

test('export holds the name that was written, and masks who is somebody else', async () => {
  const { out } = await guiyi('export', `mobile:${buyerMobile}`, '--json');
  const held = z
    .object({
      customer: z.object({ written: z.record(z.string(), z.unknown()) }),
      events: z.array(z.object({ data: z.object({ shipping_address: z.record(z.string(), z.unknown()) }) })),
    })
    .parse(JSON.parse(out));
  expect(held.customer.written).toMatchObject({ name: expect.stringMatching(/^\p{Script=Han}{2,}$/u) });
  const [event] = held.events;
  expect(event?.data.shipping_address).toMatchObject({ phone: expect.stringMatching(/^\+?\d{0,3}\*{4}/) });
  expect(out).not.toMatch(/代收/);
});

test.each([
  ['15931000021', 2],
  ['shoe-size:42', 3],
] as const)('export and erase need a kind, and %s has none', async (identity, erased) => {
  for (const [command, expected] of [
    [['export'], 2],
    [['erase', '--yes'], erased],
  ] as const) {
    const { code, err } = await guiyi(...command, identity);
    expect([code, err]).toEqual([expected, expect.stringContaining('an identity is kind:value or kind:scope:value')]);
  }
});

describe('an erase of nobody suppresses nothing', () => {
  const blocked = async () => (await guiyi('suppressions', '--json')).out;

  test.each([
    ['a number that can be nobody’s', 'mobile:1593100', 'the value can be no mobile (malformed): nothing was erased'],
    ['an address that is none', 'email:lan.shop.test', 'the value can be no email'],
    ['a placeholder', 'mobile:13800138000', 'the value can be no mobile'],
    ['an openid without its app', 'wechat-openid:oOperatorNobody0000000000001', 'not a value that the CDP takes'],
    ['a number that nobody knows', 'mobile:15931000098', 'nobody is known by this mobile: nothing was erased'],
  ])('%s: exit code 3', async (_name, identity, message) => {
    const before = await blocked();
    const { code, out, err } = await guiyi('erase', identity, '--yes');
    expect([code, out, err]).toEqual([3, '', expect.stringContaining(message)]);
    expect(await blocked()).toBe(before);
  });

  test('unless it is said that nobody is known', async () => {
    expect((await guiyi('erase', 'mobile:15931000098', '--yes')).err).toContain('say --unknown');
    const { code, out } = await guiyi('erase', 'mobile:15931000098', '--yes', '--unknown');
    expect([code, out]).toEqual([0, expect.stringContaining('erased    0 customers')]);
    expect((await guiyi('suppressions', 'list', 'mobile:15931000098')).out).toMatch(/erased 20/);
    expect((await guiyi('erase', 'mobile:1593100', '--yes', '--unknown')).code).toBe(3);
  });
});

describe('who is to be blocked or freed must be somebody’s identity', () => {
  test.each([
    ['a misspelt address', ['add', 'email:lan.shop.test'], 'the value can be no email (malformed): nobody is blocked'],
    ['a number with a digit too few', ['lift', 'mobile:1593100009'], 'the value can be no mobile'],
    [
      'an openid without its app',
      ['add', 'wechat-openid:oOperatorNobody0000000000001'],
      'not a value that the CDP takes',
    ],
    ['a misspelt kind', ['add', 'moblie:15931000098'], 'of a kind that is configured; did you mean mobile:…?'],
  ])('%s: exit code 3, and no request about privacy is made of it', async (_name, words, message) => {
    const { code, out, err } = await guiyi('suppressions', ...words, '--why', 'letter 18');
    expect([code, out, err]).toEqual([3, '', expect.stringContaining(message)]);
    expect((await guiyi('privacy', '--json')).out).toBe('{"version":1,"items":[]}\n');
  });

  test('to free who is not blocked is carried out, and said', async () => {
    const { code, err } = await guiyi('suppressions', 'lift', 'mobile:15931000097', '--why', 'letter 19');
    expect([code, err]).toEqual([0, expect.stringContaining('this identity itself is not blocked')]);
  });
});

test('erase does nothing unasked outside a terminal', async () => {
  const { code, err } = await guiyi('erase', follower);
  expect([code, err]).toEqual([2, expect.stringContaining('--yes')]);
  expect(await cdp.customerOf('wechat', `${demoAppId}:${openid}`)).toBeDefined();
});

test('erase --yes forgets the person and shows what was done', async () => {
  const { code, out } = await guiyi('erase', follower, '--yes');
  expect(out).toContain('erased    1 customer; the identity is suppressed from now on');
  expect(code).toBe(0);
  expect(await cdp.customerOf('wechat', `${demoAppId}:${openid}`)).toBeUndefined();
  const event = /event {5}(erase-\S+)/.exec(out)?.[1] ?? '';
  expect((await guiyi('why', event)).out).toContain('member.erase  brand-demo');
});

describe('after an erase nothing of the person is shown, and the outcome stays', () => {
  const mobile = '15931000031';
  const email = 'tan.31@shop.test';
  const clear = /15931000031|tan\.31@shop\.test|谭小雨/;
  let events: readonly string[];
  const clearEvents = async () => {
    const { events: all } = (await host.ask('/api/events?limit=500')) as { events: { id: string }[] };
    return all.filter((event) => clear.test(JSON.stringify(event))).map(({ id }) => id);
  };

  beforeAll(async () => {
    const person = { phone: `+86${mobile}`, email, first_name: '小雨', last_name: '谭' };
    await send(host.url, 'shopify-demo', order(31, person));
    await settled(host);
    // Somebody else types the same phone into an order of theirs.
    await send(host.url, 'shopify-demo', order(32, { phone: `+86${mobile}`, email: 'wu.32@shop.test' }));
    await settled(host);
    const found = (await host.ask(`/api/events?identity=mobile:${mobile}`)) as { events: { id: string }[] };
    events = found.events.map(({ id }) => id);
    expect(events).toHaveLength(2);
    expect((await guiyi('erase', `email:${email}`, '--yes')).code).toBe(0);
    await settled(host);
  });

  test('in why --reveal, the events, their pages and the export', async () => {
    for (const about of [...events, '#1031', `mobile:${mobile}`, `email:${email}`]) {
      const { out, err } = await guiyi('why', about, '--reveal', '--why', 'to see that nothing is left');
      expect(`${out}${err}`.replaceAll(`"${about}"`, '')).not.toMatch(clear);
    }
    expect(await clearEvents()).toEqual([]);
    expect((await guiyi('export', `email:${email}`)).code).toBe(3);
  });

  test('the outcome is still there', async () => {
    const { out } = await guiyi('why', events.at(-1) ?? '');
    expect(out).toContain('orders/paid  shopify-demo');
    expect(out).toContain('the person was erased: what happened is all that is kept');
    expect(out).toContain('done');
  });

  test('the order of somebody else is theirs as before', async () => {
    const { code, out } = await guiyi('why', 'email:wu.32@shop.test', '--reveal', '--why', 'it is another person');
    expect([code, out]).toEqual([0, expect.stringContaining('wu.32@shop.test')]);
    expect(out).not.toMatch(clear);
  });

  test('what comes late is not used and not kept either', async () => {
    await send(host.url, 'shopify-demo', order(33, { phone: `+86${mobile}`, email }));
    await settled(host);
    expect(await clearEvents()).toEqual([]);
  });
});

test('suppressions: added and lifted with a reason, listed without the person', async () => {
  const friend = `mobile:${friendMobile}`;
  expect(await guiyi('suppressions', 'add', friend)).toMatchObject({ code: 2, err: expect.stringContaining('--why') });
  expect((await guiyi('suppressions', 'list', friend)).out).toBe('not blocked\n');
  const added = await guiyi('suppressions', 'add', friend, '--why', 'letter 17');
  expect([added.code, added.out]).toEqual([0, expect.stringMatching(/^suppressed .*\nevent {5}suppress-/)]);
  expect((await guiyi('suppressions', 'list', friend)).out).toMatch(/^i:\S+ {2}suppressed 20/);
  const all = (await guiyi('suppressions')).out;
  expect(all).toContain('suppressed 20');
  expect(all).not.toContain(friendMobile);
  const event = /event {5}(suppress-\S+)/.exec(added.out)?.[1] ?? '';
  expect((await guiyi('why', event, '--reveal', '--why', 'to read its reason')).out).toContain('"why":"letter 17"');
  expect((await guiyi('suppressions', 'lift', friend, '--why', 'letter 18')).code).toBe(0);
  expect((await guiyi('suppressions', 'list', friend)).out).toBe('not blocked\n');
});

/** Tells the CDP without an event; returns the customer. Pairs as `type=value`. */
async function createCustomer(...pairs: readonly string[]): Promise<string> {
  const secrets = JSON.parse(readFileSync('local/demo-secrets.json', 'utf8')) as { cdp: object };
  const post = async (path: string, body: object, token = '') => {
    const headers = { 'content-type': 'application/json', token };
    const response = await fetch(host.desk + path, { method: 'POST', headers, body: JSON.stringify(body) });
    return parseJson(await response.text());
  };
  const { token } = z
    .object({ data: z.object({ token: z.string() }) })
    .parse(await post('/sandbox/token', secrets.cdp)).data;
  const identityList = pairs.map((pair) => {
    const [identityType, identityValue] = pair.split('=');
    return { identityType, identityValue };
  });
  const request = { email: '', emailVerified: 0, gender: 0, identityList };
  const strategies = { identityPriorityStrategy: 'custom', autoMerge: true };
  const answer = await post('/openapi/customer/createCustomerByIdentity', { ...request, ...strategies }, token);
  return z.object({ data: z.string() }).parse(answer).data;
}

test('tour: every source takes what is genuine, and refuses what is forged', async () => {
  const { code, out } = await guiyi('tour', '--json');
  expect(code).toBe(0);
  const tours = out
    .trim()
    .split('\n')
    .map((line) => tourLine.parse(JSON.parse(line)));
  const webhooks = tours.filter(({ events }) => events.every(({ http }) => http));
  expect(webhooks.map(({ connection }) => connection).toSorted()).toEqual(webhookConnections.toSorted());
  expect(tours.length).toBeGreaterThan(webhooks.length);
  const seen = webhooks.flatMap(({ events }) => events.map(({ http }) => http));
  expect(seen.filter((http) => http?.genuine !== 200 || http.again !== 200)).toEqual([]);
  expect(seen.filter((http) => http && (http.forged < 400 || http.forged >= 500))).toEqual([]);
  expect(tours.flatMap(({ events }) => events).length).toBeGreaterThan(60);
});

test('trigger: a secret of another form is a sentence, exit code 5', async () => {
  const file = join(folder.path, 'odd-secrets.json');
  writeFileSync(file, JSON.stringify({ 'shopify-demo': { clientSecrte: 'not-to-be-printed' } }));
  const { code, err } = await guiyi('trigger', 'shopify.orders/paid', '--secrets', file);
  expect([code, err]).toEqual([
    5,
    expect.stringContaining('The secret of shopify-demo lacks what its platform signs with'),
  ]);
  expect(err).not.toContain('not-to-be-printed');
  for (const [wrong, found] of [
    ['README.md', 'no JSON'],
    [join(folder.path, 'nowhere.json'), 'no such file'],
    [folder.path, 'a folder'],
  ] as const) {
    expect(await guiyi('trigger', 'shopify.orders/paid', '--secrets', wrong)).toMatchObject({
      code: 5,
      err: expect.stringContaining(`found ${found}`),
    });
  }
  expect(await guiyi('trigger', 'shopify.orders/paid', '--config', 'nowhere.ts')).toMatchObject({ code: 5 });
});

test.each([['README.md/x'], ['/proc/nowhere'], ['']])('a folder that is none, %j: a sentence', async (data) => {
  const { code, err } = await runGuiyi(['why', '1', '--data', data]);
  expect([5, 8]).toContain(code);
  expect(err).toMatch(/^[A-Z/.].*[\w.]\n$/);
  expect(err).not.toMatch(/\n {4}at /);
});

test('tour: a secret that is not the platform’s is told, with exit code 4', async () => {
  const file = join(folder.path, 'wrong-secrets.json');
  writeFileSync(file, JSON.stringify({ 'shopify-demo': { clientSecret: 'another one' } }));
  const { code, out } = await guiyi('tour', 'shopify-demo', '--secrets', file);
  expect(code).toBe(4);
  expect(out).toContain('the genuine delivery was not accepted');
});

const status = z.number();
const tourLine = z.object({
  connection: z.string(),
  events: z.array(
    z.object({
      event: z.string(),
      http: z.optional(z.object({ genuine: status, again: status, forged: status })),
    }),
  ),
});
