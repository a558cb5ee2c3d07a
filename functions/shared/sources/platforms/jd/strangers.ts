import type { Refusal, RefusalReason } from '../../../identity/refusal.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../json/lossless.ts';
import { refused } from '../../../identity/refused.ts';

/** The ids of the shop itself. */
export const SELLERS = ['xid_seller', 'open_id_seller'] as const;

/** What an order holds beside the buyer's ids, and what never is a customer's identity. */
export function refusedBeside(order: JsonObject): readonly Refusal[] {
  const consignee = isJsonObject(order['consigneeInfo']) ? order['consigneeInfo'] : {};
  return [
    // The name of an account, which JD encrypts for third parties or gives them no longer.
    ...['pin', 'realPin'].flatMap((field) => tell('jd-pin', field, order[field], 'ambiguous')),
    ...['mobile', 'telephone'].flatMap((field) =>
      tell('mobile', `consigneeInfo.${field}`, consignee[field], 'receiver'),
    ),
  ];
}

function tell(kind: string, field: string, value: Json | undefined, reason: RefusalReason): readonly Refusal[] {
  return value === undefined || value === null || value === '' ? [] : refused(kind, field, value, reason);
}
