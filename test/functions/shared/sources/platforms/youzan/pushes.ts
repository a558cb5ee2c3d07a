import type { WebhookRequest } from '../../../../../../functions/shared/http/webhook-request.ts';
import type { Json, JsonObject } from '../../../../../../functions/shared/json/lossless.ts';
import { hashOf } from '../../../../../../functions/shared/sources/hash-signature.ts';
import { openSource } from '../../../../../kit/source.ts';

export const secret = { clientId: 'invented0client0id', clientSecret: 'invented0client0secret' };
export const options = { kdtId: '10000000' };
export const source = (more: object = {}) => openSource('youzan', { ...options, ...more }, secret);

export const openId = 'InVentEd000000000000000001';
export const phone = '15931000001';

export const order = (buyer: JsonObject = {}, more: JsonObject = {}): JsonObject => ({
  full_order_info: { buyer_info: { yz_open_id: openId, ...buyer }, ...more },
});

export const push = (type: string, msg: Json, more: JsonObject = {}): JsonObject => ({
  client_id: secret.clientId,
  kdt_id: 10_000_000,
  id: 'E20260301000000000000001',
  type,
  status: type,
  version: 1_772_337_600,
  msg_id: '2b6d0b56-0000-4000-8000-000000000001',
  sendCount: 0,
  test: false,
  mode: 1,
  msg,
  ...more,
});

/** A request as Youzan signs it. */
export function request(body: JsonObject | string, headers: Readonly<Record<string, string>> = {}): WebhookRequest {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const sign = hashOf('md5', secret.clientId, text, secret.clientSecret);
  return {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'event-sign': sign, ...headers },
    rawQuery: '',
    body: Buffer.from(text),
  };
}
