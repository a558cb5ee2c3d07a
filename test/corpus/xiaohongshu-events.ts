import type { Json } from '../../functions/shared/json/lossless.ts';
import type { EventRow, Expected } from './event-row.ts';
import { strangers } from './payloads.ts';

const row = (rule: string, tag: string, data: Json, expected: Expected, options?: object): EventRow => ({
  platform: 'xiaohongshu',
  rule,
  type: tag,
  data: { msgTag: tag, sellerId: '5f0000000000000000000001', data },
  expected,
  ...(options && { options }),
});

const none = { ignored: 'event-without-customer' };
const order = { orderId: 'P600000000000000001', orderStatus: 2 };
const STATUS = 'msg_fulfillment_status_change';

export const xiaohongshuEvents: readonly EventRow[] = [
  ...[STATUS, 'msg_fulfillment_delivery_time_change', 'msg_after_sale_create', 'msg_after_sale_refund_finished'].map(
    (tag) => row('an order and no buyer', tag, order, none),
  ),
  row(
    'an address is no person',
    'msg_fulfillment_receiver_change',
    { ...order, openAddressId: 'address-0001' },
    {
      ...none,
      discarded: ['data.openAddressId: receiver'],
    },
  ),
  row('whoever receives it is nobody', STATUS, { ...order, phone: strangers.receiver }, none),
  row('of another shop', STATUS, order, { ignored: 'wrong-account' }, { sellerId: '5f0000000000000000000002' }),
  row('of tomorrow', 'msg_of_tomorrow', order, { ignored: 'event-not-handled' }),
];
