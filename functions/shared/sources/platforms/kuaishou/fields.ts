import { platformId } from '../../../identity/platform-id.ts';
import type { DiscardReason } from '../../../identity/discarded-value.ts';
import { type Json, type JsonObject, scalar } from '../../../json/lossless.ts';

/** The events that name a buyer, in `info.buyerOpenId`. */
const withBuyer: ReadonlySet<string> = new Set([
  'kwaishop_order_addOrder',
  'kwaishop_order_totalFeeChange',
  'kwaishop_order_addressChange',
  'kwaishop_order_addressUpdateAudit',
]);

/** The events that concern a buyer and name an order alone. */
const withoutBuyer: ReadonlySet<string> = new Set([
  'kwaishop_order_paySuccess',
  'kwaishop_order_delivering',
  'kwaishop_order_deliverySuccess',
  'kwaishop_order_orderSuccess',
  'kwaishop_order_orderFail',
  'kwaishop_order_addNote',
  'kwaishop_aftersales_addRefund',
  'kwaishop_aftersales_updateRefund',
]);

export const knownTypes: readonly (readonly [string, 'customer' | 'nobody'])[] = [
  ...[...withBuyer].map((type) => [type, 'customer'] as const),
  ...[...withoutBuyer].map((type) => [type, 'nobody'] as const),
];

export function kuaishouEventNames(type: string): 'buyer' | 'order' | undefined {
  if (withBuyer.has(type)) return 'buyer';
  return withoutBuyer.has(type) ? 'order' : undefined;
}

export type Buyer =
  | { readonly ok: true; readonly sellerId: string; readonly openId: string }
  | { readonly ok: false; readonly reason: DiscardReason | 'empty'; readonly value: Json };

/** Who bought, in the app and with the seller of the message. */
export function kuaishouBuyerOf(data: JsonObject, info: JsonObject): Buyer {
  const value = info['buyerOpenId'] ?? null;
  const openId = platformId('kuaishou-open-id', value);
  if (!openId.ok) return { ok: false, reason: openId.reason, value };
  if (openId.value === data['openId']) return { ok: false, reason: 'shop', value };
  const sellerId = scalar(data['userId']) ?? '';
  // Whether an id is the same with another seller is not documented.
  return /^[1-9]\d*$/.test(sellerId)
    ? { ok: true, sellerId, openId: openId.value }
    : { ok: false, reason: 'ambiguous', value };
}
