import { defineSampler, type SampleContext, type SamplePayload } from '../../source.ts';
import { pushBuilders, signPush } from '../../protocols/wechat-push/sample-push.ts';
import { pushUrlCheck } from '../../protocols/wechat-push/findings.ts';
import { options, secret } from './receive.ts';

const BUYER = 'oGuiyiSampleBuyer00000000001';
const PHONE = '15931000043';

const { event, notice } = pushBuilders(BUYER);

/** Builds pushes with invented people and encrypts them as the platform does, in JSON, with bare order ids of 64 bits. */
export const wechatStoreSample = defineSampler({
  platform: 'wechat-store',
  options,
  secret,
  events: {
    channels_ec_order_new: order('channels_ec_order_new', () => ({})),
    channels_ec_order_pay: order('channels_ec_order_pay', ({ now }) => ({ pay_time: Math.floor(now / 1000) })),
    channels_ec_order_cancel: order('channels_ec_order_cancel', () => ({ cancel_type: 1 })),
    channels_ec_order_deliver: order('channels_ec_order_deliver', () => ({ finish_delivery: 1 })),
    channels_ec_order_confirm: order('channels_ec_order_confirm', () => ({ confirm_type: 1 })),
    channels_ec_aftersale_update: notice('channels_ec_aftersale_update', (context) => ({
      finder_shop_aftersale_status_update: {
        status: 'USER_WAIT_RETURN',
        after_sale_order_id: `20000${orderId(context)}`,
        order_id: orderId(context),
      },
    })),
    channels_ec_coupon_receive: event('channels_ec_coupon_receive', (context) => ({
      receive_info: { ...coupon(context), receive_time: String(Math.floor(context.now / 1000)) },
    })),
    channels_ec_user_coupon_use: event('channels_ec_user_coupon_use', (context) => ({
      use_info: { ...coupon(context), order_id: orderId(context), use_time: String(Math.floor(context.now / 1000)) },
    })),
    channels_ec_vip_join: event('channels_ec_vip_join', ({ now }) => ({
      user_info: { join_time: Math.floor(now / 1000), phone_number: PHONE, grade: 1 },
    })),
  },
  sign: (_event, payload, live, _options, context) => signPush(payload, live, context, 'json'),
  urlCheck: ({ token }, _options, now) => pushUrlCheck(token, now),
});

function order(name: string, fields: (context: SampleContext) => SamplePayload) {
  return event(name, (context) => ({ order_info: { order_id: orderId(context), ...fields(context) } }));
}

/** Of one store's orders; none fits into a JavaScript number. */
function orderId({ sequence }: SampleContext): string {
  return String(3_705_115_058_471_208_928n + BigInt(sequence));
}

function coupon({ sequence }: SampleContext): SamplePayload {
  return { coupon_id: '19126', user_coupon_id: String(29_730 + sequence) };
}
