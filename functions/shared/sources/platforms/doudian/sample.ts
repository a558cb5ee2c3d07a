import { defineSampler, type SampleContext, type SamplePayload } from '../../source.ts';
import { writeBareIds } from '../../write-bare-ids.ts';
import { options, secret, signatureOf } from './receive.ts';

/** Of a connection that names no shop. */
const SAMPLE_SHOP = '20000001';
const BARE_IDS = new Set(['p_id', 's_id', 's_ids', 'shop_id', 'aftersale_id']);

/** Builds messages about invented orders and signs them as Doudian does, one in a list. */
export const doudianSample = defineSampler({
  platform: 'doudian',
  options,
  secret,
  events: {
    '100': (context, { shopId }) => ({ ...order(context, shopId), create_time: seconds(context), pay_type: 0 }),
    '101': (context, { shopId }) => ({
      ...order(context, shopId),
      pay_time: seconds(context),
      pay_type: 2,
      pay_amount: 28_800,
    }),
    '102': (context, { shopId }) => ({
      ...order(context, shopId),
      receiver_msg: {
        name: '代*',
        tel: '159****0059',
        encrypt_name: '#inVeNted#c2FtcGxlLW5hbWU=#1##',
        encrypt_tel: '$inVeNted$c2FtcGxlLXRlbA==$1$$',
      },
    }),
    '106': (context, { shopId }) => ({ ...order(context, shopId), cancel_time: seconds(context) }),
    '206': (context, { shopId }) => ({
      aftersale_id: `7${orderOf(context).slice(1)}`,
      aftersale_status: 12,
      p_id: orderOf(context),
      s_id: orderOf(context),
      shop_id: shopId ?? SAMPLE_SHOP,
      refund_amount: 28_800,
    }),
  },
  sign(event, payload, live, settings, context) {
    const data = writeBareIds(payload, BARE_IDS);
    const msgId = `${orderOf(context)}::${event}:${seconds(context)}:${context.sequence}`;
    const body = JSON.stringify([{ tag: event, msg_id: msgId, data }]);
    return {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'app-id': live.appKey,
        'event-sign': signatureOf(body, live, settings),
      },
      rawQuery: '',
      body,
    };
  },
});

function order(context: SampleContext, shopId = SAMPLE_SHOP): SamplePayload {
  return { p_id: orderOf(context), s_ids: [orderOf(context)], shop_id: shopId, order_status: 1, order_type: 0, biz: 2 };
}

/** 19 digits, as Doudian's own. */
function orderOf({ sequence }: SampleContext): string {
  return String(6_900_000_000_000_000_001n + BigInt(sequence));
}

function seconds({ now }: SampleContext): number {
  return Math.floor(now / 1000);
}
