import type { SampleContext, SamplePayload } from '../../source.ts';
import type { WechatPayOptions } from './receive.ts';

/** The same person as in the samples of the official account: a payment in its app is one of its follower. */
const SAMPLE_OPENID = 'oGuiyiSampleCustomer00000001';
const SAMPLE_UNION_ID = 'oGuiyiSampleUnion00000000001';
const SERVICE_PROVIDER_OPENID = 'oGuiyiSampleProvider00000001';
const SERVICE_PROVIDER_APP = 'wx00000000sample02';
const MERCHANT = '1900000001';
const SUB_MERCHANT = '1900000002';
const CARD = { card_id: 'pGuiyiSampleCard000000000001', code: '012345678901' };

/** Of a connection that names no app of its own. */
const SAMPLE_APP = 'wx00000000sample01';

function appOf({ appId }: WechatPayOptions): string {
  return appId ?? SAMPLE_APP;
}

export function directPayment(context: SampleContext, options: WechatPayOptions): SamplePayload {
  return { appid: appOf(options), mchid: MERCHANT, ...transaction(context), payer: { openid: SAMPLE_OPENID } };
}

/** Paid through a service provider: two apps, and the payer's openid in each. */
export function partnerPayment(context: SampleContext, options: WechatPayOptions): SamplePayload {
  return {
    sp_appid: SERVICE_PROVIDER_APP,
    sp_mchid: MERCHANT,
    sub_appid: appOf(options),
    sub_mchid: SUB_MERCHANT,
    ...transaction(context),
    payer: { sp_openid: SERVICE_PROVIDER_OPENID, sub_openid: SAMPLE_OPENID },
  };
}

/** Two orders that were paid together. */
export function combinedPayment(context: SampleContext, options: WechatPayOptions): SamplePayload {
  return {
    combine_appid: appOf(options),
    combine_mchid: MERCHANT,
    combine_out_trade_no: `COMBINED${context.sequence}T${context.now}`,
    combine_payer_info: { openid: SAMPLE_OPENID },
    sub_orders: [1, 2].map((part) => ({ mchid: MERCHANT, ...transaction(context, part) })),
  };
}

export function refund(context: SampleContext): SamplePayload {
  return {
    mchid: MERCHANT,
    transaction_id: transactionId(context),
    out_trade_no: `ORDER${context.sequence}T${context.now}`,
    refund_id: `5030${digits(context, 24)}`,
    out_refund_no: `REFUND${context.sequence}T${context.now}`,
    refund_status: 'SUCCESS',
    success_time: payTimeOf(context),
    user_received_account: '支付用户零钱',
    amount: { total: 28_800, refund: 28_800, payer_total: 28_800, payer_refund: 28_800 },
  };
}

export function payScoreOrder(context: SampleContext, options: WechatPayOptions): SamplePayload {
  return {
    appid: appOf(options),
    mchid: MERCHANT,
    openid: SAMPLE_OPENID,
    service_id: '00002000000000000000000000000001',
    out_order_no: `SERVICE${context.sequence}T${context.now}`,
  };
}

/** What names a user in an app, and beside it whatever the notification is of. */
export function userOf(options: WechatPayOptions, more: SamplePayload): SamplePayload {
  return { appid: appOf(options), mchid: MERCHANT, openid: SAMPLE_OPENID, ...more };
}

/** A contract through a service provider: two apps, and the person's openid in each. */
export function partnerContract({ sequence }: SampleContext, options: WechatPayOptions): SamplePayload {
  return {
    sp_appid: SERVICE_PROVIDER_APP,
    sp_mchid: MERCHANT,
    sp_openid: SERVICE_PROVIDER_OPENID,
    sub_appid: appOf(options),
    sub_mchid: SUB_MERCHANT,
    sub_openid: SAMPLE_OPENID,
    contract_id: `20260000000000000${sequence}`,
  };
}

/** A notification that names no app: the openid is one in the app of the options. */
export function withoutApp(more: SamplePayload): SamplePayload {
  return { mchid: MERCHANT, openid: SAMPLE_OPENID, ...more };
}

/** A card or a coupon: the app of the openid is not in it. */
export function memberCard({ sequence }: SampleContext, eventType: string): SamplePayload {
  return {
    event_type: eventType,
    ...CARD,
    code: CARD.code + String(sequence),
    openid: SAMPLE_OPENID,
    unionid: SAMPLE_UNION_ID,
  };
}

export function coupon(context: SampleContext): SamplePayload {
  return {
    coupon_code: `SAMPLE${context.sequence}T${context.now}`,
    stock_id: '100000001',
    send_time: payTimeOf(context),
    openid: SAMPLE_OPENID,
    unionid: SAMPLE_UNION_ID,
    send_channel: 'BUSICOUPON_SEND_CHANNEL_MINIAPP',
    send_merchant: MERCHANT,
  };
}

export function usedCoupon({ sequence }: SampleContext): SamplePayload {
  return { stock_creator_mchid: MERCHANT, stock_id: '100000001', coupon_id: `20000000${sequence}` };
}

