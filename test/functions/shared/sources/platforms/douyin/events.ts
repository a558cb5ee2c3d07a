import type { WebhookRequest } from '../../../../../../functions/shared/http/webhook-request.ts';
import { hashOf } from '../../../../../../functions/shared/sources/hash-signature.ts';
import { openSource } from '../../../../../kit/source.ts';

export const secret = { clientSecret: 'invented0client0secret' };
export const clientKey = 'aw0000000000000009';
export const merchant = '7000000000000000001';
export const options = { clientKey, accountId: merchant };
export const source = (more: object = {}) => openSource('douyin', { ...options, ...more }, secret);

export const user = '_000invented-User-Of-The-App-0000001';
export const phone = '15931000001';

export const event = (name: string, content: unknown, more: object = {}) => ({
  event: name,
  client_key: clientKey,
  from_user_id: user,
  content: typeof content === 'string' ? content : JSON.stringify(content),
  log_id: '021772337600000invented00000000000001',
  ...more,
});

export const member = (more: object = {}) => ({ account_id: merchant, mobile: phone, ...more });
export const order = (action = 'pay_success', more: object = {}) => ({
  action,
  msg_time: 1_772_337_600,
  order: { order_id: '1065946966824669548', account_id: merchant, pay_amount: 100, pay_time: 1_772_337_590, ...more },
});
export const paid = event('life_trade_order_notify', order());

/** A request as Douyin signs it. */
export function request(body: object | string, headers: Readonly<Record<string, string>> = {}): WebhookRequest {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const sign = hashOf('sha1', secret.clientSecret, text);
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'msg-id': 'm1', 'x-douyin-signature': sign, ...headers },
    rawQuery: '',
    body: Buffer.from(text),
  };
}
