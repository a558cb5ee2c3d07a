import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SamplePayload } from '../../functions/shared/sources/source.ts';
import { counts, type Sort, sorts, type Uses } from '../../operations/cost/counts.ts';
import { demoAppId } from '../end-to-end/samples.ts';
import { sampleRequest } from '../kit/demo.ts';
import { openId } from '../kit/wechat-ids.ts';
import { type CountedBundles, type Sent, startCountedBundles } from './bundles-between-counters.ts';

// What an event uses, counted as the deployed files use it. GUIYI_WRITE=1 writes operations/cost/counts.json anew.

const FILE = join(import.meta.dirname, '../../operations/cost/counts.json');
let bundles: CountedBundles | string;
const measured = {} as Record<Sort, Uses>;

const started = Date.now() - 3_600_000;
let seconds = 0;
/** Each a second after the one before: of two events at one time it would be chance which counts as the later. */
const nextTime = (): number => started + (seconds += 1) * 1000;

const happened = (
  connection: 'shopify-demo' | 'wechat-demo',
  event: string,
  sequence: number,
  change: (payload: SamplePayload) => void,
) => sampleRequest(connection, event, { now: nextTime(), sequence, change });

/** `number` tells the orders of one person apart. */
const order = (event: string, person: number, number: number, firstName?: string): Sent => ({
  connection: 'shopify-demo',
  request: happened('shopify-demo', event, person, (payload) => {
    const id = 5_820_000_000_000 + number;
    const named = { id, admin_graphql_api_id: `gid://shopify/Order/${id}`, name: `#${number}` };
    if ('line_items' in payload) Object.assign(payload, named);
    const customer = ('customer' in payload ? payload['customer'] : payload) as Record<string, unknown>;
    if (firstName !== undefined) customer['first_name'] = firstName;
  }),
});
const push = (event: string, person: number): Sent => ({
  connection: 'wechat-demo',
  request: happened('wechat-demo', event, person, (payload) => {
    payload['FromUserName'] = openId(`oCost${String(person).padStart(8, '0')}`);
  }),
});
const bound = (id: string, ...identities: object[]): Sent => {
  const time = new Date(nextTime()).toISOString();
  const source = '/brand-events/brand-demo';
  const fixed = { specversion: '1.0', source, type: 'member.bound', datacontenttype: 'application/json' };
  return { inlet: { ...fixed, id, time, receivedtime: time, data: { identities }, connection: 'brand-demo' } };
};
const openid = (person: number) => ({
  kind: 'wechat-openid',
  scope: demoAppId,
  value: openId(`oCost${String(person).padStart(8, '0')}`),
});
const mobile = (person: number) => ({ kind: 'mobile', value: `1593100${String(person).padStart(4, '0')}` });
const memberNo = (person: number) => ({ kind: 'member-no', value: `COST-${person}` });

/** Of each sort: what has happened before, and the event that is counted. */
const stories: Readonly<Record<Sort, (person: number) => readonly Sent[]>> = {
  newOrder: (person) => [order('orders/paid', person, person)],
  knownOrder: (person) => [order('orders/paid', person, person), order('orders/paid', person, person + 500)],
  profileUpdate: (person) => [order('orders/paid', person, person), order('customers/update', person, 0, '改名')],
  follow: (person) => [push('subscribe', person)],
  unfollow: (person) => [push('subscribe', person), push('unsubscribe', person)],
  click: (person) => [push('subscribe', person), push('CLICK', person), push('VIEW', person)],
  clickWithLook: (person) => [push('subscribe', person), push('CLICK', person), push('VIEW', person)],
  logIn: (person) => [
    push('subscribe', person),
    bound(`member ${person}`, memberNo(person), mobile(person)),
    bound(`join ${person}`, memberNo(person), openid(person)),
  ],
};

beforeAll(async () => {
  bundles = await startCountedBundles();
  if (typeof bundles === 'string') return;
  // The groups are made, and the functions are warm.
  const before = [order('orders/paid', 901, 901), ...stories.logIn(902)];
  for (const sent of before) await bundles.count(sent);
  await bundles.count(push('CLICK', 902), true);
  for (const [index, sort] of sorts.entries()) {
    const events = stories[sort](100 + index);
    for (const [place, sent] of events.entries()) {
      const looks = sort === 'clickWithLook' && place === events.length - 1;
      measured[sort] = await bundles.count(sent, looks);
    }
  }
  if (process.env['GUIYI_WRITE'] === '1') {
    const text = { measured: new Date().toISOString().slice(0, 10), events: measured };
    writeFileSync(FILE, `${JSON.stringify(text, undefined, 2)}\n`);
  }
}, 120_000);

afterAll(async () => {
  if (typeof bundles !== 'string') await bundles.stop();
});

describe('what one event uses is what counts.json says', () => {
  test.for(sorts)('%s', (sort, { skip }) => {
    if (typeof bundles === 'string') skip(`LEFT OUT: ${bundles}`);
    const { logBytes, cdpBytes, ...exact } = measured[sort];
    const { logBytes: logBefore, cdpBytes: cdpBefore, ...known } = counts.events[sort];
    expect(exact).toEqual(known);
    // Times and tokens in them are not always as long.
    expect(Math.abs(logBytes - logBefore)).toBeLessThanOrEqual(Math.max(100, logBefore * 0.2));
    expect(Math.abs(cdpBytes - cdpBefore)).toBeLessThanOrEqual(Math.max(100, cdpBefore * 0.2));
  });
});
