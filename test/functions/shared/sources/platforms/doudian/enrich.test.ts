import type { Envelope } from '../../../../../../functions/shared/envelope/envelope.ts';
import type { JsonObject } from '../../../../../../functions/shared/json/lossless.ts';
import {
  doudianEnrichment,
  doudianErrorOf,
} from '../../../../../../functions/shared/sources/platforms/doudian/enrich.ts';
import { doudianIdentity } from '../../../../../../functions/shared/sources/platforms/doudian/identify.ts';
import { describe, expect, test } from 'vitest';

const SETTINGS = { appKey: '7000000000000000001', shopId: '20000001' };
const ORDER = '6900000000000000001';
const OPEN_ID = '1@#Invented0Open0Id0000000001';

function configured<T>(checked: { readonly ok: true; readonly value: T } | { readonly ok: false }): T {
  if (!checked.ok) throw new Error('not configured');
  return checked.value;
}
const enricher = configured(doudianEnrichment.configure(SETTINGS));
const identify = configured(doudianIdentity.configure(SETTINGS));

const message = (tag: string, content: JsonObject = {}): Envelope => ({
  specversion: '1.0',
  id: 'e1',
  source: '/doudian/doudian-demo',
  type: tag,
  time: '2026-03-01T04:00:00Z',
  datacontenttype: 'application/json',
  data: { tag, msg_id: '1', data: { p_id: ORDER, shop_id: '20000001', ...content } },
  connection: 'doudian-demo',
  receivedtime: '2026-03-01T04:00:01Z',
});
const lookUps = (event: Envelope) => enricher.lookUps(event, identify(event), { platformOf: () => undefined });

describe('what is asked', () => {
  test.each(['100', '101', '106', '206'])('of tag %s: whose order it is, by its digits', (tag) => {
    expect(lookUps(message(tag))).toEqual([
      {
        api: 'order.orderDetail',
        account: 'https://openapi-fxg.jinritemai.com 7000000000000000001/20000001',
        request: {
          method: 'POST',
          path: '/order/orderDetail',
          query: { method: 'order.orderDetail' },
          body: `{"shop_order_id":"${ORDER}"}`,
        },
        gives: [],
        mayFill: true,
      },
    ]);
  });

  test.each([
    ['a tag that is not known', message('999')],
    ['an order of another shop', message('100', { shop_id: '20000002' })],
    ['a message without an order', message('100', { p_id: null })],
    ['an order that is no number', message('100', { p_id: '1"}' })],
  ])('nothing of %s', (_name, event) => expect(lookUps(event)).toEqual([]));

  test('nothing where app or shop are not named: the ids would have no scope', () => {
    const without = configured(doudianEnrichment.configure({ shopId: '20000001' }));
    expect(without.account).toBeUndefined();
    expect(without.unable).toContain('options.appKey');
    expect(without.lookUps(message('100'), identify(message('100')), { platformOf: () => undefined })).toEqual([]);
  });
});

const PLACED = '2026-01-05T01:30:00.000Z';
const read = (order: JsonObject, event = message('100')) => {
  const [lookUp] = lookUps(event);
  if (!lookUp) throw new Error('nothing to ask');
  const answer = { code: 10_000, data: { shop_order_detail: { order_id: ORDER, ...order } } };
  return enricher.read(identify(event), { event, lookUp, answer, idScope: `${SETTINGS.appKey}/${SETTINGS.shopId}` });
};