function transaction(context: SampleContext, part = 0): SamplePayload {
  return {
    transaction_id: transactionId(context, part),
    out_trade_no: `ORDER${context.sequence}T${context.now}P${part}`,
    trade_type: 'JSAPI',
    trade_state: 'SUCCESS',
    trade_state_desc: '支付成功',
    bank_type: 'OTHERS',
    attach: '上海旗舰店',
    success_time: payTimeOf(context),
    amount: { total: 28_800, payer_total: 28_800, currency: 'CNY', payer_currency: 'CNY' },
  };
}

/** 28 digits, as WeChat Pay's own. */
function transactionId(context: SampleContext, part = 0): string {
  return `4200${part}${digits(context, 23)}`;
}

function digits({ now, sequence }: SampleContext, length: number): string {
  return `${Math.trunc(now)}${String(sequence).padStart(length - 13, '0')}`.slice(-length);
}

/** WeChat Pay writes times in China's time. */
export function payTimeOf({ now }: SampleContext): string {
  return `${new Date(now + 8 * 3_600_000).toISOString().slice(0, 19)}+08:00`;
}

/**
 * DEMO ONLY, and public: it stands in this repository. WeChat Pay signs with a private key that nobody else has, so samples
 * are signed with this one, and only a connection whose secret holds its public half (local/demo-secrets.json) takes them.
 */
export const SAMPLE_PUBLIC_KEY_ID = 'PUB_KEY_ID_00d3m0000000000000000000000000001';

export const SAMPLE_PAY_KEY = `-----BEGIN PRIVATE KEY-----
MIIEvwIBADANBgkqhkiG9w0BAQEFAASCBKkwggSlAgEAAoIBAQDFAo6GfRcz9+xh
oyc18VO3Dqw12SZWbNHAe8Rqv1drK/imIzBwr2LYP+P0DPS4hxERFGPEi4u7vS6q
MgcC/NrEtWGGAkaFrlLRVfIBt0N7EgE6e4NT8zApkWp6fxkwNw+UPdL/ElKvjlNf
mLeKLQ9CKMmODgxOTNrGGvndVAsByIMsySFqFXJPvgq0SBdtnkHk7+QsYyyvK6O9
08nJMZsjTGwuG0xjFexR6JJqBeZ9lU4X3HPtDt34IwTtNsYgqY/sjxd5EHJeFWDa
JrN57PUnZXr2WDxnPrHbLKjqKfrF7r+pf+bPhZOHsS1MMYpn8Y3U3RY07qL7ZRja
i0WJ/OixAgMBAAECggEAEMOirqmK1aqBZB6Oyd2O/tsCBvQDOeP5Jkyx3laJYQ6F
ElgYuWIHQnkPU/ddRK2Do4UtZy5rtc5HoAZxR80N7aK0mYNsjlgS5orOdNxsItcZ
oSkc+AIP5V2hJqrVkR+CVR48q+VagWNWT2JurdSfQYU4f3zNCcWq8SQfAnkyFZTc
6KuoLpexpd+UZkdqTFfnc3p07TkakTxt/V7RJB8P630U+YFYB6JXZepyNICT7zwm
qzRmyl7ioQ3yPbg+2w5AwOFw3ooUIRqGVvxqSFKHqxN51G8lvJiXXlXSk0SX0TPl
1iM7vbGoF0wlVklccVredaQjORtPLq1lVAZ7ZNum9QKBgQDqvJOmY8r1MW/OxNkn
bgn1YNGbgvv4XFMH0ONT330d8SGNqlYuXbFQJkFwQi3DRJZpc+5HG+k8JFjsdw1H
LYf3ER7vhl1Iz1vQdfQOHjpNcRlgdqVjm0EWZWJRnfQ9PzPWBhz0BwcCwCzNIprL
z3zC4icDFYX0jj1CM1NkclHupQKBgQDW2x5LPNTnYpQifM5QE60kkqDjNxZOghr3
N3C34Ywuw+GD0G2QR4B+6tSzLtfgZMvlsPnBOfZ0Ewr64TZ+t8Vwuu20tGu6AwSN
X2aKYNA60iS4sO7BoGxgmhqWOqex/ZdG9hHIW+Ne/HUeGNMQgLtnKXLF3XQfEOrs
JtqgkatgHQKBgQDVZnLkxbxxhGwdEiBJFGTBSy/DrSTc+TIS3PiN+5OHcPwMClsm
886LCvxazg9EgkorvFVXGCzFnFWrQ+AyYVZGaq4xG3obA0h5D4K8gwaF+NgVNkfN
cguODMWBZZPxSlAZtp0DzI+3FHamV1tbBlpp4aeNyjdpyRYv5PFfU/7gcQKBgQDI
HcTEjP88GIwi5x3+ZaVByDSEDP4A15uoIQIisrgvopB8hnhWBtL+41iDICE/xoJH
CKRHPeZ3zHjQnU11j1MdoW3ffqBL252002OdhXjNIIfFYj6vJ+1puH8E59LjrG/n
Ty/W7wcCpJ+tDbAg0dY6ytc0xgPvH4G/vJyrK6J0XQKBgQDDQOy2tcgJTP3QuDwL
1e4PvRSIf3iksrzloOdKfsXBp3gP0/p13+Kqlp2XO0pqkaqparj+bWn4oiRDJii3
StNPVY324erbydJkymjAM7sWBa148uG+3q68C2Sw1d2RMxcjAEbEcPJQMSooE+iY
EP25Qfn1rEk8r2zTWUWoVqvPcw==
-----END PRIVATE KEY-----
`;
