import type { WebhookRequest } from '../../../../../../functions/shared/http/webhook-request.ts';
import { sealBody } from '../../../../../../functions/shared/sources/platforms/kuaishou/receive.ts';
import { openSource } from '../../../../../kit/source.ts';

export const appKey = 'ks0000000000000009';
export const seller = '2000000184';
export const options = { appKey, userIds: [seller] };
export const secret = { messageSecret: Buffer.from('invented0key0016').toString('base64') };
export const source = (more: object = {}) => openSource('kuaishou', { ...options, ...more }, secret);

export const buyer = 'f0000000000000000000000000001a7f';
const OID = 2_600_000_000_000_301;

export const message = (event: string, info: unknown, more: object = {}) => ({
  eventId: 'e1',
  msgId: 'm1',
  bizId: OID,
  userId: Number(seller),
  openId: 'InventedSeller00000000000000000000000000sel',
  appKey,
  event,
  info: typeof info === 'string' ? info : JSON.stringify(info),
  createTime: 1_772_337_600_000,
  updateTime: 1_772_337_600_123,
  test: false,
  ...more,
});

export const order = (more: object = {}) => ({ oid: OID, sellerId: Number(seller), buyerOpenId: buyer, ...more });
export const added = message('kwaishop_order_addOrder', order());
export const paid = message('kwaishop_order_paySuccess', { oid: OID, sellerId: Number(seller), status: 30 });

/** A request as Kuaishou encrypts it. */
export function request(content: object | string, live = secret): WebhookRequest {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return { method: 'POST', headers: {}, rawQuery: '', body: Buffer.from(sealBody(text, live.messageSecret)) };
}
