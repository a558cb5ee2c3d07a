import type { Trigger, Upsert } from '../../../change/customer-change.ts';
import { type AnsweredLookUp, defineEnricher, type Identified } from '../../../enrichment/enricher.ts';
import { namesNobody } from '../../../enrichment/found.ts';
import type { LookUp } from '../../../enrichment/look-up.ts';
import { type Account, accountKey } from '../../../enrichment/platform-api.ts';
import { platformId } from '../../../identity/platform-id.ts';
import type { DiscardedValue } from '../../../identity/discarded-value.ts';
import { isJsonObject, type Json, type JsonObject, scalar } from '../../../json/lossless.ts';
import { discard, withDiscarded } from '../../../identity/discard.ts';
import { type Acted, actReader } from '../../act.ts';
import { ignored } from '../../outcomes.ts';
import { callOf, doudianApi } from './doudian-api.ts';
import { type DoudianOptions, options } from './receive.ts';

const ORDER_DETAIL = 'order.orderDetail';
const CREATED = '100';
const PAID = '101';
const CASH_ON_DELIVERY = '0';

/** Who bought, by `order.orderDetail`: every message of Doudian names its order alone. */
export const doudianEnrichment = defineEnricher({
  platform: 'doudian',
  options,
  yields: [{ kind: 'doudian-open-id', grade: 'verified' }],
  account: doudianAccountOf,
  unable: (settings) =>
    doudianAccountOf(settings)
      ? undefined
      : 'options.shopId says whose API to ask, and options.appKey in what the buyers’ ids are unique',
  lookUps({ data }, identified, settings) {
    const account = doudianAccountOf(settings);
    const order = scalar(contentOf(data)['p_id']);
    return account && namesNobody(identified) && order !== undefined && /^\d{1,20}$/.test(order)
      ? [askOrderDetail(account, order)]
      : [];
  },
  read(identified, answered) {
    const { event, lookUp, answer } = answered;
    const order = orderIn(answer, lookUp);
    if (!order) return identified;
    const before = identified.outcome === 'ignored' ? (identified.discarded ?? []) : [];
    const discarded = [...before, ...receiverOf(order)];
    const triggers = triggersOf(event.type, contentOf(event.data));
    const isAct = event.type === CREATED || triggers.includes('paid-order');
    return buyerOf(order, answered, { triggers, ...actOf(order, isAct), ...withDiscarded(discarded) });
  },
  probe: (settings) => {
    const account = doudianAccountOf(settings);
    return account && askOrderDetail(account, '1');
  },
});

/** Nothing about an order changes who bought it: an answer that says it serves every message of the order for a while. */
export function askOrderDetail(account: Account, order: string): LookUp {
  return {
    api: ORDER_DETAIL,
    account: accountKey(account),
    request: callOf(ORDER_DETAIL, JSON.stringify({ shop_order_id: order })),
    gives: [],
    mayFill: true,
  };
}

/** Whether an id holds across apps or shops is not documented: it is unique in the app and the shop together. */
export function doudianAccountOf({ appKey, shopId }: DoudianOptions): Account | undefined {
  if (appKey === undefined || shopId === undefined) return undefined;
  const id = `${appKey}/${shopId}`;
  return { api: doudianApi, id, idScope: id };
}

/** @param isAct the message is that the order was placed or paid */
function actOf(order: JsonObject, isAct: boolean): Acted {
  return actReader({ kind: 'order', created: 'create_time', ...(isAct && { isAct }) })(order);
}

function buyerOf(
  { doudian_open_id: value = null }: JsonObject,
  { idScope }: AnsweredLookUp,
  about: Pick<Upsert, 'triggers' | 'act' | 'discarded'>,
): Identified {
  const field = `${ORDER_DETAIL}#shop_order_detail.doudian_open_id`;
  const id = platformId('doudian-open-id', value);
  if (!id.ok) {
    const all = [...(about.discarded ?? []), ...discard('doudian-open-id', field, value, id.reason)];
    return ignored('event-without-customer', `${ORDER_DETAIL} names no buyer`, all);
  }
  const evidence = { grade: 'verified', field } as const;
  const identity = { kind: 'doudian-open-id', scope: idScope, value: id.value, evidence };
  return {
    outcome: 'changes',
    changes: [{ kind: 'upsert', identities: [identity], profile: {}, ...about }],
  };
}

/** Whoever takes the parcel: encrypted, masked, or the virtual number of the day. */
function receiverOf(order: JsonObject): readonly DiscardedValue[] {
  return (['post_tel', 'encrypt_post_tel', 'mask_post_tel'] as const).flatMap((name) => {
    const value = order[name];
    if (value === undefined || value === null || value === '') return [];
    return discard('mobile', `${ORDER_DETAIL}#shop_order_detail.${name}`, value, 'receiver');
  });
}

/** `101` is told of an order that is paid on delivery as well, when the shop has confirmed it. */
function triggersOf(tag: string, content: JsonObject): readonly Trigger[] {
  const method = scalar(content['pay_type']);
  return tag === PAID && method !== undefined && method !== CASH_ON_DELIVERY ? ['paid-order'] : [];
}

/** The order of the answer, if it is the one that was asked after and no other shop's. */
function orderIn(answer: JsonObject, { account, request }: LookUp): JsonObject | undefined {
  const order = isJsonObject(answer['data']) ? answer['data']['shop_order_detail'] : undefined;
  if (!isJsonObject(order)) return undefined;
  const isAsked = request.body === JSON.stringify({ shop_order_id: scalar(order['order_id']) });
  const shop = scalar(order['shop_id']);
  return isAsked && (shop === undefined || account.endsWith(`/${shop}`)) ? order : undefined;
}

function contentOf(data: Json): JsonObject {
  const content = isJsonObject(data) ? data['data'] : undefined;
  return isJsonObject(content) ? content : {};
}
