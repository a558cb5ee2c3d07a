import type { Trigger, Upsert } from '../../../change/customer-change.ts';
import type { AnsweredLookUp, Identified } from '../../../enrichment/enricher.ts';
import type { LookUp } from '../../../enrichment/look-up.ts';
import { discard } from '../../../identity/discard.ts';
import type { DiscardedValue } from '../../../identity/discarded-value.ts';
import { platformId } from '../../../identity/platform-id.ts';
import { isJsonObject, type Json, type JsonObject, scalar } from '../../../json/lossless.ts';
import { type Acted, actReader } from '../../act.ts';
import { ignored } from '../../outcomes.ts';

export const ORDER_DETAIL = 'order.orderDetail';
const CREATED = '100';
const PAID = '101';
const CASH_ON_DELIVERY = '0';

/** What the person has done by placing the order, or by paying for it. */
export function actOf(tag: string, content: JsonObject, order: JsonObject): Acted & Pick<Upsert, 'triggers'> {
  const triggers = triggersOf(tag, content);
  const isAct = tag === CREATED || triggers.includes('paid-order');
  return { triggers, ...actReader({ kind: 'order', created: 'create_time', ...(isAct && { isAct }) })(order) };
}

export function doudianBuyerOf(
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
export function receiverOf(order: JsonObject): readonly DiscardedValue[] {
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
export function doudianOrderIn(answer: JsonObject, { account, request }: LookUp): JsonObject | undefined {
  const order = isJsonObject(answer['data']) ? answer['data']['shop_order_detail'] : undefined;
  if (!isJsonObject(order)) return undefined;
  const isAsked = request.body === JSON.stringify({ shop_order_id: scalar(order['order_id']) });
  const shop = scalar(order['shop_id']);
  return isAsked && (shop === undefined || account.endsWith(`/${shop}`)) ? order : undefined;
}

export function contentOf(data: Json): JsonObject {
  const content = isJsonObject(data) ? data['data'] : undefined;
  return isJsonObject(content) ? content : {};
}
