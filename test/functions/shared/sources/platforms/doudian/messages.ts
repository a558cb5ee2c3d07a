import type { WebhookRequest } from '../../../../../../functions/shared/http/webhook-request.ts';
import { signatureOf } from '../../../../../../functions/shared/sources/platforms/doudian/receive.ts';
import { openSource } from '../../../../../kit/source.ts';

export const secret = { appKey: '7000000000000000009', appSecret: 'invented-app-secret' };
export const options: { readonly shopId: string; readonly signMethod?: 'hmac-sha256' } = { shopId: '20000001' };
export const hmac = { ...options, signMethod: 'hmac-sha256' } as const;
export const source = (given: object = options) => openSource('doudian', given, secret);

/** Written by hand: `p_id` is a bare number that no JavaScript number holds. */
export const paidData =
  '{"p_id":6900000000000000001,"s_ids":[6900000000000000001],"shop_id":20000001,"pay_time":1772337600}';
export const message = (tag: unknown, data: unknown = paidData, more: object = {}) => ({
  tag,
  msg_id: '6900000000000000001::101:1772337600:1',
  data,
  ...more,
});

/** A request as Doudian signs it. */
export function request(
  body: readonly unknown[] | string,
  headers: Readonly<Record<string, string>> = {},
  settings: Parameters<typeof signatureOf>[2] = options,
): WebhookRequest {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'event-sign': signatureOf(text, secret, settings), ...headers },
    rawQuery: '',
    body: Buffer.from(text),
  };
}
