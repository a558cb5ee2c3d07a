import { isJsonObject, scalar } from '../../../json/lossless.ts';
import { ignored } from '../../outcomes.ts';
import { defineIdentifier } from '../../source.ts';
import { options } from './receive.ts';
import { concernsBuyer } from './events.ts';

/** What a message of Pinduoduo says about a buyer: nothing. It names a shop and an order. */
export const pinduoduoIdentity = defineIdentifier({
  platform: 'pinduoduo',
  options,
  // No message of Pinduoduo names a buyer.
  identify({ type, data }, { mallId }) {
    if (!concernsBuyer(type)) return ignored('event-not-handled', `${type} concerns no customer that we know of`);
    const message = isJsonObject(data) ? data['message'] : undefined;
    if (!isJsonObject(message)) return ignored('event-without-customer', 'the data hold no message');
    if (mallId !== undefined && scalar(message['mallID']) !== mallId) {
      return ignored('wrong-account', 'the mallID is not the connection’s');
    }
    return ignored('event-without-customer', `${type} gives no identity: it names an order and no buyer`);
  },
});
