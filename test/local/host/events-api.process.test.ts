import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningHost, startHost, temporaryFolder } from '../../end-to-end/running-host.ts';
import { demoRequest, send } from '../../end-to-end/samples.ts';
import { settled } from '../../end-to-end/sandbox-client.ts';

const folder = temporaryFolder();
let host: RunningHost;

interface Page {
  readonly events: readonly { readonly id: string; readonly connection: string; readonly state: string }[];
  readonly next?: string;
  readonly previous?: string;
}
const list = (query: string) => host.ask(`/api/events?${query}`) as Promise<Page>;

beforeAll(async () => {
  host = await startHost({ data: folder.path });
  for (let sequence = 1; sequence <= 5; sequence++) {
    await send(host.url, 'shopify-demo', demoRequest('shopify-demo', 'orders/paid', sequence));
  }
  await send(host.url, 'wechat-demo', demoRequest('wechat-demo', 'subscribe', 1));
  await settled(host);
});
afterAll(async () => {
  await host.stop();
  folder.remove();
});

describe('a filter that is not known is an error', () => {
  test.each([
    ['conection=shopify-demo', '"conection" is no name that is known here: did you mean connection?'],
    ['connection=shopify-demo&stat=done', 'did you mean state?'],
    ['state=dead', 'state must be queued or waiting or done'],
    ['since=yesterday', 'since must be a time with its offset'],
    ['limit=0', 'limit must be a number from 1 to 500'],
    ['limit=10000', 'limit must be a number from 1 to 500'],
    ['after=newest', 'after must be the position of an event'],
    ['reason=', 'reason must not be empty'],
  ])('%s', async (query, message) => {
    const failed = await list(query).then(
      () => 'an answer',
      (error: Error) => error.message,
    );
    expect(failed).toMatch(/HTTP 400/);
    expect(failed.replaceAll('\\"', '"')).toContain(message);
  });
});

test.each([
  ['suppressions?identiy=mobile:15931000001', '"identiy" is no name that is known here: did you mean identity?'],
  ['suppressions?identity=', 'identity must not be empty'],
  ['export?identiy=mobile:15931000001', 'did you mean identity?'],
  ['receipts?event=e', 'source must be a string'],
  ['dead-letters?resaon=cdp-refused', 'did you mean reason?'],
  ['dead-letters/groups?grup=1', 'is no name that is known here'],
  ['quarantine?conection=shop', 'did you mean connection?'],
  ['cases?wich=decided', 'did you mean which?'],
  ['privacy-requests?wich=decided', 'did you mean which?'],
  ['requests?conn=shop', 'is no name that is known here'],
  ['status?connection=shop', '"connection" is no name that is known here: there is none'],
  ['reveals?by=lan', 'there is none'],
  ['jobs?state=done', 'there is none'],
])('%s asks for what no list can give: an error, and no other list', async (path, message) => {
  const failed = await host.ask(`/api/${path}`).then(
    () => 'an answer',
    (error: Error) => error.message,
  );
  expect(failed).toMatch(/HTTP 400/);
  expect(failed.replaceAll('\\"', '"')).toContain(message);
});

test.each([
  ['pause', { by: 'lan', why: ' ' }, 'why must not be empty'],
  ['pause', { by: '\u3000', why: 'the tenant moves' }, 'by must not be empty'],
  ['reveals', { about: '#1001', by: 'lan', why: '\t\n' }, 'why must not be empty'],
  ['erase', { identity: ' ' }, 'identity must not be empty'],
])('%s %j: blanks are no reason, and no name', async (path, body, message) => {
  await expect(host.ask(`/api/${path}`, body)).rejects.toThrow(message);
});

test('a filter chooses, and shows no others', async () => {
  const all = await list('connection=shopify-demo');
  expect(new Set(all.events.map(({ connection }) => connection))).toEqual(new Set(['shopify-demo']));
  expect(all.events).toHaveLength(5);
  expect((await list('connection=nowhere')).events).toEqual([]);
  expect((await list('type=subscribe&state=done')).events).toHaveLength(1);
  expect((await list('state=dead-lettered')).events).toEqual([]);
  expect((await list('order=%231003')).events).toHaveLength(1);
  expect((await list('order=1003&connection=wechat-demo')).events).toEqual([]);
});

test('pages lead on and back', async () => {
  const first = await list('connection=shopify-demo&limit=2');
  expect([first.events.length, first.previous]).toEqual([2, undefined]);
  const second = await list(`connection=shopify-demo&limit=2&after=${first.next}`);
  const third = await list(`connection=shopify-demo&limit=2&after=${second.next}`);
  expect([third.events.length, third.next]).toEqual([1, undefined]);
  const back = await list(`connection=shopify-demo&limit=2&before=${second.previous}`);
  expect(back.events).toEqual(first.events);
});

test('events that wait for the CDP are counted as waiting, by reason, with the oldest', async () => {
  await fetch(`${host.desk}/sandbox/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ mode: 'http-500', count: 1000 }),
  });
  await send(host.url, 'shopify-demo', demoRequest('shopify-demo', 'orders/paid', 71));
  await expect
    .poll(() => host.ask('/api/status'), { timeout: 30_000 })
    .toMatchObject({
      events: {
        waiting: 1,
        inFlight: 0,
        later: 1,
        oldest: expect.stringMatching(/^20\d\d-/),
        byReason: [{ reason: 'cdp-unavailable', count: 1, oldest: expect.stringMatching(/^20\d\d-/) }],
      },
    });
  expect((await list('state=waiting&reason=cdp-unavailable')).events).toHaveLength(1);
});
