import { hashOf } from '../../hash-signature.ts';
import { defineSampler, type SampleContext, type SamplePayload } from '../../source.ts';
import { type DouyinOptions, options, secret } from './receive.ts';

/** Of a connection that names no merchant. */
const SAMPLE_MERCHANT = '7000000000000000001';
const USER = '_000guiyi-Sample-User-Of-Douyin-0001';
const PHONE = '15931000071';

/** Builds events about invented people and signs them as Douyin does; the content is JSON in a text. */
export const douyinSample = defineSampler({
  platform: 'douyin',
  options,
  secret,
  events: {
    life_member_join: member,
    life_member_leave: member,
    life_trade_order_notify: (context, settings) => ({
      action: 'pay_success',
      msg_time: seconds(context),
      order: {
        order_id: orderOf(context),
        account_id: merchantOf(settings),
        pay_amount: 28_800,
        original_amount: 28_800,
        create_time: seconds(context) - 20,
        pay_time: seconds(context) - 1,
      },
    }),
    life_trade_certificate_notify: (context, settings) => ({
      action: 'verify',
      msg_time: seconds(context),
      certificate: {
        certificate_id: `7${orderOf(context)}`,
        order_id: orderOf(context),
        account_id: merchantOf(settings),
      },
    }),
  },
  sign(event, payload, { clientSecret }, { clientKey }, { now, sequence }) {
    const body = JSON.stringify({
      event,
      client_key: clientKey,
      from_user_id: USER,
      content: JSON.stringify(payload),
      log_id: `02${now}${String(sequence).padStart(8, '0')}`,
    });
    return {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'msg-id': hashOf('md5', event, String(sequence)),
        'x-douyin-signature': hashOf('sha1', clientSecret, body),
      },
      rawQuery: '',
      body,
    };
  },
  urlCheck: (raw) => {
    const { clientSecret } = secret.parse(raw);
    const body = '{"event":"verify_webhook","client_key":"","content":{"challenge":12345}}';
    const headers = { 'content-type': 'application/json', 'x-douyin-signature': hashOf('sha1', clientSecret, body) };
    return {
      request: { method: 'POST', headers, rawQuery: '', body },
      answer: '{"challenge":12345}',
      withinMs: 5000,
    };
  },
});

function member(_context: SampleContext, settings: DouyinOptions): SamplePayload {
  return { account_id: merchantOf(settings), mobile: PHONE };
}

function merchantOf({ accountId }: DouyinOptions): string {
  return accountId ?? SAMPLE_MERCHANT;
}

function orderOf({ sequence }: SampleContext): string {
  return String(1_065_946_966_824_669_548n + BigInt(sequence));
}

function seconds({ now }: SampleContext): number {
  return Math.floor(now / 1000);
}
