import type { Contact } from '../../../identity/contact.ts';
import { platformId } from '../../../identity/platform-id.ts';
import type { Json, JsonObject } from '../../../json/lossless.ts';

/**
 * The fields of an order that name its buyer, as JD's own Java library has them:
 * `com.jd.open.api.sdk.domain.order.OrderQueryJsfService.response.get.OrderSearchInfo`. Both stand in it only where the caller
 * asks for them in `optional_fields`.
 */
const FIELDS = [
  ['xid_buyer', 'jd-xid'],
  ['open_id_buyer', 'jd-open-id'],
] as const;

export interface FoundId {
  readonly field: (typeof FIELDS)[number][0];
  readonly kind: (typeof FIELDS)[number][1];
  readonly value: Json;
  readonly id: Contact;
}

/** What stands in these fields, judged by its form. */
export function idsIn(order: JsonObject): readonly FoundId[] {
  return FIELDS.map(([field, kind]) => {
    const value = order[field] ?? null;
    return { field, kind, value, id: platformId(kind, value) };
  });
}