describe('what an answer says', () => {
  test('the buyer, in the app and the shop', () => {
    expect(read({ doudian_open_id: OPEN_ID, shop_id: 20_000_001 })).toEqual({
      outcome: 'changes',
      changes: [
        {
          kind: 'upsert',
          identities: [
            {
              kind: 'doudian-open-id',
              scope: '7000000000000000001/20000001',
              value: OPEN_ID,
              evidence: { grade: 'verified', field: 'order.orderDetail#shop_order_detail.doudian_open_id' },
            },
          ],
          profile: {},
          triggers: [],
        },
      ],
    });
  });

  test.each([
    ['paid', '101', { pay_type: 2 }, ['paid-order']],
    ['confirmed, to be paid on delivery', '101', { pay_type: 0 }, []],
    ['said to be paid in no way', '101', {}, []],
    ['created', '100', { pay_type: 2 }, []],
  ])('an order that is %s', (_name, tag, content, triggers) => {
    expect(read({ doudian_open_id: OPEN_ID }, message(tag, content))).toMatchObject({ changes: [{ triggers }] });
  });

  test.each<[string, string, JsonObject, JsonObject, object | undefined]>([
    ['the order is shipped', '102', {}, { create_time: 1_767_576_600 }, { kind: 'order', created: PLACED }],
    ['it is placed', '100', {}, { create_time: 1_767_576_600 }, { kind: 'order', created: PLACED }],
    ['the answer does not say when it was placed', '102', {}, {}, { kind: 'record' }],
    ['nor of a new one', '100', {}, {}, undefined],
    ['nor of one that is paid', '101', { pay_type: 2 }, {}, undefined],
    ['nor of one that the shop has confirmed', '101', { pay_type: 0 }, { create_time: 0 }, { kind: 'record' }],
  ])('when the person acted: %s', (_name, tag, content, answer, act) => {
    const said = read({ doudian_open_id: OPEN_ID, ...answer }, message(tag, content));
    const [change] = said.outcome === 'changes' ? said.changes : [];
    expect(change?.kind === 'upsert' ? change.act : 'nobody').toEqual(act);
  });

  test('nothing of whoever takes the parcel becomes an identity or a field', () => {
    const order = {
      doudian_open_id: OPEN_ID,
      post_tel: '18400000965-7576',
      encrypt_post_tel: '$inVeNted$c2FtcGxl$1$$',
      mask_post_tel: '159****0059',
      post_receiver: '代收',
    };
    const event = message('102', { receiver_msg: { tel: '15931000059' } });
    const said = read(order, event);
    expect(said).toMatchObject({ changes: [{ profile: {}, identities: [{ kind: 'doudian-open-id' }] }] });
    const [change] = said.outcome === 'changes' ? said.changes : [];
    const discarded = change?.kind === 'upsert' ? (change.discarded ?? []) : [];
    expect(discarded.map(({ reason }) => reason)).toEqual(['receiver', 'receiver', 'receiver', 'receiver']);
    expect(JSON.stringify(discarded)).not.toContain('15931000059');
  });

  test.each([
    ['a masked one', '1@****0001', 'masked'],
    ['a phone number', '15931000059', 'wrong-type'],
  ])('no buyer by %s', (_name, value, reason) => {
    expect(read({ doudian_open_id: value })).toMatchObject({
      outcome: 'ignored',
      reason: 'event-without-customer',
      discarded: [{ kind: 'doudian-open-id', reason }],
    });
  });

  test('no buyer where there is none', () => {
    expect(read({ doudian_open_id: '' })).toMatchObject({ outcome: 'ignored', reason: 'event-without-customer' });
  });

  test.each([
    ['another order', { order_id: '6900000000000000002' }],
    ['another shop', { shop_id: '20000002' }],
    ['an order of the same first sixteen digits', { order_id: '6900000000000000000' }],
  ])('%s is not believed', (_name, order) => {
    expect(read({ doudian_open_id: OPEN_ID, ...order })).toEqual(identify(message('100')));
  });
});

test.each([
  [20_000, 'dop.service-error', 'unavailable'],
  [30_001, 'dop.authorization-closed', 'permission'],
  [30_002, 'isv.ip-invalid', 'address'],
  [40_001, 'isv.access-token-missing', 'token'],
  [40_003, 'isv.access-token-expired', 'token'],
  [40_003, 'isv.access-token-no-existed', 'token'],
  [40_003, 'isv.signature-invalid', 'credentials'],
  [40_003, 'isv.app-id-invalid', 'credentials'],
  [40_004, 'isv.parameter-invalid:1', 'person'],
  [50_001, 'dop.token-generate-failed:token-invalid', 'credentials'],
  [50_002, 'isv.business-failed:4', 'person'],
  [60_000, 'isv.rate-limited', 'throttled'],
  [90_000, '', 'unknown'],
])('%s with %s is %s', (code, subCode, kind) => {
  const answer = { code, msg: '一句话', sub_code: subCode, sub_msg: '' };
  expect(doudianErrorOf(answer, { api: 'order.orderDetail', account: '1/2' })).toMatchObject({ kind, code });
});

test('where a token is asked for, nobody is asked after', () => {
  const answer = { code: 50_002, sub_code: 'isv.business-failed:31009' };
  expect(doudianErrorOf(answer, { api: 'token.create', account: '1/2' })).toMatchObject({ kind: 'credentials' });
});
