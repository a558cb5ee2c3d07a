import { describe, expect, test } from 'vitest';
import { openReading } from '../../../cli/source/connection.ts';
import { judged } from '../../../cli/source/golden.ts';
import { invented } from '../../../cli/source/invent.ts';
import { leavesOf } from '../../../cli/source/leaves.ts';
import { StandIns } from '../../../cli/source/stand-ins.ts';
import type { Json } from '../../../functions/shared/json/lossless.ts';
import { samplers } from '../../../functions/shared/sources/samplers.ts';
import { demoConfig, secrets } from '../../kit/demo.ts';

const config = demoConfig();
const connections = [
  'shopify-demo',
  'shoplazza-demo',
  'shopline-demo',
  'woocommerce-demo',
  'bigcommerce-demo',
  'stripe-demo',
];
const now = Date.parse('2026-03-01T12:00:00+08:00');

/** Every event of these platforms as it would be captured. */
const samples = connections.flatMap((connection) => {
  const { source = '', options } = config.connections[connection] ?? {};
  const sampler = samplers[source];
  return (sampler?.events ?? []).map((event) => {
    const context = { now, sequence: 4711 };
    const payload = sampler?.payload(event, options, context);
    const request = payload && sampler?.sign(event, payload, secrets[connection], options, context);
    if (!request) throw new Error(`no sample ${event}`);
    const body: Json = JSON.parse(request.body);
    return { connection, event, headers: request.headers, body };
  });
});

describe.each(samples)('$connection $event', ({ connection, headers, body }) => {
  const reading = openReading(config, connection);
  const judge = (candidate: Json) => judged(reading, headers, candidate);
  const invention = invented(body, judge, undefined);

  test('says the same of invented people', () => {
    expect(invention).toMatchObject({ ok: true });
    if (!invention.ok) return;
    const outcomes = [judge(body), judge(invention.body)].map((all) =>
      (all ?? []).map(({ said }) => (said.outcome === 'ignored' ? said.reason : said.changes.map(({ kind }) => kind))),
    );
    expect(outcomes[1]).toEqual(outcomes[0]);
  });

  test('holds no contact, id or name of the captured person', () => {
    if (!invention.ok) throw new Error(invention.detail);
    const written = JSON.stringify(invention.body);
    const personal = (judge(body) ?? []).flatMap(({ said }) =>
      said.outcome === 'ignored' ? [] : said.changes.flatMap(({ identities }) => identities.map(({ value }) => value)),
    );
    expect(personal.filter((value) => written.includes(value))).toEqual([]);
    for (const leaf of leavesOf(body)) {
      if (/@mail\.example|154\d{8}|晓岚|子墨|雨桐|思远|嘉宁|一帆|若溪/.test(String(leaf)))
        expect(written).not.toContain(leaf);
    }
  });
});

describe('stand-ins', () => {
  const standIns = () => new StandIns(undefined);
  test.each([
    ['15424681357', '15931000001'],
    ['+86 154-2468-1357', '+86 159-3100-0001'],
    ['008615424681357', '008615931000001'],
    ['Lan@Mail.Example', 'person-1@golden.test'],
  ])('the contact %s is written as %s', (contact, standIn) => {
    expect(standIns().contact(contact)).toBe(standIn);
  });

  test('one contact in two writings is one invented contact', () => {
    const all = standIns();
    expect([all.contact('15424681357'), all.contact('+8615424681357'), all.contact('15424681358')]).toEqual([
      '15931000001',
      '+8615931000001',
      '15931000002',
    ]);
  });

  test('a foreign number stays one of its country', () => {
    expect(standIns().contact('+33 6 12 34 56 78')).toMatch(/^\+33 6 12 34 5\d \d\d$/);
  });

  test.each(['138****1234', 'no-reply@shop.example', 'lan', '7', ''])('%j is no contact', (text) => {
    expect(standIns().contact(text)).toBeUndefined();
  });

  test.each([
    ['M-0042', 'X-0001'],
    ['林晓岚', '甲甲乙'],
    ['2026-03-01T12:00:00+08:00', '2026-03-01T12:00:00+08:00'],
    ['2026-03-01', '2026-03-01'],
    [123_456, 700_001],
    [12, 12],
    [1.5, 1.5],
  ])('%j is filled as %j', (leaf, standIn) => {
    expect(standIns().filling(leaf)).toBe(standIn);
  });

  test('no two texts become one', () => {
    const all = standIns();
    const filled = Array.from({ length: 900 }, (_, index) => all.filling(`order-${1000 + index}`));
    expect(new Set(filled).size).toBe(900);
  });

  test('of an id with a prefix only what is behind it', () => {
    expect(standIns().tail('cus_NffrFeUfNV2Hib')).toMatch(/^cus_Xaaa/);
  });
});
