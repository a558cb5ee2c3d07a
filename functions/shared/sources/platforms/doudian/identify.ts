import type { DiscardedValue } from '../../../identity/discarded-value.ts';
import { isJsonObject, type JsonObject, scalar } from '../../../json/lossless.ts';
import { discard } from '../../../identity/discard.ts';
import { ignored } from '../../outcomes.ts';
import { knownEvents } from '../../known-events.ts';
import { defineIdentifier } from '../../source.ts';
import { options } from './receive.ts';
import { meanings, tagMeaning } from './events.ts';

/** What a message of Doudian says about a buyer: nothing. It names an order; who bought stands in `order.orderDetail`. */
export const doudianIdentity = defineIdentifier({
  platform: 'doudian',
  options,
  // No message of Doudian names a buyer.
  events: () => knownEvents(meanings, () => 'nobody'),
  identify({ type, data }, { shopId }) {
    const meaning = tagMeaning(type);
    if (!meaning) return ignored('event-not-handled', `tag ${type} is not known to concern a customer`);
    const content = isJsonObject(data) ? data['data'] : undefined;
    if (!isJsonObject(content)) return ignored('event-without-customer', 'the data hold no message');
    if (shopId !== undefined && scalar(content['shop_id']) !== shopId) {
      return ignored('wrong-account', 'the shop_id is not the connection’s');
    }
    const detail = `tag ${type} gives no identity: ${meaning}, and the message names no buyer`;
    return ignored('event-without-customer', detail, discardedReceiver(content));
  },
});

/** Whoever takes the parcel: in the clear, masked or encrypted. */
function discardedReceiver({ receiver_msg: receiver }: JsonObject): readonly DiscardedValue[] {
  if (!isJsonObject(receiver)) return [];
  return (['tel', 'encrypt_tel'] as const).flatMap((field) => {
    const value = receiver[field];
    if (value === undefined || value === null || value === '') return [];
    return discard('mobile', `data.receiver_msg.${field}`, value, 'receiver');
  });
}
