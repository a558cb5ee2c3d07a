import type { Normalized } from '../../../identity/normalized.ts';
import { platformId } from '../../../identity/platform-id.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../json/lossless.ts';
import type { DiscardedValue, DiscardReason } from '../../../identity/discarded-value.ts';
import { discard } from '../../../identity/discard.ts';

/**
 * The fields of an order that name its buyer, as JD's own Java library has them:
 * `com.jd.open.api.sdk.domain.order.OrderQueryJsfService.response.get.OrderSearchInfo`. Both stand in it only where the caller
 * asks for them in `optional_fields`.
 */
const FIELDS = [
  ['xid_buyer', 'jd-xid'],
  ['open_id_buyer', 'jd-open-id'],
] as const;

export interface JdId {
  readonly field: (typeof FIELDS)[number][0];
  readonly kind: (typeof FIELDS)[number][1];
  readonly value: Json;
  readonly id: Normalized;
}

/** What stands in these fields, judged by its form. */
export function jdIdsIn(order: JsonObject): readonly JdId[] {
  return FIELDS.map(([field, kind]) => {
    const value = order[field] ?? null;
    return { field, kind, value, id: platformId(kind, value) };
  });
}

/** The ids of the shop itself. */
export const SELLERS = ['xid_seller', 'open_id_seller'] as const;

/** What an order holds beside the buyer's ids, and what never is a customer's identity. */
export function discardedOfJd(order: JsonObject): readonly DiscardedValue[] {
  const consignee = isJsonObject(order['consigneeInfo']) ? order['consigneeInfo'] : {};
  return [
    // The name of an account, which JD encrypts for third parties or gives them no longer.
    ...['pin', 'realPin'].flatMap((field) => tell('jd-pin', field, order[field], 'ambiguous')),
    ...['mobile', 'telephone'].flatMap((field) =>
      tell('mobile', `consigneeInfo.${field}`, consignee[field], 'receiver'),
    ),
  ];
}

function tell(kind: string, field: string, value: Json | undefined, reason: DiscardReason): readonly DiscardedValue[] {
  return value === undefined || value === null || value === '' ? [] : discard(kind, field, value, reason);
}
