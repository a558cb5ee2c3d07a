import { defineSampler, type SampleContext } from '../../source.ts';
import { URL_KEY } from '../../url-key.ts';
import { options, secret } from './receive.ts';

/** Of a connection that names no shop. */
const SAMPLE_SHOP = '5f0000000000000000000001';

/** Builds messages about invented orders, one in a list. What Xiaohongshu writes into `sign` is not known. */
export const xiaohongshuSample = defineSampler({
  platform: 'xiaohongshu',
  proof: 'query',
  options,
  secret,
  events: {
    msg_fulfillment_status_change: (context) => ({
      orderId: orderOf(context),
      orderStatus: 2,
      updateTime: context.now,
    }),
    msg_fulfillment_receiver_change: (context) => ({
      orderId: orderOf(context),
      openAddressId: 'guiyi-sample-address',
      updateTime: context.now,
    }),
    msg_after_sale_create: (context) => ({
      returnsId: `R${orderOf(context).slice(1)}`,
      orderId: orderOf(context),
      returnType: 1,
      requestFrom: 1,
      refundFee: 288.5,
      updateTime: context.now,
    }),
  },
  sign(event, payload, { urlKey }, { sellerId }, { now }) {
    return {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'app-key': 'guiyi-sample-app',
        timestamp: String(Math.floor(now / 1000)),
        sign: 'not-known',
      },
      rawQuery: `${URL_KEY}=${encodeURIComponent(urlKey)}`,
      body: JSON.stringify([{ msgTag: event, sellerId: sellerId ?? SAMPLE_SHOP, data: JSON.stringify(payload) }]),
    };
  },
});

/** `P` and 18 digits. */
function orderOf({ sequence }: SampleContext): string {
  return `P${String(600_000_000_000_000_001n + BigInt(sequence))}`;
}
