import { defineEnricher, type Identified } from '../../../enrichment/enricher.ts';
import { onlyUpsert, withFound } from '../../../enrichment/found.ts';
import type { LookUp } from '../../../enrichment/look-up.ts';
import { accountKey } from '../../../enrichment/platform-api.ts';
import type { Identity } from '../../../identity/identity.ts';
import { platformId } from '../../../identity/platform-id.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../json/lossless.ts';
import { actReader, recordAct } from '../../act.ts';
import { wechatAccount } from '../../protocols/wechat-api/account.ts';
import { nothingFound, provedWithoutUnionId, unionIdFound } from '../../protocols/wechat-api/union-id.ts';
import { wechatApi } from '../../protocols/wechat-api/wechat-api.ts';
import { textOf } from '../../protocols/wechat-crypto/push-object.ts';
import { orderHolderOf } from './events.ts';
import { options } from './receive.ts';

const ORDER_GET = 'channels/ec/order/get';

/** Whose order it is, by `channels/ec/order/get`: the unionid of a buyer, and the buyer of an event that names its order alone. */
export const wechatStoreEnrichment = defineEnricher({
  platform: 'wechat-store',
  options,
  yields: [{ kind: 'wechat-unionid', grade: 'verified' }],
  account: wechatAccount,
  lookUps({ type, data }, identified, { appId }) {
    const holder = orderHolderOf(type);
    const order = isJsonObject(data) ? data[holder ?? 'order_info'] : undefined;
    const orderId = isJsonObject(order) ? textOf(order, 'order_id') : undefined;
    const isOpen = holder !== undefined || provedWithoutUnionId(identified, 'wechat-openid').length > 0;
    return orderId !== undefined && isOpen ? [askStoreOrder(appId, orderId)] : [];
  },
  read(identified, { answer, idScope }, { appId }) {
    const order = answer['order'];
    if (!isJsonObject(order)) return identified;
    const known = onlyUpsert(identified) ? identified : ownerOf(order, appId);
    if (!known) return identified;
    const { act } = readAct(order);
    const placed = act?.kind === 'order' ? withFound(known, { ...nothingFound, act }) : known;
    const field = unionIdField(known, order);
    return field === undefined
      ? placed
      : withFound(placed, unionIdFound(`${ORDER_GET}#order.${field}`, order[field], idScope));
  },
  probe: ({ appId }) => askStoreOrder(appId, '1'),
});

/** Whatever the push tells, it tells of this order. */
const readAct = actReader({ kind: 'order', created: 'create_time' });

export function askStoreOrder(appId: string, orderId: string): LookUp {
  return {
    api: ORDER_GET,
    account: accountKey({ api: wechatApi, id: appId }),
    request: { method: 'POST', path: `/${ORDER_GET}`, body: JSON.stringify({ order_id: orderId }) },
    gives: ['wechat-unionid'],
  };
}

/** The owner of an order whose event names no person. */
function ownerOf(order: JsonObject, appId: string): Identified | undefined {
  const id = platformId('wechat-openid', order['openid']);
  if (!id.ok) return undefined;
  const evidence = { grade: 'verified', field: `${ORDER_GET}#order.openid` } as const;
  const identity: Identity = { kind: 'wechat-openid', scope: appId, value: id.value, evidence };
  const profile = { openId: id.value, appId };
  return {
    outcome: 'changes',
    changes: [{ kind: 'upsert', identities: [identity], profile, triggers: [], ...recordAct }],
  };
}

/** A gift has two people: its owner is who receives it, and the other is who has paid. The event is about one of them. */
function unionIdField(known: Identified, order: JsonObject): 'unionid' | 'present_giver_unionid' | undefined {
  const ids = provedWithoutUnionId(known, 'wechat-openid').map(({ value }) => value);
  const isTheirs = (openId: Json | undefined) => typeof openId === 'string' && ids.includes(openId);
  if (isTheirs(order['openid'])) return 'unionid';
  return isTheirs(order['present_giver_openid']) ? 'present_giver_unionid' : undefined;
}
