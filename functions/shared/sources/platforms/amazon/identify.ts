import { isJsonObject, scalar } from '../../../json/lossless.ts';
import { ignored } from '../../outcomes.ts';
import { knownEvents } from '../../known-events.ts';
import { defineIdentifier } from '../../source.ts';
import { aboutOtherThings, orderChanges } from './events.ts';
import { member, orderChangeIn, readNotification } from './payload.ts';
import { options } from './receive.ts';

/** What a notification of Amazon says about a buyer: nothing. It names an order, and where it goes by postal code. */
export const amazonIdentity = defineIdentifier({
  platform: 'amazon',
  options,
  // No notification of Amazon names a buyer.
  events: () => knownEvents([...orderChanges.entries(), ...aboutOtherThings], () => 'nobody'),
  identify({ type, data }, { sellerId }) {
    const told = aboutOtherThings.get(type);
    if (told !== undefined) return ignored('event-not-handled', `${type} gives no identity: it tells of ${told}`);
    if (!orderChanges.has(type)) return ignored('event-not-handled', `${type} concerns no customer that we know of`);
    const notification = isJsonObject(data) ? readNotification(data) : undefined;
    const change = notification && orderChangeIn(notification.payload);
    if (!change) return ignored('event-without-customer', 'the data hold no change of an order');
    if (sellerId !== undefined && scalar(member(change, 'SellerId')) !== sellerId) {
      return ignored('wrong-account', 'the SellerId is not the connection’s');
    }
    return ignored('event-without-customer', `${type} gives no identity: it names an order and no buyer`);
  },
});
