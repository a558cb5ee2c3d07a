import type { JsonObject } from '../../functions/shared/json/lossless.ts';
import type { EventRow, Expected } from './event-row.ts';
import { strangers } from './payloads.ts';

const row = (rule: string, type: string, change: JsonObject, expected: Expected, options?: object): EventRow => ({
  platform: 'amazon',
  rule,
  type,
  data: {
    NotificationType: type,
    EventTime: '2026-10-02T08:00:00Z',
    Payload: { OrderChangeNotification: { SellerId: 'A1INVENTED', AmazonOrderId: '902-3159896-1390916', ...change } },
  },
  expected,
  ...(options && { options }),
});

const none = { ignored: 'event-without-customer' };

export const amazonEvents: readonly EventRow[] = [
  row('an order and no buyer', 'ORDER_CHANGE', {}, none),
  row('an order and no buyer', 'ORDER_STATUS_CHANGE', {}, none),
  row('an address’s postal code is nobody', 'ORDER_CHANGE', { Summary: { DestinationPostalCode: '10115' } }, none),
  row('whoever receives it is nobody', 'ORDER_CHANGE', { Phone: strangers.receiver }, none),
  row('an alias is nobody', 'ORDER_CHANGE', { BuyerEmail: 'x1y2z3@marketplace.amazon.de' }, none),
  row('of this seller', 'ORDER_CHANGE', {}, none, { sellerId: 'A1INVENTED' }),
  row('of another seller', 'ORDER_CHANGE', {}, { ignored: 'wrong-account' }, { sellerId: 'A2INVENTED' }),
  row('of tomorrow', 'FEED_PROCESSING_FINISHED', {}, { ignored: 'event-not-handled' }),
];
