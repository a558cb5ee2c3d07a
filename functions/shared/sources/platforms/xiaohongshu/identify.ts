import type { DiscardedValue } from '../../../identity/discarded-value.ts';
import { isJsonObject, type JsonObject, scalar } from '../../../json/lossless.ts';
import { discard } from '../../../identity/discard.ts';
import { ignored } from '../../outcomes.ts';
import { knownEvents } from '../../known-events.ts';
import { defineIdentifier } from '../../source.ts';
import { options } from './receive.ts';

/** What a message names, by its tag. */
const tags: ReadonlyMap<string, string> = new Map([
  ['msg_fulfillment_status_change', 'an order'],
  ['msg_fulfillment_receiver_change', 'an order'],
  ['msg_fulfillment_seller_remark_change', 'an order'],
  ['msg_fulfillment_delivery_time_change', 'an order'],
  ['msg_after_sale_create', 'an order'],
  ['msg_after_sale_transfer', 'an order'],
  ['msg_after_sale_audit_pass', 'an order'],
  ['msg_after_sale_confirm_receive', 'an order'],
  ['msg_after_sale_refund_finished', 'an order'],
  ['msg_item_audit_reject', 'goods'],
  ['msg_sku_buyable', 'goods'],
  ['msg_sku_create', 'goods'],
  ['msg_sku_delete', 'goods'],
]);

/** What a message of Xiaohongshu says about a buyer: nothing. It names an order, an after-sale or goods. */
export const xiaohongshuIdentity = defineIdentifier({
  platform: 'xiaohongshu',
  options,
  // No message of Xiaohongshu names a buyer.
  events: () => knownEvents(tags, () => 'nobody'),
  identify({ type, data }, { sellerId }) {
    const named = tags.get(type);
    if (named === undefined) return ignored('event-not-handled', `${type} concerns no customer that we know of`);
    const content = isJsonObject(data) ? data['data'] : undefined;
    if (!isJsonObject(data) || !isJsonObject(content)) {
      return ignored('event-without-customer', 'the data hold no message');
    }
    if (sellerId !== undefined && scalar(data['sellerId']) !== sellerId) {
      return ignored('wrong-account', 'the sellerId is not the connection’s');
    }
    const detail = `${type} gives no identity: it names ${named} and no buyer`;
    return ignored('event-without-customer', detail, discardedAddress(content));
  },
});

/** An address, and never a person. */
function discardedAddress({ openAddressId }: JsonObject): readonly DiscardedValue[] {
  if (typeof openAddressId !== 'string' || openAddressId === '') return [];
  return discard('xiaohongshu-address', 'data.openAddressId', openAddressId, 'receiver');
}
