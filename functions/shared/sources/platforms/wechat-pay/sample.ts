import * as z from 'zod/mini';
import { defineSampler, type SampleContext, type SamplePayload } from '../../source.ts';
import { createPrivateKey, randomBytes, sign } from 'node:crypto';
import { sealResource } from './payload.ts';
import { options, type WechatPayOptions } from './receive.ts';
import {
  combinedPayment,
  coupon,
  directPayment,
  memberCard,
  partnerContract,
  partnerPayment,
  payScoreOrder,
  payTimeOf,
  refund,
  SAMPLE_PAY_KEY,
  SAMPLE_PUBLIC_KEY_ID,
  usedCoupon,
  userOf,
  withoutApp,
} from './sample-resources.ts';

interface Sample {
  /** What the platform calls the event, its summary, and what its resource was called. */
  readonly eventType: string;
  readonly summary: string;
  readonly originalType: string;
  readonly resource: (context: SampleContext, options: WechatPayOptions) => SamplePayload;
}

const payment = { eventType: 'TRANSACTION.SUCCESS', summary: '支付成功', originalType: 'transaction' } as const;

/** A payment has three forms, by who received it. */
const samples: Readonly<Record<string, Sample>> = {
  'TRANSACTION.SUCCESS': { ...payment, resource: directPayment },
  'TRANSACTION.SUCCESS/partner': { ...payment, resource: partnerPayment },
  'TRANSACTION.SUCCESS/combined': { ...payment, resource: combinedPayment },
  'REFUND.SUCCESS': {
    eventType: 'REFUND.SUCCESS',
    summary: '退款成功',
    originalType: 'refund',
    resource: (context) => refund(context),
  },
  'PAYSCORE.USER_OPEN_SERVICE': {
    eventType: 'PAYSCORE.USER_OPEN_SERVICE',
    summary: '签约成功',
    originalType: 'payscore',
    resource: (context, settings) => ({
      ...payScoreOrder(context, settings),
      user_service_status: 'USER_OPEN_SERVICE',
    }),
  },
  'PAYSCORE.USER_PAID': {
    eventType: 'PAYSCORE.USER_PAID',
    summary: '微信支付分服务支付成功',
    originalType: 'payscore',
    resource: (context, settings) => ({ ...payScoreOrder(context, settings), state: 'DONE', total_amount: 900 }),
  },
  'MEMBERCARD.ACCEPT_CARD': {
    eventType: 'MEMBERCARD.ACCEPT_CARD',
    summary: '领卡事件',
    originalType: 'membercard',
    resource: (context) => memberCard(context, 'NEW_ACTIVATE'),
  },
  'MEMBERCARD.ACTIVATE_CARD': {
    eventType: 'MEMBERCARD.ACTIVATE_CARD',
    summary: '激活事件',
    originalType: 'membercard',
    resource: (context) => memberCard(context, 'ACTIVATE'),
  },
  'COUPON.SEND': {
    eventType: 'COUPON.SEND',
    summary: '商家券领券通知',
    originalType: 'coupon',
    resource: (context) => coupon(context),
  },
  'MALL_AUTH.ACTIVATE_CARD': {
    eventType: 'MALL_AUTH.ACTIVATE_CARD',
    summary: '商圈会员积分服务授权',
    originalType: 'mall_auth',
    resource: ({ sequence }) => withoutApp({ code: `01234567${sequence}`, auth_type: 'NORMAL_MODE' }),
  },
  'PAPAY.SIGN': {
    eventType: 'PAPAY.SIGN',
    summary: '签约成功',
    originalType: 'contract',
    resource: partnerContract,
  },
  'MCHTRANSFER.BILL.FINISHED': {
    eventType: 'MCHTRANSFER.BILL.FINISHED',
    summary: '商家转账单据终态通知',
    originalType: 'mch_payment',
    resource: ({ sequence, now }) =>
      withoutApp({ out_bill_no: `BILL${sequence}T${now}`, state: 'SUCCESS', transfer_amount: 2000 }),
  },
  'TRANSACTION.INDUSTRY_SUCCESS': {
    eventType: 'TRANSACTION.INDUSTRY_SUCCESS',
    summary: '校园轻松付扣款成功',
    originalType: 'transaction',
    resource: directPayment,
  },
  'CREDIT_REPAYMENT.DEDUCTION_PAY': {
    eventType: 'CREDIT_REPAYMENT.DEDUCTION_PAY',
    summary: '扣费还款成功',
    originalType: 'transaction',
    resource: ({ sequence, now }, settings) =>
      userOf(settings, {
        out_trade_no: `REPAY${sequence}T${now}`,
        order_state: 'DEDUCT_ORDER_STATE_PAY_SUCCESS',
      }),
  },
  'PRODUCT_COUPON_SP.SEND': {
    eventType: 'PRODUCT_COUPON_SP.SEND',
    summary: '商品券领券通知',
    originalType: 'product_coupon',
    resource: (context, settings) => ({ ...userOf(settings, {}), ...coupon(context) }),
  },
  'COUPON.USE': {
    eventType: 'COUPON.USE',
    summary: '代金券核销通知',
    originalType: 'coupon',
    resource: (context) => usedCoupon(context),
  },
};

/** Builds notifications with invented people, seals and signs them as the platform does, with the demo's own key. */
export const wechatPaySample = defineSampler({
  platform: 'wechat-pay',
  options,
  secret: z.object({ apiV3Key: z.string() }),
  events: Object.fromEntries(Object.entries(samples).map(([event, { resource }]) => [event, resource])),
  sign(event, payload, { apiV3Key }, _options, context) {
    const sample = samples[event];
    if (!sample) throw new RangeError(`no sample ${event}`);
    const { eventType, summary, originalType } = sample;
    const nonce = randomWord(12);
    const body = JSON.stringify({
      id: `EV-sample-${context.sequence}-${context.now}`,
      create_time: payTimeOf(context),
      resource_type: 'encrypt-resource',
      event_type: eventType,
      summary,
      resource: {
        original_type: originalType,
        algorithm: 'AEAD_AES_256_GCM',
        ciphertext: sealResource(JSON.stringify(payload), nonce, originalType, apiV3Key),
        associated_data: originalType,
        nonce,
      },
    });
    return {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'Mozilla/4.0', ...signed(body, context) },
      rawQuery: '',
      body,
    };
  },
});

function signed(body: string, { now, sequence }: SampleContext): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now / 1000));
  const nonce = randomWord(32);
  const signature = sign('sha256', Buffer.from(`${timestamp}\n${nonce}\n${body}\n`), createPrivateKey(SAMPLE_PAY_KEY));
  return {
    'request-id': `sample-${sequence}`,
    'wechatpay-nonce': nonce,
    'wechatpay-serial': SAMPLE_PUBLIC_KEY_ID,
    'wechatpay-signature': signature.toString('base64'),
    'wechatpay-signature-type': 'WECHATPAY2-SHA256-RSA2048',
    'wechatpay-timestamp': timestamp,
  };
}

function randomWord(length: number): string {
  return randomBytes(length).toString('hex').slice(0, length);
}
