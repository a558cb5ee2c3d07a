import { hash } from 'node:crypto';
import * as z from 'zod/mini';
import { defineSampler, type SampleContext, type SamplePayload } from '../../source.ts';
import { type AmazonOptions, options } from './receive.ts';

/** Of a connection that names no seller. */
const SAMPLE_SELLER = 'A1GUIYISAMPLE';

/** Builds notifications about invented orders, as Amazon puts them into the queue. */
export const amazonSample = defineSampler({
  platform: 'amazon',
  transport: 'inlet',
  options,
  secret: z.strictObject({}),
  events: {
    ORDER_CHANGE: (context, settings) => orderChange('OrderLevel', context, settings),
    'ORDER_CHANGE/item': (context, settings) => orderChange('OrderItemLevel', context, settings),
  },
  sign(event, payload, _secret, _options, { now, sequence }) {
    const type = event.replace(/\/.*/, '');
    const time = new Date(now).toISOString();
    const body = JSON.stringify({
      NotificationVersion: '1.0',
      NotificationType: type,
      PayloadVersion: '1.0',
      EventTime: time,
      Payload: payload,
      NotificationMetadata: {
        ApplicationId: 'amzn1.sellerapps.app.00000000-0000-4000-8000-000000000001',
        SubscriptionId: '00000000-0000-4000-8000-000000000002',
        PublishTime: time,
        NotificationId: inventUuid(event, String(now), String(sequence)),
      },
    });
    return { method: 'POST', headers: {}, rawQuery: '', body };
  },
});

function orderChange(level: string, { now, sequence }: SampleContext, { sellerId }: AmazonOptions): SamplePayload {
  return {
    OrderChangeNotification: {
      NotificationLevel: level,
      SellerId: sellerId ?? SAMPLE_SELLER,
      AmazonOrderId: `902-${String(3_000_000 + sequence)}-1234567`,
      OrderChangeType: 'OrderStatusChange',
      OrderChangeTrigger: { TimeOfOrderChange: new Date(now).toISOString(), ChangeReason: null },
      Summary: {
        MarketplaceId: 'A1PA6795UKMFR9',
        OrderStatus: 'Unshipped',
        PurchaseDate: new Date(now).toISOString(),
        DestinationPostalCode: '10115',
        FulfillmentType: 'MFN',
        OrderType: 'StandardOrder',
        OrderItems: [{ OrderItemId: '00000000000001', SellerSKU: 'TEA-GIFT-01', Quantity: 1 }],
      },
    },
  };
}

function inventUuid(...parts: readonly string[]): string {
  const digits = hash('sha256', parts.join(' '), 'hex');
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
}
