import { expect, test } from 'vitest';
import type { JsonObject } from '../../../../../../functions/shared/json/lossless.ts';
import {
  askStoreOrder,
  wechatStoreEnrichment,
} from '../../../../../../functions/shared/sources/platforms/wechat-store/enrich.ts';
import { checked } from '../../../../../kit/source.ts';
import { appId, buyer, identify, ORDER } from './pushes.ts';

const enricher = checked(wechatStoreEnrichment.configure({ appId }));
const bought = { order_info: { order_id: ORDER } };
const given = { finder_shop_aftersale_status_update: { order_id: ORDER } };
const placed = { kind: 'order', created: '2026-01-05T01:30:00.000Z' };
const CREATED = { create_time: 1_767_576_600 };

/** What a push and the answer about its order say together. */
function acted(type: string, push: JsonObject, order: JsonObject) {
  const data = { FromUserName: buyer, CreateTime: '1700000004', ...push };
  const event = {
    specversion: '1.0',
    id: 'an-id',
    source: '/wechat-store/store',
    type,
    time: '2026-03-01T04:00:00Z',
    datacontenttype: 'application/json',
    data,
    connection: 'store',
    receivedtime: '2026-03-01T04:00:00Z',
  } as const;
  const answer = { errcode: 0, order: { openid: buyer, unionid: 'oInventedUnion00000000000001', ...order } };
  const answered = { event, lookUp: askStoreOrder(appId, ORDER), answer, idScope: '' };
  const said = enricher.read(identify(type, data), answered);
  const [upsert] = said.outcome === 'changes' ? said.changes : [];
  if (upsert?.kind !== 'upsert') throw new Error('an upsert');
  expect(upsert.identities.map(({ kind }) => kind)).toContain('wechat-unionid');
  return upsert.act;
}

test.each<[string, string, JsonObject, JsonObject, object | undefined]>([
  ['that it was cancelled', 'channels_ec_order_cancel', bought, CREATED, placed],
  ['that it was placed', 'channels_ec_order_new', bought, CREATED, placed],
  ['that it was paid', 'channels_ec_order_pay', bought, CREATED, placed],
  ['an after-sale', 'channels_ec_aftersale_update', given, CREATED, placed],
  ['that it was cancelled, nobody knows when', 'channels_ec_order_cancel', bought, {}, { kind: 'record' }],
  ['that it was placed, nobody knows when', 'channels_ec_order_new', bought, {}, undefined],
  ['an after-sale, nobody knows when', 'channels_ec_aftersale_update', given, {}, { kind: 'record' }],
])('the answer says when the order of a push was placed: %s', (_name, type, push, order, act) => {
  expect(acted(type, push, order)).toEqual(act);
});
