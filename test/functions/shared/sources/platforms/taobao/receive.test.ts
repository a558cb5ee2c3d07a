import { describe, expect, test } from 'vitest';
import { demoConfig } from '../../../../../kit/demo.ts';
import { openInlet } from '../../../../../kit/inlet.ts';
import { CONTENT, message, omid, openUid, options, ouid, request, source } from './messages.ts';

const paid = message('taobao_trade_TradeBuyerPay');
const inbox = (more: object = {}) =>
  openInlet(demoConfig({ connections: { tmall: { source: 'taobao', options, trust: 'queue', ...more } }, groups: {} }));

describe('a message of TMC comes through the inlet alone', () => {
  test('named by an attribute', async () => {
    expect(await inbox().put(JSON.stringify(paid), { connection: 'tmall' })).toMatchObject([
      {
        source: '/taobao/tmall',
        type: 'taobao_trade_TradeBuyerPay',
        subject: `12000001:${openUid}`,
        time: '2026-03-01T12:00:00+08:00',
        data: { content: { tid: '3000000000000000001' } },
      },
    ]);
  });

  test('or by its seller', async () => {
    const inlet = { match: [{ path: 'userid', equals: '100000001' }] };
    expect(await inbox({ inlet }).put(JSON.stringify(paid))).toHaveLength(1);
    expect(await inbox({ inlet }).put(JSON.stringify({ ...paid, userid: '2' }))).toBe('inlet-unreadable');
  });

  test('not where the queue is not trusted: nothing in it proves anything', async () => {
    const config = demoConfig({ connections: { tmall: { source: 'taobao', options } }, groups: {} });
    expect(await openInlet(config).put(JSON.stringify(paid), { connection: 'tmall' })).toBe('inlet-untrusted');
  });

  test('nor over HTTP', () => {
    expect(source().judge(request(paid))).toBe('405 not-a-webhook');
  });
});

describe('what is read of it', () => {
  test('content may be an object', () => {
    expect(source().event(request({ ...paid, content: { buyer_open_uid: openUid } }))).toMatchObject({
      subject: `12000001:${openUid}`,
    });
  });

  test.each<readonly [string, object, object]>([
    ['the buyer in the app', paid, { subject: `12000001:${openUid}` }],
    ['the member in the shop', message('tmall_mei_PointChange', { ouid, omid }), { subject: `100000001:${ouid}` }],
    [
      'the member by brand, where the shop is silent',
      message('tmall_mei_PointChange', { omid }),
      { subject: `100000001:${omid}` },
    ],
    [
      'the order, where nobody is named',
      message('taobao_trade_TradeClose', CONTENT.replace(openUid, '')),
      { partitionKey: 'order:3000000000000000001' },
    ],
    ['nothing', message('tmall_mei_CrmBind', { type: 1 }), {}],
  ])('ordered by %s', (_name, body, ordering) => {
    const { subject, partitionKey } = source().event(request(body));
    expect({ ...(subject && { subject }), ...(partitionKey && { partitionKey }) }).toEqual(ordering);
  });

  test.each([
    ['as Taobao writes times', '2026-03-01 12:00:00', '2026-03-01T12:00:00+08:00'],
    ['milliseconds', 1_772_337_600_123, '2026-03-01T04:00:00.123Z'],
    ['a day that there is not', '2026-13-01 12:00:00', undefined],
    ['nothing', null, undefined],
  ])('a time: %s', (_name, time, read) => {
    expect(source().event(request({ ...paid, time })).time).toBe(read);
  });

  test('sent again it is the same event; another id or topic is another; without an id the content decides', () => {
    const id = (body: object) => JSON.stringify(source().event(request(body)).idParts);
    expect(id({ ...paid, retried: 3 })).toBe(id(paid));
    expect(id({ ...paid, id: '7100000000000000002' })).not.toBe(id(paid));
    expect(id({ ...paid, topic: 'taobao_trade_TradeSuccess' })).not.toBe(id(paid));
    const { id: _, ...bare } = paid;
    expect(id({ ...bare, retried: 3 })).toBe(id(bare));
    expect(id({ ...bare, time: '2026-03-01 12:00:01' })).not.toBe(id(bare));
  });

  test('an id that is a bare number keeps its digits', () => {
    const text = JSON.stringify(paid).replace('"7100000000000000001"', '7100000000000000001');
    expect(source().event(request(text)).idParts).toEqual(source().event(request(paid)).idParts);
  });

  test.each<readonly [string, object | string, string]>([
    ['no JSON', 'topic=1', 'body-malformed'],
    ['a list', '[]', 'body-malformed'],
    ['no topic', message(null), 'type-missing'],
    ['content of a known topic that is no JSON', message('taobao_trade_TradeBuyerPay', 'x'), 'body-malformed'],
    ['no content', message('taobao_trade_TradeBuyerPay', null), 'body-malformed'],
  ])('not to be read: %s', (_name, body, reason) => {
    expect(source().decode(request(body))).toMatchObject({ outcome: 'undecodable', reason });
  });

  test('of another topic the content may be anything', () => {
    expect(source().event(request(message('taobao_item_ItemUpdate', 'x')))).toMatchObject({ data: { content: 'x' } });
  });
});
